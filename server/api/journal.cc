#include "server/api/journal.h"

#include <set>

#include "domain/core/both.h"
#include "domain/describe/json_out.h"
#include "domain/registry/rows.h"
#include "domain/tenure/rows.h"
#include "replay/past.h"
#include "server/api/arguments.h"
#include "server/api/visibility.h"

namespace tenure {
namespace {

/// What stays of the question when a subject asks: their own file.
Result<void> narrow_to_self(const Viewer& viewer, std::optional<std::string>& asked) {
  const std::string self = subject(*viewer.person).str();
  if (asked && *asked != self) return refuse(Reason::role_missing, "subject");
  asked = self;
  return {};
}

Shape reads_shape() {
  const Shape held = Shape::object({{"org", Shape::of<OrgId>()}, {"post", Shape::of<Code>()}});
  const Shape reader = Shape::object({{"name", Shape::text(), false}, {"offices", Shape::list(held)}});
  return Shape::object({{"reads", Shape::of<std::vector<ReadRecord>>()},
                        {"readers", Shape::map(reader)},
                        {"more", Shape::flag()},
                        {"damaged", Shape::count(), false}});
}

ReadJournal::Question question_in(const Query& query) {
  ReadJournal::Question out;
  if (const auto about = query.get<ShortText>("subject")) out.subject = about->value;
  if (const auto viewer = query.get<Code>("viewer")) out.viewer = viewer->value;
  out.from = query.get<Moment>("from");
  out.until = query.get<Moment>("until");
  if (const auto limit = query.get<PageLimit>("limit")) out.limit = limit->value;
  return out;
}

/// The name of a reader; nothing where there is none to tell.
Result<std::optional<std::string>> reader_name(LedgerStore& store, const Past& past, const PersonId& person) {
  const auto* row = past.row<PersonRow>(person.value);
  if (row == nullptr || !row->name) return std::optional<std::string>();
  return store.vault().value(subject(person).str(), row->name->str());
}

/// Who held the tokens, by name and by the offices that each held on the day of the newest read of theirs.
Result<std::string> readers_json(LedgerStore& store, const std::vector<ReadRecord>& reads) {
  JsonOut out = JsonOut::object();
  std::set<std::string> told;
  for (const ReadRecord& read : reads) {
    if (!read.person || !told.insert(read.person->str()).second) continue;
    const std::string& id = read.person->str();
    const Past past(store, {store.size(), read.at.date()});
    JsonOut reader = JsonOut::object();
    const auto name = reader_name(store, past, PersonId{id});
    if (!name) return tl::unexpected(name.error());
    if (*name) reader.text("name", **name);
    JsonOut offices = JsonOut::array();
    for (const Office& office : past.items<&PersonTenure::offices>(id)) {
      if (!is_held(past, office, read.at.date())) continue;
      JsonOut held = JsonOut::object();
      held.text("org", office.org.str()).text("post", office.post.value);
      offices.item(held.str());
    }
    if (past.failure()) return tl::unexpected(*past.failure());
    out.raw(id, reader.raw("offices", offices.str()).str());
  }
  return out.str();
}

}  // namespace

void JournalApi::add_routes(Router& router) {
  router.work(
      {.path = "/v1/journal",
       .id = "listReads",
       .zh = "查阅记录：谁查阅了谁",
       .en = "Who read whom, newest first; for a subject, who read their own file",
       .audience = any_of({Role::auditor, Role::subject}),
       .arguments = {argument<ShortText>("subject", "对象", "whose file was read"),
                     argument<Code>("viewer", "令牌编号", "id of the token that read"),
                     argument<Moment>("from", "起始时刻（含）", "from this moment on"),
                     argument<Moment>("until", "截止时刻（不含）", "before this moment"), limit_argument()},
       .outcomes = json_outcome(reads_shape())},
      [this](const Request& r) { return get(r); });
}

Response JournalApi::get(const Request& request) {
  const Viewer& viewer = request.viewer;
  ReadJournal::Question question = question_in(request.query);
  if (!viewer.has(Role::auditor)) {
    if (auto own = narrow_to_self(viewer, question.subject); !own) return problem(own.error());
  } else if (viewer.scope && !(question.subject && may_see_journal_of(store_, viewer, *question.subject))) {
    return problem({Reason::role_missing, "subject", both("超出令牌的范围", "outside the token's scope")});
  }
  const auto page = reads_.find(question);
  if (!page) return problem(page.error());
  const auto readers = readers_json(store_, page->reads);
  if (!readers) return problem(readers.error());
  JsonOut out = JsonOut::object();
  out.raw("reads", to_json(page->reads)).raw("readers", *readers);
  out.flag("more", page->more);
  if (page->damaged > 0) out.number("damaged", page->damaged);
  return Response::json(out.str());
}

}  // namespace tenure
