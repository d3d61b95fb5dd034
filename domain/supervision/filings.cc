#include "domain/supervision/filings.h"

#include "domain/appraisal/events.h"
#include "domain/discipline/events.h"
#include "domain/registry/anchors.h"
#include "domain/registry/rows.h"
#include "domain/supervision/policy.h"
#include "domain/tenure/events.h"

namespace tenure {
namespace {

constexpr std::string_view kSecretary = "secretary";

/// An event type that is filed, as which kind, and which organisation and post it is of.
struct FiledType {
  std::string_view kind;
  const TypeInfo* type;
  std::string_view (*org)(const Event& event);
  std::string_view (*post)(const Event& event);  ///< empty: of none
};

template <class E>
constexpr FiledType filed(std::string_view kind) {
  return {kind, &kType<E>, [](const Event& event) { return word_in(event.as<E>().org); },
          [](const Event& event) -> std::string_view {
            if constexpr (std::is_same_v<E, SecretaryAppointed>) return kSecretary;
            if constexpr (requires(const E& data) { data.post; }) return word_in(event.as<E>().post);
            return {};
          }};
}

constexpr FiledType kFiledTypes[] = {
    filed<SecretaryAppointed>("appointment"),    filed<OfficeAssumed>("appointment"),
    filed<ConcurrentPostAssumed>("appointment"), filed<TenureEnded>("departure"),
    filed<AdjustmentDecided>("adjustment"),      filed<PerformanceAssessed>("assessment"),
    filed<GradeDetermined>("assessment"),        filed<BallotTallied>("appraisal")};

/// Whether the policy wants what is done in such an organisation, of such a post, to be filed.
bool is_asked_for(const Facts& facts, const PolicyView& policy, const FiledType& filed, const Event& event) {
  const auto kinds = policy.get(kFilingEvents);
  if (!kinds || !holds(*kinds, {std::string(filed.kind)})) return false;
  const auto posts = policy.get(kFilingPosts);
  const std::string_view post = filed.post(event);
  if (posts && !post.empty() && !holds(*posts, {std::string(post)})) return false;
  const auto scope = policy.get(kFilingScope);
  const auto* org = facts.row<OrgRow>(filed.org(event));
  return !scope || (org != nullptr && org->kind && holds(*scope, *org->kind));
}

const Filing* filing_of(const Facts& facts, const std::string& person, Position event, Date on) {
  const auto& filings = facts.items<&PersonFilings::filings>(person);
  const Filing* received = find_last(
      filings, [&](const Filing& each) { return each.of == event && each.received && *each.received <= on; });
  if (received != nullptr) return received;
  return find_last(filings, [&](const Filing& each) { return each.of == event && each.submitted <= on; });
}

}  // namespace

Result<std::vector<ToFile>> to_file(const Asked& asked) {
  std::vector<ToFile> out;
  const auto since = policy_since(asked);
  if (!since || !asked.policy.get(kFilingEvents)) return out;
  for (const FiledType& filed : kFiledTypes) {
    const auto done =
        asked.facts.events(*find_event_type(filed.type->name), {SubjectKind::person, asked.subject});
    if (!done) return tl::unexpected(done.error());
    for (const Recorded& each : *done) {
      const Date on = each.event.on;
      if (on < *since || asked.on < on || !is_asked_for(asked.facts, asked.policy.on(on), filed, each.event))
        continue;
      out.push_back({{std::string(filed.kind)},
                     on,
                     each.position,
                     std::string(filed.org(each.event)),
                     filing_of(asked.facts, asked.subject, each.position, asked.on)});
    }
  }
  return out;
}

}  // namespace tenure
