#include "server/api/telling.h"

#include <charconv>

#include "domain/describe/read.h"
#include "domain/describe/write.h"
#include "domain/rules/telling.h"
#include "replay/questions.h"

namespace tenure {
namespace {

Moment newest_moment(const Archive& archive) {
  const auto act = archive.size() == 0 ? Result<ActInfo>(ActInfo{}) : archive.act_info(archive.size() - 1);
  return act ? act->recorded_at : Moment{};
}

ParsedAct parsed(const std::string& payload) {
  std::string padded = payload;
  padded.reserve(padded.size() + simdjson::SIMDJSON_PADDING);
  return parse_act(padded);
}

/// The event that a refusal's place names, and the part of the place that does: "events[3]".
struct Place {
  const Event* event = nullptr;
  std::string name;
};

Place place_of(const Refusal& refusal, const Act& act) {
  constexpr std::string_view kHead = "events[";
  const std::string& where = refusal.where;
  const std::size_t close = where.find(']');
  if (!where.starts_with(kHead) || close == std::string::npos) return {};
  std::size_t ordinal = 0;
  const auto [end, error] = std::from_chars(where.data() + kHead.size(), where.data() + close, ordinal);
  if (error != std::errc() || end != where.data() + close || ordinal >= act.events.size()) return {};
  return {&act.events[ordinal], where.substr(0, close + 1)};
}

Knowledge with(const std::set<Subject>& registered, Knowledge knowledge) {
  knowledge.of = [&registered, of = std::move(knowledge.of)](const Subject& subject) {
    return registered.contains(subject) || of(subject);
  };
  return knowledge;
}

Refusal told(Refusal refusal, const Act& act, const Knowledge& knowledge) {
  const Place place = place_of(refusal, act);
  if (place.event == nullptr) return refusal;
  Refusal out = told(refusal, *place.event, knowledge);
  if (!out.where.starts_with(place.name))
    out.where = out.where.empty() ? place.name : place.name + "." + out.where;
  return out;
}

}  // namespace

Result<Admission> told(const Archive& archive, const Viewer& viewer, const std::set<Subject>& registered,
                       const std::string& payload, Result<Admission> outcome) {
  const Questions questions(archive, viewer, newest_moment(archive));
  const Knowledge knowledge = with(registered, questions.knowledge());
  if (outcome) {
    outcome->verdict = told(std::move(outcome->verdict), knowledge);
    return outcome;
  }
  return tl::unexpected(told(std::move(outcome.error()), parsed(payload).act, knowledge));
}

Rehearsal told(const Archive& archive, const Viewer& viewer, const std::set<Subject>& registered,
               const std::string& payload, Rehearsal rehearsal) {
  const Questions questions(archive, viewer, newest_moment(archive));
  const Knowledge knowledge = with(registered, questions.knowledge());
  rehearsal.verdict = told(std::move(rehearsal.verdict), knowledge);
  if (rehearsal.refusals.empty()) return rehearsal;
  const ParsedAct act = parsed(payload);
  for (Refusal& refusal : rehearsal.refusals) refusal = told(std::move(refusal), act.act, knowledge);
  return rehearsal;
}

std::string told_verdict(const Archive& archive, const Viewer& viewer, const LogRecord& record) {
  const auto whole = read_json<Verdict>(record.verdict);
  if (!whole || whole->flags.empty()) return record.verdict;
  const Questions questions(archive, viewer, newest_moment(archive));
  const std::string shown = to_json(told(*whole, questions.knowledge()));
  return shown == to_json(*whole) ? record.verdict : shown;
}

}  // namespace tenure
