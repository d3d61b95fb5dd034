#include "replay/flags.h"

#include "domain/access/public_facts.h"
#include "domain/act/verdict.h"
#include "domain/describe/json_out.h"
#include "domain/describe/read.h"
#include "domain/ledger/rows.h"

namespace tenure {
namespace {

/// An act and what its verdict flagged, kept while its events are looked at.
struct JudgedAct {
  std::uint64_t index = kNewest;
  ActInfo act;
  Verdict verdict;
};

Result<void> read_verdict(const Archive& archive, std::uint64_t index, JudgedAct& out) {
  if (out.index == index) return {};
  auto act = archive.act_info(index);
  if (!act) return tl::unexpected(act.error());
  auto verdict = read_json<Verdict>(act->verdict);
  if (!verdict) return tl::unexpected(verdict.error());
  out = {index, std::move(*act), std::move(*verdict)};
  return {};
}

std::string reviews_json(const Past& past, Position flagged, const Code& rule) {
  JsonOut out = JsonOut::array();
  const auto* row = past.row<FlagReviews>(kLedgerSubject.id, flagged.str());
  if (row == nullptr) return out.str();
  for (const FlagReview& review : row->reviews) {
    if (review.rule != rule) continue;
    JsonOut item = JsonOut::object();
    item.text("position", review.position.str()).text("on", review.on.str());
    out.item(item.text("disposition", name(review.disposition)).str());
  }
  return out.str();
}

std::string flag_json(const Past& past, const JudgedAct& judged, Position position, const Event& event,
                      const Flag& flag) {
  JsonOut about = JsonOut::array();
  for (const Subject& subject : subjects(event)) about.item(json_string(subject.str()));
  JsonOut out = JsonOut::object();
  out.text("position", position.str()).text("recorded_at", judged.act.recorded_at.str());
  out.text("type", event.type->name()).raw("subjects", about.str()).text("rule", flag.rule.value);
  out.raw("mechanisms", to_json(flag.mechanisms)).text("mode", name(flag.mode));
  out.text("message", flag.message.value);
  if (flag.policy) out.text("policy", flag.policy->str());
  if (flag.required) out.text("required", flag.required->value);
  if (flag.actual) out.text("actual", flag.actual->value);
  if (flag.required_labels) out.raw("required_labels", to_json(*flag.required_labels));
  if (flag.actual_labels) out.raw("actual_labels", to_json(*flag.actual_labels));
  if (!flag.mentions.empty()) out.raw("mentions", to_json(flag.mentions));
  return out.raw("reviews", reviews_json(past, position, flag.rule)).str();
}

/// The flags of one event that the filter asks for; none when the viewer may not see it.
Result<std::vector<std::string>> flags_of(const Archive& archive, const Questions& questions,
                                          const FlagFilter& filter, const Past& past, Position position,
                                          JudgedAct& judged) {
  std::vector<std::string> out;
  if (auto read = read_verdict(archive, position.index, judged); !read) return tl::unexpected(read.error());
  const auto recorded = archive.event(position);
  if (!recorded) return tl::unexpected(recorded.error());
  const Event& event = *recorded;
  const std::string& klass = judged.act.klass;
  // What is irregular about an office is no public fact.
  if (sees_facts_alone(questions.viewer(), event)) return out;
  if (!may_see_event(questions.viewer(), questions.now(), event, klass)) return out;
  if (filter.org && !is_below(questions.now(), event, *filter.org)) return out;
  for (const Flag& flag : judged.verdict.flags) {
    if (static_cast<std::uint32_t>(flag.event) != position.ordinal) continue;
    if (!filter.rule.empty() && flag.rule.value != filter.rule) continue;
    out.push_back(flag_json(past, judged, position, event, told(flag, questions.knowledge())));
  }
  return out;
}

}  // namespace

Result<Page> flags(const Archive& archive, const Questions& questions, const FlagFilter& filter,
                   const When& when) {
  // Where a page ends is counted in acts: see kScanActsMax.
  const std::uint64_t end = std::min(when.size, filter.from.index + kFlagActsMax);
  const auto positions = archive.flagged(filter.from, end);
  if (!positions) return tl::unexpected(positions.error());
  const Past past(archive, when);
  Page page;
  JudgedAct judged;
  std::size_t events = 0;
  if (end < when.size && (!filter.until || Position{end, 0} < *filter.until))
    page.next = Position{end, 0}.str();
  for (const Position position : *positions) {
    if (filter.until && !(position < *filter.until)) break;
    auto found = flags_of(archive, questions, filter, past, position, judged);
    if (!found) return tl::unexpected(found.error());
    if (found->empty()) continue;
    if (events == filter.limit) {
      page.next = position.str();
      break;
    }
    ++events;
    page.items.insert(page.items.end(), std::make_move_iterator(found->begin()),
                      std::make_move_iterator(found->end()));
  }
  if (past.failure()) return tl::unexpected(*past.failure());
  if (questions.now().failure()) return tl::unexpected(*questions.now().failure());
  return page;
}

Result<std::vector<std::string>> flags_at(const Archive& archive, const Questions& questions,
                                          Position position, const When& when) {
  const Past past(archive, when);
  JudgedAct judged;
  auto found = flags_of(archive, questions, {}, past, position, judged);
  if (found && past.failure()) return tl::unexpected(*past.failure());
  return found;
}

}  // namespace tenure
