#include "server/sequencer/policy_trial.h"

#include <algorithm>
#include <charconv>
#include <set>

#include "domain/core/both.h"
#include "domain/describe/json_out.h"
#include "domain/pay/due.h"
#include "domain/registry/hierarchy.h"
#include "domain/rules/answers.h"
#include "domain/rules/rule.h"
#include "replay/history_until.h"
#include "server/sequencer/seals_at_hand.h"

namespace tenure {
namespace {

TriedOutcome outcome_of(RuleMode mode) {
  return mode == RuleMode::record ? TriedOutcome::record : TriedOutcome::flag;
}

/// Of "events[3].data.person"; 0 of what is said of the act.
std::uint32_t ordinal_of(std::string_view where) {
  constexpr std::string_view kHead = "events[";
  std::uint32_t out = 0;
  if (where.starts_with(kHead))
    std::from_chars(where.data() + kHead.size(), where.data() + where.size(), out);
  return out;
}

/// The moment before the day begins, in the zone of the ledger's dates.
Moment last_before(Date day) {
  constexpr std::int64_t kSecondUs = 1'000'000;
  return {day.days * Moment::kDayUs - kZone.offset_seconds * kSecondUs - 1};
}

/// Whom an event is about, and what a correction puts in the place of its target.
std::vector<Subject> all_subjects(const Event& event) {
  std::vector<Subject> out = subjects(event);
  if (const Event* replacement = replacement_of(event)) {
    const auto& more = subjects(*replacement);
    out.insert(out.end(), more.begin(), more.end());
  }
  return out;
}

/// The organisation whose policy binds a person or an organisation; nothing where neither is registered.
std::optional<std::string> org_of(const Facts& facts, const Subject& subject) {
  if (subject.kind == SubjectKind::org)
    return facts.row<OrgRow>(subject.id) == nullptr ? std::nullopt : std::optional(subject.id);
  if (subject.kind != SubjectKind::person) return std::nullopt;
  const auto* row = facts.row<PersonRow>(subject.id);
  return row == nullptr || row->orgs.empty() ? std::nullopt : std::optional(row->orgs.back().str());
}

std::string truth_word(form::Truth truth) {
  if (truth == form::Truth::unknown) return "unknown";
  return truth == form::Truth::yes ? "true" : "false";
}

std::string number_or_null(const std::optional<Decimal>& value) { return value ? value->str() : "null"; }

JsonOut difference(std::string_view what, const Asked& asked, SubjectKind kind) {
  JsonOut out = JsonOut::object();
  out.text("what", what).text("subject", Subject{kind, asked.subject}.str());
  return out;
}

/// What a statement says is due, by component and period.
std::map<std::pair<std::string, std::string>, std::int64_t> due_by_line(const PayStatement& pay) {
  std::map<std::pair<std::string, std::string>, std::int64_t> out;
  for (const PayLine& line : pay.lines) {
    if (line.due_fen) out[{line.component.value, line.period.str()}] += line.due_fen->value;
  }
  return out;
}

}  // namespace

PolicyTrial::PolicyTrial(LedgerStore& store, TriedPack tried, Viewer viewer, Moment clock)
    : store_(store),
      tried_(std::move(tried)),
      viewer_(std::move(viewer)),
      clock_(clock),
      tried_book_(tried_) {}

Result<std::unique_ptr<PolicyTrial>> PolicyTrial::begin(LedgerStore& store, TriedPack tried, Viewer viewer,
                                                        Moment clock) {
  if (tried.until < tried.from)
    return refuse(Reason::bad_request, "until", both("早于 from", "before `from`"));
  std::unique_ptr<PolicyTrial> out(new PolicyTrial(store, std::move(tried), std::move(viewer), clock));
  const auto id = store.ledger_id();
  if (!id) return tl::unexpected(id.error());
  out->ledger_id_ = id->value_or(std::string());
  const auto from = store.size_at(last_before(out->tried_.from));
  if (!from) return tl::unexpected(from.error());
  const auto until = store.size_at(last_before(out->tried_.until.plus_days(1)));
  if (!until) return tl::unexpected(until.error());
  out->from_size_ = out->next_ = *from;
  out->until_size_ = *until;
  if (out->of() > kTriedActsMax)
    return refuse(Reason::limit_list, "until",
                  both("该时段有 {} 份文书，最多 {} 份；请缩短时段",
                       "{} acts in the stretch, {} at most: make it shorter", out->of(), kTriedActsMax));
  return out;
}

Result<bool> PolicyTrial::step(std::vector<std::string>& out) {
  questions_.emplace(store_, viewer_, clock_);
  std::size_t events = 0;
  auto done = store_.log().read(next_, until_size_, [&](LogRecord&& record) -> Result<bool> {
    events += record.event_count();
    next_ = record.index + 1;
    if (auto looked = look_at(std::move(record), out); !looked) return tl::unexpected(looked.error());
    return events < kStepEvents;
  });
  if (!done) return tl::unexpected(done.error());
  if (questions_->now().failure()) return tl::unexpected(*questions_->now().failure());
  return next_ < until_size_;
}

Result<void> PolicyTrial::look_at(LogRecord&& record, std::vector<std::string>& out) {
  record.payload.reserve(record.payload.size() + simdjson::SIMDJSON_PADDING);
  const ParsedAct parsed = parse_act(record.payload);
  if (parsed.shape)
    return refuse(Reason::damaged, "act " + std::to_string(record.index), parsed.shape->text());
  if (auto done = compare_act(record, parsed, out); !done) return done;
  return compare_subjects(record, parsed.act, out);
}

/// Whether somebody whom the act is about, or who issued it, stands below the organisation: nobody else is
/// judged by the pack.
Result<bool> PolicyTrial::may_concern(const Fold& fold, const Act& act) const {
  const auto is_below = [&](const std::string& org) {
    return is_within(fold, org, tried_.org, fold.today());
  };
  bool found = is_below(act.authority.value);
  for (std::size_t i = 0; i < act.events.size() && !found; ++i) {
    for (const Subject& subject : all_subjects(act.events[i])) {
      if (subject.kind == SubjectKind::org) {
        found = found || is_below(subject.id);
      } else if (const auto* row =
                     subject.kind == SubjectKind::person ? fold.row<PersonRow>(subject.id) : nullptr) {
        found = found || std::ranges::any_of(row->orgs, [&](const auto& org) { return is_below(org.str()); });
      }
    }
  }
  if (fold.failure()) return tl::unexpected(*fold.failure());
  return found;
}

PolicyTrial::Judgement PolicyTrial::told(Rehearsal&& rehearsal, const Act& act,
                                         const Knowledge& knowledge) const {
  Judgement out;
  for (Flag& flag : rehearsal.verdict.flags) {
    const Flag said = tenure::told(std::move(flag), knowledge);
    out.said[{static_cast<std::uint32_t>(said.event), said.rule.value}] = {outcome_of(said.mode),
                                                                           said.message.value, said.mentions};
  }
  for (Refusal& refusal : rehearsal.refusals) {
    const std::uint32_t at = ordinal_of(refusal.where);
    const Refusal said = tenure::told(
        std::move(refusal), act.events[std::min<std::size_t>(at, act.events.size() - 1)], knowledge);
    if (!said.rule.empty()) {
      out.said[{at, said.rule}] = {TriedOutcome::refused, said.detail, {}};
    } else if (!out.other) {
      out.other = said;
      out.other_at = at;
    }
  }
  return out;
}

/// The facts are those before the act, whoever judges.
Result<PolicyTrial::Judgement> PolicyTrial::judged(const LogRecord& record, const ParsedAct& parsed,
                                                   PolicyBook& book) const {
  const HistoryUntil history(store_, record.index);
  Fold fold(history);
  fold.begin_act(record.index, record.recorded_at, parsed.act.klass.value);
  std::vector<std::string> keyids;
  for (const Signed& each : record.signatures) keyids.push_back(each.keyid);
  const SealsAtHand sealed({}, {}, &store_.vault());
  const Candidate candidate{parsed, keyids, record.index, record.recorded_at, record.index == 0,
                            false,  &sealed};
  Rehearsal rehearsal = rehearse(fold, book, candidate, ledger_id_);
  if (fold.failure()) return tl::unexpected(*fold.failure());
  return told(std::move(rehearsal), parsed.act, questions_->knowledge());
}

Result<void> PolicyTrial::compare_act(const LogRecord& record, const ParsedAct& parsed,
                                      std::vector<std::string>& out) {
  {
    const HistoryUntil history(store_, record.index);
    Fold before(history);
    before.begin_act(record.index, record.recorded_at, parsed.act.klass.value);
    const auto concerns = may_concern(before, parsed.act);
    if (!concerns) return tl::unexpected(concerns.error());
    if (!*concerns) return {};
  }
  const std::uint64_t found = tried_book_.tried_found();
  const auto would = judged(record, parsed, tried_book_);
  if (!would) return tl::unexpected(would.error());
  if (tried_book_.tried_found() == found) return {};
  const auto was = judged(record, parsed, recorded_book_);
  if (!was) return tl::unexpected(was.error());
  ++judged_acts_;
  bool refused = false;
  const auto tell = [&](std::uint32_t ordinal, const std::string& rule, const Said& old, const Said& now) {
    const Event& event = parsed.act.events[std::min<std::size_t>(ordinal, parsed.act.events.size() - 1)];
    if (!may_see_event(viewer_, questions_->now(), event, parsed.act.klass.value)) return;
    refused = refused || now.outcome == TriedOutcome::refused;
    ++rules_[{rule, std::string(name(old.outcome)), std::string(name(now.outcome))}];
    const Said& says = now.outcome == TriedOutcome::none ? old : now;
    JsonOut about = JsonOut::array();
    for (const Subject& subject : subjects(event)) about.item(json_string(subject.str()));
    JsonOut line = JsonOut::object();
    line.text("what", "act").text("position", Position{record.index, ordinal}.str());
    line.text("recorded_at", record.recorded_at.str()).text("type", event.type->name());
    line.raw("subjects", about.str());
    if (!rule.empty()) line.text("rule", rule);
    line.text("was", name(old.outcome)).text("would", name(now.outcome)).text("message", says.message);
    if (!says.mentions.empty()) line.raw("mentions", to_json(says.mentions));
    out.push_back(line.str());
  };
  for (const auto& [key, now] : would->said) {
    const auto old = was->said.find(key);
    const Said before = old == was->said.end() ? Said() : old->second;
    if (before.outcome != now.outcome) tell(key.first, key.second, before, now);
  }
  for (const auto& [key, old] : was->said) {
    if (!would->said.contains(key)) tell(key.first, key.second, old, Said());
  }
  // What no rule says follows from the pack all the same: too few signatures for its overrides, say.
  if (would->other && !was->other && !refused)
    tell(would->other_at, {}, Said(), {TriedOutcome::refused, would->other->text(), {}});
  if (refused) ++refused_acts_;
  return {};
}

Result<bool> PolicyTrial::is_last_act(const Subject& subject, std::uint64_t index) const {
  for (const Area* area : areas()) {
    const auto newest = store_.newest_position(index_key(*area, subject), until_size_);
    if (!newest) return tl::unexpected(newest.error());
    if (*newest && (*newest)->index > index) return false;
  }
  return true;
}

Result<void> PolicyTrial::compare_subjects(const LogRecord& record, const Act& act,
                                           std::vector<std::string>& out) {
  std::set<Subject> about;
  for (const Event& event : act.events) {
    if (!may_see_event(viewer_, questions_->now(), event, act.klass.value)) continue;
    for (const Subject& subject : all_subjects(event)) {
      if (subject.kind == SubjectKind::person || subject.kind == SubjectKind::org) about.insert(subject);
    }
  }
  for (const Subject& subject : about) {
    const auto last = is_last_act(subject, record.index);
    if (!last) return tl::unexpected(last.error());
    if (!*last) continue;
    if (auto done = compare_subject(subject, out); !done) return done;
  }
  return {};
}

Result<void> PolicyTrial::compare_subject(const Subject& subject, std::vector<std::string>& out) {
  const Past past(store_, {until_size_, tried_.until});
  const auto org = org_of(past, subject);
  if (past.failure()) return tl::unexpected(*past.failure());
  if (!org || !is_within(past, *org, tried_.org, tried_.until)) return {};
  if (!may_see_subject(viewer_, questions_->now(), subject)) return {};
  const auto recorded = recorded_book_.binding(past, *org, tried_.until);
  if (!recorded) return tl::unexpected(recorded.error());
  const auto by_pack = tried_book_.binding(past, *org, tried_.until);
  if (!by_pack) return tl::unexpected(by_pack.error());
  const Asked was{past, *recorded, subject.id, tried_.until};
  const Asked would{past, *by_pack, subject.id, tried_.until};
  for (const Rule* rule : all_rules()) {
    if (subject.kind == SubjectKind::person && std::holds_alternative<form::Eligibility>(rule->form))
      compare_eligibility(*rule, was, would, out);
    const auto* computes = std::get_if<form::Computation>(&rule->form);
    if (computes == nullptr || computes->subject != subject.kind) continue;
    if (auto done = compare_computation(*rule, was, would, out); !done) return done;
  }
  if (subject.kind == SubjectKind::person) {
    bool differs = false;
    for (int year = tried_.from.year(); year <= tried_.until.year(); ++year)
      differs = compare_pay(was, would, year, out) || differs;
    if (differs) ++paid_people_;
  }
  if (past.failure()) return tl::unexpected(*past.failure());
  return {};
}

void PolicyTrial::compare_eligibility(const Rule& rule, const Asked& was, const Asked& would,
                                      std::vector<std::string>& out) {
  const auto old = eligibility(rule, was);
  const auto now = eligibility(rule, would);
  if (!old || !now || old->eligible == now->eligible) return;
  const std::string before = truth_word(old->eligible);
  const std::string after = truth_word(now->eligible);
  ++eligibilities_[{std::string(rule.name), before, after}];
  JsonOut line = difference("eligibility", was, SubjectKind::person);
  out.push_back(line.text("rule", rule.name).text("was", before).text("would", after).str());
}

Result<void> PolicyTrial::compare_computation(const Rule& rule, const Asked& was, const Asked& would,
                                              std::vector<std::string>& out) {
  const auto old = computation(rule, was);
  if (!old) return tl::unexpected(old.error());
  const auto now = computation(rule, would);
  if (!now) return tl::unexpected(now.error());
  const bool seen = (old->org.empty() || may_see_org(viewer_, questions_->now(), old->org)) &&
                    (now->org.empty() || may_see_org(viewer_, questions_->now(), now->org));
  if (!seen || old->value == now->value) return {};
  ++computations_[std::string(rule.name)];
  JsonOut unit = JsonOut::object();
  unit.text("name", now->unit.name).text("zh", now->unit.zh).text("en", now->unit.en);
  JsonOut line = difference("computation", was, std::get<form::Computation>(rule.form).subject);
  line.text("rule", rule.name).raw("was", number_or_null(old->value));
  line.raw("would", number_or_null(now->value)).raw("unit", unit.str());
  out.push_back(line.str());
  return {};
}

bool PolicyTrial::compare_pay(const Asked& was, const Asked& would, int year, std::vector<std::string>& out) {
  const auto old = due_by_line(pay_statement(was, year));
  const auto now = due_by_line(pay_statement(would, year));
  if (old == now) return false;
  std::set<std::pair<std::string, std::string>> keys;
  for (const auto* side : {&old, &now}) {
    for (const auto& [key, fen] : *side) keys.insert(key);
  }
  JsonOut lines = JsonOut::array();
  std::int64_t was_fen = 0;
  std::int64_t would_fen = 0;
  for (const auto& key : keys) {
    const auto before = old.find(key);
    const auto after = now.find(key);
    was_fen += before == old.end() ? 0 : before->second;
    would_fen += after == now.end() ? 0 : after->second;
    if (before != old.end() && after != now.end() && before->second == after->second) continue;
    JsonOut line = JsonOut::object();
    line.text("component", key.first).text("period", key.second);
    if (before != old.end()) line.raw("was_fen", std::to_string(before->second));
    if (after != now.end()) line.raw("would_fen", std::to_string(after->second));
    lines.item(line.str());
  }
  was_fen_ += was_fen;
  would_fen_ += would_fen;
  JsonOut line = difference("pay", was, SubjectKind::person);
  line.number("year", static_cast<std::uint64_t>(year)).raw("was_fen", std::to_string(was_fen));
  out.push_back(line.raw("would_fen", std::to_string(would_fen)).raw("lines", lines.str()).str());
  return true;
}

std::string PolicyTrial::totals() const {
  const auto counted = [](const auto& counts) {
    JsonOut out = JsonOut::array();
    for (const auto& [key, count] : counts) {
      JsonOut line = JsonOut::object();
      if (!key[0].empty()) line.text("rule", key[0]);
      out.item(line.text("was", key[1]).text("would", key[2]).number("count", count).str());
    }
    return out.str();
  };
  JsonOut computed = JsonOut::array();
  for (const auto& [rule, count] : computations_)
    computed.item(JsonOut::object().text("rule", rule).number("count", count).str());
  JsonOut pay = JsonOut::object();
  pay.number("people", paid_people_).raw("was_fen", std::to_string(was_fen_));
  pay.raw("would_fen", std::to_string(would_fen_));
  JsonOut out = JsonOut::object();
  out.number("acts", of()).number("judged_acts", judged_acts_).number("refused_acts", refused_acts_);
  out.raw("rules", counted(rules_)).raw("eligibilities", counted(eligibilities_));
  return out.raw("computations", computed.str()).raw("pay", pay.str()).str();
}

}  // namespace tenure
