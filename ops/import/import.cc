#include "ops/import/import.h"

#include <fmt/format.h>

#include <charconv>

#include "domain/act/sealed_values.h"
#include "domain/core/both.h"
#include "domain/describe/inventory.h"
#include "domain/describe/read.h"
#include "ops/import/recorded.h"
#include "server/api/acts.h"
#include "server/tables/shown.h"

namespace tenure::import {
namespace {

template <class T>
Result<T> parse_as(std::string_view option, const std::string& text) {
  auto value = T::parse(text);
  if (!value) return refuse(T::kReason, std::string(option), tenure::quoted(text));
  return std::move(*value);
}

Result<const Sheet*> sheet_of(const Workbook& book, const std::string& name) {
  if (name.empty()) return &book.sheets.front();
  std::string known;
  for (const Sheet& sheet : book.sheets) {
    if (sheet.name == name) return &sheet;
    known += (known.empty() ? "" : ", ") + sheet.name;
  }
  return refuse(Reason::not_found, "--sheet",
                both("没有工作表“{0}”，有：{1}", "no sheet \"{0}\", there are: {1}", name, known));
}

/// "events[3].data.org" as 3 and "org", "events[3].on" as 3 and "on".
struct EventPlace {
  std::size_t ordinal = 0;
  std::string path;
};
std::optional<EventPlace> event_place(std::string_view where) {
  constexpr std::string_view kEvents = "events[";
  constexpr std::string_view kData = "data.";
  if (!where.starts_with(kEvents)) return std::nullopt;
  where.remove_prefix(kEvents.size());
  EventPlace out;
  const auto [end, error] = std::from_chars(where.data(), where.data() + where.size(), out.ordinal);
  if (error != std::errc()) return std::nullopt;
  where.remove_prefix(static_cast<std::size_t>(end - where.data()));
  if (where.starts_with("].")) where.remove_prefix(2);
  if (where.starts_with(kData)) where.remove_prefix(kData.size());
  out.path = where;
  return out;
}

/// Who is not registered, of a refusal that names them in its detail alone: "person/p-1 is not ...".
std::optional<Subject> unregistered(const std::string& path, const std::string& detail) {
  return path == "data" ? Subject::parse(detail.substr(0, detail.find(' '))) : std::nullopt;
}

/// The member of the event that names the subject.
std::string member_naming(const PlannedEvent& event, const Subject& subject) {
  for (const Fill& fill : event.of->fills) {
    const Field* field = field_at(*find_event_type(event.of->type), fill.path);
    if (field == nullptr || named_kind(*field->type) != subject.kind) continue;
    if (event.json.find(fmt::format("\"{}\":\"{}\"", fill.path, subject.id)) != std::string::npos)
      return std::string(fill.path);
  }
  return {};
}

/// The two halves of a problem's title, with what was found.
Said said_by(const Shown& problem) {
  const std::string title = problem.text("title");
  const std::string detail = problem.text("detail");
  const Halves what = halves(title), found = halves(detail);
  if (detail.empty()) return {std::string(what.zh), std::string(what.en)};
  return {fmt::format("{}：{}", what.zh, found.zh), fmt::format("{}: {}", what.en, found.en)};
}

class Importer {
 public:
  Importer(Source& source, const ImportRequest& request, const OnStep& on_step)
      : source_(source), request_(request), on_step_(on_step), directory_(source, request.authority.value) {}

  Result<ImportOutcome> run() {
    on_step_("读取文件 reading the file");
    const auto book = read_workbook(request_.file, request_.encoding);
    if (!book) return tl::unexpected(book.error());
    const auto sheet = sheet_of(*book, request_.sheet);
    if (!sheet) return tl::unexpected(sheet.error());
    out_.is_csv = book->is_csv;
    out_.encoding = book->encoding;
    out_.ambiguous = book->ambiguous;
    out_.sheet = (*sheet)->name;
    if (auto done = learn_words(); !done) return tl::unexpected(done.error());
    if (auto done = make_head(); !done) return tl::unexpected(done.error());
    on_step_("核对各行 reading the rows");
    ValueReader values(directory_, words_);
    plan_ = make_plan({*request_.of, **sheet, head_.seed}, directory_, values, out_.faults);
    if (directory_.failure()) return tl::unexpected(*directory_.failure());
    out_.rows = plan_.rows;
    out_.cautioned = plan_.cautioned;
    out_.events = plan_.events.size();
    acts_ = group_events(plan_, head_.seed);
    out_.acts = acts_.size();
    if (acts_.size() > kRehearsedActsMax || plan_.events.size() > kRehearsedEventsMax)
      return refuse(Reason::limit_events, "file",
                    both("一次最多 {} 个事件，请分成几个文件", "at most {} events at a time: split the file",
                         kRehearsedEventsMax));
    if (auto done = look_up_acts(); !done) return tl::unexpected(done.error());
    if (auto done = look_up_events(); !done) return tl::unexpected(done.error());
    if (auto done = rehearse(); !done) return tl::unexpected(done.error());
    if (out_.faults.empty() && !request_.only_check) submit();
    return std::move(out_);
  }

 private:
  /// The words that the policy of the authority adds.
  Result<void> learn_words() {
    const auto body = source_.get(Target("/v1/policies").segment(request_.authority.value));
    if (!body)
      return body.error().reason == Reason::not_found ? Result<void>() : tl::unexpected(body.error());
    const auto answer = ParsedAnswer::parse(*body);
    if (!answer) return tl::unexpected(answer.error());
    for (const auto& [vocabulary, words] : answer->root().members("words")) {
      auto& known = words_[std::string(vocabulary)];
      for (const auto& [word, labels] : words.members()) {
        for (const std::string& text : {std::string(word), labels.text("zh"), labels.text("en")})
          known[folded(text)] = std::string(word);
      }
    }
    return {};
  }

  Result<std::string> authority_name() {
    const std::string subject = "org/" + request_.authority.value;
    const auto body = source_.get(Target("/v1/names").with("subjects", subject));
    if (!body) return tl::unexpected(body.error());
    const auto answer = ParsedAnswer::parse(*body);
    if (!answer) return tl::unexpected(answer.error());
    for (const auto& [each, name] : answer->root().members("names")) {
      if (each == subject) return name.text();
    }
    return refuse(Reason::authority_unknown, "--authority", request_.authority.value);
  }

  Result<void> make_head() {
    const auto status = source_.get(Target("/v1/status"));
    if (!status) return tl::unexpected(status.error());
    const auto answer = ParsedAnswer::parse(*status);
    if (!answer) return tl::unexpected(answer.error());
    head_.ledger = answer->root().text("ledger");
    head_.authority = request_.authority;
    head_.document_no = request_.document_no;
    head_.issued_at = Sequencer::system_now();
    if (!request_.issued_at.empty()) {
      const auto at = parse_as<Moment>("--issued-at", request_.issued_at);
      if (!at) return tl::unexpected(at.error());
      head_.issued_at = *at;
    }
    const Digest digest = sha256(request_.file);
    head_.seed = fmt::format("{}/{}/{}", digest.hex(), request_.of->name, out_.sheet);
    return request_.of->transcribed ? add_provenance(digest) : Result<void>();
  }

  Result<void> add_provenance(const Digest& digest) {
    Provenance out;
    out.source_digest = {digest};
    if (request_.issuer.empty()) {
      const auto name = authority_name();
      if (!name) return tl::unexpected(name.error());
      out.original_issuer = {*name};
    } else {
      const auto issuer = parse_as<ShortText>("--issuer", request_.issuer);
      if (!issuer) return tl::unexpected(issuer.error());
      out.original_issuer = *issuer;
    }
    const auto transcriber = parse_as<PersonId>("--transcriber", request_.transcriber);
    if (!transcriber) return tl::unexpected(transcriber.error());
    out.transcriber = {*transcriber};
    if (!request_.checker.empty()) {
      const auto checker = parse_as<PersonId>("--checker", request_.checker);
      if (!checker) return tl::unexpected(checker.error());
      out.checker = Ref<PersonId>{*checker};
    }
    if (!request_.original_no.empty()) {
      const auto number = parse_as<ShortText>("--original-no", request_.original_no);
      if (!number) return tl::unexpected(number.error());
      out.original_no = *number;
    }
    head_.provenance = std::move(out);
    return {};
  }

  /// Those of the same file that are in the ledger already.
  Result<void> look_up_acts() {
    for (PlannedAct& act : acts_) {
      const auto body = source_.get(Target("/v1/acts").segment(act.id.value));
      if (!body && body.error().reason == Reason::not_found) {
        if (auto made = make_act(plan_, head_, *request_.keys, act); !made) return made;
        continue;
      }
      if (!body) return tl::unexpected(body.error());
      const auto answer = ParsedAnswer::parse(*body);
      if (!answer) return tl::unexpected(answer.error());
      out_.recorded.push_back({act.id.value, answer->root().text("position"), true});
    }
    return {};
  }

  /// Rows of another file that said the same: it would be recorded twice. Whom a row registers the ledger
  /// takes once by itself.
  Result<void> look_up_events() {
    Recorded recorded(source_);
    std::set<std::uint32_t> done;  // rows, of which one fault is told
    for (const PlannedEvent& event : plan_.events) {
      if (event.of->makes) done.insert(event.row);
    }
    for (const PlannedAct& act : acts_) {
      if (act.submission.envelope.payload.empty()) continue;
      for (std::size_t i = act.first; i < act.first + act.count; ++i) {
        const PlannedEvent& event = plan_.events[i];
        if (done.contains(event.row)) continue;
        const auto position = recorded.position_of(event);
        if (!position) return tl::unexpected(position.error());
        if (!*position) continue;
        done.insert(event.row);
        refused_.insert(event.row);  // what the ledger would say of it is that
        const StructInfo& what = *find_event_type(event.of->type)->structure;
        out_.faults.add(
            {event.row,
             std::nullopt,
             {},
             {fmt::format("与 {} 处已入账的“{}”完全相同，请删去此行", **position, what.zh),
              fmt::format("the very same \"{}\" stands at {}: take the row out", what.en, **position)}});
      }
    }
    return {};
  }

  /// The acts that are not there yet, as the ledger would admit them one after the other.
  Result<void> rehearse() {
    on_step_("由账本逐行核对 rehearsed by the ledger");
    ApiCall call;
    call.method = "POST";
    call.target = "/v1/acts/rehearse";
    call.accept = "application/x-ndjson";
    std::vector<const PlannedAct*> asked;
    for (const PlannedAct& act : acts_) {
      if (act.submission.envelope.payload.empty()) continue;
      call.body += to_json(act.submission) + "\n";
      asked.push_back(&act);
    }
    if (asked.empty()) return {};
    if (call.body.size() > kRehearsalMax)
      return refuse(Reason::limit_body, "file",
                    both("文件太大，请分成几个", "the file is too large for one import: split it"));
    const auto answer = source_.ask(call);
    if (!answer) return tl::unexpected(answer.error());
    std::string_view rest = answer->body;
    for (const PlannedAct* act : asked) {
      const std::string_view line = rest.substr(0, rest.find('\n'));
      rest.remove_prefix(std::min(line.size() + 1, rest.size()));
      const auto told = ParsedAnswer::parse(line);
      if (!told) return tl::unexpected(told.error());
      if (auto done = take_rehearsal(*act, told->root()); !done) return done;
    }
    return {};
  }

  Result<void> take_rehearsal(const PlannedAct& act, const Shown& told) {
    for (const Shown& problem : told.list("refusals")) {
      const auto place = event_place(problem.text("where"));
      if (!place || place->ordinal >= act.count) {
        // Of the act as a whole: who signs, what they may. It is the same for each of them.
        return tl::unexpected(refusal_in(0, problem.text()));
      }
      take_refusal(plan_.events[act.first + place->ordinal], place->path, problem);
    }
    for (const Shown& flag : told.list("flags")) {
      auto read = read_json<Flag>(flag.text());
      if (!read) return tl::unexpected(read.error());
      const auto ordinal = static_cast<std::size_t>(read->event);
      if (ordinal < act.count)
        out_.flags.push_back({plan_.events[act.first + ordinal].row, std::move(*read)});
    }
    return {};
  }

  /// What only follows from another row's refusal is not told.
  void take_refusal(const PlannedEvent& event, const std::string& place, const Shown& problem) {
    constexpr std::string_view kAbsent = "urn:tenure:problem:absent";
    const auto others = plan_.rests_on.find(event.row);
    const bool follows = problem.text("type") == kAbsent && others != plan_.rests_on.end() &&
                         std::any_of(others->second.begin(), others->second.end(),
                                     [&](auto row) { return refused_.contains(row); });
    if (!refused_.insert(event.row).second || follows) return;
    const auto nobody = unregistered(place, problem.text("detail"));
    const std::string path = nobody ? member_naming(event, *nobody) : place;
    Said said = said_by(problem);
    if (nobody)
      said = {fmt::format("{} 没有登记，请核对编号，或先登记", nobody->id),
              fmt::format("{} is not registered: check the id, or register it first", nobody->id)};
    out_.faults.add({Plan::row_of(event, path), plan_.column_of(event, path), plan_.label_of(event, path),
                     std::move(said)});
  }

  void submit() {
    std::size_t number = 0;
    for (const PlannedAct& act : acts_) {
      ++number;
      if (act.submission.envelope.payload.empty()) continue;
      on_step_(fmt::format("写入 recording {} / {}", number, acts_.size()));
      ApiCall call;
      call.method = "POST";
      call.target = "/v1/acts";
      call.body = to_json(act.submission);
      const auto answer = source_.ask(call);
      if (!answer) {
        out_.stopped = answer.error();
        return;
      }
      const auto parsed = ParsedAnswer::parse(answer->body);
      out_.recorded.push_back({act.id.value, parsed ? parsed->root().text("position") : "", false});
    }
  }

  Source& source_;
  const ImportRequest& request_;
  const OnStep& on_step_;
  Directory directory_;
  AddedWords words_;
  ActHead head_;
  Plan plan_;
  std::vector<PlannedAct> acts_;
  std::set<std::uint32_t> refused_;  ///< rows
  ImportOutcome out_;
};

}  // namespace

Result<ImportOutcome> run_import(Source& source, const ImportRequest& request, const OnStep& on_step) {
  return Importer(source, request, on_step).run();
}

}  // namespace tenure::import
