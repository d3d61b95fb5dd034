#include "replay/review/beside.h"

#include "domain/ledger/rows.h"
#include "domain/registry/resting.h"

namespace tenure {
namespace {

constexpr Date kEverOn{std::numeric_limits<std::int32_t>::max()};

/// Puts the events together; each is told of once, however many ways it stands to the decision.
class Gathering {
 public:
  Gathering(const Archive& archive, const Decision& decision, std::uint64_t size,
            const std::function<Result<bool>(Position)>& may_tell)
      : archive_(archive), decision_(decision), size_(size), may_tell_(may_tell) {}

  Result<void> add(Position position, Relation relation) {
    if (position == decision_.position || position.index >= size_) return {};
    const auto known = out_.events.find(position);
    if (known != out_.events.end()) {
      known->second.insert(relation);
      return {};
    }
    const auto may = may_tell_(position);
    if (!may) return tl::unexpected(may.error());
    if (*may) out_.events[position].insert(relation);
    return {};
  }

  template <class Positions>
  Result<void> add_all(const Positions& positions, Relation relation) {
    for (const Position position : positions) {
      if (auto done = add(position, relation); !done) return done;
    }
    return {};
  }

  /// Of the same act, those about somebody whom the decision is about.
  Result<void> add_act() {
    for (std::uint32_t i = 0; i < decision_.act.events.size(); ++i) {
      const bool is_shared = std::ranges::any_of(subjects(decision_.act.events[i]), [&](const Subject& each) {
        const auto& own = subjects(decision_.event());
        return each.kind != SubjectKind::org && std::ranges::find(own, each) != own.end();
      });
      if (!is_shared) continue;
      if (auto done = add({decision_.position.index, i}, Relation::same_act); !done) return done;
    }
    return {};
  }

  Result<void> add_corrections(Position target, Relation relation) {
    const Past now(archive_, {size_, kEverOn});
    auto done = add_all(now.items<&Corrections::made>(kLedgerSubject.id, target.str()), relation);
    return now.failure() ? tl::unexpected(*now.failure()) : done;
  }

  /// Everything recorded of a matter or a case.
  Result<void> add_matter(const Subject& subject) {
    return each_of(subject, 0,
                   [&](Position position, const Event&) { return add(position, Relation::same_matter); });
  }

  /// What was recorded of somebody later: all of it of a person, of an organisation what cites.
  Result<void> add_later(const Subject& subject, const std::set<Position>& rests_on) {
    const bool is_person = subject.kind == SubjectKind::person;
    return each_of(subject, decision_.position.index, [&](Position position, const Event& event) {
      if (position <= decision_.position) return Result<void>();
      const bool cites_it = cites(event, decision_.position) || cites_document(event);
      const bool cites_evidence =
          std::ranges::any_of(rests_on, [&](Position each) { return cites(event, each); });
      Result<void> done;
      if (cites_it) done = add(position, Relation::cites);
      if (done && cites_evidence) done = add(position, Relation::cites_evidence);
      if (done && is_person && position.index > decision_.position.index) followed_.insert(position);
      return done;
    });
  }

  Result<Beside> take() && {
    std::size_t told = 0;
    for (const Position position : followed_) {
      const auto may = may_tell_(position);
      if (!may) return tl::unexpected(may.error());
      if (!*may) continue;
      if (++told <= kFollowedMax || out_.events.contains(position)) {
        if (auto done = add(position, Relation::followed); !done) return tl::unexpected(done.error());
      } else {
        ++out_.left_out;
      }
    }
    return std::move(out_);
  }

 private:
  bool cites_document(const Event& event) const {
    const auto& document_no = decision_.act.document_no;
    const auto basis = basis_of(event);
    return document_no && std::ranges::find(basis, *document_no) != basis.end();
  }

  /// Every event that stands in the subject's files, of acts from `from` on, as it was recorded.
  template <class Visit>
  Result<void> each_of(const Subject& subject, std::uint64_t from, Visit visit) {
    std::set<Position> positions;
    for (const Area* area : areas()) {
      const auto indexed = archive_.indexed(index_key(*area, subject), size_);
      if (!indexed) return tl::unexpected(indexed.error());
      for (const IndexEntry& entry : *indexed) {
        if (entry.position.index >= from) positions.insert(entry.position);
      }
    }
    std::size_t count = 0;
    for (const Position position : positions) {
      if (++count > kCitingLookedAtMax) {
        out_.whole = false;
        break;
      }
      const auto event = archive_.event(position);
      if (!event) return tl::unexpected(event.error());
      if (auto done = visit(position, *event); !done) return done;
    }
    return {};
  }

  const Archive& archive_;
  const Decision& decision_;
  std::uint64_t size_;
  const std::function<Result<bool>(Position)>& may_tell_;
  std::set<Position> followed_;
  Beside out_;
};

bool has_kind(const Event& event, SubjectKind kind) {
  return std::ranges::find(subjects(event), kind, &Subject::kind) != subjects(event).end();
}

}  // namespace

Result<Beside> beside(const Archive& archive, const Decision& decision, const Rehearing& rehearing,
                      std::uint64_t size, const std::function<Result<bool>(Position)>& may_tell) {
  Gathering gathering(archive, decision, size, may_tell);
  const auto cited = positions_cited(decision.event());
  std::set<Position> evidence;
  std::set<Position> changed;
  for (const Flag& flag : decision.verdict.flags) {
    if (static_cast<std::uint32_t>(flag.event) == decision.position.ordinal)
      evidence.insert(flag.evidence.begin(), flag.evidence.end());
  }
  for (const TwoAnswers& answers : rehearing.rules) {
    if (answers.then && answers.then->objection)
      evidence.insert(answers.then->objection->evidence.begin(), answers.then->objection->evidence.end());
    changed.insert(answers.because.begin(), answers.because.end());
  }
  std::set<Position> rests_on = evidence;
  rests_on.insert(cited.begin(), cited.end());
  rests_on.erase(decision.position);
  for (auto each = rests_on.begin(); each != rests_on.end();) {
    const auto may = may_tell(*each);
    if (!may) return tl::unexpected(may.error());
    each = *may ? std::next(each) : rests_on.erase(each);
  }
  auto done = gathering.add_all(cited, Relation::cited);
  if (done) done = gathering.add_all(evidence, Relation::evidence);
  if (done) done = gathering.add_all(changed, Relation::changed_answer);
  if (done) done = gathering.add_act();
  if (done) done = gathering.add_corrections(decision.position, Relation::corrects);
  for (const Position position : rests_on) {
    if (done) done = gathering.add_corrections(position, Relation::corrects_evidence);
  }
  const bool of_people = has_kind(decision.event(), SubjectKind::person);
  for (const Subject& subject : subjects(decision.event())) {
    if (!done) break;
    if (subject.kind == SubjectKind::matter || subject.kind == SubjectKind::case_)
      done = gathering.add_matter(subject);
    const bool is_asked = subject.kind == (of_people ? SubjectKind::person : SubjectKind::org);
    if (done && is_asked) done = gathering.add_later(subject, rests_on);
  }
  if (!done) return tl::unexpected(done.error());
  return std::move(gathering).take();
}

}  // namespace tenure
