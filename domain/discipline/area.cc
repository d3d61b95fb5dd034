#include <algorithm>

#include "domain/act/refers.h"
#include "domain/core/both.h"
#include "domain/core/find.h"
#include "domain/discipline/dismissals.h"
#include "domain/discipline/rows.h"

namespace tenure {

const RuleTable& discipline_rules();  // rule_table.cc

const Admonition* PersonDiscipline::admonition_at(Position position) const {
  return find_first(admonitions,
                    [&](const Admonition& admonition) { return admonition.position == position; });
}

namespace {

/// Notes what takes an office away.
template <class E>
void note_dismissal(PersonDiscipline& row, const Dated<E>& event, const Code& word) {
  if (!loss_by(word.value)) return;
  Dismissal dismissal{event.on, {event.data.org}, {}, word, event.position};
  if constexpr (requires { event.data.post; }) dismissal.post = event.data.post;
  row.dismissals.push_back(std::move(dismissal));
}

}  // namespace

// What follows from the events.

static void apply(PersonDiscipline& row, const Dated<AdmonitionIssued>& event) {
  row.admonitions.push_back(
      {event.on, event.data.until, event.data.form, event.data.by, {}, {}, event.position, {event.data.org}});
}

// A correction may have voided the admonition that an end refers to.
static void apply(PersonDiscipline& row, const Dated<AdmonitionEnded>& event) {
  Admonition* admonition = find_first(
      row.admonitions, [&](const Admonition& each) { return each.position == event.data.admonition; });
  if (admonition == nullptr || admonition->ended) {
    row.unanswered.push_back(unanswered(event));
    return;
  }
  admonition->ended = event.on;
  admonition->outcome = event.data.outcome;
}

static void apply(PersonDiscipline& row, const Dated<SanctionImposed>& event) {
  row.sanctions.push_back({event.on, event.data.kind, event.data.until, {}, event.position});
  note_dismissal(row, event, event.data.kind);
}

static void apply(PersonDiscipline& row, const Dated<SanctionLifted>& event) {
  Sanction* sanction =
      find_first(row.sanctions, [&](const Sanction& each) { return each.position == event.data.sanction; });
  if (sanction == nullptr || sanction->lifted) {
    row.unanswered.push_back(unanswered(event));
    return;
  }
  sanction->lifted = event.on;
  std::erase_if(row.dismissals, [&](const Dismissal& each) { return each.position == event.data.sanction; });
}

static void apply(PersonDiscipline& row, const Dated<AdjustmentDecided>& event) {
  note_dismissal(row, event, event.data.kind);
}

static void apply(PersonDiscipline& row, const Dated<DisciplineCaseHandled>& event) {
  note_dismissal(row, event, event.data.outcome);
}

// Preconditions of discipline: nothing ends, is lifted or served that is not there.

static Result<void> precondition(const Facts& facts, const Dated<AdmonitionEnded>& event) {
  const auto* row = facts.row<PersonDiscipline>(event.data.person.value);
  const Admonition* admonition = row == nullptr ? nullptr : row->admonition_at(event.data.admonition);
  if (admonition == nullptr)
    return refuse(Reason::absent, "data.admonition",
                  both("位置 {} 处没有诫勉", "no admonition at {}", event.data.admonition.str()));
  if (admonition->ended)
    return refuse(Reason::already, "data.admonition",
                  both("已于 {} 结束", "ended on {}", admonition->ended->str()));
  if (event.on < admonition->from)
    return refuse(Reason::bad_date, "on",
                  both("诫勉作出于 {}", "the admonition was issued on {}", admonition->from.str()));
  return {};
}

static Result<void> precondition(const Facts& facts, const Dated<SanctionLifted>& event) {
  return refers_to_own<SanctionImposed>(facts, event.data.person, event.data.sanction, "data.sanction");
}

static Result<void> precondition(const Facts& facts, const Dated<DocumentServed>& event) {
  return is_there(facts, event.data.decision, "data.decision");
}

Area& discipline_area() {
  static Area area = make_area("discipline", "纪律与退出", "Discipline and exit", DisciplineEvents{},
                               DisciplineRows{}, &discipline_rules());
  return area;
}

}  // namespace tenure
