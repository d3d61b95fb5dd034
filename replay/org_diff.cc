#include "replay/org_diff.h"

#include <algorithm>
#include <array>
#include <map>
#include <set>

#include "domain/appraisal/rows.h"
#include "domain/core/find.h"
#include "domain/describe/json_out.h"
#include "domain/ledger/rows.h"
#include "domain/pay/rows.h"
#include "domain/registry/hierarchy.h"
#include "domain/tenure/rows.h"

namespace tenure {
namespace {

/// What events between the sizes touch a part of a row.
struct Touch {
  std::vector<Position> positions;  ///< those that the viewer may see
  bool hides = false;               ///< others touch it as well
};

/// One line of `changes` before it is text.
struct Change {
  ChangedThing what;
  ChangeWord change;
  JsonOut members = JsonOut::object();

  Change(ChangedThing of, ChangeWord word, std::string_view org) : what(of), change(word) {
    members.text("what", name(of)).text("change", name(word)).text("org", org);
  }
  template <class T>
  Change& with(std::string_view member, const std::optional<T>& value) {
    if (value) members.raw(member, to_json(*value));
    return *this;
  }
  template <class T>
  Change& with(std::string_view member, const T& value) {
    members.raw(member, to_json(value));
    return *this;
  }
};

struct Paid {
  std::int64_t before = 0;
  std::int64_t after = 0;
};

std::optional<Code> grade_of(const Grade* grade) {
  const Code* last = grade == nullptr ? nullptr : grade->at_last();
  return last == nullptr ? std::nullopt : std::optional(*last);
}

class OrgDiff {
 public:
  OrgDiff(const Archive& archive, const When& from, const When& until, const SeesEvent& sees)
      : from_size_(from.size), before_(archive, from), after_(archive, until), sees_(sees) {}

  Result<std::string> of(std::string_view org) {
    if (auto done = find_orgs(org); !done) return tl::unexpected(done.error());
    for (const std::string& each : orgs_) {
      if (auto done = look_at(each); !done) return tl::unexpected(done.error());
    }
    if (auto done = tell_people(); !done) return tl::unexpected(done.error());
    tell_money();
    for (const Past* past : {&before_, &after_}) {
      if (past->failure()) return tl::unexpected(*past->failure());
    }
    return json(org);
  }

 private:
  using Touched = std::map<std::string, Touch>;  ///< by part

  History const& history() const { return after_.history(); }

  Result<void> find_orgs(std::string_view org) {
    const auto was = orgs_below(before_, org, before_.today());
    if (!was) return tl::unexpected(was.error());
    const auto is = orgs_below(after_, org, after_.today());
    if (!is) return tl::unexpected(is.error());
    const bool was_there = before_.row<OrgRow>(org) != nullptr;
    const std::set<std::string> old(was->begin(), was_there ? was->end() : was->begin());
    std::set<std::string> all(is->begin(), is->end());
    for (const std::string& each : all) {
      if (!old.contains(each)) tell_org(ChangeWord::came, each);
    }
    for (const std::string& each : old) {
      if (!all.contains(each)) tell_org(ChangeWord::left, each);
    }
    all.insert(old.begin(), old.end());
    orgs_.assign(all.begin(), all.end());
    return {};
  }

  void tell_org(ChangeWord word, const std::string& org) {
    const auto* row = after_.row<OrgRow>(org);
    if (row == nullptr || !row->registered) return;
    const Position position = row->parents.empty() ? *row->registered : row->parents.back().position;
    tell(Change(ChangedThing::orgs, word, org), {position});
  }

  /// What of the organisation's rows the events between the sizes touch, area by area.
  Result<void> look_at(const std::string& org) {
    std::map<const View*, Touched> touched;
    for (const View* view : {&kView<OrgPerson>, &kView<OrgOffices>, &kView<OrgAppraisal>, &kView<OrgPaid>}) {
      if (auto done = touch(*find_area(view->area), org, *view, touched[view]); !done) return done;
    }
    for (const auto& [person, touch] : touched[&kView<OrgPerson>]) note_person(org, person, touch);
    for (const auto& [part, touch] : touched[&kView<OrgOffices>]) tell_offices(org, part, touch);
    for (const auto& [part, touch] : touched[&kView<OrgAppraisal>]) tell_grades(org, part, touch);
    for (const auto& [part, touch] : touched[&kView<OrgPaid>]) note_money(org, part, touch);
    return find_dead(org);
  }

  Result<void> touch(const Area& area, const std::string& org, const View& view, Touched& out) {
    const Subject subject{SubjectKind::org, org};
    const auto indexed =
        history().indexed(index_key(area, subject), after_.when().size, Position{from_size_, 0});
    if (!indexed) return tl::unexpected(indexed.error());
    for (const IndexEntry& entry : *indexed) {
      const auto events = events_of(entry.position);
      if (!events) return tl::unexpected(events.error());
      const auto seen = sees_(entry.position);
      if (!seen) return tl::unexpected(seen.error());
      for (const auto& [event, position] : *events) {
        for (const Application& application : event.type->applications) {
          if (application.view != &view) continue;
          for (const std::string& part : parts_of(application, event, position, org)) {
            Touch& touch = out[part];
            touch.hides = touch.hides || !*seen;
            if (*seen && (touch.positions.empty() || touch.positions.back() != entry.position))
              touch.positions.push_back(entry.position);
          }
        }
      }
    }
    return {};
  }

  /// The event; of a correction what it puts in the place, and what counted there before.
  Result<std::vector<Recorded>> events_of(Position position) const {
    auto event = history().event(position);
    if (!event) return tl::unexpected(event.error());
    std::vector<Recorded> out;
    if (!is_correction(*event)) {
      out.push_back({std::move(*event), position});
      return out;
    }
    const Position target = event->as<CorrectionRecorded>().target;
    auto original = history().event(target);
    if (!original) return tl::unexpected(original.error());
    if (const Event* replacement = replacement_of(*event)) out.push_back({*replacement, target});
    out.push_back({std::move(*original), target});
    const auto* corrections = before_.row<Corrections>(kLedgerSubject.id, target.str());
    if (corrections == nullptr || corrections->made.empty()) return out;
    const auto last = history().event(corrections->made.back());
    if (!last) return tl::unexpected(last.error());
    if (const Event* replacement = replacement_of(*last)) out.push_back({*replacement, target});
    return out;
  }

  struct Moves {
    std::vector<std::string> came, left;
    std::set<Position> positions;
    bool hides = false;
    std::string dead_in;
  };

  static bool is_on_register(const Past& past, const std::string& org, const std::string& person) {
    const auto* row = past.row<OrgPerson>(org, person);
    return row != nullptr && row->person && row->since && !row->until;
  }

  void note_person(const std::string& org, const std::string& person, const Touch& touch) {
    const bool was = is_on_register(before_, org, person);
    const bool is = is_on_register(after_, org, person);
    if (was == is) return;
    Moves& moves = moves_[person];
    (is ? moves.came : moves.left).push_back(org);
    moves.positions.insert(touch.positions.begin(), touch.positions.end());
    moves.hides = moves.hides || touch.hides;
  }

  /// A death is an event of the person alone.
  Result<void> find_dead(const std::string& org) {
    const auto people = registered_people(after_, org);
    if (!people) return tl::unexpected(people.error());
    const Area& registry = *find_area(kView<PersonRow>.area);
    for (const std::string& person : *people) {
      const auto newest =
          history().newest_position(index_key(registry, {SubjectKind::person, person}), after_.when().size);
      if (!newest) return tl::unexpected(newest.error());
      if (!*newest || (*newest)->index < from_size_) continue;
      const auto* is = after_.row<PersonRow>(person);
      const auto* was = before_.row<PersonRow>(person);
      if (is == nullptr || !is->died || (was != nullptr && was->died)) continue;
      const auto seen = sees_(*is->died_at);
      if (!seen) return tl::unexpected(seen.error());
      if (*seen) {
        moves_[person].dead_in = org;
        moves_[person].positions.insert(*is->died_at);
      }
    }
    return {};
  }

  Result<void> tell_people() {
    for (const auto& [person, moves] : moves_) {
      if (moves.hides) continue;
      const std::vector<Position> positions(moves.positions.begin(), moves.positions.end());
      const Ref<PersonId> who{person};
      const bool moved = !moves.came.empty() && !moves.left.empty();
      if (moved) {
        Change change(ChangedThing::people, ChangeWord::moved, moves.came.back());
        tell(change.with("person", who).with("from_org", Ref<OrgId>{moves.left.front()}), positions);
      }
      for (const std::string& org : moved ? std::vector<std::string>() : moves.came)
        tell(Change(ChangedThing::people, ChangeWord::came, org).with("person", who), positions);
      for (const std::string& org : moved ? std::vector<std::string>() : moves.left)
        tell(Change(ChangedThing::people, ChangeWord::left, org).with("person", who), positions);
      if (!moves.dead_in.empty())
        tell(Change(ChangedThing::people, ChangeWord::died, moves.dead_in).with("person", who), positions);
    }
    return {};
  }

  static ChangeWord change_of(const Office* was, const Office* is) {
    if (was == nullptr) return is->until ? ChangeWord::ended : ChangeWord::begun;
    if (is == nullptr) return ChangeWord::withdrawn;
    return !was->until && is->until ? ChangeWord::ended : ChangeWord::changed;
  }

  /// An office that began and ended between the sizes is told twice.
  void tell_office(const std::string& org, ChangeWord word, const Office& office, const Touch& touch) {
    Change change(ChangedThing::offices, word, org);
    change.with("person", office.person).with("post", office.post).with("from", office.from);
    tell(change.with("until", office.until), touch.positions);
  }

  void tell_offices(const std::string& org, const std::string& part, const Touch& touch) {
    if (touch.hides) return;
    const auto& was = before_.items<&OrgOffices::offices>(org, part);
    const auto& is = after_.items<&OrgOffices::offices>(org, part);
    for (const Office& office : is) {
      const Office* old = same_office(was, office);
      if (old != nullptr && to_json(*old) == to_json(office)) continue;
      const ChangeWord word = change_of(old, &office);
      if (old == nullptr && word == ChangeWord::ended) tell_office(org, ChangeWord::begun, office, touch);
      tell_office(org, word, office, touch);
    }
    for (const Office& office : was) {
      if (same_office(is, office) == nullptr) tell_office(org, change_of(&office, nullptr), office, touch);
    }
  }

  static const Office* same_office(const std::vector<Office>& offices, const Office& of) {
    return find_first(
        offices, [&](const Office& each) { return each.begun_at == of.begun_at && each.post == of.post; });
  }

  void tell_grades(const std::string& org, const std::string& part, const Touch& touch) {
    if (touch.hides) return;
    const auto& was = before_.items<&OrgAppraisal::grades>(org, part);
    const auto& is = after_.items<&OrgAppraisal::grades>(org, part);
    const auto same = [](const std::vector<Grade>& grades, const Grade& of) {
      return find_first(grades, [&](const Grade& each) { return each.position == of.position; });
    };
    for (const Grade& grade : is) {
      const Grade* old = same(was, grade);
      if (old != nullptr && to_json(*old) == to_json(grade)) continue;
      const bool revised = old != nullptr && old->revisions.size() < grade.revisions.size();
      tell_grade(org,
                 old == nullptr ? ChangeWord::determined
                 : revised      ? ChangeWord::revised
                                : ChangeWord::changed,
                 old, &grade, touch);
    }
    for (const Grade& grade : was) {
      if (same(is, grade) == nullptr) tell_grade(org, ChangeWord::withdrawn, &grade, nullptr, touch);
    }
  }

  void tell_grade(const std::string& org, ChangeWord word, const Grade* was, const Grade* is,
                  const Touch& touch) {
    const Grade& either = is == nullptr ? *was : *is;
    Change change(ChangedThing::grades, word, org);
    change.with("person", either.person).with("scheme", either.scheme).with("period", either.period);
    tell(change.with("grade_before", grade_of(was)).with("grade_after", grade_of(is)), touch.positions);
  }

  void note_money(const std::string& org, const std::string& period, const Touch& touch) {
    const auto add = [&](const Past& past, std::int64_t Paid::*side) {
      for (const PaidTotal& total : past.items<&OrgPaid::totals>(org, period)) {
        Money& money = money_[{total.component.value, period, org}];
        money.paid.*side += total.paid_fen.value;
        money.positions = touch.positions;
      }
    };
    add(before_, &Paid::before);
    add(after_, &Paid::after);
  }

  void tell_money() {
    for (const auto& [key, money] : money_) {
      if (money.paid.before == money.paid.after) continue;
      Change change(ChangedThing::money,
                    money.paid.before < money.paid.after ? ChangeWord::paid : ChangeWord::changed, key[2]);
      change.with("component", Code{key[0]}).with("period", *Period::parse(key[1]));
      change.with("before_fen", Fen{money.paid.before}).with("after_fen", Fen{money.paid.after});
      tell(change, money.positions);
      components_[key[0]].before += money.paid.before;
      components_[key[0]].after += money.paid.after;
    }
  }

  void tell(const Change& change, const std::vector<Position>& positions) {
    ++totals_[{change.what, change.change}];
    if (told_++ >= kOrgChangesMax) return;
    const std::size_t first = positions.size() - std::min(positions.size(), kChangePositionsMax);
    JsonOut members = change.members;
    members.raw("positions", to_json(std::vector<Position>(
                                 positions.begin() + static_cast<std::ptrdiff_t>(first), positions.end())));
    changes_.item(members.str());
  }

  std::string json(std::string_view org) const {
    JsonOut totals = JsonOut::array();
    for (const auto& [what, count] : totals_) {
      JsonOut total = JsonOut::object();
      total.text("what", name(what.first)).text("change", name(what.second)).number("count", count);
      totals.item(total.str());
    }
    JsonOut money = JsonOut::array();
    for (const auto& [component, paid] : components_) {
      JsonOut line = JsonOut::object();
      line.text("component", component).raw("before_fen", to_json(Fen{paid.before}));
      line.raw("after_fen", to_json(Fen{paid.after}));
      money.item(line.raw("difference_fen", to_json(Fen{paid.after - paid.before})).str());
    }
    JsonOut out = JsonOut::object();
    out.text("org", org).number("from_size", from_size_).number("until_size", after_.when().size);
    out.raw("totals", totals.str()).raw("money", money.str()).raw("changes", changes_.str());
    return out.number("left_out", told_ - std::min(told_, kOrgChangesMax)).str();
  }

  struct Money {
    Paid paid;
    std::vector<Position> positions;
  };

  std::uint64_t from_size_;
  Past before_;
  Past after_;
  const SeesEvent& sees_;
  std::vector<std::string> orgs_;
  std::map<std::string, Moves> moves_;                 ///< by person
  std::map<std::array<std::string, 3>, Money> money_;  ///< by component, period, organisation
  std::map<std::string, Paid> components_;
  std::map<std::pair<ChangedThing, ChangeWord>, std::size_t> totals_;
  JsonOut changes_ = JsonOut::array();
  std::size_t told_ = 0;
};

}  // namespace

Result<std::string> org_diff(const Archive& archive, std::string_view org, const When& from,
                             const When& until, const SeesEvent& sees) {
  return OrgDiff(archive, from, until, sees).of(org);
}

}  // namespace tenure
