#include "server/api/journal.h"

#include "domain/describe/json_out.h"
#include "server/access/access.h"
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

}  // namespace

void JournalApi::add_routes(Router& router) {
  router.work("GET", "/v1/journal", [this](const Request& r) { return get(r); });
}

Result<ReadJournal::Question> JournalApi::question_in(const Request& request) const {
  const Query& query = request.query;
  if (auto known = query.only({"subject", "viewer", "from", "until", "limit"}); !known) {
    return tl::unexpected(known.error());
  }
  const auto about = query.one("subject");
  const auto viewer = query.one_as<Code>("viewer");
  const auto from = query.one_as<Moment>("from");
  const auto until = query.one_as<Moment>("until");
  const auto limit = query.number("limit");
  if (!about) return tl::unexpected(about.error());
  if (!viewer) return tl::unexpected(viewer.error());
  if (!from) return tl::unexpected(from.error());
  if (!until) return tl::unexpected(until.error());
  if (!limit) return tl::unexpected(limit.error());
  ReadJournal::Question out{*about, std::nullopt, *from, *until, kReadsPageMax};
  if (*viewer) out.viewer = (*viewer)->value;
  if (*limit) {
    if (**limit < 1 || **limit > kReadsPageMax) return refuse(Reason::bad_request, "limit", "1 to 1000");
    out.limit = static_cast<std::size_t>(**limit);
  }
  return out;
}

Response JournalApi::get(const Request& request) {
  const Viewer& viewer = request.viewer;
  if (auto good = require(viewer, {Role::auditor, Role::subject}); !good) return problem(good.error());
  auto question = question_in(request);
  if (!question) return problem(question.error());
  if (!viewer.has(Role::auditor)) {
    if (auto own = narrow_to_self(viewer, question->subject); !own) return problem(own.error());
  } else if (viewer.scope &&
             !(question->subject && may_see_journal_of(archive_, viewer, *question->subject))) {
    return problem({Reason::role_missing, "subject", "outside the token's scope"});
  }
  const auto page = reads_.find(*question);
  if (!page) return problem(page.error());
  JsonOut out = JsonOut::object();
  out.raw("reads", to_json(page->reads)).flag("more", page->more);
  if (page->damaged > 0) out.number("damaged", page->damaged);
  return Response::json(out.str());
}

}  // namespace tenure
