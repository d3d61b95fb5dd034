#include "server/api/journal.h"

#include <algorithm>
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

constexpr std::string_view kFeed = "/v1/stream";

/// What a word of Operation::reads stands for; empty: it is not given.
std::string given(const Request& request, std::string_view word) {
  if (word == "me") return request.viewer.person ? request.viewer.person->value : std::string();
  if (const std::string& in_path = request.param(word); !in_path.empty()) return in_path;
  for (const std::string_view name : {word, word == "org" ? std::string_view("parent") : word}) {
    if (const auto values = request.query.all(name); !values.empty()) return std::string(values.front());
  }
  return word == "org" && request.viewer.scope ? request.viewer.scope->value : std::string();
}

/// One of the forms of Operation::reads, filled in; nothing when a word of it is not given.
std::optional<std::string> filled(std::string_view form, const Request& request) {
  const std::size_t open = form.find('{');
  if (open == std::string_view::npos) return std::string(form);
  const std::size_t close = form.find('}', open);
  const std::string value = given(request, form.substr(open + 1, close - open - 1));
  if (value.empty()) return std::nullopt;
  return std::string(form.substr(0, open)) + value.substr(0, kReadFilterMax) +
         std::string(form.substr(close + 1));
}

std::string subject_read(std::string_view reads, const Request& request) {
  while (!reads.empty()) {
    const std::string_view form = reads.substr(0, reads.find('|'));
    reads.remove_prefix(std::min(form.size() + 1, reads.size()));
    if (auto subject = filled(form, request)) return std::move(*subject);
  }
  return kLedgerSubject.str();
}

/// The question's conditions as they were sent. Names and numbers that are searched for are nobody's to keep:
/// they would outlive the person's key.
std::string filter_of(const Request& request) {
  std::string out;
  for (const auto& [name, value] : request.query.members()) {
    out += (out.empty() ? "" : "&") + name + "=" + (name == "q" ? "*" : value);
  }
  if (out.size() <= kReadFilterMax) return out;
  std::size_t end = kReadFilterMax;
  while (end > 0 && (static_cast<unsigned char>(out[end]) & 0xC0) == 0x80) --end;  // within a character
  return out.substr(0, end);
}

/// "/v1/persons" of whatever stands behind it.
std::string endpoint_of(const Operation& operation) {
  constexpr std::string_view kVersion = "/v1/";
  return std::string(operation.path.substr(0, operation.path.find('/', kVersion.size())));
}

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
Result<std::string> readers_json(LedgerStore& store, const std::vector<ReadRecord>& reads, Reading* reading) {
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
    if (*name && reading != nullptr) reading->opened_names();
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

void note_reads(Router& router, ReadJournal& reads) {
  for (Router::Route& route : router.routes()) {
    if (route.operation.reads.empty()) continue;
    route.work = [&reads, answer = std::move(route.work), endpoint = endpoint_of(route.operation),
                  subject = route.operation.reads](const Request& asked) {
      if (!asked.viewer.known() && asked.viewer.roles.empty()) return answer(asked);
      asked.reading = std::make_shared<Reading>(reads, asked.viewer, subject_read(subject, asked), endpoint,
                                                filter_of(asked), Sequencer::system_now());
      Response out = answer(asked);
      asked.reading->answered(out.status);
      asked.reading.reset();  // it is noted before the answer goes out; a stream has it still
      return out;
    };
  }
}

void note_refused(ReadJournal& reads, const Request& request, const Operation* operation) {
  if (operation != nullptr && operation->reads.empty()) return;
  const std::string subject =
      operation == nullptr ? kLedgerSubject.str() : subject_read(operation->reads, request);
  const std::string endpoint = operation == nullptr ? std::string(kFeed) : endpoint_of(*operation);
  reads.note_refused(request.viewer, subject, endpoint, Sequencer::system_now(), filter_of(request),
                     request.peer);
}

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
       .outcomes = json_outcome(reads_shape()),
       .reads = "ledger/self"},  // whose reads were asked for stands in the conditions
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
  auto page = reads_.find(question);
  if (!page) return problem(page.error());
  // From where somebody asked in vain is for auditors.
  if (!viewer.has(Role::auditor)) {
    for (ReadRecord& read : page->reads) read.address.reset();
  }
  const auto readers = readers_json(store_, page->reads, request.reading.get());
  if (!readers) return problem(readers.error());
  JsonOut out = JsonOut::object();
  if (request.reading) request.reading->found(page->reads.size());
  out.raw("reads", to_json(page->reads)).raw("readers", *readers);
  out.flag("more", page->more);
  if (page->damaged > 0) out.number("damaged", page->damaged);
  return Response::json(out.str());
}

}  // namespace tenure
