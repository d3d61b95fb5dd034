// Properties of the fold: the order of recording does not matter, correcting equals never having erred, and
// the standing at a past size is what a fold that stopped there would say.
#include "replay/fold.h"

#include <gtest/gtest.h>
#include <rapidcheck.h>
#include <rapidcheck/gtest.h>

#include <numeric>

#include "domain/describe/write.h"
#include "domain/ledger/rows.h"
#include "domain/registry/events.h"
#include "domain/tenure/rows.h"
#include "replay/past.h"
#include "tests/unit/sequencer/making_events.h"
#include "tests/unit/sequencer/memory_history.h"

namespace tenure::testing {

void showValue(const Plan& plan, std::ostream& out) {
  out << "type " << plan.type << " person " << plan.person << " org " << plan.org << " post " << plan.post
      << " day " << plan.day;
}

namespace {

constexpr int kDays = 30;

rc::Gen<Plan> any_plan() {
  return rc::gen::build<Plan>(rc::gen::set(&Plan::type, rc::gen::inRange(0, kPlanTypes)),
                              rc::gen::set(&Plan::person, rc::gen::inRange(0, 2)),
                              rc::gen::set(&Plan::org, rc::gen::inRange(0, 2)),
                              rc::gen::set(&Plan::post, rc::gen::inRange(0, 2)),
                              rc::gen::set(&Plan::day, rc::gen::inRange(0, kDays)));
}

using Names = std::map<Position, std::string>;

/// Totals have no order: of the events that made one the newest is not known any more when it is taken out.
bool is_totals(const View& view) {
  for (const EventType& type : find_area(view.area)->events) {
    for (const Application& application : type.applications) {
      if (application.view == &view && application.revoke != nullptr) return true;
    }
  }
  return false;
}

/// All rows as JSON, with each position replaced by the name of the event that stands there. A row that says
/// nothing is as good as none.
std::map<std::string, std::string> readable_rows(const MemoryLedger& ledger, const Names& names) {
  std::map<std::string, std::string> out;
  for (const auto& [key, bytes] : ledger.history().rows_at(kNewest)) {
    const View& view = view_of_row_key(key);
    const auto state = decode_row(view, bytes);
    RC_ASSERT(state.has_value());
    std::string json;
    write_json(*view.type, state->row.get(), json);
    std::string nothing;
    write_json(*view.type, view.make().get(), nothing);
    if (json == nothing) continue;
    for (const auto& [position, name] : names) {
      const std::string written = '"' + position.str() + '"';
      for (auto at = json.find(written); at != std::string::npos; at = json.find(written))
        json.replace(at, written.size(), "<" + name + ">");
    }
    if (!is_totals(view))
      json += " last " + Date{state->last.on}.str() + " " + std::to_string(state->last.rank);
    out[std::string(view.name) + key.substr(1)] = json;
  }
  return out;
}

// Events that differ in (date, rank) have one order, whenever they are recorded.
RC_GTEST_PROP(Fold, RowsDoNotDependOnTheOrderOfRecording, ()) {
  auto plans = *rc::gen::container<std::vector<Plan>>(any_plan());
  for (std::size_t i = 0; i < plans.size(); ++i) plans[i].day = static_cast<int>(i);
  std::vector<std::size_t> order(plans.size());
  std::iota(order.begin(), order.end(), std::size_t{0});
  MemoryLedger sorted;
  MemoryLedger shuffled;
  Names sorted_names;
  Names shuffled_names;
  for (const std::size_t i : order)
    sorted_names[{sorted.record({event_of(plans[i])}), 0}] = std::to_string(i);
  for (std::size_t i = order.size(); i > 1; --i)
    std::swap(order[i - 1], order[*rc::gen::inRange<std::size_t>(0, i)]);
  for (const std::size_t i : order) {
    const bool last = i == order.back() || *rc::gen::arbitrary<bool>();
    shuffled_names[{shuffled.record({event_of(plans[i])}, last), 0}] = std::to_string(i);
  }
  RC_ASSERT(readable_rows(sorted, sorted_names) == readable_rows(shuffled, shuffled_names));
}

/// All but that there were corrections.
std::map<std::string, std::string> what_is_known(const MemoryLedger& ledger, const Names& names) {
  auto out = readable_rows(ledger, names);
  std::erase_if(out, [](const auto& row) { return row.first.starts_with(kView<Corrections>.name); });
  return out;
}

// One event is recorded wrongly (or should not be there), others follow, then it is corrected, perhaps twice.
RC_GTEST_PROP(Fold, CorrectingEqualsNeverHavingErred, ()) {
  const auto before = *rc::gen::container<std::vector<Plan>>(any_plan());
  const auto after = *rc::gen::container<std::vector<Plan>>(any_plan());
  auto right = *rc::gen::maybe(any_plan());
  auto wrong = *any_plan();
  auto half_right = *any_plan();
  // A correction stays within its area.
  const bool of_pay = *rc::gen::arbitrary<bool>();
  const auto to_area = [of_pay](Plan& plan) {
    plan.type = of_pay ? kPayTypesFrom + plan.type % (kPlanTypes - kPayTypesFrom) : plan.type % kTenureTypes;
  };
  to_area(wrong);
  to_area(half_right);
  if (right) to_area(*right);
  const bool twice = *rc::gen::arbitrary<bool>();
  const std::size_t corrected_after = *rc::gen::inRange<std::size_t>(0, after.size() + 1);

  MemoryLedger erred;
  MemoryLedger clean;
  Names erred_names;
  Names clean_names;
  const auto both = [&](const Plan& plan, const std::string& name) {
    erred_names[{erred.record({event_of(plan)}), 0}] = name;
    clean_names[{clean.record({event_of(plan)}), 0}] = name;
  };
  for (std::size_t i = 0; i < before.size(); ++i) both(before[i], "b" + std::to_string(i));
  const Position target{erred.record({event_of(wrong)}), 0};
  erred_names[target] = "the event";
  if (right) clean_names[{clean.record({event_of(*right)}), 0}] = "the event";
  const auto known_then = erred.history().rows_at(kNewest);
  const std::uint64_t size_then = erred.size();
  for (std::size_t i = 0; i <= after.size(); ++i) {
    if (i == corrected_after) {
      const Date on = Date::of(2021, 1, 1);
      if (twice) erred.record({make_event(on, correcting(target, event_of(half_right)))});
      std::optional<Event> replacement;
      if (right) replacement = event_of(*right);
      erred.record({make_event(on, correcting(target, std::move(replacement)))});
    }
    if (i < after.size()) both(after[i], "a" + std::to_string(i));
  }
  RC_ASSERT(what_is_known(erred, erred_names) == what_is_known(clean, clean_names));
  RC_ASSERT(erred.history().rows_at(size_then) == known_then);
}

// Acts of several events, written in groups of several acts: every size keeps its own version.
RC_GTEST_PROP(Fold, RowsAtAPastSizeAreThoseOfAFoldThatStoppedThere, ()) {
  const auto acts = *rc::gen::container<std::vector<std::vector<Plan>>>(
      rc::gen::resize(4, rc::gen::nonEmpty(rc::gen::container<std::vector<Plan>>(any_plan()))));
  std::vector<std::vector<Event>> recorded;
  MemoryLedger grouped;
  for (const auto& plans : acts) {
    std::vector<Event> events;
    for (const Plan& plan : plans) {
      // A correction of an earlier first event, where the area fits.
      const std::uint64_t index = recorded.size();
      const bool corrects = index > 0 && *rc::gen::inRange(0, 3) == 0;
      Event event = event_of(plan);
      if (corrects) {
        const Position target{*rc::gen::inRange<std::uint64_t>(0, index), 0};
        const Event& original = recorded[target.index].front();
        const bool fits = original.type->area == event.type->area && !is_correction(original);
        if (fits) event = make_event(event.on, correcting(target, event));
      }
      events.push_back(std::move(event));
    }
    grouped.record(events, *rc::gen::inRange(0, 3) == 0);
    recorded.push_back(std::move(events));
  }
  grouped.write();
  MemoryLedger single;
  for (std::size_t size = 0; size <= recorded.size(); ++size) {
    RC_ASSERT(grouped.history().rows_at(size) == single.history().rows_at(kNewest));
    if (size < recorded.size()) single.record(recorded[size]);
  }
}

/// What a question finds of a row, or what it would find if it made it out of the events.
std::string row_json(const View& view, const void* row) {
  std::string out;
  write_json(*view.type, row == nullptr ? view.make().get() : row, out);
  return out;
}

// A question about an earlier date takes an older version where that says the same, and else makes the row
// anew: out of the events up to the date, as of any size.
RC_GTEST_PROP(Fold, RowsOfAnEarlierDateAreWhatTheEventsUpToItMake, ()) {
  const auto acts = *rc::gen::container<std::vector<std::vector<Plan>>>(
      rc::gen::resize(4, rc::gen::nonEmpty(rc::gen::container<std::vector<Plan>>(any_plan()))));
  MemoryLedger ledger;
  std::vector<Event> firsts;
  for (const auto& plans : acts) {
    std::vector<Event> events;
    for (const Plan& plan : plans) {
      Event event = event_of(plan);
      if (!firsts.empty() && *rc::gen::inRange(0, 3) == 0) {
        const Position target{*rc::gen::inRange<std::uint64_t>(0, firsts.size()), 0};
        const Event& original = firsts[target.index];
        if (original.type->area == event.type->area && !is_correction(original))
          event = make_event(event.on, correcting(target, event));
      }
      events.push_back(std::move(event));
    }
    firsts.push_back(events.front());
    ledger.record(events);
  }
  const auto size = *rc::gen::inRange<std::uint64_t>(0, ledger.size() + 1);
  const Date on = event_of(*any_plan()).on;
  const Past past(ledger.history(), {size, on});
  for (const auto& [key, bytes] : ledger.history().rows_at(size)) {
    const View& view = view_of_row_key(key);
    if (&view == &kView<Corrections>) continue;  // of what corrects, not of what counts
    const std::string subject(subject_of_row_key(key));
    const std::string part(part_of_row_key(key));
    const auto events = past.events(*find_area(view.area), {view.subject, subject});
    RC_ASSERT(events.has_value());
    const auto made = make_rows(view, subject, *events, on);
    const auto own = made.find(part);
    RC_ASSERT(row_json(view, past.find_row(view, subject, part)) ==
              row_json(view, own == made.end() ? nullptr : own->second.row.get()));
  }
}

// Who asks for one type reads no other event, and is told the same: also of what was corrected into another
// type, or out of it.
RC_GTEST_PROP(Fold, EventsOfATypeAreThoseOfItsAreaThatAreOfThatType, ()) {
  const auto plans = *rc::gen::nonEmpty(rc::gen::container<std::vector<Plan>>(any_plan()));
  MemoryLedger ledger;
  for (const Plan& plan : plans) {
    const Position target{ledger.record({event_of(plan)}), 0};
    if (*rc::gen::inRange(0, 3) != 0) continue;
    auto other = *rc::gen::maybe(any_plan());
    const Area* area = event_of(plan).type->area;
    const bool fits = !other || event_of(*other).type->area == area;
    if (!fits) other.reset();
    std::optional<Event> replacement;
    if (other) replacement = event_of(*other);
    ledger.record({make_event(Date::of(2021, 1, 1), correcting(target, std::move(replacement)))});
  }
  for (const char* id : {"p-0", "p-1"}) {
    const Subject person{SubjectKind::person, id};
    for (const Area* area : areas()) {
      const auto all = ledger.fold().events(*area, person);
      RC_ASSERT(all.has_value());
      for (const EventType& type : area->events) {
        std::vector<Position> wanted;
        for (const Recorded& recorded : *all) {
          if (recorded.event.type == &type) wanted.push_back(recorded.position);
        }
        std::vector<Position> found;
        for (const Recorded& recorded : *ledger.fold().events(type, person))
          found.push_back(recorded.position);
        RC_ASSERT(found == wanted);
      }
    }
  }
}

// What was taken and is not stored yet is seen by the next group, and by an act that is abandoned.
TEST(FoldGroups, WhatIsOnItsWayIsKnown) {
  MemoryLedger ledger;
  const Area& tenure = *find_area("tenure");
  const Subject person{SubjectKind::person, "p-0"};
  const Subject org{SubjectKind::org, "o-0"};
  ledger.record({event_of({1, 0, 0, 0, 1})});  // taken, and never looked at: not stored
  Fold& fold = ledger.fold();
  fold.begin_act(1, {1});
  EXPECT_EQ(*fold.newest_position(person, tenure), (Position{0, 0}));
  EXPECT_EQ(fold.parts(kView<OrgOffices>, org.id)->size(), 1U);
  const Event more = event_of({1, 0, 0, 1, 2});
  ASSERT_TRUE(fold.apply(more, {1, 0}, {"o-county"}));
  EXPECT_EQ(fold.row<PersonTenure>(person.id)->offices.size(), 2U);
  fold.abandon_act();
  fold.begin_act(1, {1});
  EXPECT_EQ(fold.row<PersonTenure>(person.id)->offices.size(), 1U);
  EXPECT_EQ(fold.events(tenure, person)->size(), 1U);
}

// What was found out from rows of organisations and policies is kept as long as the ground is the same one.
TEST(FoldGroups, DocumentOnItsWayIsKnownByItsNumber) {
  MemoryHistory history;
  Fold fold(history);
  Act act;
  act.document_no = ShortText{"平发〔2024〕7号"};
  const Event event = event_of({1, 0, 0, 0, 1});
  fold.begin_act(0, {0});
  ASSERT_TRUE(fold.apply(event, {0, 0}, {"o-county"}));
  fold.keep_act({}, &act);
  const auto number = [&] { return fold.document_no({0, 0}); };
  EXPECT_EQ(number()->value_or(ShortText{}).value, "平发〔2024〕7号") << "in the group";
  const auto taken = fold.take_changes();
  EXPECT_EQ(number()->value_or(ShortText{}).value, "平发〔2024〕7号") << "while it is being stored";
  fold.begin_act(1, {1});
  EXPECT_EQ(fold.original({0, 0})->event.data, event.data);
}

TEST(FoldGround, IsAnotherOneWheneverOrganisationsMayStandOtherwise) {
  MemoryLedger ledger;
  OrgRegistered registered;
  registered.org = {"o-new"};
  registered.name = {"新村"};
  registered.kind = {"village"};
  ledger.record({event_of({1, 0, 0, 0, 1})});
  Fold& fold = ledger.fold();
  fold.begin_act(1, {1});
  const auto before = fold.ground();
  ASSERT_TRUE(fold.apply(event_of({1, 0, 0, 1, 2}), {1, 0}, {"o-county"}));
  EXPECT_EQ(fold.ground(), before) << "an office changes no ground";
  ASSERT_TRUE(fold.apply(make_event(Date::of(2021, 1, 1), registered), {1, 1}, {"o-county"}));
  const auto during = fold.ground();
  EXPECT_NE(during, before);
  fold.abandon_act();
  EXPECT_NE(fold.ground(), during) << "the organisation is gone again";
  EXPECT_NE(fold.ground(), before) << "and nothing says that all is as it was";
  const Fold other(ledger.history());
  EXPECT_NE(other.ground(), fold.ground());
}

TEST(FoldIndex, HoldsACorrectionForEverySubjectThatItEverTouched) {
  MemoryLedger ledger;
  const Plan wrong{1, 0, 0, 0, 1};
  Plan other = wrong;
  other.person = 1;
  const Position target{ledger.record({event_of(wrong)}), 0};
  ledger.record({make_event(Date::of(2021, 1, 1), correcting(target, event_of(other)))});
  ledger.record({make_event(Date::of(2021, 1, 1), correcting(target, std::nullopt))});
  const auto positions = [&](const char* person) {
    const Subject subject{SubjectKind::person, person};
    const auto indexed = ledger.history().indexed(index_key(*find_area("tenure"), subject), kNewest);
    std::vector<Position> out;
    for (const IndexEntry& entry : *indexed) out.push_back(entry.position);
    return out;
  };
  EXPECT_EQ(positions("p-0"), (std::vector<Position>{{0, 0}, {1, 0}, {2, 0}}));
  EXPECT_EQ(positions("p-1"), (std::vector<Position>{{1, 0}, {2, 0}}));
}

}  // namespace
}  // namespace tenure::testing
