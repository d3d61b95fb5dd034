// `tenure policy`: is a pack readable, which policies does a ledger hold, and what would another one have
// said.
#include <fmt/format.h>

#include "domain/core/both.h"
#include "domain/describe/json_out.h"
#include "domain/describe/write.h"
#include "domain/registry/rows.h"
#include "domain/rules/policy_json.h"
#include "domain/words/known.h"
#include "ops/commands/act_words.h"
#include "ops/commands/answers.h"
#include "ops/commands/commands.h"
#include "ops/commands/open_ledger.h"
#include "ops/commands/people.h"
#include "ops/commands/table.h"
#include "replay/questions.h"
#include "replay/rows_of_view.h"

namespace tenure {
namespace {

struct CheckOptions {
  std::string file;
};

Result<void> print_pack(const std::string& json, const Pack& pack, Console& console) {
  const auto answer = ParsedAnswer::parse(json);
  if (!answer) return tl::unexpected(answer.error());
  Wording wording = wording_without_source(console);
  if (auto done = print_table(*table_form("getPolicy"), answer->root(), false, true, wording, console); !done)
    return done;
  console.line(
      fmt::format(fmt::runtime(console.say("可采用  {} 项参数，{} 条规则", "GOOD  {} parameters, {} rules")),
                  pack.values.size(), pack.rules.size()));
  return {};
}

Result<Exit> check(const CheckOptions& options, Console& console) {
  const auto text = read_input(options.file, PackText::kMax * 4);
  if (!text) return tl::unexpected(text.error());
  if (!PackText::parse(*text))
    return refuse(Reason::limit_text, options.file,
                  both("政策参数文本为 1 到 262144 个字符", "a pack of 1 to 262144 characters"));
  auto pack = read_sound_pack(*text);
  if (!pack) {
    pack.error().where = options.file + ", " + pack.error().where;
    return tl::unexpected(pack.error());
  }
  const auto sound = std::make_shared<const Pack>(std::move(*pack));
  const std::string json = to_json(PolicyView(sound, std::nullopt, true));
  if (console.json) {
    console.line(json);
  } else if (auto done = print_pack(json, *sound, console); !done) {
    return tl::unexpected(done.error());
  }
  return Exit::done;
}

struct ListOptions {
  SourceOptions source;
  ShownAs shown;
  std::string org;
  std::string at;
  std::string on;
};

/// The name of an organisation, which is public, with its id.
Result<std::string> named(const Past& facts, std::string_view org, Wording& wording) {
  const Subject subject{SubjectKind::org, std::string(org)};
  const auto* row = facts.row<OrgRow>(subject.id);
  if (facts.failure()) return tl::unexpected(*facts.failure());
  if (const ShortText* name = row == nullptr ? nullptr : row->name_on(facts.when().on))
    wording.learn_name(subject, name->value);
  return wording.named(subject);
}

/// Every policy of every organisation, in the order of the organisations and of their dates.
Result<Exit> list_all(const LedgerStore& store, const When& when, Console& console) {
  const View& view = kView<OrgPolicies>;
  const Past facts(store, when);
  Wording wording = wording_without_source(console);
  Table table({console.say("组织", "organisation"), console.say("生效日期", "from"),
               console.say("位置", "position"), console.say("状态", "status"), console.say("名称", "title")});
  std::optional<Refusal> failed;
  auto done = rows_of_view(store, view, when.size, [&](const std::string& org, std::string_view bytes) {
    const auto state = decode_row(view, bytes);
    const auto name = named(facts, org, wording);
    if (!state || !name) {
      failed = state ? name.error() : state.error();
      return;
    }
    for (const Policy& policy : static_cast<const OrgPolicies*>(state->row.get())->policies) {
      const auto status = describe_value(policy.status);
      if (console.json)
        console.line(fmt::format(R"({{"org":{},"policy":{}}})", json_string(org), to_json(policy)));
      else
        table.row({*name, policy.from.str(), policy.position.str(), console.say(status.zh, status.en),
                   policy.title.value});
    }
  });
  if (!done) return tl::unexpected(done.error());
  if (failed) return tl::unexpected(*failed);
  if (!table.empty()) table.print(console);
  return Exit::done;
}

Result<Exit> list_folder(const ListOptions& options, Console& console) {
  const auto ledger = open_to_read(options.source.ledger, console);
  if (!ledger) return tl::unexpected(ledger.error());
  // Starting brings the rows up to the log's head.
  const auto sequencer = start_sequencer(*ledger->store, building_on(console, *ledger));
  if (!sequencer) return tl::unexpected(sequencer.error());
  console.progress("");
  const Viewer everybody;
  const auto when =
      Questions(*ledger->store, everybody, Sequencer::system_now()).when(options.at, options.on);
  if (!when) return tl::unexpected(when.error());
  return list_all(*ledger->store, *when, console);
}

Result<Exit> list(const ListOptions& options, Console& console) {
  if (options.org.empty()) {
    if (options.source.url.empty()) return list_folder(options, console);
    return console.usage("--url 须与 --org 同用", "--url goes with --org");
  }
  const auto org = OrgId::parse(options.org);
  if (!org) return refuse(Reason::bad_id, "--org", options.org);
  const auto source = open_source(options.source, console);
  if (!source) return tl::unexpected(source.error());
  Question question{.operation = "getPolicy", .target = Target("/v1/policies")};
  question.target.segment(org->value);
  question.at = options.at;
  question.on = options.on;
  const auto body = (*source)->get(Target(question.target).with("at", options.at).with("on", options.on));
  if (!body) return tl::unexpected(body.error());
  const auto policy = ParsedAnswer::parse(*body);
  if (!policy) return tl::unexpected(policy.error());
  if (!policy->root().has("position"))
    return refuse(Reason::not_found, org->value, both("没有生效的政策", "no policy in force"));
  return show(**source, question, options.shown, console);
}

void add_check(CLI::App& policy, Console& console) {
  auto options = std::make_shared<CheckOptions>();
  auto& command = *policy.add_subcommand(
      "check", "检查政策参数文本 | Read a pack; a broken one is explained by line and key");
  command.add_option("FILE", options->file, "TOML 文件，- 为标准输入 | TOML file, - for standard input")
      ->required();
  on_command(command, console, options, &check);
}

void add_list(CLI::App& policy, Console& console) {
  auto options = std::make_shared<ListOptions>();
  auto& command = *policy.add_subcommand(
      "list", "账本中的政策 | Policies of a ledger, or the one that binds an organisation");
  add_source_options(command, options->source);
  add_format_options(command, options->shown);
  command.add_option("--org", options->org, "对该组织生效的政策 | the one that binds this organisation");
  add_when_options(command, options->at, options->on);
  on_command(command, console, options, &list);
}

struct TryOptions {
  SourceOptions source;
  ShownAs shown;
  std::string file;
  std::string org;
  std::string from;
  std::string until;
};

std::string trial_body(const TryOptions& options, const std::string& pack) {
  JsonOut out = JsonOut::object();
  out.text("pack", pack).text("from", options.from);
  if (!options.until.empty()) out.text("until", options.until);
  return out.str();
}

/// The lines of a trial as they come: how far it is on the terminal, what differs kept, the totals last.
class TrialLines {
 public:
  explicit TrialLines(Console& console) : console_(console) {}

  bool take(std::string_view piece) {
    rest_ += piece;
    std::size_t begin = 0;
    for (std::size_t end = rest_.find('\n'); end != std::string::npos; end = rest_.find('\n', begin)) {
      line(std::string_view(rest_).substr(begin, end - begin));
      begin = end + 1;
    }
    rest_.erase(0, begin);
    return true;
  }

  /// The whole report, as the call answers it at once. unreachable when it broke off.
  Result<std::string> report() const {
    if (!report_) return refuse(Reason::unreachable, "try", both("答复中断", "the answer broke off"));
    return *report_;
  }

 private:
  void line(std::string_view text) {
    const auto parsed = ParsedAnswer::parse(text);
    if (!parsed) return;
    const Shown line = parsed->root();
    const std::string what = line.text("what");
    if (what == "progress") {
      console_.progress(line.text("done") + " / " + line.text("of"));
    } else if (what == "totals") {
      console_.progress("");
      std::string report = line.text("head");
      report.pop_back();  // its brace: the rest of the report stands beside what the head says
      report_ = fmt::format(R"({},"totals":{},"items":{},"left_out":{}}})", report, line.text("totals"),
                            items_.str(), line.text("left_out"));
    } else {
      items_.item(text);
    }
  }

  Console& console_;
  std::string rest_;
  JsonOut items_ = JsonOut::array();
  std::optional<std::string> report_;
};

Result<std::string> ask_trial(Source& source, ApiCall call, Console& console) {
  call.accept = "application/x-ndjson";
  TrialLines lines(console);
  const auto done = source.ask(call, [&](std::string_view piece) { return lines.take(piece); });
  console.progress("");
  if (!done) return tl::unexpected(done.error());
  return lines.report();
}

Result<Exit> try_pack(const TryOptions& options, Console& console) {
  const auto pack = read_input(options.file, PackText::kMax * 4);
  if (!pack) return tl::unexpected(pack.error());
  const auto source = open_source(options.source, console);
  if (!source) return tl::unexpected(source.error());
  ApiCall call;
  call.method = "POST";
  Target target("/v1/policies");
  target.segment(options.org).segment("try");
  call.body = trial_body(options, *pack);
  if (!console.json && !options.shown.format.empty() && options.shown.format != "json") {
    target.with("format", options.shown.format).with("lang", name(console.language));
    call.target = target.str();
    const auto file = (*source)->ask(call);
    if (!file) return tl::unexpected(file.error());
    if (auto done = write_output(options.shown.output, file->body, console); !done)
      return tl::unexpected(done.error());
    return Exit::done;
  }
  call.target = target.str();
  const auto report = ask_trial(**source, std::move(call), console);
  if (!report) return tl::unexpected(report.error());
  if (console.json || options.shown.format == "json") {
    if (auto done = write_output(options.shown.output, *report + "\n", console); !done)
      return tl::unexpected(done.error());
    return Exit::done;
  }
  const auto answer = ParsedAnswer::parse(*report);
  if (!answer) return tl::unexpected(answer.error());
  Wording wording = wording_of(**source, console);
  if (auto learnt = wording.learn_words_of(options.org); !learnt) return tl::unexpected(learnt.error());
  if (auto done = print_table(*table_form("tryPolicy"), answer->root(), true, true, wording, console); !done)
    return tl::unexpected(done.error());
  if (wording.hides_names()) remark_hidden(wording, console);
  return Exit::done;
}

void add_try(CLI::App& policy, Console& console) {
  auto options = std::make_shared<TryOptions>();
  auto& command = *policy.add_subcommand(
      "try",
      "以一套政策参数试算过去一段，不写入 | Try a pack on the past: what would have come out otherwise");
  add_source_options(command, options->source);
  add_format_options(command, options->shown);
  command.add_option("FILE", options->file, "TOML 文件，- 为标准输入 | TOML file, - for standard input")
      ->required();
  command.add_option("--org", options->org, "组织及其下级 | The organisation with all below it")->required();
  command.add_option("--from", options->from, "首日 | First day of the stretch")->required();
  command.add_option("--until", options->until, "末日，默认今天 | Its last day, today by default");
  on_command(command, console, options, &try_pack);
}

}  // namespace

void add_policy(CLI::App& app, Console& console) {
  auto& policy = *app.add_subcommand("policy", "政策 | Policies");
  policy.require_subcommand(1);
  add_check(policy, console);
  add_list(policy, console);
  add_try(policy, console);
}

}  // namespace tenure
