// Questions about the record: files, rosters, events, differences; now or as of any past moment, for one
// viewer.
//
// An answer is JSON text. What the viewer may not see is answered like what is not there (`not_found`, or
// left out). A Questions object is cheap and holds nothing: make one a request. Any thread.
#pragma once

#include <functional>
#include <optional>
#include <string>
#include <vector>

#include "domain/access/visibility.h"
#include "domain/rules/telling.h"
#include "replay/past.h"

namespace tenure {

inline constexpr std::size_t kPageDefault = 100;
inline constexpr std::size_t kPageMax = 1'000;
/// Acts that one page looks at before it answers with what it has and a cursor. Counted in acts, whose number
/// everybody knows: where a page ends must not tell how many events others' acts have.
inline constexpr std::uint64_t kScanActsMax = 1'000;

/// Opens a sealed value of a subject; nothing when it was never sealed here, or erased. A value that cannot
/// be read is a refusal, and that of the answer: what is damaged is never left out.
using OpenSealed = std::function<Result<std::optional<std::string>>(const std::string& subject,
                                                                    const std::string& commitment)>;

/// Who has a sealed name that holds the text or sounds like it, or the very identity number; nobody who was
/// erased.
struct SealedHit {
  std::string subject;  ///< as person/p-0001
  std::string commitment;
};
using FindSealed = std::function<Result<std::vector<SealedHit>>(const std::string& text)>;

struct EventFilter {
  std::optional<Subject> subject;
  std::string type;  ///< empty: all
  std::string area;  ///< empty: all
  Position from;
  std::optional<Position> until;  ///< exclusive
  bool newest_first = false;
  std::size_t limit = kPageDefault;
  std::optional<Date> on;  ///< of those dated up to then
};

/// Some items of a longer answer, and where the next ones begin.
struct Page {
  std::vector<std::string> items;  ///< JSON
  std::optional<std::string> next;
};

struct RosterFilter {
  OrgId org;         ///< empty, of a search by a viewer without a scope: everywhere
  std::string post;  ///< empty: all
  /// What the id begins with, or for viewers who may open them: a part of the name, its pinyin or initials,
  /// or the identity number. Empty: all.
  std::string text;
  std::string after;  ///< cursor: "org/person", or of a search "person/org"
  std::size_t limit = kPageDefault;
};

class Questions {
 public:
  Questions(const Archive& archive, const Viewer& viewer, Moment clock);
  /// The same for another thread: what is read on the way is each one's own.
  Questions for_another_thread() const { return {archive_, viewer_, now_.when()}; }

  /// `at` is a tree size or an RFC 3339 moment, `on` a date; empty: now.
  Result<When> when(std::string_view at, std::string_view on) const;

  /// {person, size, on, areas: {area: {position, rows: {row: ...}, parts: {row: {part: ...}}}},
  ///  decisions: [event, as `event` shows it], sealed: {commitment: value}}
  /// The decisions about the person in the order of their dates, as they count then: those of acts whose
  /// class the viewer may read.
  Result<std::string> person(const PersonId& person, const When& when, const OpenSealed& open) const;
  Result<std::string> org(const OrgId& org, const When& when) const;

  /// People of an organisation and everything below it, with the offices that they hold on the date: in the
  /// order of the organisations, or where a text is searched in the order of their ids. A search costs what
  /// is found, not what there is.
  Result<Page> roster(const RosterFilter& filter, const When& when, const OpenSealed& open,
                      const FindSealed& find) const;
  /// Organisations directly below `parent`, in the order of their ids.
  Result<Page> orgs(const OrgId& parent, const When& when, const std::string& after, std::size_t limit) const;
  /// Organisations at or below one, at any depth, whose id begins with the text, or whose name of the date
  /// holds it or sounds like it. It looks at the name of each organisation that there is.
  Result<Page> find_orgs(const RosterFilter& filter, const When& when) const;

  /// {subject: name} of the people and organisations among them that the viewer may see; a person's name is
  /// sealed, and there only for who may open it. On the date, as it was known then.
  Result<std::string> names(const std::vector<Subject>& subjects, const When& when,
                            const OpenSealed& open) const;

  Result<Page> events(const EventFilter& filter, std::uint64_t size) const;
  /// One event as a page shows it: {position, recorded_at, authority, class?, event, corrects?}.
  Result<std::optional<std::string>> event(Position position) const;

  /// {subject, from_size, until_size, rows: [{view, part, before, after}], positions: [...]}
  /// Of what was true on the date; absent: on all dates.
  Result<std::string> diff(const Subject& subject, std::uint64_t from_size, std::uint64_t until_size,
                           std::optional<Date> on = {}) const;
  /// Of an organisation with all below it: as org_diff.h says.
  Result<std::string> diff_below(const OrgId& org, std::uint64_t from_size, std::uint64_t until_size,
                                 std::optional<Date> on = {}) const;

  /// The organisation and all below it on the date, depth first.
  static Result<std::vector<std::string>> subtree(const Past& past, std::string_view org);

  /// What the viewer may be told of: the events that they may see or that the files which they read rest on,
  /// and who is in those files. Holds as long as this object.
  Knowledge knowledge() const;

  const Past& now() const { return now_; }
  const Viewer& viewer() const { return viewer_; }

 private:
  /// Of an area with confidential events, whether the viewer may see all that it has about the subject: its
  /// rows do not say which event each word is from.
  Result<bool> sees_all_of(const Past& past, const Area& area, const Subject& subject) const;
  Result<std::string> areas_of(const Past& past, const Subject& subject,
                               std::vector<std::string>* commitments) const;
  Result<std::string> decisions_about(const Past& past, const Subject& person,
                                      std::vector<std::string>& commitments) const;
  std::string shown(Position position, const ActInfo& info, const Event& event, std::string_view json) const;
  /// The rows that are split, by part. Of an organisation only those of periods: its members are many, and
  /// what rosters list.
  static Result<std::string> parts_of(const Past& past, const Area& area, const Subject& subject,
                                      std::vector<std::string>* commitments);
  /// Of all areas, ascending.
  Result<std::vector<Position>> positions_of(const Subject& subject, std::uint64_t size) const;
  Result<bool> may_see(Position position) const;
  Result<void> sizes_hold(std::uint64_t from_size, std::uint64_t until_size) const;
  bool may_know(Position position) const;
  bool reads_file_of(std::string_view person) const;
  static Result<std::string> changed_rows(const Subject& subject, const Past& before, const Past& after);
  Result<std::optional<std::string>> name_of(const Past& past, const Subject& subject,
                                             const OpenSealed& open) const;
  /// Whether the viewer may search at or below the organisation; empty: everywhere.
  bool may_search(const RosterFilter& filter) const;
  Result<Page> search(const RosterFilter& filter, const When& when, const OpenSealed& open,
                      const FindSealed& find) const;
  bool is_of_own_file(const Subject& subject) const;
  /// Nothing when they are not registered, or do not hold the post that is asked for.
  Result<std::optional<std::string>> roster_line(const Past& past, const std::string& org,
                                                 const std::string& person, const std::string& post,
                                                 const OpenSealed& open) const;
  Result<bool> add_event(Position position, const EventFilter& filter, Page& page) const;

  Questions(const Archive& archive, const Viewer& viewer, const When& now)
      : archive_(archive), viewer_(viewer), now_(archive, now) {}

  const Archive& archive_;
  const Viewer& viewer_;
  Past now_;
};

}  // namespace tenure
