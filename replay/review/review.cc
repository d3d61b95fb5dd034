#include "replay/review/review.h"

#include "domain/describe/json_out.h"
#include "domain/ledger/authority.h"
#include "domain/ledger/rows.h"
#include "domain/registry/rows.h"
#include "domain/rules/policy_json.h"
#include "replay/flags.h"

namespace tenure {
namespace {

std::string receipt_of(std::uint64_t index) { return fmt::format("/v1/acts/{}/receipt", index); }

std::string labels_json(std::string_view zh, std::string_view en) {
  JsonOut out = JsonOut::object();
  return out.text("zh", zh).text("en", en).str();
}

std::string positions_json(const std::vector<Position>& positions) { return to_json(positions); }

/// The policy that bound where the decision was judged.
struct Policies {
  std::string org;
  Date on;  ///< of the decision, or the first day of the period that it is for
  std::optional<Position> then, now, today;
};

class Reviewing {
 public:
  Reviewing(const Archive& archive, const Questions& questions, const ReviewAsked& asked, const When& when)
      : archive_(archive),
        questions_(questions),
        asked_(asked),
        decision_(asked.decision),
        when_(when),
        knowledge_(questions.knowledge()) {}

  Result<std::string> answer() {
    auto rehearing = rehear(archive_, decision_, when_.size, knowledge_, asked_.sealed);
    if (!rehearing) return tl::unexpected(rehearing.error());
    const auto shown = questions_.event(decision_.position);
    if (!shown) return tl::unexpected(shown.error());
    const auto rules = rules_json(*rehearing);
    const auto policies = policies_json(*rehearing);
    if (!policies) return policies;
    const auto flags = flags_at(archive_, questions_, decision_.position, when_);
    if (!flags) return tl::unexpected(flags.error());
    JsonOut flagged = JsonOut::array();
    for (const std::string& flag : *flags) flagged.item(flag);
    JsonOut out = JsonOut::object();
    out.text("position", decision_.position.str());
    out.number("size", when_.size).text("on", when_.on.str());
    out.raw("then", side_json(decision_.position.index, objections_then_));
    out.raw("now", side_json(when_.size, objections_now_));
    out.raw("act", act_json()).raw("event", shown->value_or("null"));
    if (asked_.whole_act) {
      const auto signers = signers_json();
      if (!signers) return signers;
      out.raw("signers", *signers).raw("overrides", overrides_json());
    }
    out.raw("policies", *policies).raw("rules", rules).raw("flags", flagged.str());
    return with_events(std::move(out), *rehearing);
  }

 private:
  /// What was asked of, and how many rules objected.
  std::string side_json(std::uint64_t size, std::size_t objections) const {
    JsonOut out = JsonOut::object();
    out.number("size", size).text("until", decision_.until().str());
    return out.number("objections", objections).flag("regular", objections == 0).str();
  }

  std::string act_json() const {
    const Act& act = decision_.act;
    JsonOut out = JsonOut::object();
    out.number("index", decision_.position.index).text("recorded_at", decision_.recorded_at.str());
    out.text("authority", act.authority.value).text("class", act.klass.value);
    out.text("receipt", receipt_of(decision_.position.index));
    if (!asked_.whole_act) return out.str();
    out.text("act", asked_.act.value).text("issued_at", act.issued_at.str());
    out.raw("co_authorities", to_json(act.co_authorities));
    if (act.document_no) out.text("document_no", act.document_no->value);
    if (act.provenance) out.raw("provenance", to_json(*act.provenance));
    return out.raw("attachments", to_json(act.attachments)).str();
  }

  static std::string grant_json(const GrantHeld& held) {
    const Grant& grant = held.grant;
    JsonOut out = JsonOut::object();
    out.text("position", grant.position.str()).text("org_subtree", grant.org_subtree.str());
    out.raw("types", to_json(grant.types));
    if (grant.limit_fen) out.raw("limit_fen", std::to_string(grant.limit_fen->value));
    out.text("from", grant.from.str());
    if (grant.until) out.text("until", grant.until->str());
    out.flag("may_delegate", grant.may_delegate);
    out.number("quorum", static_cast<std::uint64_t>(grant.quorum));
    out.flag("covers", !held.lacks.has_value());
    if (held.lacks) out.text("lacks", name(held.lacks->reason)).text("detail", held.lacks->detail);
    return out.str();
  }

  /// Who signed, and what they were authorised for on the day of the recording. The first act is signed by
  /// the root keys that it names itself.
  Result<std::string> signers_json() const {
    const std::uint64_t size = std::max<std::uint64_t>(decision_.position.index, 1);
    const Past then(archive_, {size, decision_.recorded_at.date()});
    const Past now(archive_, when_);
    const auto signers = Signers::of(then, decision_.act, decision_.keyids);
    if (then.failure()) return tl::unexpected(*then.failure());
    if (!signers) return tl::unexpected(signers.error());
    JsonOut out = JsonOut::array();
    for (const SigningRight& right : signers->rights(then, decision_.act, decision_.event())) {
      JsonOut item = JsonOut::object();
      item.text("key", right.keyid).flag("root", right.is_root).flag("threshold", signers->root());
      if (right.person) item.text("person", right.person->str());
      if (right.registered) item.text("registered", right.registered->str());
      JsonOut grants = JsonOut::array();
      for (const GrantHeld& held : right.grants) grants.item(grant_json(held));
      item.raw("grants", grants.str());
      const auto* row = now.row<KeyRow>(right.keyid);
      if (row != nullptr && row->revoked) item.text("revoked", row->revoked->str());
      out.item(item.str());
    }
    if (then.failure()) return tl::unexpected(*then.failure());
    if (now.failure()) return tl::unexpected(*now.failure());
    return out.str();
  }

  std::string overrides_json() const {
    JsonOut out = JsonOut::array();
    const auto& events = decision_.act.events;
    for (std::uint32_t i = 0; i < events.size(); ++i) {
      if (events[i].type->type != &kType<OverrideRecorded>) continue;
      const auto& override_of = events[i].as<OverrideRecorded>();
      JsonOut item = JsonOut::object();
      item.text("position", Position{decision_.position.index, i}.str());
      item.text("rule", override_of.rule.value).text("approver", override_of.approver.str());
      out.item(item.str());
    }
    return out.str();
  }

  Result<std::optional<Position>> policy_at(const When& when, const std::set<Position>& hidden,
                                            std::string_view org, Date on) const {
    const Past past(archive_, when, hidden);
    PolicyBook book;
    const auto policy = book.binding(past, org, on);
    if (past.failure()) return tl::unexpected(*past.failure());
    if (!policy) return tl::unexpected(policy.error());
    return policy->position();
  }

  std::string policy_json(std::optional<Position> position) const {
    if (!position) return "null";
    const auto adopted = archive_.event(*position);
    JsonOut out = JsonOut::object();
    out.text("position", position->str()).text("receipt", receipt_of(position->index));
    if (adopted && adopted->type->type == &kType<PolicyAdopted>) {
      const auto& policy = adopted->as<PolicyAdopted>();
      out.text("title", policy.title.value).text("on", adopted->on.str());
      out.text("status", name(policy.status));
      if (policy.until) out.text("until", policy.until->str());
    }
    return out.str();
  }

  /// What was in force where the decision was judged: by what was known then, by what is known now, and
  /// today.
  Result<std::string> policies_json(const Rehearing& rehearing) const {
    const std::uint64_t then = decision_.position.index + 1;
    const Past past(archive_, {then, decision_.until()});
    const Event& judged = decision_.judged();
    const std::string org = jurisdiction(past, judged, decision_.act.authority);
    if (past.failure()) return tl::unexpected(*past.failure());
    std::vector<Date> days = {judged.on};
    const auto period = period_of_event(judged);
    if (period && period->first() != judged.on) days.push_back(period->first());
    JsonOut out = JsonOut::array();
    for (const Date day : days) {
      const auto known_then = policy_at({then, decision_.until()}, {}, org, day);
      const auto known_now = policy_at({when_.size, decision_.until()}, rehearing.hidden, org, day);
      const auto today = policy_at(when_, rehearing.hidden, org, when_.on);
      for (const auto* found : {&known_then, &known_now, &today}) {
        if (!*found) return tl::unexpected(found->error());
      }
      JsonOut item = JsonOut::object();
      item.text("org", org).text("on", day.str());
      item.raw("then", policy_json(*known_then)).raw("now", policy_json(*known_now));
      out.item(item.raw("today", policy_json(*today)).str());
    }
    return out.str();
  }

  Flag flag_of(const Heard& heard) const {
    Flag out;
    out.event = static_cast<std::int32_t>(decision_.position.ordinal);
    out.rule = {std::string(heard.rule->name)};
    out.mode = heard.mode;
    out.policy = heard.policy;
    if (!heard.objection) return out;
    out.message = {heard.objection->zh + " | " + heard.objection->en};
    tell(out, heard.objection->required, heard.objection->actual, heard.objection->about);
    out.evidence = heard.objection->evidence;
    return out;
  }

  const Flag* stored(const Rule& rule) const {
    const auto& flags = decision_.verdict.flags;
    const auto found = std::ranges::find_if(flags, [&](const Flag& flag) {
      return static_cast<std::uint32_t>(flag.event) == decision_.position.ordinal &&
             flag.rule.value == rule.name;
    });
    return found == flags.end() ? nullptr : &*found;
  }

  RuleOutcome outcome_of(const Heard& heard) const {
    if (!heard.objection) return RuleOutcome::met;
    if (heard.mode == RuleMode::record) return RuleOutcome::noted;
    if (heard.mode == RuleMode::flag) return RuleOutcome::flagged;
    return is_overridden(decision_.act, *heard.rule) ? RuleOutcome::overridden : RuleOutcome::refused;
  }

  /// An enforced rule whose act was admitted was set aside.
  static RuleOutcome outcome_of(const Flag& flag) {
    if (flag.mode == RuleMode::record) return RuleOutcome::noted;
    return flag.mode == RuleMode::enforce ? RuleOutcome::overridden : RuleOutcome::flagged;
  }

  std::string answer_json(RuleOutcome outcome, const Flag& whole, const ParametersRead* parameters) const {
    const Flag flag = outcome == RuleOutcome::met ? whole : told(whole, knowledge_);
    JsonOut out = JsonOut::object();
    out.text("outcome", name(outcome)).text("mode", name(flag.mode));
    if (!flag.message.value.empty()) out.text("message", flag.message.value);
    if (flag.required) out.text("required", flag.required->value);
    if (flag.required_labels) out.raw("required_labels", to_json(*flag.required_labels));
    if (flag.actual) out.text("actual", flag.actual->value);
    if (flag.actual_labels) out.raw("actual_labels", to_json(*flag.actual_labels));
    if (!flag.mentions.empty()) out.raw("mentions", to_json(flag.mentions));
    out.raw("evidence", positions_json(flag.evidence));
    if (flag.policy) out.text("policy", flag.policy->str());
    return out.raw("parameters", parameters == nullptr ? "[]" : to_json(*parameters)).str();
  }

  static bool is_irregular(RuleOutcome outcome) {
    return outcome != RuleOutcome::met && outcome != RuleOutcome::noted;
  }

  std::string rule_json(const TwoAnswers& answers) {
    const Rule& rule = *answers.rule;
    const Flag* flag = stored(rule);
    const bool repeats =
        answers.then ? (answers.then->objection.has_value() == (flag != nullptr)) : flag == nullptr;
    JsonOut out = JsonOut::object();
    out.text("rule", rule.name).raw("labels", labels_json(rule.zh, rule.en));
    out.raw("mechanisms", to_json(mechanism_ids(rule.mechanisms)));
    const ParametersRead* read = answers.then ? &answers.then->parameters : nullptr;
    if (flag != nullptr) {
      objections_then_ += is_irregular(outcome_of(*flag)) ? 1 : 0;
      out.raw("then", answer_json(outcome_of(*flag), *flag, read));
    } else if (answers.then) {
      Heard no_objection = *answers.then;
      no_objection.objection.reset();
      out.raw("then", answer_json(RuleOutcome::met, flag_of(no_objection), read));
    }
    if (answers.now) {
      const RuleOutcome outcome = outcome_of(*answers.now);
      objections_now_ += is_irregular(outcome) ? 1 : 0;
      out.raw("now", answer_json(outcome, flag_of(*answers.now), &answers.now->parameters));
    }
    out.flag("differs", answers.differs).flag("repeats", repeats);
    return out.raw("because", positions_json(answers.because)).str();
  }

  /// Of rules that the verdict names and that were not asked: of another version.
  std::string forgotten_json(const Flag& flag) {
    objections_then_ += is_irregular(outcome_of(flag)) ? 1 : 0;
    JsonOut out = JsonOut::object();
    out.text("rule", flag.rule.value).raw("labels", labels_json(flag.rule.value, flag.rule.value));
    out.raw("mechanisms", to_json(flag.mechanisms));
    out.raw("then", answer_json(outcome_of(flag), flag, nullptr));
    return out.flag("differs", false).flag("repeats", false).raw("because", "[]").str();
  }

  std::string rules_json(const Rehearing& rehearing) {
    JsonOut out = JsonOut::array();
    std::set<std::string_view> asked;
    for (const TwoAnswers& answers : rehearing.rules) {
      asked.insert(answers.rule->name);
      out.item(rule_json(answers));
    }
    for (const Flag& flag : decision_.verdict.flags) {
      const bool is_own = static_cast<std::uint32_t>(flag.event) == decision_.position.ordinal;
      if (is_own && asked.insert(flag.rule.value).second) out.item(forgotten_json(flag));
    }
    return out.str();
  }

  Result<std::string> with_events(JsonOut out, const Rehearing& rehearing) const {
    const auto around = beside(archive_, decision_, rehearing, when_.size, [&](Position position) {
      return questions_.event(position).map([](const auto& shown) { return shown.has_value(); });
    });
    if (!around) return tl::unexpected(around.error());
    JsonOut events = JsonOut::array();
    for (const auto& [position, relations] : around->events) {
      const auto shown = questions_.event(position);
      if (!shown) return tl::unexpected(shown.error());
      JsonOut words = JsonOut::array();
      for (const Relation relation : relations) words.item(json_string(name(relation)));
      JsonOut item = JsonOut::object();
      item.raw("relations", words.str()).text("receipt", receipt_of(position.index));
      events.item(item.raw("event", shown->value_or("null")).str());
    }
    out.raw("events", events.str()).number("left_out", around->left_out).flag("complete", around->whole);
    return out.str();
  }

  const Archive& archive_;
  const Questions& questions_;
  const ReviewAsked& asked_;
  const Decision& decision_;
  When when_;
  Knowledge knowledge_;
  std::size_t objections_then_ = 0, objections_now_ = 0;
};

}  // namespace

Result<std::string> review(const Archive& archive, const Questions& questions, const ReviewAsked& asked,
                           const When& when) {
  return Reviewing(archive, questions, asked, when).answer();
}

Result<bool> may_review(const Archive& archive, const Questions& questions, Position position) {
  if (!may_read_files(questions.viewer()) || position.index >= archive.size()) return false;
  const auto act = archive.act_info(position.index);
  if (!act) return tl::unexpected(act.error());
  if (position.ordinal >= act->event_count) return false;
  const auto event = archive.event(position);
  if (!event) return tl::unexpected(event.error());
  const bool sees = may_see_event(questions.viewer(), questions.now(), *event, act->klass);
  if (questions.now().failure()) return tl::unexpected(*questions.now().failure());
  return sees;
}

}  // namespace tenure
