#include "server/api/formats.h"

#include <fmt/format.h>

#include <algorithm>

#include "domain/core/both.h"
#include "domain/rules/policy_json.h"
#include "domain/words/nearest.h"
#include "server/api/call.h"
#include "server/api/table_forms.h"
#include "server/tables/format.h"
#include "server/tables/html.h"

namespace tenure {
namespace {

/// Any word: which are known depends on the call, and the refusal names them.
struct FormatWord {
  std::string value;

  static constexpr Reason kReason = Reason::bad_request;
  static Shape shape() { return Shape::text(); }
  static std::optional<FormatWord> parse(std::string_view text) {
    if (text.size() > kIdLengthMax) return std::nullopt;
    return FormatWord{std::string(text)};
  }
};

/// A call that may be answered as a table.
struct TableCall {
  const QuestionContext& context;
  const TableForm& form;
  Router::Work handler;
  std::vector<const AnswerFormat*> known;
  std::vector<std::string_view> arguments;  ///< of the query

  bool takes(std::string_view argument) const {
    return std::ranges::find(arguments, argument) != arguments.end();
  }
};

std::vector<Word> format_words(std::span<const AnswerFormat* const> known) {
  std::vector<Word> out;
  for (const AnswerFormat* format : known) out.push_back({format->name, {}, {}});
  return out;
}

Result<const AnswerFormat*> format_of(const TableCall& call, const Request& request) {
  if (const auto word = request.query.get<FormatWord>(kFormatArgument)) {
    const auto found = std::ranges::find(call.known, word->value, &AnswerFormat::name);
    if (found != call.known.end()) return *found;
    return refuse(Reason::bad_request, std::string(kFormatArgument),
                  unknown_among(word->value, format_words(call.known)));
  }
  const AnswerFormat* format = acceptable(request.header("accept"), call.known);
  if (format != nullptr) return format;
  return refuse(Reason::not_acceptable, "accept",
                both("{}；可用的格式是 {}", "{}; the known formats are {}",
                     tenure::quoted(request.header("accept")), names_of(call.known)));
}

/// What the viewer may see of names and words, as of the table's own time.
WordSource words_for(const Call& call, const When& when) {
  const auto names = [&call, when](std::span<const Subject> subjects) -> Result<std::string> {
    const auto known = call.questions().names({subjects.begin(), subjects.end()}, when, call.open_sealed());
    if (!known) return tl::unexpected(known.error());
    JsonOut out = JsonOut::object();
    return out.raw("names", *known).str();
  };
  const auto policy = [&call, when](std::string_view org) -> Result<std::string> {
    if (!may_see_org(call.request().viewer, call.questions().now(), std::string(org)))
      return refuse(Reason::not_found, "org", std::string(org));
    PolicyBook book;
    const auto binding = book.binding(call.past(when), std::string(org), when.on);
    if (!binding) return tl::unexpected(binding.error());
    return to_json(*binding);
  };
  return {names, policy};
}

/// Whom the question names: an organisation or a person of the path or the query, else the viewer's own
/// organisation.
std::optional<Subject> subject_asked(const Request& request) {
  const auto value = [&](std::string_view name) {
    const std::string& in_path = request.param(name);
    const auto in_query = request.query.all(name);
    return !in_path.empty() || in_query.empty() ? in_path : std::string(in_query.front());
  };
  if (const std::string person = value("person"); is_id(person)) return Subject{SubjectKind::person, person};
  for (const std::string_view member : {"org", "parent"}) {
    if (const std::string org = value(member); is_id(org)) return Subject{SubjectKind::org, org};
  }
  if (const auto subject = Subject::parse(value("subject"))) return subject;
  if (request.viewer.scope) return Subject{SubjectKind::org, request.viewer.scope->value};
  return std::nullopt;
}

/// "o-town" of a computation of an organisation is no person: the rule knows.
std::optional<Subject> subject_of_computation(const Request& request) {
  const Rule* rule = find_rule(request.param("name"));
  const auto* form = rule == nullptr ? nullptr : std::get_if<form::Computation>(&rule->form);
  if (form == nullptr) return std::nullopt;
  return Subject{form->subject, request.param("subject")};
}

std::string period_text(const Wording& wording, const Request& request, const When& when) {
  const auto from = request.query.get<Date>("from");
  if (!from) return when.on.str();
  return wording.say(fmt::format("{} 至 {}", from->str(), when.on.str()),
                     fmt::format("{} to {}", from->str(), when.on.str()));
}

/// Of what and when the table is, and when it was made.
SheetHead head_of(const TableCall& table, const Call& call, const When& when, const Wording& wording,
                  const Shown& answer, const std::optional<Subject>& about) {
  const Request& request = call.request();
  SheetHead head{table.form.title(wording, answer), {}};
  if (about)
    head.lines.emplace_back(
        about->kind == SubjectKind::org ? wording.say("组织", "organisation") : wording.say("对象", "about"),
        wording.named(*about));
  head.lines.emplace_back(
      request.query.get<Date>("from") ? wording.say("期间", "period") : wording.say("日期", "date"),
      period_text(wording, request, when));
  head.lines.emplace_back(wording.say("账本条数", "ledger size"), std::to_string(when.size));
  head.lines.emplace_back(wording.say("制表时间", "made"), wording.moment(call.clock().str()));
  for (auto& line : table.form.lines(wording, answer)) head.lines.push_back(std::move(line));
  return head;
}

/// Asks for one page after the other and gives them to the writer.
class TableMaker {
 public:
  TableMaker(const TableCall& table, const Request& request, const AnswerFormat& format)
      : table_(table), request_(request), call_(table.context, request), format_(format) {}

  Response make() {
    const auto when = when_of();
    if (!when) return problem(when.error());
    const Language language = request_.query.get<LanguageWord>("lang").value_or(LanguageWord()).value;
    Wording wording(words_for(call_, *when), language);
    const auto writer = format_.writer(language);
    Request page = request_;
    page.set_header("accept", std::string(kJson));
    if (table_.takes("at")) page.query.set("at", std::to_string(when->size));
    if (table_.takes("on") && !(table_.form.is_of_all_dates && request_.query.all("on").empty()))
      page.query.set("on", when->on.str());
    const bool whole = request_.query.all("limit").empty() && request_.query.all("cursor").empty();
    if (whole && table_.takes("limit")) page.query.set("limit", std::to_string(kPageMax));
    while (true) {
      const Response answered = table_.handler(page);
      if (answered.status != 200) return answered;
      const auto answer = ParsedAnswer::parse(answered.shared ? *answered.shared : answered.body);
      if (!answer) return problem(answer.error());
      if (auto added = add(answer->root(), *when, wording, *writer); !added) return problem(added.error());
      const std::string next = answer->root().text("next");
      if (!whole || next.empty()) break;
      page.query.set("cursor", next);
    }
    return file_of(writer->end(), *when);
  }

 private:
  Result<When> when_of() const {
    if (table_.takes("at")) return call_.when();
    return call_.questions().now().when();
  }

  Result<void> add(const Shown& answer, const When& when, Wording& wording, SheetWriter& writer) {
    std::set<Subject> named;
    const auto about =
        request_.param("subject").empty() ? subject_asked(request_) : subject_of_computation(request_);
    if (about) named.insert(*about);
    const bool is_of_org = about && about->kind == SubjectKind::org;
    if (const std::string org = is_of_org ? about->id : table_.form.org(answer); !begun_ && !org.empty()) {
      if (auto learnt = wording.learn_words_of(org); !learnt) return learnt;
    }
    if (auto learnt = learn(table_.form, answer, wording, std::move(named)); !learnt) return learnt;
    if (!begun_) {
      writer.begin(head_of(table_, call_, when, wording, answer, about),
                   columns_of(table_.form, wording, answer, Room::file));
      has_corrected_ = has_corrected_column(table_.form, answer);
      begun_ = true;
    }
    const auto rows = rows_of(table_.form, wording, answer, Room::file, has_corrected_);
    count_ += rows.size();
    if (count_ > kTableRowsMax)
      return refuse(Reason::limit_table, "rows", both("超过 {} 行", "more than {}", kTableRowsMax));
    writer.rows(rows);
    return add_sections(answer, wording, writer);
  }

  Result<void> add_sections(const Shown& answer, Wording& wording, SheetWriter& writer) {
    for (const TableForm& section : table_.form.sections) {
      if (auto learnt = learn(section, answer, wording); !learnt) return learnt;
      writer.section(section.title(wording, answer), section.columns(wording, answer, Room::file));
      const auto rows = section.rows(wording, answer, Room::file);
      count_ += rows.size();
      if (count_ > kTableRowsMax)
        return refuse(Reason::limit_table, "rows", both("超过 {} 行", "more than {}", kTableRowsMax));
      writer.rows(rows);
      if (section.chart != nullptr) writer.chart(section.chart(wording, answer));
    }
    return {};
  }

  Response file_of(Result<std::string> bytes, const When& when) const {
    if (!bytes) return problem(bytes.error());
    Response out(200, format_.type, std::move(*bytes));
    const bool is_page = format_.media == "text/html";
    out.with("Content-Disposition",
             fmt::format("{}; filename=\"{}-{}.{}\"", is_page ? "inline" : "attachment", table_.form.file,
                         when.on.str(), format_.name));
    if (is_page) out.with("Content-Security-Policy", HtmlWriter::content_security_policy());
    return out;
  }

  const TableCall& table_;
  const Request& request_;
  const Call call_;
  const AnswerFormat& format_;
  bool begun_ = false;
  bool has_corrected_ = false;
  std::size_t count_ = 0;
};

Response answer_in_format(const TableCall& table, const Request& request) {
  const auto format = format_of(table, request);
  if (!format) return problem(format.error());
  if ((*format)->writer != nullptr) return TableMaker(table, request, **format).make();
  Request as_it_is = request;
  as_it_is.set_header("accept", std::string((*format)->media));
  return table.handler(as_it_is);
}

bool has_content(const Operation& operation, std::string_view media) {
  const auto& contents = operation.outcomes.front().contents;
  return std::ranges::find(contents, media, &Content::type) != contents.end();
}

void give_formats(Router::Route& route, const TableForm& form, const QuestionContext& context) {
  Operation& operation = route.operation;
  TableCall table{context, form, route.work, {}, {}};
  for (const AnswerFormat& format : answer_formats()) {
    if (format.writer != nullptr || has_content(operation, format.type)) table.known.push_back(&format);
  }
  for (const Argument& argument : operation.arguments) {
    if (!operation.in_path(argument)) table.arguments.push_back(argument.name);
  }
  Argument format =
      argument<FormatWord>(kFormatArgument, "格式，缺省依 Accept", "format; as Accept says when absent");
  std::vector<std::string_view> names;
  for (const AnswerFormat* known : table.known) names.push_back(known->name);
  format.shape = Shape::words(names);
  operation.arguments.push_back(std::move(format));
  operation.arguments.push_back(
      argument<LanguageWord>("lang", "表格的文字，缺省中文", "language of a table; Chinese when absent"));
  for (const AnswerFormat& one : answer_formats()) {
    if (one.writer == nullptr) continue;
    const Shape shape = one.media.starts_with("text/") ? Shape::text() : Shape();  // a workbook is bytes
    operation.outcomes.front().contents.push_back({one.type, shape});
  }
  route.work = [table = std::move(table)](const Request& request) {
    return answer_in_format(table, request);
  };
}

}  // namespace

Result<std::string> table_of(const QuestionContext& context, std::string_view operation,
                             const Router::Work& handler, const Request& request, std::string_view format) {
  const TableCall table{context, *table_form(operation), handler, {}, {"at", "on"}};
  Response made = TableMaker(table, request, *answer_format(format)).make();
  if (made.status == 200) return std::move(made.body);
  return refuse(Reason::io, std::string(format), made.body);
}

void add_formats(Router& router, const QuestionContext& context) {
  for (Router::Route& route : router.routes()) {
    const TableForm* form = table_form(route.operation.id);
    if (form != nullptr) give_formats(route, *form, context);
  }
}

}  // namespace tenure
