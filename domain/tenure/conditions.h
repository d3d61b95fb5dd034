// The library of conditions of eligibilities: age, length of service, how an office ended, bars, attributes.
//
// Each is a template over the parameters that it reads, so that a row of a table names them:
// `&service_at_least<kSubsidyYears, kSubsidyPosts, kSubsidyCount>`. A condition whose parameter is absent is
// not asked; one that cannot be told is unknown. Pure; any thread.
#pragma once

#include "domain/registry/rows.h"
#include "domain/rules/answers.h"
#include "domain/tenure/service.h"

namespace tenure {

/// Service of a person as a policy counts it.
struct CountedService {
  Service served, certified;
  Service excluded;  ///< what the years that do not count would have added, and the grades that exclude them
  Service total() const;
};

/// Service in `posts`, counted as `count` says (cumulative, consecutive); where these are absent, as the
/// general `service.*` parameters say. Nothing when the policy does not say which posts count.
std::optional<CountedService> count_service(const Asked& asked, const Parameter<Codes>& posts,
                                            const Parameter<Code>& count);

/// The newest attribute of the name that was recorded on or before the date, or null.
const Attribute* attribute_on(const Facts& facts, std::string_view person, std::string_view name, Date on);

inline constexpr std::string_view kMembership = "membership";

/// Whether the register says so on the date.
bool is_party_member(const Facts& facts, std::string_view person, Date on);

/// The day on which one reaches that many years: in other years who was born on 29 February does so on the
/// day that the policy names, 1 March where it names none. Every question about an age asks here.
Date birthday(const PolicyView& policy, Date born, int years);

/// Whole years on the date; nothing when no date of birth is recorded, or only a sealed one.
std::optional<std::int32_t> age_on(const Facts& facts, const PolicyView& policy, std::string_view person,
                                   Date on);

/// Whether the person held an office on a day of the period: this post where one is named, of the
/// organisation, one below or one above it, or of one that went on in it. True also where it cannot be told:
/// a term, or service that is known only as a total.
bool served_in(const Facts& facts, std::string_view person, std::string_view org, std::string_view post,
               const Period& period);

/// What is said of one who did not.
Objection not_in_office(std::string_view person, std::string_view org, const Saying& post,
                        const Period& period);

enum class Bound : std::uint8_t { at_least, at_most };

// What the templates are made of.
Result<form::Outcome> test_age(const Asked& asked, Bound bound, const Parameter<Decimal>& men,
                               const Parameter<Decimal>& women);
Result<form::Outcome> test_service(const Asked& asked, const Parameter<Decimal>& years,
                                   const Parameter<Codes>& posts, const Parameter<Code>& count);
Result<form::Outcome> test_departure(const Asked& asked, const Parameter<bool>& required,
                                     const Parameter<Codes>& reasons, const Parameter<Codes>& posts);

/// At least as old as the policy says for the person's sex, on the date, inclusive. (A64)
template <const Parameter<Decimal>& Men, const Parameter<Decimal>& Women>
Result<form::Outcome> age_at_least(const Asked& asked) {
  return test_age(asked, Bound::at_least, Men, Women);
}
template <const Parameter<Decimal>& Men, const Parameter<Decimal>& Women>
Result<form::Outcome> age_at_most(const Asked& asked) {
  return test_age(asked, Bound::at_most, Men, Women);
}

template <const Parameter<Decimal>& Years, const Parameter<Codes>& Posts, const Parameter<Code>& Count>
Result<form::Outcome> service_at_least(const Asked& asked) {
  return test_service(asked, Years, Posts, Count);
}

/// The last of these offices ended normally: as the event says, but for reasons that are
/// none, else as the policy takes its reason. (A08)
template <const Parameter<bool>& Required, const Parameter<Codes>& Reasons, const Parameter<Codes>& Posts>
Result<form::Outcome> left_normally(const Asked& asked) {
  return test_departure(asked, Required, Reasons, Posts);
}

}  // namespace tenure
