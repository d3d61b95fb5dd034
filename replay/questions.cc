#include "replay/questions.h"

#include <fmt/format.h>

#include <algorithm>
#include <charconv>

#include "domain/access/public_facts.h"
#include "domain/act/limits.h"
#include "domain/core/both.h"
#include "domain/describe/json_out.h"
#include "domain/describe/read.h"
#include "domain/discipline/decisions.h"
#include "domain/registry/hierarchy.h"
#include "domain/tenure/rows.h"
#include "replay/org_diff.h"

namespace tenure {
namespace {

/// Commitments anywhere in a row.
void collect_commitments(const TypeInfo& type, const void* value, std::vector<std::string>& out) {
  if (type.name == Commitment::kName && type.print != nullptr) {
    type.print(value, out.emplace_back());
  } else if (type.form == Form::structure) {
    for (const Field& field : type.structure->fields) collect_commitments(*field.type, field.in(value), out);
  } else if (type.form == Form::list || type.form == Form::optional) {
    for (std::size_t i = 0; i < type.size(value); ++i)
      collect_commitments(*type.element, type.item(value, i), out);
  }
}

std::string row_json(const View& view, const void* row) {
  if (row == nullptr) return "null";
  std::string out;
  write_json(*view.type, row, out);
  return out;
}

constexpr Date kAllDates{std::numeric_limits<std::int32_t>::max()};

Position last_position() { return {kNewest, 0}; }

constexpr std::string_view kRegistryArea = "registry";

/// That an event may have in its act.
constexpr std::uint32_t kLastOrdinal = kActEventsMax - 1;

}  // namespace

Questions::Questions(const Archive& archive, const Viewer& viewer, Moment clock)
    : archive_(archive), viewer_(viewer), now_(archive, {archive.size(), clock.date()}) {}

Result<When> Questions::when(std::string_view at, std::string_view on) const {
  When out = now_.when();
  if (!at.empty()) {
    if (const auto moment = Moment::parse(at)) {
      const auto size = archive_.size_at(*moment);
      if (!size) return tl::unexpected(size.error());
      out = {*size, moment->date()};
    } else {
      const auto [end, error] = std::from_chars(at.data(), at.data() + at.size(), out.size);
      if (error != std::errc() || end != at.data() + at.size()) {
        return refuse(Reason::bad_request, "at", both("应为树大小或时刻", "a tree size or a moment is due"));
      }
      if (out.size > archive_.size())
        return refuse(Reason::not_found, "at",
                      both("超过账本现有条数 {}", "beyond the log's size, {}", archive_.size()));
      if (out.size > 0 && out.size < archive_.size()) {
        const auto info = archive_.act_info(out.size - 1);
        if (!info) return tl::unexpected(info.error());
        out.on = info->recorded_at.date();
      }
    }
  }
  if (!on.empty()) {
    const auto date = Date::parse(on);
    if (!date) return refuse(Reason::bad_date, "on", tenure::quoted(on));
    out.on = *date;
  }
  return out;
}

Result<bool> Questions::sees_all_of(const Past& past, const Area& area, const Subject& subject) const {
  const bool guarded = std::ranges::any_of(event_types(), [&](const EventType* type) {
    return type->area == &area && !type->traits.klass.empty() && type->traits.klass != EventTraits().klass;
  });
  if (!guarded) return true;
  const auto indexed = past.history().indexed(index_key(area, subject), past.when().size);
  if (!indexed) return tl::unexpected(indexed.error());
  for (const IndexEntry& entry : *indexed) {
    auto seen = may_see(entry.position);
    if (!seen || !*seen) return seen;
  }
  return true;
}

Result<std::string> Questions::areas_of(const Past& past, const Subject& subject,
                                        std::vector<std::string>* commitments) const {
  JsonOut areas = JsonOut::object();
  for (const Area* area : tenure::areas()) {
    // Of an organisation a dashboard is told how it stands, and nothing of what it does or pays.
    if (sees_facts_alone(viewer_) && area->name != kRegistryArea) continue;
    const auto seen = sees_all_of(past, *area, subject);
    if (!seen) return tl::unexpected(seen.error());
    if (!*seen) continue;
    JsonOut rows = JsonOut::object();
    for (const View* view : area->views) {
      if (view->subject != subject.kind) continue;
      const void* row = past.find_row(*view, subject.id, {});
      if (row == nullptr) continue;
      rows.raw(view->name, row_json(*view, row));
      if (commitments != nullptr) collect_commitments(*view->type, row, *commitments);
    }
    const auto parts = parts_of(past, *area, subject, commitments);
    if (!parts) return parts;
    if (rows.empty() && *parts == "{}") continue;
    const auto position = past.newest_position(*area, subject);
    if (!position) return tl::unexpected(position.error());
    JsonOut standing = JsonOut::object();
    if (*position) standing.text("position", (*position)->str());
    standing.raw("rows", rows.str());
    if (*parts != "{}") standing.raw("parts", *parts);
    areas.raw(area->name, standing.str());
  }
  if (past.failure()) return tl::unexpected(*past.failure());
  return areas.str();
}

Result<std::string> Questions::parts_of(const Past& past, const Area& area, const Subject& subject,
                                        std::vector<std::string>* commitments) {
  JsonOut views = JsonOut::object();
  for (const View* view : area.views) {
    if (view->subject != subject.kind) continue;
    const auto parts = past.parts(*view, subject.id);
    if (!parts) return tl::unexpected(parts.error());
    JsonOut rows = JsonOut::object();
    for (const std::string& part : *parts) {
      if (part.empty() || (subject.kind == SubjectKind::org && !Period::parse(part))) continue;
      const void* row = past.find_row(*view, subject.id, part);
      if (row == nullptr) continue;
      rows.raw(part, row_json(*view, row));
      if (commitments != nullptr) collect_commitments(*view->type, row, *commitments);
    }
    if (!rows.empty()) views.raw(view->name, rows.str());
  }
  return views.str();
}

Result<std::string> Questions::person(const PersonId& person, const When& when,
                                      const OpenSealed& open) const {
  if (!reads_file_of(person.value)) {
    return refuse(Reason::not_found, "person", person.value);
  }
  const Past past(archive_, when);
  const Subject who = subject(person);
  std::vector<std::string> commitments;
  const auto areas = areas_of(past, who, &commitments);
  if (!areas) return areas;
  if (*areas == "{}") return refuse(Reason::not_found, "person", person.value);
  const auto decisions = decisions_about(past, who, commitments);
  if (!decisions) return decisions;
  JsonOut out = JsonOut::object();
  out.text("person", person.value).number("size", when.size).text("on", when.on.str()).raw("areas", *areas);
  out.raw("decisions", *decisions);
  if (may_open_sealed(viewer_)) {
    JsonOut sealed = JsonOut::object();
    for (const std::string& commitment : commitments) {
      const auto value = open(who.str(), commitment);
      if (!value) return tl::unexpected(value.error());
      if (*value) sealed.text(commitment, **value);
    }
    out.raw("sealed", sealed.str());
  }
  return out.str();
}

Result<std::string> Questions::org(const OrgId& org, const When& when) const {
  if (!may_see_org(viewer_, now_, org.value)) return refuse(Reason::not_found, "org", org.value);
  const Past past(archive_, when);
  const auto areas = areas_of(past, subject(org), nullptr);
  if (!areas) return areas;
  if (*areas == "{}") return refuse(Reason::not_found, "org", org.value);
  JsonOut out = JsonOut::object();
  out.text("org", org.value).number("size", when.size).text("on", when.on.str()).raw("areas", *areas);
  return out.str();
}

Result<std::vector<std::string>> Questions::subtree(const Past& past, std::string_view org) {
  auto out = orgs_below(past, org, past.today());
  if (past.failure()) return tl::unexpected(*past.failure());
  return out;
}

Result<std::optional<std::string>> Questions::name_of(const Past& past, const Subject& subject,
                                                      const OpenSealed& open) const {
  if (subject.kind == SubjectKind::org) {
    const auto* row = past.row<OrgRow>(subject.id);
    const auto* name = row == nullptr ? nullptr : row->name_on(past.today());
    return name == nullptr ? std::optional<std::string>() : std::optional(name->value);
  }
  const auto* row = subject.kind == SubjectKind::person ? past.row<PersonRow>(subject.id) : nullptr;
  if (row == nullptr || !row->name || !may_open_sealed(viewer_)) return std::optional<std::string>();
  return open(subject.str(), row->name->str());
}

Result<std::string> Questions::names(const std::vector<Subject>& subjects, const When& when,
                                     const OpenSealed& open) const {
  const Past past(archive_, when);
  JsonOut out = JsonOut::object();
  for (const Subject& subject : subjects) {
    if (!may_see_subject(viewer_, now_, subject) && !is_of_own_file(subject)) continue;
    const auto name = name_of(past, subject, open);
    if (!name) return tl::unexpected(name.error());
    if (*name) out.text(subject.str(), **name);
  }
  if (past.failure()) return tl::unexpected(*past.failure());
  if (now_.failure()) return tl::unexpected(*now_.failure());
  return out.str();
}

/// Whoever reads their own file is told what the organisations are called that they are or were of.
bool Questions::is_of_own_file(const Subject& subject) const {
  if (subject.kind != SubjectKind::org || !viewer_.person || !viewer_.has(Role::subject)) return false;
  const auto* row = now_.row<PersonRow>(viewer_.person->value);
  if (row != nullptr &&
      std::ranges::any_of(row->orgs, [&](const auto& org) { return org.str() == subject.id; }))
    return true;
  for (const Office& office : now_.items<&PersonTenure::offices>(viewer_.person->value)) {
    if (office.org.str() == subject.id) return true;
  }
  return false;
}

Result<std::optional<std::string>> Questions::roster_line(const Past& past, const std::string& org,
                                                          const std::string& person, const std::string& post,
                                                          const OpenSealed& open) const {
  const auto* offices = past.row<OrgOffices>(org, person);
  JsonOut held = JsonOut::array();
  // Who sees public facts alone sees who is in office, and of nobody else that they are on a register.
  bool is_listed = post.empty() && !sees_facts_alone(viewer_);
  if (offices != nullptr) {
    for (const Office& office : offices->offices) {
      if (!is_held(past, office, past.today())) continue;
      is_listed = is_listed || post.empty() || office.post.value == post;
      held.item(to_json(sees_facts_alone(viewer_) ? public_fact(office) : office));
    }
  }
  const auto* row = past.row<PersonRow>(person);
  if (!is_listed || row == nullptr || !row->registered) return std::optional<std::string>();
  const auto person_name = name_of(past, {SubjectKind::person, person}, open);
  if (!person_name) return tl::unexpected(person_name.error());
  JsonOut out = JsonOut::object();
  out.text("person", person).text("org", org);
  if (*person_name) out.text("name", **person_name);
  return std::optional(out.raw("offices", held.str()).str());
}

Result<Page> Questions::roster(const RosterFilter& filter, const When& when, const OpenSealed& open,
                               const FindSealed& find) const {
  if (!may_search(filter)) return refuse(Reason::not_found, "org", filter.org.value);
  if (!filter.text.empty()) return search(filter, when, open, find);
  const Past past(archive_, when);
  Page page;
  Descent descent(past, filter.org.value, past.today());
  bool resuming = !filter.after.empty();
  if (resuming) {
    if (auto done = descent.resume_at(filter.after.substr(0, filter.after.find('/'))); !done)
      return tl::unexpected(done.error());
  }
  for (;; resuming = false) {
    const auto next = descent.next();
    if (!next) return tl::unexpected(next.error());
    if (!*next) break;
    const std::string& org = **next;
    auto people = registered_people(past, org);
    const auto officers = past.parts(kView<OrgOffices>, org);
    if (!people) return tl::unexpected(people.error());
    if (!officers) return tl::unexpected(officers.error());
    people->insert(people->end(), officers->begin(), officers->end());
    std::sort(people->begin(), people->end());
    people->erase(std::unique(people->begin(), people->end()), people->end());
    for (const std::string& person : *people) {
      const std::string cursor = fmt::format("{}/{}", org, person);
      if (resuming && cursor <= filter.after) continue;
      if (page.items.size() == filter.limit) {
        if (past.failure()) return tl::unexpected(*past.failure());
        return page;
      }
      auto line = roster_line(past, org, person, filter.post, open);
      if (!line) return tl::unexpected(line.error());
      if (!*line) continue;
      page.items.push_back(std::move(**line));
      if (page.items.size() == filter.limit) page.next = cursor;
    }
  }
  page.next.reset();  // everything was listed
  if (past.failure()) return tl::unexpected(*past.failure());
  return page;
}

Result<std::optional<std::string>> Questions::event(Position position) const {
  const auto info = archive_.act_info(position.index);
  if (!info) return tl::unexpected(info.error());
  const auto recorded = archive_.event(position);
  if (!recorded) return tl::unexpected(recorded.error());
  if (!may_see_event(viewer_, now_, *recorded, info->klass)) return std::optional<std::string>();
  const auto json = archive_.event_json(position);
  if (!json) return tl::unexpected(json.error());
  return std::optional(shown(position, *info, *recorded, *json));
}

std::string Questions::shown(Position position, const ActInfo& info, const Event& event,
                             std::string_view json) const {
  JsonOut out = JsonOut::object();
  out.text("position", position.str()).text("recorded_at", info.recorded_at.str());
  out.text("authority", info.authority.value);
  if (info.klass != kOrdinaryClass) out.text("class", info.klass);
  JsonOut about = JsonOut::array();
  for (const Subject& subject : subjects(event)) about.item(json_string(subject.str()));
  out.text("area", event.type->area->name).raw("subjects", about.str());
  if (sees_facts_alone(viewer_, event)) return out.raw("event", public_fact_json(event)).str();
  return out.raw("event", json).str();
}

Result<std::string> Questions::decisions_about(const Past& past, const Subject& person,
                                               std::vector<std::string>& commitments) const {
  std::vector<Recorded> decided;
  for (const EventType* type : event_types()) {
    if (!decides_about_a_person(*type)) continue;
    auto recorded = past.events(*type, person);
    if (!recorded) return tl::unexpected(recorded.error());
    std::move(recorded->begin(), recorded->end(), std::back_inserter(decided));
  }
  std::ranges::sort(decided, {},
                    [](const Recorded& each) { return std::pair(each.event.on, each.position); });
  JsonOut out = JsonOut::array();
  for (const Recorded& each : decided) {
    const auto info = archive_.act_info(each.position.index);
    if (!info) return tl::unexpected(info.error());
    if (!may_see_event(viewer_, now_, each.event, info->klass)) continue;
    std::string json;
    write_event(each.event, json);
    out.item(shown(each.position, *info, each.event, json));
    collect_commitments(each.event.type->data_type(), each.event.data.get(), commitments);
  }
  return out.str();
}

Result<bool> Questions::add_event(Position position, const EventFilter& filter, Page& page) const {
  if (!filter.type.empty() || !filter.area.empty() || filter.on) {
    const auto recorded = archive_.event(position);
    if (!recorded) return tl::unexpected(recorded.error());
    const EventType& type = *recorded->type;
    if (!filter.type.empty() && type.name() != filter.type) return true;
    if (!filter.area.empty() && type.area->name != filter.area) return true;
    if (filter.on && *filter.on < recorded->on) return true;
  }
  auto json = event(position);
  if (!json) return tl::unexpected(json.error());
  if (!*json) return true;
  // Only here: a cursor must not tell of an event that the viewer may not see.
  if (page.items.size() == filter.limit) {
    page.next = position.str();
    return false;
  }
  page.items.push_back(std::move(**json));
  return true;
}

Result<std::vector<Position>> Questions::positions_of(const Subject& subject, std::uint64_t size) const {
  std::vector<Position> out;
  for (const Area* area : tenure::areas()) {
    const auto indexed = archive_.indexed(index_key(*area, subject), size);
    if (!indexed) return tl::unexpected(indexed.error());
    for (const IndexEntry& entry : *indexed) out.push_back(entry.position);
  }
  std::sort(out.begin(), out.end());
  out.erase(std::unique(out.begin(), out.end()), out.end());
  return out;
}

Result<Page> Questions::events(const EventFilter& filter, std::uint64_t size) const {
  Page page;
  if (filter.subject) {
    if (!may_see_subject(viewer_, now_, *filter.subject)) return page;
    auto positions = positions_of(*filter.subject, size);
    if (!positions) return tl::unexpected(positions.error());
    std::erase_if(*positions, [&](Position p) {
      return p < filter.from || !(p < filter.until.value_or(last_position()));
    });
    if (filter.newest_first) std::reverse(positions->begin(), positions->end());
    for (const Position position : *positions) {
      const auto more = add_event(position, filter, page);
      if (!more) return tl::unexpected(more.error());
      if (!*more) break;
    }
    return page;
  }
  const Position end = std::min(filter.until.value_or(last_position()), Position{size, 0});
  std::uint64_t acts = 0;
  const auto scan_act = [&](std::uint64_t index) -> Result<bool> {
    // Only between acts, and at a place that every act could have: see kScanActsMax.
    if (acts++ == kScanActsMax) {
      page.next = Position{index, filter.newest_first ? kLastOrdinal : 0}.str();
      return false;
    }
    const auto info = archive_.act_info(index);
    if (!info) return tl::unexpected(info.error());
    for (std::uint32_t i = 0; i < info->event_count; ++i) {
      const Position position{index, filter.newest_first ? info->event_count - 1 - i : i};
      if (position < filter.from || !(position < end)) continue;
      const auto more = add_event(position, filter, page);
      if (!more || !*more) return more;
    }
    return true;
  };
  const std::uint64_t last = end.ordinal > 0 ? end.index + 1 : end.index;
  for (std::uint64_t step = filter.from.index; step < last; ++step) {
    const auto more = scan_act(filter.newest_first ? last - 1 - (step - filter.from.index) : step);
    if (!more) return tl::unexpected(more.error());
    if (!*more) break;
  }
  return page;
}

Result<void> Questions::sizes_hold(std::uint64_t from_size, std::uint64_t until_size) const {
  if (from_size > archive_.size()) {
    return refuse(Reason::beyond_head, "from_size", both("账本现有 {} 条", "head {}", archive_.size()));
  }
  if (from_size > until_size || until_size > archive_.size()) {
    return refuse(Reason::bad_request, "from_size",
                  both("应满足 0 <= from_size <= until_size <= 账本条数",
                       "0 <= from_size <= until_size <= the log's size"));
  }
  return {};
}

Result<std::string> Questions::diff_below(const OrgId& org, std::uint64_t from_size, std::uint64_t until_size,
                                          std::optional<Date> on) const {
  if (!may_see_org(viewer_, now_, org.value) || !may_read_files(viewer_))
    return refuse(Reason::not_found, "org", org.value);
  if (auto hold = sizes_hold(from_size, until_size); !hold) return tl::unexpected(hold.error());
  return org_diff(archive_, org.value, {from_size, on.value_or(kAllDates)},
                  {until_size, on.value_or(kAllDates)},
                  [this](Position position) { return may_see(position); });
}

Result<std::string> Questions::diff(const Subject& subject, std::uint64_t from_size, std::uint64_t until_size,
                                    std::optional<Date> on) const {
  if (!may_see_subject(viewer_, now_, subject) || !may_read_files(viewer_)) {
    return refuse(Reason::not_found, "subject", subject.str());
  }
  if (auto hold = sizes_hold(from_size, until_size); !hold) return tl::unexpected(hold.error());
  const Past before(archive_, {from_size, on.value_or(kAllDates)});
  const Past after(archive_, {until_size, on.value_or(kAllDates)});
  const auto all = positions_of(subject, until_size);
  if (!all) return tl::unexpected(all.error());
  std::vector<Position> seen;
  for (const Position position : *all) {
    const auto shown = may_see(position);
    if (!shown) return tl::unexpected(shown.error());
    if (*shown) seen.push_back(position);
  }
  JsonOut positions = JsonOut::array();
  for (const Position position : seen) {
    if (position.index >= from_size) positions.item(json_string(position.str()));
  }
  // A matter or a case has no scope of its own: its rows are for who may see all that made them.
  const bool has_scope = subject.kind == SubjectKind::person || subject.kind == SubjectKind::org;
  const auto rows = has_scope || seen.size() == all->size() ? changed_rows(subject, before, after)
                                                            : Result<std::string>("[]");
  if (!rows) return rows;
  if (before.failure()) return tl::unexpected(*before.failure());
  if (after.failure()) return tl::unexpected(*after.failure());
  JsonOut out = JsonOut::object();
  out.text("subject", subject.str()).number("from_size", from_size).number("until_size", until_size);
  return out.raw("rows", *rows).raw("positions", positions.str()).str();
}

Result<std::string> Questions::changed_rows(const Subject& subject, const Past& before, const Past& after) {
  JsonOut rows = JsonOut::array();
  for (const Area* area : tenure::areas()) {
    for (const View* view : area->views) {
      if (view->subject != subject.kind) continue;
      const auto parts = after.parts(*view, subject.id);
      if (!parts) return tl::unexpected(parts.error());
      for (const std::string& part : *parts) {
        const std::string old_row = row_json(*view, before.find_row(*view, subject.id, part));
        const std::string new_row = row_json(*view, after.find_row(*view, subject.id, part));
        if (old_row == new_row) continue;
        JsonOut change = JsonOut::object();
        change.text("view", view->name).text("part", part).raw("before", old_row).raw("after", new_row);
        rows.item(change.str());
      }
    }
  }
  return rows.str();
}

bool Questions::reads_file_of(std::string_view person) const {
  const bool own = viewer_.has(Role::subject) && viewer_.person && viewer_.person->value == person;
  return (own || may_read_files(viewer_)) && may_see_person(viewer_, now_, person);
}

bool Questions::may_know(Position position) const {
  if (position.index >= archive_.size()) return true;  // of the act that is asked about itself
  const auto act = archive_.act_info(position.index);
  const auto recorded = archive_.event(position);
  if (!act || !recorded) return false;
  if (may_see_event(viewer_, now_, *recorded, act->klass)) return true;
  return viewer_.may_read_class(act->klass) &&
         std::ranges::any_of(subjects(*recorded), [&](const Subject& subject) {
           return subject.kind == SubjectKind::person && reads_file_of(subject.id);
         });
}

Knowledge Questions::knowledge() const {
  return {[this](const Subject& subject) {
            if (subject.kind == SubjectKind::person) return reads_file_of(subject.id);
            return subject.kind != SubjectKind::org || may_see_org(viewer_, now_, subject.id) ||
                   (viewer_.has(Role::subject) && !may_read_figures(viewer_));
          },
          [this](Position position) { return may_know(position); }};
}

Result<bool> Questions::may_see(Position position) const {
  const auto act = archive_.act_info(position.index);
  if (!act) return tl::unexpected(act.error());
  const auto recorded = archive_.event(position);
  if (!recorded) return tl::unexpected(recorded.error());
  return may_see_event(viewer_, now_, *recorded, act->klass);
}

}  // namespace tenure
