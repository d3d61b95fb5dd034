#include "domain/ledger/authority.h"

#include <algorithm>
#include <limits>

#include "domain/core/both.h"
#include "domain/registry/hierarchy.h"

namespace tenure {
namespace {

constexpr std::size_t kErasureApprovals = 2;

/// How far a grant got before it failed; the furthest failure is the one that helps the signer.
enum class Stage : std::uint8_t { none, period, type, subtree, amount, quorum };

struct Best {
  Stage stage = Stage::none;
  Refusal refusal{Reason::grant_missing, {}, {}};

  void failed(Stage at, Reason reason, std::string detail) {
    if (at < stage) return;
    stage = at;
    refusal = {reason, {}, std::move(detail)};
  }
};

const LedgerRow* ledger(const Facts& facts) { return facts.row<LedgerRow>(kLedgerSubject.id); }

bool is_root_key(const Facts& facts, std::string_view keyid) {
  const auto* row = ledger(facts);
  return row != nullptr && std::any_of(row->root_keys.begin(), row->root_keys.end(),
                                       [&](const Ref<KeyId>& key) { return key.str() == keyid; });
}

/// No organisation's id: within no grant. Who is not in the register stands there, so that they are refused
/// like who is elsewhere.
const std::string kNowhere;

/// Where somebody stands; nothing of what has no place of its own.
std::optional<std::string> place_of(const Facts& facts, const Subject& subject) {
  if (subject.kind == SubjectKind::org)
    return is_registered(facts, subject.kind, subject.id) ? subject.id : kNowhere;
  if (subject.kind != SubjectKind::person) return std::nullopt;
  const auto* row = facts.row<PersonRow>(subject.id);
  return row == nullptr || row->orgs.empty() ? kNowhere : row->orgs.back().str();
}

/// The organisations whose subtree the event belongs to: its own, else those of its people. Who the event
/// itself registers is judged by the others: an organisation by its parent.
std::vector<std::string> scope_of(const Facts& facts, const Event& event) {
  for (const SubjectKind kind : {SubjectKind::org, SubjectKind::person}) {
    std::vector<std::string> orgs;
    bool registers_one = event.type->traits.registers == kind;
    for (const Subject& subject : subjects(event)) {
      if (subject.kind != kind) continue;
      const std::string place = *place_of(facts, subject);
      const bool is_new = registers_one && place == kNowhere;
      registers_one = false;  // the first one of its kind
      if (!is_new) orgs.push_back(place);
    }
    if (!orgs.empty()) return orgs;
  }
  return {};
}

/// The same of the event at a position: what answers it belongs where it does.
std::vector<std::string> scope_at(const Facts& facts, Position position) {
  const auto original = facts.original(position);
  if (!original) return {kNowhere};
  auto orgs = scope_of(facts, original->event);
  if (orgs.empty()) orgs.push_back(original->authority.value);
  return orgs;
}

bool is_subset(const std::vector<ShortText>& wanted, const Grant& held) {
  return std::all_of(wanted.begin(), wanted.end(), [&](const ShortText& pattern) {
    const std::string& text = pattern.value;
    if (text == "*" || text.ends_with(".*")) {
      return std::any_of(held.types.begin(), held.types.end(),
                         [&](const ShortText& h) { return h.value == "*" || h.value == text; });
    }
    const EventType* type = find_event_type(text);
    return type != nullptr && held.covers_type(text, type->area->name);
  });
}

bool is_within_grant(const Facts& facts, const Grant& wanted, const Grant& held) {
  const bool amount = !held.limit_fen || (wanted.limit_fen && *wanted.limit_fen <= *held.limit_fen);
  const bool period =
      held.from <= wanted.from && (!held.until || (wanted.until && *wanted.until <= *held.until));
  return amount && period && wanted.quorum >= held.quorum && is_subset(wanted.types, held) &&
         is_within(facts, wanted.org_subtree.str(), held.org_subtree.str(), facts.today());
}

/// Whether the grant lets sign anything of the area.
bool covers_some_of(const Grant& grant, const Area& area) {
  return std::ranges::any_of(event_types(), [&](const EventType* type) {
    return type->area == &area && grant.covers_type(type->name(), area.name);
  });
}

/// For each authority the keys (by number) that may sign for it.
using Coverage = std::vector<std::vector<std::size_t>>;
constexpr std::size_t kNobody = std::numeric_limits<std::size_t>::max();

/// Gives `authority` a key, moving others to another key of theirs where that makes room.
bool assign(const Coverage& coverage, std::size_t authority, std::vector<std::size_t>& signs_for,
            std::vector<bool>& tried) {
  for (const std::size_t key : coverage[authority]) {
    if (tried[key]) continue;
    tried[key] = true;
    if (signs_for[key] == kNobody || assign(coverage, signs_for[key], signs_for, tried)) {
      signs_for[key] = authority;
      return true;
    }
  }
  return false;
}

/// Whether every authority can have a key that signs for no other one. (A key that covers two authorities
/// beside a key that covers neither is one signature short.)
bool each_has_its_own(const Coverage& coverage, std::size_t keys) {
  std::vector<std::size_t> signs_for(keys, kNobody);
  for (std::size_t authority = 0; authority < coverage.size(); ++authority) {
    std::vector<bool> tried(keys);
    if (!assign(coverage, authority, signs_for, tried)) return false;
  }
  return true;
}

}  // namespace

bool is_known_key(const Facts& facts, std::string_view keyid) {
  if (is_root_key(facts, keyid)) return true;
  const auto* row = facts.row<KeyRow>(keyid);
  return row != nullptr && row->registered;
}

Result<Signers> Signers::of(const Facts& facts, const Act& act, std::span<const std::string> keyids) {
  Signers out;
  std::size_t roots = 0;
  for (const std::string& keyid : keyids) {
    if (!is_known_key(facts, keyid)) return refuse(Reason::key_unknown, "signatures", keyid);
    const auto* row = facts.row<KeyRow>(keyid);
    if (row != nullptr && row->revoked) {
      return refuse(Reason::key_revoked, "signatures",
                    both("{}，已于 {} 吊销", "{}, revoked at {}", keyid, row->revoked->str()));
    }
    roots += is_root_key(facts, keyid) ? 1 : 0;
    out.signers_.push_back({keyid, row == nullptr ? KeyRow{} : *row});
  }
  const auto* row = ledger(facts);
  out.root_ = row != nullptr && roots >= static_cast<std::size_t>(row->root_threshold);
  if (auto covered = out.authority_is_covered(facts, act); !covered) return tl::unexpected(covered.error());
  return out;
}

Result<void> Signers::authority_is_covered(const Facts& facts, const Act& act) const {
  std::vector<OrgId> authorities = act.co_authorities;
  authorities.insert(authorities.begin(), act.authority);
  if (root_) {
    for (const OrgId& authority : authorities) {
      if (!is_registered(facts, SubjectKind::org, authority.value))
        return refuse(Reason::authority_unknown, "authority", authority.value);
    }
    return {};
  }
  const Date today = facts.today();
  Best best;
  Coverage coverage;
  for (const OrgId& authority : authorities) {
    auto& covering = coverage.emplace_back();
    for (std::size_t key = 0; key < signers_.size(); ++key) {
      const Signer& signer = signers_[key];
      for (const Grant& grant : signer.row.grants) {
        if (signer.row.is_revoked(grant) || (grant.until && *grant.until < today)) {
          best.failed(Stage::period, Reason::grant_expired,
                      both("{}，授权在位置 {}", "{}, grant {}", signer.keyid, grant.position.str()));
        } else if (today < grant.from) {
          best.failed(Stage::period, Reason::grant_not_yet,
                      both("{}，自 {} 起", "{}, from {}", signer.keyid, grant.from.str()));
        } else if (!is_within(facts, authority.value, grant.org_subtree.str(), today)) {
          best.failed(Stage::subtree, Reason::authority_scope, authority.value);
        } else {
          covering.push_back(key);
        }
      }
    }
    if (!covering.empty()) continue;
    const bool first = &authority == &authorities.front();
    if (!first) return refuse(Reason::co_authority_unsigned, "co_authorities", authority.value);
    // A root key below the threshold holds no grant: what is missing is the other roots' signatures.
    if (best.stage == Stage::none && std::any_of(signers_.begin(), signers_.end(), [&](const Signer& signer) {
          return is_root_key(facts, signer.keyid);
        })) {
      return refuse(Reason::threshold, "signatures",
                    both("根密钥签名未达门限", "root keys below their threshold"));
    }
    return tl::unexpected(best.refusal);
  }
  if (!each_has_its_own(coverage, signers_.size())) {
    return refuse(Reason::co_authority_unsigned, "co_authorities",
                  both("每个机关须有各自的密钥签名", "each authority needs a key of its own"));
  }
  return {};
}

namespace {

/// Why a grant of the key does not let it sign, and how far it got; nothing where it does.
template <class Use>
std::optional<std::pair<Stage, Refusal>> what_lacks(const Facts& facts, const std::string& keyid,
                                                    const KeyRow& key, const Grant& grant, const Use& use) {
  const Date today = facts.today();
  const auto lacks = [](Stage stage, Reason reason, std::string detail) {
    return std::pair(stage, Refusal{reason, {}, std::move(detail)});
  };
  if (key.is_revoked(grant) || !grant.in_force(today)) {
    return lacks(Stage::period, today < grant.from ? Reason::grant_not_yet : Reason::grant_expired,
                 both("{}，授权在位置 {}", "{}, grant {}", keyid, grant.position.str()));
  }
  if (!grant.covers_type(use.type, use.area))
    return lacks(Stage::type, Reason::grant_types, std::string(use.type));
  if (!std::ranges::all_of(use.orgs, [&](const std::string& org) {
        return is_within(facts, org, grant.org_subtree.str(), today);
      })) {
    return lacks(Stage::subtree, Reason::grant_subtree,
                 both("不在 {} 之下", "outside {}", grant.org_subtree.str()));
  }
  if (grant.limit_fen && use.amount > grant.limit_fen->value) {
    return lacks(Stage::amount, Reason::grant_amount,
                 both("{} 分，上限为 {} 分", "{} fen, the limit is {}", use.amount, grant.limit_fen->value));
  }
  return std::nullopt;
}

}  // namespace

Signers::Use Signers::use_of(const Facts& facts, const Act& act, const Event& event) {
  Use use{event.type->name(), event.type->area->name, scope_of(facts, event), amount_fen(event)};
  if (event.type->type == &kType<FlagReviewed>) use.orgs = scope_at(facts, event.as<FlagReviewed>().flagged);
  if (use.orgs.empty() && event.type->traits.registers != SubjectKind::org)
    use.orgs.push_back(act.authority.value);
  return use;
}

Result<void> Signers::may_use_grants(const Facts& facts, const Use& use) const {
  if (root_) return {};
  if (use.orgs.empty())
    return refuse(Reason::root_only, {},
                  both("该事件不属于任何已登记的组织", "the event belongs to no registered organisation"));
  Best best;
  std::size_t covering_keys = 0;
  std::int32_t quorum = kSignaturesMax + 1;  // the least that a covering grant asks for
  for (const Signer& signer : signers_) {
    bool covers = false;
    for (const Grant& grant : signer.row.grants) {
      if (auto lacks = what_lacks(facts, signer.keyid, signer.row, grant, use)) {
        best.failed(lacks->first, lacks->second.reason, std::move(lacks->second.detail));
      } else {
        covers = true;
        quorum = std::min(quorum, grant.quorum);
      }
    }
    covering_keys += covers ? 1 : 0;
  }
  if (covering_keys == 0) return tl::unexpected(best.refusal);
  if (covering_keys < static_cast<std::size_t>(quorum)) {
    return refuse(Reason::threshold, {},
                  both("有权签署的密钥签了 {} 个，需要 {} 个", "{} of {} authorised keys signed",
                       covering_keys, quorum));
  }
  return {};
}

std::vector<SigningRight> Signers::rights(const Facts& facts, const Act& act, const Event& event) const {
  // A correction is signed by who may sign what it corrects.
  const auto* correction =
      event.type->type == &kType<CorrectionRecorded> ? &event.as<CorrectionRecorded>() : nullptr;
  const auto corrected =
      correction == nullptr ? Result<Facts::Original>(Facts::Original{}) : facts.original(correction->target);
  const Use use = use_of(facts, act, correction != nullptr && corrected ? corrected->event : event);
  std::vector<SigningRight> out;
  for (const Signer& signer : signers_) {
    SigningRight& right = out.emplace_back();
    right.keyid = signer.keyid;
    right.is_root = is_root_key(facts, signer.keyid);
    right.person = signer.row.person;
    right.registered = signer.row.registered;
    for (const Grant& grant : signer.row.grants) {
      auto lacks = what_lacks(facts, signer.keyid, signer.row, grant, use);
      right.grants.push_back({grant, signer.row.is_revoked(grant),
                              lacks ? std::optional(std::move(lacks->second)) : std::nullopt});
    }
  }
  return out;
}

bool Signers::reaches(const Facts& facts, const std::vector<std::string>& orgs, const Area* area) const {
  const Date today = facts.today();
  return !orgs.empty() && std::ranges::all_of(orgs, [&](const std::string& org) {
    return std::ranges::any_of(signers_, [&](const Signer& signer) {
      return std::ranges::any_of(signer.row.grants, [&](const Grant& grant) {
        return !signer.row.is_revoked(grant) && grant.in_force(today) &&
               (area == nullptr || covers_some_of(grant, *area)) &&
               is_within(facts, org, grant.org_subtree.str(), today);
      });
    });
  });
}

bool Signers::may_act_on(const Facts& facts, const Subject& subject, const Area* area) const {
  if (root_) return true;
  if (subject.kind == SubjectKind::key)
    return std::ranges::any_of(signers_, [&](const Signer& signer) { return signer.keyid == subject.id; });
  if (const auto place = place_of(facts, subject)) return reaches(facts, {*place}, area);
  // A matter or a case is where its events are.
  bool recorded = false;
  for (const Area* one : areas()) {
    if (area != nullptr && one != area) continue;
    const auto events = facts.events(*one, subject);
    if (!events) return false;
    for (const Recorded& each : *events) {
      recorded = true;
      if (!may_act_on(facts, each.position)) return false;
    }
  }
  return recorded && subject.kind != SubjectKind::ledger;
}

bool Signers::may_act_on(const Facts& facts, const Subject& subject, const Area& area) const {
  return may_act_on(facts, subject, &area);
}

bool Signers::may_act_on(const Facts& facts, const Subject& subject) const {
  return may_act_on(facts, subject, nullptr);
}

bool Signers::may_act_on(const Facts& facts, Position position) const {
  if (root_) return true;
  const auto original = facts.original(position);
  if (!original) return false;
  const Area* area = original->event.type->area;
  bool has_place = false;
  for (const Subject& subject : subjects(original->event)) {
    const auto place = place_of(facts, subject);
    if (!place) continue;
    has_place = true;
    if (reaches(facts, {*place}, area)) return true;
  }
  return !has_place && reaches(facts, {original->authority.value}, area);
}

Result<void> Signers::may_delegate(const Facts& facts, const Grant* wanted) const {
  if (root_) return {};
  bool delegates = false;
  for (const Signer& signer : signers_) {
    for (const Grant& grant : signer.row.grants) {
      if (!grant.may_delegate || signer.row.is_revoked(grant) || !grant.in_force(facts.today())) continue;
      delegates = true;
      if (wanted == nullptr || is_within_grant(facts, *wanted, grant)) return {};
    }
  }
  if (!delegates)
    return refuse(Reason::root_only, {}, both("签名的密钥都不能转授", "no signing key may delegate"));
  return refuse(Reason::delegation, "data",
                both("超出类型、组织范围、金额、期间或人数", "types, subtree, amount, period or quorum"));
}

Result<void> Signers::may_end_grants(const Facts& facts, const KeyId& key,
                                     const std::optional<Position>& grant) const {
  if (root_) return {};
  const auto* row = facts.row<KeyRow>(key.value);
  if (row == nullptr) return may_delegate(facts, nullptr);
  for (const Grant& held : row->grants) {
    if (grant && held.position != *grant) continue;
    if (auto allowed = may_delegate(facts, &held); !allowed) return allowed;
  }
  return may_delegate(facts, nullptr);
}

Result<void> Signers::may_erase(const Facts& facts, const Event& event) const {
  if (signers_.size() < kErasureApprovals)
    return refuse(Reason::threshold, {}, both("擦除须两人批准", "erasure needs two approvals"));
  return may_use_grants(facts, {event.type->name(), event.type->area->name, scope_of(facts, event), 0});
}

Result<void> Signers::may_correct(const Facts& facts, const Act& act,
                                  const CorrectionRecorded& correction) const {
  const auto original = facts.original(correction.target);
  if (!original && root_) return {};  // the precondition says so
  // An event of others and none at all are refused alike: who issued what where is not for everybody.
  if (!original || !is_within(facts, original->authority.value, act.authority.value, facts.today())) {
    return refuse(Reason::correction_stranger, "data.target",
                  root_ ? both("由 {} 签发", "issued by {}", original->authority.value) : std::string());
  }
  const EventType& target = *original->event.type;
  auto orgs = scope_of(facts, original->event);
  if (correction.replacement) {
    const auto more = scope_of(facts, *correction.replacement);
    orgs.insert(orgs.end(), more.begin(), more.end());
  }
  const std::int64_t amount =
      std::max(amount_fen(original->event), correction.replacement ? amount_fen(*correction.replacement) : 0);
  if (auto allowed = may_use_grants(facts, {target.name(), target.area->name, orgs, amount}); !allowed)
    return allowed;
  if (!correction.replacement) return {};
  const EventType& replacement = *correction.replacement->type;
  return may_use_grants(facts, {replacement.name(), replacement.area->name, orgs, amount});
}

Result<void> Signers::may_issue(const Facts& facts, const Act& act, const Event& event) const {
  const void* data = event.data.get();
  const TypeInfo* type = event.type->type;
  if (type == &kType<LedgerOpened>) return refuse(Reason::genesis_shape);
  if (type == &kType<LogKeyRotated>) return root_ ? Result<void>{} : refuse(Reason::root_only);
  if (type == &kType<SubjectErased>) return may_erase(facts, event);
  if (type == &kType<KeyRegistered>) return may_delegate(facts, nullptr);
  if (type == &kType<SignerAuthorised>) {
    const auto& given = *static_cast<const SignerAuthorised*>(data);
    const Grant wanted{{},
                       given.org_subtree,
                       given.types,
                       given.limit_fen,
                       given.from,
                       given.until,
                       given.may_delegate.value_or(false),
                       given.quorum.value_or(1)};
    return may_delegate(facts, &wanted);
  }
  if (type == &kType<SignerRevoked>) {
    const auto& ended = *static_cast<const SignerRevoked*>(data);
    return may_end_grants(facts, ended.key, ended.grant);
  }
  if (type == &kType<KeyRevoked>) {
    const auto& revoked = *static_cast<const KeyRevoked*>(data);
    const bool own = std::any_of(signers_.begin(), signers_.end(),
                                 [&](const Signer& signer) { return signer.keyid == revoked.key.value; });
    return own ? Result<void>{} : may_end_grants(facts, revoked.key, std::nullopt);
  }
  if (type == &kType<CorrectionRecorded>) {
    return may_correct(facts, act, *static_cast<const CorrectionRecorded*>(data));
  }
  return may_use_grants(facts, use_of(facts, act, event));
}

}  // namespace tenure
