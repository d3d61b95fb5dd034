// `tenure act new`: a submission document without signatures.
#include <fmt/format.h>

#include "domain/act/catalogue.h"
#include "domain/core/both.h"
#include "domain/describe/json_fault.h"
#include "domain/describe/read.h"
#include "domain/words/nearest.h"
#include "ops/commands/act.h"
#include "ops/commands/commands.h"
#include "ops/commands/open_ledger.h"
#include "ops/commands/seal.h"
#include "ops/commands/signing.h"
#include "ops/commands/usage.h"

namespace tenure {
namespace {

struct ActNewOptions {
  LedgerOptions ledger;
  std::string ledger_id;
  std::string authority;
  std::vector<std::string> co_authorities;
  std::string document_no;
  std::string klass;
  std::vector<std::string> expects;
  std::string issued_at;
  std::vector<std::string> attachments;  ///< files
  std::string provenance;                ///< file of the source on paper
  std::string original_issuer;
  std::string original_no;
  std::string transcriber;
  std::string checker;
  std::string events = "-";
  std::string out;
};

/// Reads an option's value into a member of the act; an option that was not given leaves it as it is.
template <class T, class Member>
Result<void> take(std::string_view option, const std::string& text, Member& member) {
  if (text.empty()) return {};
  auto value = T::parse(text);
  if (!value) return refuse(T::kReason, std::string(option), tenure::quoted(text));
  member = std::move(*value);
  return {};
}

/// "person/p-0001/tenure=12.0"
Result<Expectation> parse_expectation(const std::string& text) {
  const auto equals = text.rfind('=');
  const auto slash = text.rfind('/', equals);
  if (equals == std::string::npos || slash == std::string::npos) {
    return refuse(Reason::bad_value, "--expects",
                  both("写作 种类/编号/领域=位置：{}", "kind/id/area=position: {}", tenure::quoted(text)));
  }
  const auto subject = Subject::parse(text.substr(0, slash));
  const std::string word = text.substr(slash + 1, equals - slash - 1);
  const Area* area = find_area(word);
  if (subject && area == nullptr) {
    const std::string said = unknown_among(word, area_words());
    return refuse(Reason::bad_value, "--expects",
                  both("没有这个领域：{0}", "no such area: {1}", halves(said).zh, halves(said).en));
  }
  const auto position = Position::parse(text.substr(equals + 1));
  if (!subject || area == nullptr || !position) {
    return refuse(Reason::bad_value, "--expects",
                  both("写作 种类/编号/领域=位置：{}", "kind/id/area=position: {}", tenure::quoted(text)));
  }
  return Expectation{*subject, area, *position};
}

Result<void> fill_head(const ActNewOptions& options, Act& act) {
  const Moment now = Sequencer::system_now();
  act.id = new_act_id(now);
  act.issued_at = now;
  if (auto done = take<Moment>("--issued-at", options.issued_at, act.issued_at); !done) return done;
  if (auto done = take<OrgId>("--authority", options.authority, act.authority); !done) return done;
  if (auto done = take<ShortText>("--document-no", options.document_no, act.document_no); !done) return done;
  if (!options.klass.empty()) {
    auto klass = confidentiality_class("--class", options.klass);
    if (!klass) return tl::unexpected(klass.error());
    act.klass = std::move(*klass);
  }
  for (const std::string& text : options.co_authorities) {
    auto done = take<OrgId>("--co-authority", text, act.co_authorities.emplace_back());
    if (!done) return done;
  }
  for (const std::string& text : options.expects) {
    auto expectation = parse_expectation(text);
    if (!expectation) return tl::unexpected(expectation.error());
    act.expects.push_back(std::move(*expectation));
  }
  return {};
}

constexpr std::pair<std::string_view, std::string_view> kMediaTypes[] = {
    {".pdf", "application/pdf"}, {".jpg", "image/jpeg"}, {".jpeg", "image/jpeg"},
    {".png", "image/png"},       {".tif", "image/tiff"}, {".tiff", "image/tiff"},
    {".txt", "text/plain"},      {".csv", "text/csv"},   {".ofd", "application/ofd"}};

std::string_view media_type_of(const std::string& file) {
  for (const auto& [ending, type] : kMediaTypes) {
    if (file.ends_with(ending)) return type;
  }
  return "application/octet-stream";
}

Result<ContentDigest> digest_of(const std::string& file) {
  const auto content = read_input(file, kAttachmentMax);
  if (!content) return tl::unexpected(content.error());
  return ContentDigest{sha256(*content)};
}

Result<void> fill_attachments(const ActNewOptions& options, Act& act) {
  for (const std::string& file : options.attachments) {
    const auto digest = digest_of(file);
    if (!digest) return tl::unexpected(digest.error());
    act.attachments.push_back({*digest, ShortText{std::string(media_type_of(file))}});
  }
  return {};
}

/// Who wrote the paper, who reads it into the ledger: what makes an act a transcript.
Result<void> fill_provenance(const ActNewOptions& options, Act& act) {
  if (options.provenance.empty()) return {};
  Provenance& out = act.provenance.emplace();
  const auto digest = digest_of(options.provenance);
  if (!digest) return tl::unexpected(digest.error());
  out.source_digest = *digest;
  if (auto done = take<ShortText>("--original-issuer", options.original_issuer, out.original_issuer); !done)
    return done;
  if (auto done = take<ShortText>("--original-no", options.original_no, out.original_no); !done) return done;
  if (auto done = take<PersonId>("--transcriber", options.transcriber, out.transcriber.id); !done)
    return done;
  if (options.checker.empty()) return {};
  return take<PersonId>("--checker", options.checker, out.checker.emplace().id);
}

Result<std::string> ledger_of(const ActNewOptions& options, Console& console) {
  if (!options.ledger_id.empty()) return options.ledger_id;
  const auto ledger = open_to_read(options.ledger, console);
  if (!ledger) return tl::unexpected(ledger.error());
  return ledger_id_of(*ledger->store);
}

Result<std::vector<SealedInput>> fill_events(const std::string& path, Act& act) {
  const auto text = read_input(path, kPayloadMax);
  if (!text) return tl::unexpected(text.error());
  if (std::string fault = json_fault(*text, JsonTexts::many); !fault.empty())
    return refuse(Reason::json_syntax, path, std::move(fault));
  auto sealed = seal_events(events_array(*text));
  if (!sealed) return tl::unexpected(sealed.error());
  auto events = read_json<std::vector<Event>>(sealed->json);
  if (!events) {
    Refusal refusal = events.error();
    refusal.where = "events" + refusal.where;
    return tl::unexpected(std::move(refusal));
  }
  act.events = std::move(*events);
  return std::move(sealed->sealed);
}

/// The payload as the ledger will read it.
Result<void> is_an_act(std::string payload) {
  payload.reserve(payload.size() + simdjson::SIMDJSON_PADDING);
  const ParsedAct parsed = parse_act(payload);
  if (parsed.shape) return tl::unexpected(*parsed.shape);
  return {};
}

Result<Exit> act_new(const ActNewOptions& options, Console& console) {
  if (options.ledger_id.empty() == options.ledger.data.empty()) {
    return console.usage("请给出 --ledger 或 --data 之一", "give either --ledger or --data");
  }
  Act act;
  if (auto done = fill_head(options, act); !done) return tl::unexpected(done.error());
  if (auto done = fill_attachments(options, act); !done) return tl::unexpected(done.error());
  if (auto done = fill_provenance(options, act); !done) return tl::unexpected(done.error());
  const auto ledger = ledger_of(options, console);
  if (!ledger) return tl::unexpected(ledger.error());
  if (auto done = take<ShortText>("--ledger", *ledger, act.ledger); !done)
    return tl::unexpected(done.error());
  auto sealed = fill_events(options.events, act);
  if (!sealed) return tl::unexpected(sealed.error());

  Submission submission;
  submission.envelope.payload_type = kActPayloadType;
  submission.envelope.payload = write_act(act);
  submission.sealed = std::move(*sealed);
  if (auto done = is_an_act(submission.envelope.payload); !done) return tl::unexpected(done.error());
  if (auto done = write_output(options.out, to_json(submission) + "\n", console); !done) {
    return tl::unexpected(done.error());
  }
  console.remark(both("文书 {}，事件 {} 个，封存 {} 处", "act {}, {} events, {} sealed", act.id.value,
                      act.events.size(), submission.sealed.size()));
  return Exit::done;
}

void add_provenance_options(CLI::App& command, ActNewOptions& options) {
  auto* source = command.add_option("--provenance", options.provenance,
                                    "转录自此原件（扫描件） | Transcribed from this source, a scan");
  auto* issuer =
      command.add_option("--original-issuer", options.original_issuer, "原发文机关 | Who issued the source");
  auto* transcriber = command.add_option("--transcriber", options.transcriber,
                                         "转录人编号 | Id of the person who transcribes");
  command.add_option("--original-no", options.original_no, "原文号 | Number of the source")->needs(source);
  command.add_option("--checker", options.checker, "核对人编号 | Id of the person who checked")
      ->needs(source);
  source->needs(issuer)->needs(transcriber);
  issuer->needs(source);
  transcriber->needs(source);
}

}  // namespace

void add_act_new(CLI::App& group, Console& console) {
  auto options = std::make_shared<ActNewOptions>();
  auto& command = *group.add_subcommand("new", "起草文书，不签名 | Draft an act, without signatures");
  add_ledger_options(command, options->ledger)->required(false);
  command.add_option("--ledger", options->ledger_id,
                     "账本标识，代替 --data | The ledger's id, instead of --data");
  command.add_option("--authority", options->authority, "签发机关 | Issuing authority")->required();
  command.add_option("--co-authority", options->co_authorities, "联合签发机关，可重复 | May repeat")
      ->allow_extra_args(false);
  command.add_option("--document-no", options->document_no, "文号 | Document number");
  command.add_option("--class", options->klass, "密级 | Confidentiality class");
  command
      .add_option("--expects", options->expects,
                  "所见最新位置，可重复 | Newest position seen, as person/p-1/tenure=12.0; may repeat")
      ->allow_extra_args(false);
  command.add_option("--issued-at", options->issued_at, "签发时刻，默认现在 | Moment of issue, default now");
  command
      .add_option("--attach", options->attachments,
                  "附件，提交时以 act submit --attach 存入；可重复 | An attachment, stored by act submit "
                  "--attach; may repeat")
      ->allow_extra_args(false);
  add_provenance_options(command, *options);
  command.add_option(
      "--events", options->events,
      "事件文件（JSON 数组或每行一个），默认标准输入；封存字段写作 {\"seal\": \"明文\"} | Events, a "
      "JSON array or one a line, default standard input; a sealed field as {\"seal\": \"plain text\"}");
  command.add_option("--out", options->out,
                     "写入文件，默认标准输出 | File to write, default standard output");
  on_command(command, console, options, &act_new);
}

}  // namespace tenure
