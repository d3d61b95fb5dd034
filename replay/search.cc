// People searched: by the beginning of their id, and by what is sealed of them for who may open it.
// Organisations: those directly below one; searched, by the beginning of their id and by their name, which is
// no secret.
#include <fmt/format.h>

#include <algorithm>
#include <set>
#include <span>
#include <vector>

#include "domain/act/sealed_values.h"
#include "domain/describe/json_out.h"
#include "domain/registry/hierarchy.h"
#include "domain/tenure/rows.h"
#include "domain/words/pinyin.h"
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

/// Those whose id begins so; all of none. Ids of one length stand together, so each length is looked at.
Result<std::vector<std::string>> ids_like(const Past& past, const View& view, std::string_view text) {
  std::vector<std::string> out;
  for (std::size_t size = std::max<std::size_t>(text.size(), 1); size <= kIdLengthMax; ++size) {
    std::string prefix = index_key(*find_area(view.area), {view.subject, std::string(size, 'x')});
    prefix.resize(prefix.size() - size);
    const std::size_t head = prefix.size();
    prefix += text;
    auto done = past.history().index_keys(
        prefix, past.when().size, [&](std::string_view key) { out.emplace_back(key.substr(head, size)); });
    if (!done) return tl::unexpected(done.error());
  }
  return out;
}

Result<void> add_ids(const Past& past, const std::string& text, Meant& out) {
  if (!is_id(text)) return {};
  auto ids = ids_like(past, kView<PersonRow>, text);
  if (!ids) return tl::unexpected(ids.error());
  for (std::string& id : *ids) out.push_back({std::move(id), {}});
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

std::string org_line(const std::string& org, const OrgRow& row, Date on) {
  JsonOut out = JsonOut::object();
  out.text("org", org);
  if (const auto* name = row.name_on(on)) out.text("name", name->value);
  if (row.kind) out.text("kind", row.kind->value);
  if (row.closed) out.text("closed", row.closed->str());
  return out.str();
}

/// What is searched for in names.
struct NameWanted {
  std::string text, spelling;  ///< folded; of what is no pinyin the latter is empty

  explicit NameWanted(std::string_view asked) : text(folded(asked)), spelling(as_spelling(text)) {}

  bool is_in(const ShortText& name) const {
    const std::string own = folded(name.value);
    return own.find(text) != std::string::npos || sounds_like(own, spelling);
  }
};

}  // namespace

bool Questions::may_search(const RosterFilter& filter) const {
  const bool everywhere = filter.org.value.empty() && !filter.text.empty() && !viewer_.scope;
  return everywhere ? may_read_figures(viewer_) : may_see_org(viewer_, now_, filter.org.value);
}

Result<Page> Questions::orgs(const OrgId& parent, const When& when, const std::string& after,
                             std::size_t limit) const {
  if (!may_see_org(viewer_, now_, parent.value)) return refuse(Reason::not_found, "org", parent.value);
  const Past past(archive_, when);
  auto children = past.parts(kView<OrgChild>, parent.value);
  if (!children) return tl::unexpected(children.error());
  Page page;
  for (const std::string& child : *children) {
    const auto* row = past.row<OrgRow>(child);
    const auto* belongs = row == nullptr ? nullptr : row->parent_on(when.on);
    if (child <= after || belongs == nullptr || belongs->id != parent) continue;
    if (page.items.size() == limit) {
      return page;
    }
    page.items.push_back(org_line(child, *row, when.on));
    page.next = child;
  }
  page.next.reset();
  if (past.failure()) return tl::unexpected(*past.failure());
  return page;
}

Result<Page> Questions::find_orgs(const RosterFilter& filter, const When& when) const {
  if (!may_search(filter)) return refuse(Reason::not_found, "org", filter.org.value);
  const Past past(archive_, when);
  const std::string& top = filter.org.value;
  auto orgs = ids_like(past, kView<OrgRow>, {});
  if (!orgs) return tl::unexpected(orgs.error());
  std::ranges::sort(*orgs);
  const NameWanted wanted(filter.text);
  Page page;
  std::string last;
  for (auto org = std::ranges::upper_bound(*orgs, filter.after); org != orgs->end(); ++org) {
    const auto* row = past.row<OrgRow>(*org);
    const auto* name = row == nullptr ? nullptr : row->name_on(when.on);
    if (name == nullptr || !(org->starts_with(filter.text) || wanted.is_in(*name))) continue;
    // Both as of then, and for a viewer of today.
    if (!top.empty() && !is_within(past, *org, top, when.on)) continue;
    if (!may_see_org(viewer_, now_, *org)) continue;
    if (page.items.size() == filter.limit) {
      page.next = std::move(last);
      break;
    }
    page.items.push_back(org_line(*org, *row, when.on));
    last = *org;
  }
  if (past.failure()) return tl::unexpected(*past.failure());
  return page;
}

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
