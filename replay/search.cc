// People searched: by the beginning of their id, and by what is sealed of them for who may open it.
#include <fmt/format.h>

#include <algorithm>
#include <set>
#include <span>
#include <vector>

#include "domain/registry/hierarchy.h"
#include "domain/tenure/rows.h"
#include "replay/questions.h"

namespace tenure {
namespace {

constexpr std::string_view kPersonPrefix = "person/";

/// Who may be meant, and as which commitment of theirs; none of who is meant by their id. A common syllable
/// means thousands, of whom a page shows a hundred: sorted once, where a map would be built.
struct OneMeant {
  std::string person, commitment;
  auto operator<=>(const OneMeant&) const = default;
};
using Meant = std::vector<OneMeant>;

/// Adds those whose id begins so. Ids of one length stand together, so each length is looked at.
Result<void> add_ids(const Past& past, const std::string& text, Meant& out) {
  if (!is_id(text)) return {};
  const Area& area = *find_area(kView<PersonRow>.area);
  for (std::size_t size = text.size(); size <= kIdLengthMax; ++size) {
    std::string prefix = index_key(area, {SubjectKind::person, std::string(size, 'x')});
    prefix.resize(prefix.size() - size);
    const std::size_t head = prefix.size();
    prefix += text;
    auto done = past.history().index_keys(prefix, past.when().size, [&](std::string_view key) {
      out.push_back({std::string(key.substr(head, size)), {}});
    });
    if (!done) return done;
  }
  return {};
}

Result<void> add_sealed(const std::string& text, const FindSealed& find, Meant& out) {
  auto hits = find(text);
  if (!hits) return tl::unexpected(hits.error());
  out.reserve(hits->size());
  for (SealedHit& hit : *hits) {
    if (!hit.subject.starts_with(kPersonPrefix)) continue;
    out.push_back({hit.subject.substr(kPersonPrefix.size()), std::move(hit.commitment)});
  }
  return {};
}

/// Whether one of the values is their own as of the question: not one that was corrected.
bool has_one_of(const Past& past, const std::string& person, std::span<const OneMeant> values) {
  const auto* row = past.row<PersonRow>(person);
  const auto has = [&](const std::optional<Commitment>& own) {
    return own && std::ranges::find(values, own->str(), &OneMeant::commitment) != values.end();
  };
  return row != nullptr && (has(row->name) || has(row->id_number));
}

/// Where the person is on the register or has an office, of those below `top` (empty: of all), in their
/// order.
std::set<std::string> orgs_of(const Past& past, const std::string& person, std::string_view top) {
  std::set<std::string> out;
  const auto add = [&](const std::string& org) {
    if (top.empty() || is_within(past, org, top, past.today())) out.insert(org);
  };
  if (const auto* row = past.row<PersonRow>(person)) {
    for (const auto& org : row->orgs) {
      const auto* registered = past.row<OrgPerson>(org.str(), person);
      if (registered != nullptr && registered->person && !registered->until) add(std::string(org.str()));
    }
  }
  for (const Office& office : past.items<&PersonTenure::offices>(person)) add(std::string(office.org.str()));
  return out;
}

}  // namespace

Result<Page> Questions::search(const RosterFilter& filter, const When& when, const OpenSealed& open,
                               const FindSealed& find) const {
  const Past past(archive_, when);
  Meant people;
  if (may_open_sealed(viewer_)) {
    if (auto done = add_sealed(filter.text, find, people); !done) return tl::unexpected(done.error());
  }
  if (auto done = add_ids(past, filter.text, people); !done) return tl::unexpected(done.error());
  Page page;
  std::string last;
  const std::string first = filter.after.substr(0, filter.after.find('/'));
  std::erase_if(people, [&](const OneMeant& each) { return each.person < first; });
  std::ranges::sort(people);
  for (auto meant = people.begin(), next = meant; meant != people.end(); meant = next) {
    const std::string& person = meant->person;
    next = std::find_if(meant, people.end(), [&](const OneMeant& each) { return each.person != person; });
    // Whoever is meant by their id stands first, with no value.
    if (!meant->commitment.empty() && !has_one_of(past, person, {meant, next})) continue;
    for (const std::string& org : orgs_of(past, person, filter.org.value)) {
      std::string cursor = fmt::format("{}/{}", person, org);
      if (person == first && cursor <= filter.after) continue;
      auto line = roster_line(past, org, person, filter.post, open);
      if (!line) return tl::unexpected(line.error());
      if (!*line) continue;
      if (page.items.size() == filter.limit) {
        page.next = std::move(last);
        return page;
      }
      page.items.push_back(std::move(**line));
      last = std::move(cursor);
    }
  }
  if (past.failure()) return tl::unexpected(*past.failure());
  return page;
}

}  // namespace tenure
