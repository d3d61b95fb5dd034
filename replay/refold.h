// Making rows anew from the events of one subject and area: what the fold does when an event comes late or is
// corrected, and what a question does that looks at a date behind the row's newest event.
//
// Pure but for the reading that the caller's functions do; any thread.
#pragma once

#include <functional>
#include <limits>
#include <map>
#include <optional>
#include <string>
#include <string_view>
#include <vector>

#include "domain/act/catalogue.h"
#include "domain/act/history.h"

namespace tenure {

/// The order of events of one subject and area.
struct Order {
  std::int32_t on = std::numeric_limits<std::int32_t>::min();
  std::int32_t rank = 0;
  Position position;

  static Order of(const Event& event, Position position);
  auto operator<=>(const Order&) const = default;
};

/// A row in memory. Immutable once it is shared.
struct RowState {
  std::shared_ptr<void> row;  ///< null: no event made it yet
  Order last;                 ///< of the newest event that made it
  /// The earliest date of what the act of this version added, changed or took out: of days before it, this
  /// version and the one before say the same.
  Date changed_from;

  /// Whether an event made it. Where all that did are voided, an empty row is left, as if there were none.
  bool is_made() const { return row != nullptr && last != Order(); }
};

/// `size_hint`: about how many bytes it will have.
std::string encode_row(const View& view, const RowState& state, std::size_t size_hint = 0);
Result<RowState> decode_row(const View& view, std::string_view bytes);

/// What a row says of itself, without the row.
struct RowHead {
  Order last;
  Date changed_from;
};
/// Takes the head off `bytes`. Nothing when there is none.
std::optional<RowHead> take_row_head(std::string_view& bytes);

bool is_correction(const Event& event);

using ReadEvent = std::function<Result<Event>(Position)>;

/// The events of a subject and area as they count: corrections taken in, voids left out, in their order.
/// `indexed` is what the index says, ascending. With `type`, those of this type alone, and of the others only
/// the corrections are read.
Result<std::vector<Recorded>> effective_events(const Area& area, const Subject& subject,
                                               const std::vector<IndexEntry>& indexed, const ReadEvent& read,
                                               const EventType* type = nullptr);

/// The row that these events make.
RowState make_row(const View& view, std::string_view subject, std::string_view part,
                  const std::vector<Recorded>& events);
/// Every part that these events touch, as those on dates up to `until` make it.
std::map<std::string, RowState> make_rows(const View& view, std::string_view subject,
                                          const std::vector<Recorded>& events, Date until);

/// The parts of `subject`'s row that an event belongs to.
std::vector<std::string> parts_of(const Application& application, const Event& event, Position position,
                                  std::string_view subject);

}  // namespace tenure
