// The shapes of answers that several calls, or a call and a topic of the feed, have in common. Pure; any
// thread.
#pragma once

#include "domain/describe/shape.h"

namespace tenure {

/// A page: {size, on, items, next?}, `size` and `on` where the question has them.
Shape page_shape(const Shape& item, bool dated = true);

/// {index, position, recorded_at, flags, receipt?}
Shape admission_shape(bool with_receipt);
/// Of a check.
Shape checked_shape();
Shape envelope_shape();
/// An envelope, or one with the sealed values that its commitments stand for.
Shape submission_shape();

/// One event as pages and feeds show it.
Shape event_shape();
/// The file of a person or an organisation: each area's rows of that kind of subject, those that are split by
/// part. `sealed` where values are opened.
Shape standing_shape(SubjectKind kind);
Shape alerts_shape();
Shape statistic_shape();
Shape labels_shape();
/// What a policy gives for a parameter.
std::vector<Shape::Member> given_members();
/// What an answer asked of policies.
Shape parameters_shape();
/// What a verdict flagged, with its reviews.
Shape flag_shape();

}  // namespace tenure
