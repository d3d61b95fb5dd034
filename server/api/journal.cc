#include "server/api/journal.h"

#include "domain/describe/json_out.h"
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
  return Shape::object({{"reads", Shape::of<std::vector<ReadRecord>>()},
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
  } else if (viewer.scope && !(question.subject && may_see_journal_of(archive_, viewer, *question.subject))) {
    return problem({Reason::role_missing, "subject", "outside the token's scope"});
  }
  const auto page = reads_.find(question);
  if (!page) return problem(page.error());
  JsonOut out = JsonOut::object();
  out.raw("reads", to_json(page->reads)).flag("more", page->more);
  if (page->damaged > 0) out.number("damaged", page->damaged);
  return Response::json(out.str());
}

}  // namespace tenure
