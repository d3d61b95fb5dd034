#include "domain/ledger/rows.h"

#include <algorithm>

namespace tenure {

bool Grant::covers_type(std::string_view type, std::string_view area) const {
  return std::any_of(types.begin(), types.end(), [&](const ShortText& pattern) {
    const std::string_view text = pattern.value;
    return text == "*" || text == type || (text.ends_with(".*") && text.substr(0, text.size() - 2) == area);
  });
}

bool KeyRow::is_revoked(const Grant& grant) const {
  return std::any_of(revocations.begin(), revocations.end(), [&](const GrantRevocation& revocation) {
    return revocation.grant ? *revocation.grant == grant.position : grant.position < revocation.position;
  });
}

void apply(LedgerRow& row, const Dated<LedgerOpened>& event) {
  row.origin = event.data.origin;
  row.clock = event.data.clock;
  row.root_keys = event.data.root_keys;
  row.root_threshold = event.data.root_threshold;
  row.log_keys.push_back({event.data.log_key, event.position, std::nullopt});
}

void apply(LedgerRow& row, const Dated<LogKeyRotated>& event) {
  row.log_keys.push_back({event.data.log_key, event.position, event.data.overlap_until});
}

void apply(KeyRow& row, const Dated<KeyRegistered>& event) {
  row.registered = event.position;
  row.person = event.data.person;
}

void apply(KeyRow& row, const Dated<KeyRevoked>& event) { row.revoked = event.position; }

void apply(KeyRow& row, const Dated<SignerAuthorised>& event) {
  const SignerAuthorised& given = event.data;
  row.grants.push_back({event.position, given.org_subtree, given.types, given.limit_fen, given.from,
                        given.until, given.may_delegate.value_or(false), given.quorum.value_or(1)});
}

void apply(KeyRow& row, const Dated<SignerRevoked>& event) {
  row.revocations.push_back({event.position, event.data.grant});
}

void apply(OrgClosings& row, const Dated<PeriodClosed>& event) {
  row.closed.push_back({event.data.org, event.data.period, event.position});
}

void apply(FlagReviews& row, const Dated<FlagReviewed>& event) {
  row.reviews.push_back({event.on, event.data.rule, event.data.disposition, event.position});
}

std::vector<std::string> parts(const FlagReviews&, const Dated<FlagReviewed>& event) {
  return {event.data.flagged.str()};
}

}  // namespace tenure
