// `tenure import`: a spreadsheet into the ledger, or an empty template to fill in.
#include <fmt/format.h>

#include <algorithm>
#include <map>
#include <set>

#include "domain/describe/json_out.h"
#include "domain/rules/rule.h"
#include "domain/words/nearest.h"
#include "ops/commands/commands.h"
#include "ops/commands/importing.h"
#include "ops/commands/signing.h"
#include "ops/commands/usage.h"
#include "ops/import/write_template.h"
#include "storage/files/files.h"

namespace tenure {
namespace {

using import::Fault;
using import::FlagTold;
using import::ImportOutcome;
using import::Template;

constexpr std::size_t kFaultsShown = 50;
constexpr std::size_t kFlaggedRowsShown = 8;

struct ImportOptions {
  SourceOptions source;
  std::string file;
  std::string of;
  std::string format = "csv";
  std::string out;
  std::string encoding = "auto";
  std::vector<std::string> keys;
  std::string key_passphrase_file;
  std::string report;
  import::ImportRequest request;
  std::string authority;
};

Result<Exit> write_a_template(const ImportOptions& options, const Template& of, Console& console) {
  const bool in_chinese = console.say("zh", "en") == "zh";
  if (options.format == "csv") {
    if (auto done = write_output(options.out, import::template_csv(of, in_chinese), console); !done)
      return tl::unexpected(done.error());
    return Exit::done;
  }
  if (options.out.empty() || options.out == "-")
    return console.usage("XLSX 要写入文件，请给出 --out", "an XLSX goes to a file: give --out");
  if (auto done = import::write_template_xlsx(of, options.out, in_chinese); !done)
    return tl::unexpected(done.error());
  console.remark(options.out);
  return Exit::done;
}

/// "B17  身份证号  以数字格式保存……"
std::string fault_line(const Fault& fault, const Console& console) {
  const auto& [zh, en] = fault.said;
  const std::string label = console.say(fault.label.zh, fault.label.en);
  const std::string place = fault.column || fault.row == 0
                                ? fault.cell()
                                : console.say("第 " + fault.cell() + " 行", "row " + fault.cell());
  return fmt::format("{}{}{}", padded(place, 8), label.empty() ? "" : label + console.say("：", ": "),
                     console.say(zh, en));
}

void print_faults(const ImportOutcome& outcome, Console& console) {
  const auto faults = outcome.faults.sorted();
  for (std::size_t i = 0; i < std::min(faults.size(), kFaultsShown); ++i)
    console.line(fault_line(faults[i], console));
  if (const std::size_t all = outcome.faults.in_all(); all > kFaultsShown)
    console.line(console.say(fmt::format("另有 {} 处，用 --report 写出全部", all - kFaultsShown),
                             fmt::format("and {} more: --report writes all of them", all - kFaultsShown)));
}

/// A line a rule: in how many rows, and which, each once.
void print_flags(const ImportOutcome& outcome, Console& console) {
  std::map<std::string, std::set<std::uint32_t>> rows;
  for (const FlagTold& told : outcome.flags) rows[told.flag.rule.value].insert(told.row);
  for (const auto& [name, where] : rows) {
    const Rule* rule = find_rule(name);
    std::string list;
    std::size_t shown = 0;
    for (const std::uint32_t row : where) {
      if (shown++ == kFlaggedRowsShown) break;
      list += (list.empty() ? "" : ", ") + std::to_string(row);
    }
    if (where.size() > kFlaggedRowsShown) list += ", …";
    const std::string label = rule == nullptr ? name : console.say(rule->zh, rule->en);
    console.line(console.say(fmt::format("标记  {}（{}）{} 行：第 {} 行", label, name, where.size(), list),
                             fmt::format("flag  {} ({}): {} rows: {}", label, name, where.size(), list)));
  }
}

/// What the rows give that rules will not see.
void print_cautions(const ImportOutcome& outcome, Console& console) {
  for (const import::Cautioned& each : outcome.cautioned)
    console.line(console.say(fmt::format("注意  {} 行：{}", each.rows, each.caution->zh),
                             fmt::format("note  {} rows: {}", each.rows, each.caution->en)));
}

void remark_encoding(const ImportOutcome& outcome, const Console& console) {
  if (!outcome.is_csv) return;
  const bool is_utf8 = outcome.encoding == TextEncoding::utf8;
  console.remark(console.say("编码 ", "encoding ") + (is_utf8 ? "UTF-8" : "GB18030"));
  if (outcome.ambiguous)
    console.remark(console.say("文件也可以是 GB18030；若文字不对，请加 --encoding gb18030",
                               "it may be GB18030 as well: if the text is wrong, add --encoding gb18030"));
}

std::string outcome_json(const ImportOutcome& outcome) {
  JsonOut faults = JsonOut::array();
  for (const Fault& fault : outcome.faults.sorted()) {
    JsonOut one = JsonOut::object();
    one.text("cell", fault.cell()).text("column", fault.label.en);
    faults.item(one.text("zh", fault.said.zh).text("en", fault.said.en).str());
  }
  JsonOut flags = JsonOut::array();
  for (const FlagTold& told : outcome.flags) {
    JsonOut one = JsonOut::object();
    flags.item(one.number("row", told.row).raw("flag", to_json(told.flag)).str());
  }
  JsonOut acts = JsonOut::array();
  for (const import::ActTold& act : outcome.recorded) {
    JsonOut one = JsonOut::object();
    acts.item(one.text("act", act.id).text("position", act.position).flag("existed", act.existed).str());
  }
  JsonOut cautions = JsonOut::array();
  for (const import::Cautioned& each : outcome.cautioned) {
    JsonOut one = JsonOut::object();
    one.text("column", each.caution->column).number("rows", each.rows);
    cautions.item(one.text("zh", each.caution->zh).text("en", each.caution->en).str());
  }
  JsonOut out = JsonOut::object();
  out.number("rows", outcome.rows).number("events", outcome.events).number("acts_in_all", outcome.acts);
  out.raw("faults", faults.str()).number("faults_in_all", outcome.faults.in_all());
  return out.raw("flags", flags.str()).raw("cautions", cautions.str()).raw("acts", acts.str()).str();
}

void print_recorded(const ImportOutcome& outcome, Console& console) {
  const auto existed = static_cast<std::size_t>(std::count_if(
      outcome.recorded.begin(), outcome.recorded.end(), [](const auto& act) { return act.existed; }));
  if (existed > 0) {
    console.line(
        console.say(fmt::format("此文件已导入过：{} 份文书在账本中（自 {} 起），没有重复导入", existed,
                                outcome.recorded.front().position),
                    fmt::format("this file was imported before: {} of its acts are there (from {}), none is "
                                "taken in twice",
                                existed, outcome.recorded.front().position)));
  }
  for (const import::ActTold& act : outcome.recorded) {
    if (!act.existed) console.line(fmt::format("{}  {}", act.position, act.id));
  }
}

Result<Exit> show(const ImportOutcome& outcome, bool only_check, Console& console) {
  if (console.json) console.line(outcome_json(outcome));
  if (!console.json) {
    remark_encoding(outcome, console);
    print_faults(outcome, console);
    print_flags(outcome, console);
    print_cautions(outcome, console);
    print_recorded(outcome, console);
  }
  if (!outcome.faults.empty()) {
    console.remark(
        console.say(fmt::format("{} 行中有 {} 处错误，一行也没有导入；改正后再导入", outcome.rows,
                                outcome.faults.in_all()),
                    fmt::format("{} faults in {} rows: nothing was imported. Mend them and import again",
                                outcome.faults.in_all(), outcome.rows)));
    return Exit::refused;
  }
  if (outcome.stopped) {
    console.remark(console.say(
        fmt::format("{} 份文书中 {} 份已收录，随后停止；排除原因后再运行同一命令即继续", outcome.acts,
                    outcome.recorded.size()),
        fmt::format("{} of {} acts were recorded, then it stopped: run the same command again to go on",
                    outcome.recorded.size(), outcome.acts)));
    return tl::unexpected(*outcome.stopped);
  }
  const bool is_new = std::any_of(outcome.recorded.begin(), outcome.recorded.end(),
                                  [](const auto& act) { return !act.existed; });
  if (!only_check && !is_new && outcome.events > 0) return Exit::done;  // told already
  console.remark(
      only_check
          ? console.say(fmt::format("{} 行可以导入，共 {} 个事件；尚未写入", outcome.rows, outcome.events),
                        fmt::format("{} rows could be imported, {} events; nothing was written", outcome.rows,
                                    outcome.events))
          : console.say(fmt::format("已导入 {} 行，{} 个事件", outcome.rows, outcome.events),
                        fmt::format("{} rows imported, {} events", outcome.rows, outcome.events)));
  return Exit::done;
}

}  // namespace

Result<std::vector<SecretKey>> load_signing_keys(const std::vector<std::string>& paths,
                                                 const std::string& passphrase_file) {
  std::vector<SecretKey> out;
  for (const std::string& path : paths) {
    auto key = load_signing_key(path, passphrase_file);
    if (!key) return tl::unexpected(key.error());
    out.push_back(std::move(*key));
  }
  return out;
}

Result<Exit> import_file(Source& source, const import::ImportRequest& request, const std::string& report,
                         Console& console) {
  const auto outcome =
      import::run_import(source, request, [&](const std::string& step) { console.progress(step); });
  console.progress("");
  if (!outcome) return tl::unexpected(outcome.error());
  if (!report.empty()) {
    auto written = write_file(*default_file_system(), report, as_bytes(import::report_csv(outcome->faults)),
                              IfExists::replace);
    if (!written) return tl::unexpected(written.error());
  }
  return show(*outcome, request.only_check, console);
}

namespace {

Result<Exit> import_or_template(const ImportOptions& options, Console& console) {
  const Template* of = import::find_template(options.of);
  if (options.file.empty()) return write_a_template(options, *of, console);
  if (options.keys.empty()) return console.usage("请给出签署用的 --key", "give the --key to sign with");
  if (options.authority.empty()) return console.usage("请给出 --authority", "give the --authority");
  if (of->transcribed && options.request.transcriber.empty())
    return console.usage("请给出转录人 --transcriber（人员编号）", "give the --transcriber, a person's id");
  import::ImportRequest request = options.request;
  request.of = of;
  const auto authority = OrgId::parse(options.authority);
  if (!authority) return refuse(OrgId::kReason, "--authority", tenure::quoted(options.authority));
  request.authority = *authority;
  if (options.encoding == "utf-8") request.encoding = TextEncoding::utf8;
  if (options.encoding == "gb18030") request.encoding = TextEncoding::gb18030;
  auto file = read_input(options.file, kSheetFileMax);
  if (!file) return tl::unexpected(file.error());
  request.file = std::move(*file);
  const auto keys = load_signing_keys(options.keys, options.key_passphrase_file);
  if (!keys) return tl::unexpected(keys.error());
  request.keys = &*keys;
  const auto source = open_writable_source(options.source, console);
  if (!source) return tl::unexpected(source.error());
  return import_file(**source, request, options.report, console);
}

}  // namespace

void add_import(CLI::App& app, Console& console) {
  auto options = std::make_shared<ImportOptions>();
  auto& command = *app.add_subcommand(
      "import", "从表格导入，或写出空白模板 | Import a spreadsheet, or write a template to fill in");
  command.add_option(
      "file", options->file,
      "CSV 或 XLSX，- 为标准输入；不给则写出模板 | CSV or XLSX, - for standard input; without one "
      "the template is written");
  command.add_option("--template", options->of, "模板 | Template")
      ->required()
      ->check(one_of(words_of_named(import::templates())));
  command.add_option("--format", options->format, "模板的格式 | Format of the template")
      ->check(one_of(std::vector<std::string>{"csv", "xlsx"}));
  command.add_option("--out", options->out, "模板写入的文件 | File for the template");
  add_source_options(command, options->source);
  command.get_option_group("source")->require_option(0, 1);
  command.add_option("--authority", options->authority, "签发机关 | Issuing authority");
  command.add_option("--key", options->keys, "密钥文件，可重复 | Key file; may repeat")
      ->allow_extra_args(false);
  command.add_option("--key-passphrase-file", options->key_passphrase_file,
                     "密钥口令所在文件 | File with the keys' passphrase");
  auto& request = options->request;
  command.add_option("--sheet", request.sheet, "工作表，默认第一张 | Sheet of a workbook, default the first");
  command
      .add_option("--encoding", options->encoding,
                  "CSV 的编码，默认自动识别 | Encoding of a CSV, default as recognised")
      ->check(one_of(std::vector<std::string>{"auto", "utf-8", "gb18030"}));
  command.add_option("--transcriber", request.transcriber, "转录人 | Who transcribed it, a person's id");
  command.add_option("--checker", request.checker, "核对人 | Who checked it");
  command.add_option("--issuer", request.issuer,
                     "原发文机关，默认签发机关 | Who issued the document, default the authority");
  command.add_option("--original-no", request.original_no, "原文号 | The document's number");
  command.add_option("--document-no", request.document_no, "本次文书的文号 | Document number of the acts");
  command.add_option("--issued-at", request.issued_at, "签发时刻，默认现在 | Moment of issue, default now");
  command.add_flag("--check", request.only_check, "只核对，不写入 | Only check, write nothing");
  command.add_option("--report", options->report, "把错误写入 CSV | Write the faults to a CSV");
  on_command(command, console, options, &import_or_template);
}

}  // namespace tenure
