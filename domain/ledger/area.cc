#include <sodium.h>

#include <algorithm>

#include "domain/act/refers.h"
#include "domain/core/both.h"
#include "domain/ledger/rows.h"
#include "domain/registry/hierarchy.h"
#include "domain/rules/rule.h"
#include "domain/words/nearest.h"

namespace tenure {

const RuleTable& ledger_rules();  // rule_table.cc

namespace {

constexpr std::string_view kEd25519 = "ed25519";

bool is_type_pattern(std::string_view text) {
  if (text == "*" || find_event_type(text) != nullptr) return true;
  return text.ends_with(".*") && find_area(text.substr(0, text.size() - 2)) != nullptr;
}

/// A canonical point of the main subgroup: what libsodium's verification never disagrees about.
bool is_public_key(std::string_view key) {
  const auto raw = from_base64url(key);
  return raw && raw->size() == crypto_core_ed25519_BYTES &&
         crypto_core_ed25519_is_valid_point(uchars(as_bytes(*raw))) == 1;
}

Result<const KeyRow*> registered_key(const Facts& facts, const KeyId& key) {
  const KeyRow* row = facts.row<KeyRow>(key.value);
  if (row == nullptr || !row->registered)
    return refuse(Reason::absent, "data.key", both("密钥 {}", "key {}", key.value));
  return row;
}

/// Refuses a name that no rule has, or that is of a rule which stands in no act's way where one is set aside.
Result<void> names_a_rule(const Code& name, bool judged_only) {
  const auto fits = [&](const Rule& rule) { return !judged_only || is_judged(rule); };
  const Rule* found = find_rule(name.value);
  if (found != nullptr && fits(*found)) return {};
  const std::string near = unknown_among(name.value, rule_words(fits));
  if (found == nullptr)
    return refuse(Reason::bad_value, "data.rule",
                  both("没有这条规则：{0}", "no such rule: {1}", halves(near).zh, halves(near).en));
  return refuse(Reason::bad_value, "data.rule",
                both("该规则不阻止任何文书，没有可豁免的：{0}",
                     "it stands in no act's way: there is nothing to set aside: {1}", halves(near).zh,
                     halves(near).en));
}

/// A replacement is asked the preconditions of its type by admission, where its target never was; yet it must
/// not be of a type whose signers are what keeps the ledger safe.
Result<void> may_replace(const Facts& facts, const Event& replacement, const EventType& target) {
  const EventType& type = *replacement.type;
  if (type.traits.control) {
    return refuse(
        Reason::correction_target, "data.replacement",
        both("“{}”须单独成文，不能作为更正", "{1} stands in an act of its own, never in a correction",
             type.structure->zh, type.name()));
  }
  if (type.area != target.area) {
    return refuse(Reason::correction_target, "data.replacement",
                  both("属于“{}”领域，而更正的对象属于“{}”领域", "of area {2}, the target is of area {3}",
                       type.area->zh, target.area->zh, type.area->name, target.area->name));
  }
  auto known = subjects_are_registered(facts, replacement);
  if (!known) known.error().where = "data.replacement." + known.error().where;
  return known;
}

}  // namespace

bool Grant::covers_type(std::string_view type, std::string_view area) const {
  return std::ranges::any_of(types, [&](const ShortText& pattern) {
    const std::string_view text = pattern.value;
    return text == "*" || text == type || (text.ends_with(".*") && text.substr(0, text.size() - 2) == area);
  });
}

bool KeyRow::is_revoked(const Grant& grant) const {
  return std::ranges::any_of(revocations, [&](const GrantRevocation& revocation) {
    return revocation.grant ? *revocation.grant == grant.position : grant.position < revocation.position;
  });
}

// What follows from the events.

static void apply(LedgerRow& row, const Dated<LedgerOpened>& event) {
  row.origin = event.data.origin;
  row.clock = event.data.clock;
  row.root_keys = event.data.root_keys;
  row.root_threshold = event.data.root_threshold;
  row.log_keys.push_back({event.data.log_key, event.position, std::nullopt});
}

static void apply(LedgerRow& row, const Dated<LogKeyRotated>& event) {
  row.log_keys.push_back({event.data.log_key, event.position, event.data.overlap_until});
}

static void apply(KeyRow& row, const Dated<KeyRegistered>& event) {
  row.registered = event.position;
  row.person = event.data.person;
}

static void apply(KeyRow& row, const Dated<KeyRevoked>& event) { row.revoked = event.position; }

static void apply(KeyRow& row, const Dated<SignerAuthorised>& event) {
  const SignerAuthorised& given = event.data;
  row.grants.push_back({event.position, given.org_subtree, given.types, given.limit_fen, given.from,
                        given.until, given.may_delegate.value_or(false), given.quorum.value_or(1)});
}

static void apply(KeyRow& row, const Dated<SignerRevoked>& event) {
  row.revocations.push_back({event.position, event.data.grant});
}

static void apply(OrgClosings& row, const Dated<PeriodClosed>& event) {
  row.closed.push_back({event.data.org, event.data.period, event.position, event.data.kind});
}

static void apply(FlagReviews& row, const Dated<FlagReviewed>& event) {
  row.reviews.push_back({event.on, event.data.rule, event.data.disposition, event.position});
}

static std::vector<std::string> parts(const FlagReviews&, const Dated<FlagReviewed>& event) {
  return {event.data.flagged.str()};
}

static void add(Corrections& row, const Dated<CorrectionRecorded>& event, int times) {
  if (times > 0) {
    row.made.insert(std::ranges::upper_bound(row.made, event.position), event.position);
  } else {
    std::erase(row.made, event.position);
  }
}

static std::vector<std::string> parts(const Corrections&, const Dated<CorrectionRecorded>& event) {
  return {event.data.target.str()};
}

// Preconditions of the ledger's events: what would contradict the record.

static Result<void> precondition(const Facts& facts, const Dated<LedgerOpened>& event) {
  if (const auto* row = facts.row<LedgerRow>(kLedgerSubject.id); row != nullptr && row->origin) {
    return refuse(Reason::genesis_shape);
  }
  const auto& keys = event.data.root_keys;
  for (const auto& key : keys) {
    if (!is_public_key(key.str())) return refuse(Reason::key_invalid, "data.root_keys", key.str());
    if (std::count(keys.begin(), keys.end(), key) > 1)
      return refuse(Reason::key_twice, "data.root_keys", key.str());
  }
  if (event.data.root_threshold < 1 || static_cast<std::size_t>(event.data.root_threshold) > keys.size()) {
    return refuse(Reason::bad_value, "data.root_threshold",
                  both("从 1 到根密钥的个数", "from 1 to the number of root keys"));
  }
  return {};
}

static Result<void> precondition(const Facts& facts, const Dated<LogKeyRotated>& event) {
  const auto* row = facts.row<LedgerRow>(kLedgerSubject.id);
  if (row == nullptr) return refuse(Reason::genesis_shape);
  for (const LogKey& key : row->log_keys) {
    if (key.verifier_key == event.data.log_key)
      return refuse(Reason::already, "data.log_key", event.data.log_key.value);
  }
  return {};
}

static Result<void> precondition(const Facts& facts, const Dated<KeyRegistered>& event) {
  if (event.data.alg.value != kEd25519)
    return refuse(Reason::bad_value, "data.alg", both("目前只有 ed25519", "only ed25519 is known so far"));
  if (!is_public_key(event.data.key.value))
    return refuse(Reason::key_invalid, "data.key", event.data.key.value);
  const KeyRow* row = facts.row<KeyRow>(event.data.key.value);
  if (row != nullptr && row->registered) return refuse(Reason::already, "data.key", event.data.key.value);
  return {};
}

static Result<void> precondition(const Facts& facts, const Dated<KeyRevoked>& event) {
  const auto row = registered_key(facts, event.data.key);
  if (!row) return tl::unexpected(row.error());
  if ((*row)->revoked)
    return refuse(Reason::already, "data.key", both("已于 {} 吊销", "revoked at {}", (*row)->revoked->str()));
  return {};
}

static Result<void> precondition(const Facts& facts, const Dated<SignerAuthorised>& event) {
  const auto row = registered_key(facts, event.data.key);
  if (!row) return tl::unexpected(row.error());
  if ((*row)->revoked) return refuse(Reason::key_revoked, "data.key", event.data.key.value);
  const SignerAuthorised& given = event.data;
  if (given.types.empty()) return refuse(Reason::json_missing, "data.types");
  for (const ShortText& pattern : given.types) {
    if (!is_type_pattern(pattern.value)) return refuse(Reason::event_unknown, "data.types", pattern.value);
  }
  if (given.until && *given.until < given.from)
    return refuse(Reason::bad_date, "data.until", both("早于 from", "before `from`"));
  if (given.limit_fen && given.limit_fen->value < 0)
    return refuse(Reason::bad_value, "data.limit_fen", both("小于零", "negative"));
  if (given.quorum && *given.quorum < 1)
    return refuse(Reason::bad_value, "data.quorum", both("至少为 1", "at least 1"));
  return {};
}

static Result<void> precondition(const Facts& facts, const Dated<SignerRevoked>& event) {
  const auto row = registered_key(facts, event.data.key);
  if (!row) return tl::unexpected(row.error());
  const auto& grants = (*row)->grants;
  const bool known = event.data.grant
                         ? std::any_of(grants.begin(), grants.end(),
                                       [&](const Grant& g) { return g.position == *event.data.grant; })
                         : !grants.empty();
  if (!known)
    return refuse(Reason::absent, "data.grant", both("该密钥没有这项授权", "the key holds no such grant"));
  return {};
}

static Result<void> precondition(const Facts& facts, const Dated<CorrectionRecorded>& event) {
  const auto original = facts.original(event.data.target);
  if (!original) return refuse(Reason::correction_target, "data.target", event.data.target.str());
  const EventType& target = *original->event.type;
  if (target.traits.control) {
    return refuse(Reason::correction_target, "data.target",
                  both("“{0}”只能以新的代替，不能更正", "{1} is superseded, not corrected",
                       target.structure->zh, target.name()));
  }
  return event.data.replacement ? may_replace(facts, *event.data.replacement, target) : Result<void>{};
}

static Result<void> precondition(const Facts& facts, const Dated<PeriodClosed>& event) {
  const ClosedPeriod* found =
      find_first(facts.items<&OrgClosings::closed>(event.data.org.value), [&](const ClosedPeriod& closed) {
        return closed.period == event.data.period && closed.kind == event.data.kind;
      });
  if (found == nullptr) return {};
  return refuse(Reason::already, "data.period", found->position.str());
}

static Result<void> precondition(const Facts& facts, const Dated<FlagReviewed>& event) {
  if (auto named = names_a_rule(event.data.rule, false); !named) return named;
  return is_there(facts, event.data.flagged, "data.flagged");
}

static Result<void> precondition(const Facts&, const Dated<OverrideRecorded>& event) {
  return names_a_rule(event.data.rule, true);
}

Area& ledger_area() {
  static Area area = make_area("ledger", "账本", "Ledger", LedgerEvents{}, LedgerRows{}, &ledger_rules());
  return area;
}

}  // namespace tenure
