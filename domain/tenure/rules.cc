#include "domain/tenure/rules.h"

namespace tenure {
namespace {

const Office* held(const Facts& facts, const PersonId& person, const OrgId& org, std::string_view post,
                   Date on) {
  const auto* row = facts.row<PersonTenure>(person.value);
  return row == nullptr ? nullptr : row->office_on(org.value, post, on);
}

template <class E>
Result<void> not_yet_held(const Facts& facts, const Dated<E>& event, std::string_view post) {
  const Office* office = held(facts, event.data.person, event.data.org, post, event.on);
  if (office == nullptr) return {};
  return refuse(Reason::already, "data.post",
                "held since " + office->from.str() + ", see " + office->begun_at.str());
}

template <class E>
Result<const Office*> must_be_held(const Facts& facts, const Dated<E>& event) {
  const Office* office = held(facts, event.data.person, event.data.org, event.data.post.value, event.on);
  if (office == nullptr) {
    return refuse(Reason::absent, "data.post",
                  event.data.person.value + " does not hold " + event.data.post.value + " of " +
                      event.data.org.value + " on " + event.on.str());
  }
  return office;
}

}  // namespace

Result<void> precondition(const Facts& facts, const Dated<SecretaryAppointed>& event) {
  return not_yet_held(facts, event, kSecretaryPost);
}

Result<void> precondition(const Facts& facts, const Dated<OfficeAssumed>& event) {
  return not_yet_held(facts, event, event.data.post.value);
}

Result<void> precondition(const Facts& facts, const Dated<ConcurrentPostAssumed>& event) {
  return not_yet_held(facts, event, event.data.post.value);
}

Result<void> precondition(const Facts& facts, const Dated<ActingAssigned>& event) {
  return not_yet_held(facts, event, event.data.post.value);
}

Result<void> precondition(const Facts& facts, const Dated<FirstSecretaryDispatched>& event) {
  return not_yet_held(facts, event, dispatched_post(event.data).value);
}

Result<void> precondition(const Facts& facts, const Dated<TenureEnded>& event) {
  const auto office = must_be_held(facts, event);
  if (!office) return tl::unexpected(office.error());
  if ((*office)->ended_at) {
    return refuse(Reason::already, "on", "this office has an end already, on " + (*office)->until->str());
  }
  return {};
}

Result<void> precondition(const Facts& facts, const Dated<OfficeSuspended>& event) {
  const auto office = must_be_held(facts, event);
  if (!office) return tl::unexpected(office.error());
  const auto& rests = (*office)->rests;
  if (!rests.empty() && !rests.back().until) {
    return refuse(Reason::already, "data.post", "suspended since " + rests.back().from.str());
  }
  return {};
}

Result<void> precondition(const Facts& facts, const Dated<OfficeResumed>& event) {
  const auto office = must_be_held(facts, event);
  if (!office) return tl::unexpected(office.error());
  const auto& rests = (*office)->rests;
  if (rests.empty() || rests.back().until)
    return refuse(Reason::absent, "data.post", "the office is not suspended");
  return {};
}

}  // namespace tenure
