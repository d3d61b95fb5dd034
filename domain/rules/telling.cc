#include "domain/rules/telling.h"

#include <algorithm>

#include "domain/describe/inventory.h"

namespace tenure {
namespace {

bool is_known(const std::vector<Position>& evidence, const Knowledge& knowledge) {
  return std::ranges::all_of(evidence, knowledge.of_event);
}

bool is_known(const std::vector<ShortText>& mentions, const Knowledge& knowledge) {
  return std::ranges::all_of(mentions, [&](const ShortText& text) {
    const auto subject = Subject::parse(text.value);
    return subject && knowledge.of(*subject);
  });
}

/// What an event shows is said in that event; without events, each of whom the words name is looked at.
template <class T>
bool is_known(const T& told, const Knowledge& knowledge) {
  return told.evidence.empty() ? is_known(told.mentions, knowledge) : is_known(told.evidence, knowledge);
}

template <class T>
T told_or_withheld(T told, const Knowledge& knowledge) {
  if (is_known(told, knowledge)) return told;
  const Rule* rule = find_rule(told.rule.value);
  const std::string name = told.rule.value;
  told.message = {rule == nullptr ? name : fmt::format("{} | {}", rule->zh, rule->en)};
  told.evidence.clear();
  told.mentions.clear();
  told.required.reset();
  told.actual.reset();
  told.required_labels.reset();
  told.actual_labels.reset();
  if constexpr (requires { told.parameters; }) told.parameters.clear();
  return told;
}

bool speaks_of_the_record(Reason reason) {
  return reason == Reason::already || reason == Reason::absent || reason == Reason::rests_on_it ||
         reason == Reason::gate;
}

/// Of whom a refusal of the event may speak and who may not be known.
std::vector<Subject> unknown_of(const Event& event, const Knowledge& knowledge) {
  std::vector<Subject> out;
  for (const Subject& subject : subjects(event)) {
    const bool has_place = subject.kind == SubjectKind::person || subject.kind == SubjectKind::org;
    if (has_place && !knowledge.of(subject)) out.push_back(subject);
  }
  return out;
}

/// "data.person" where the subject stands there; empty where it stands deeper.
std::string member_of(const Event& event, const Subject& subject) {
  for (const Field& field : event.type->structure->fields) {
    const TypeInfo& type = item_type(*field.type);
    if (type.subject != subject.kind) continue;
    const void* value = field.in(event.data.get());
    const bool is_one = field.type == &type;
    for (std::size_t i = 0; i < (is_one ? 1 : field.type->size(value)); ++i) {
      std::string id;
      type.print(is_one ? value : field.type->item(value, i), id);
      if (id == subject.id) return "data." + std::string(field.name);
    }
  }
  return {};
}

}  // namespace

Flag told(Flag flag, const Knowledge& knowledge) { return told_or_withheld(std::move(flag), knowledge); }

Alert told(Alert alert, const Knowledge& knowledge) { return told_or_withheld(std::move(alert), knowledge); }

Verdict told(Verdict verdict, const Knowledge& knowledge) {
  for (Flag& flag : verdict.flags) flag = told(std::move(flag), knowledge);
  return verdict;
}

Refusal told(Refusal refusal, const Event& event, const Knowledge& knowledge) {
  if (!speaks_of_the_record(refusal.reason)) return refusal;
  const auto shown_by_events = [&] {
    return !refusal.evidence.empty() && std::ranges::all_of(refusal.evidence, [&](const std::string& text) {
      const auto position = Position::parse(text);
      return position && knowledge.of_event(*position);
    });
  };
  const auto unknown = unknown_of(event, knowledge);
  if (refusal.evidence.empty() ? unknown.empty() : shown_by_events()) return refusal;
  Refusal out{refusal.reason, {}, {}, refusal.rule, refusal.mechanisms, refusal.policy};
  // Where they stand in the event says nothing of them: who signed wrote it.
  if (!unknown.empty()) out.where = member_of(event, unknown.front());
  std::vector<std::string> named;
  for (const Subject& subject : unknown) named.push_back(subject.str());
  out.detail = refusal.rule.empty() ? fmt::format("{}", fmt::join(named, ", "))
                                    : fmt::format("{} ({})", refusal.rule, refusal.mechanisms);
  return out;
}

void keep_known(std::vector<Position>& evidence, const Knowledge& knowledge) {
  std::erase_if(evidence, [&](Position position) { return !knowledge.of_event(position); });
}

}  // namespace tenure
