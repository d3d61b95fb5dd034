// `tenure demo`: a ledger with years of a county in it; with --stream, its clerks who go on.
#include "ops/demo/demo.h"

#include <fmt/format.h>

#include <chrono>
#include <csignal>
#include <thread>

#include "domain/describe/write.h"
#include "ops/commands/commands.h"
#include "ops/commands/source.h"
#include "ops/commands/table.h"
#include "ops/commands/usage.h"
#include "ops/demo/stream.h"
#include "storage/files/files.h"

namespace tenure {
namespace {

using Clock_ = std::chrono::steady_clock;

constexpr std::chrono::milliseconds kProgressEvery{100};
constexpr std::int64_t kIntervalMaxMs = 3'600'000;

struct DemoOptions {
  std::string data;
  std::string keys;
  std::string locality = "both";
  std::int32_t scale = 1;
  std::int32_t seed = 1;
  std::optional<std::int32_t> irregular;  ///< seed
  std::string answers;
  bool stream = false;
  SourceOptions source;
  std::int64_t interval_ms = 1'500;
  std::uint64_t acts = 0;
};

std::string text_of(const demo::Progress& progress) {
  return fmt::format("{}  {} 份文书 acts  {} 个事件 events", progress.day.str(), progress.acts,
                     progress.events);
}

/// Not more often than an eye sees.
demo::OnProgress shown_on(Console& console) {
  return [&console, last = Clock_::time_point()](const demo::Progress& progress) mutable {
    const auto now = Clock_::now();
    if (now - last < kProgressEvery) return;
    last = now;
    console.progress(text_of(progress));
  };
}

Result<Exit> make_demo(const DemoOptions& options, Console& console) {
  demo::MakeOptions make;
  make.plan = {Code{options.locality}, options.scale, options.seed};
  if (options.irregular) make.plan = {Code{"irregular"}, options.scale, *options.irregular};
  make.folder = options.data;
  make.keys_folder = options.keys.empty() ? options.data + ".keys" : options.keys;
  make.on_progress = shown_on(console);
  const auto began = Clock_::now();
  const auto made = demo::make(make);
  if (!made) return tl::unexpected(made.error());
  if (!options.answers.empty()) {
    const std::string answers = to_json(made->planted) + "\n";
    const auto written =
        write_file(*default_file_system(), options.answers, as_bytes(answers), IfExists::refuse);
    if (!written) return tl::unexpected(written.error());
  }
  const double seconds = std::chrono::duration<double>(Clock_::now() - began).count();
  console.remark(
      "警告：演示用密钥由种子生成，以明文保存 | warning: the keys come of the seed and lie in the clear: for "
      "demonstration alone");
  if (console.json) {
    console.line(fmt::format(
        R"({{"ledger":{},"log_key":{},"root":"{}","acts":{},"events":{},"seconds":{:.1f},"keys":{}}})",
        json_string(made->ledger), json_string(made->log_key), made->root, made->acts, made->events, seconds,
        json_string(make.keys_folder)));
    return Exit::done;
  }
  Summary lines(console);
  lines.add("账本", "ledger", made->ledger);
  lines.add("日志公钥", "log key", made->log_key);
  lines.add("树根", "root", made->root);
  lines.add("文书", "acts", made->acts);
  lines.add("事件", "events", made->events);
  lines.add("密钥", "keys", make.keys_folder);
  lines.add("用时（秒）", "seconds", fmt::format("{:.1f}", seconds));
  lines.print();
  return Exit::done;
}

volatile std::sig_atomic_t g_stop = 0;

/// A pause that SIGTERM and SIGINT end.
bool pause_for(std::chrono::milliseconds time) {
  constexpr std::chrono::milliseconds kSlice{50};
  const auto until = Clock_::now() + time;
  while (g_stop == 0 && Clock_::now() < until)
    std::this_thread::sleep_for(std::min<Clock_::duration>(kSlice, until - Clock_::now()));
  return g_stop == 0;
}

Result<Exit> stream_demo(const DemoOptions& options, Console& console) {
  if (options.source.url.empty() || options.keys.empty())
    return console.usage("--stream 需要 --url 和 --keys", "--stream needs --url and --keys");
  std::signal(SIGTERM, [](int) { g_stop = 1; });
  std::signal(SIGINT, [](int) { g_stop = 1; });
  const auto source = open_source(options.source, console);
  if (!source) return tl::unexpected(source.error());
  demo::StreamOptions stream;
  stream.keys_folder = options.keys;
  stream.interval = std::chrono::milliseconds(options.interval_ms);
  stream.acts = options.acts;
  stream.pause = &pause_for;
  stream.on_progress = shown_on(console);
  stream.on_refusal = [&console](const Refusal& refusal) { console.remark(refusal.text()); };
  const auto done = demo::stream(**source, stream);
  if (!done) return tl::unexpected(done.error());
  if (console.json) {
    console.line(fmt::format(R"({{"acts":{},"until":"{}"}})", done->acts, done->day.str()));
  } else {
    console.line(
        fmt::format(fmt::runtime(console.say("新提交 {} 份文书，至 {}", "submitted {} acts, until {}")),
                    done->acts, done->day.str()));
  }
  return Exit::done;
}

Result<Exit> run_demo(const DemoOptions& options, Console& console) {
  if (options.stream) return stream_demo(options, console);
  if (options.data.empty())
    return console.usage("请用 --data 指定新账本目录", "--data names the new ledger's folder");
  return make_demo(options, console);
}

}  // namespace

void add_demo(CLI::App& app, Console& console) {
  auto options = std::make_shared<DemoOptions>();
  auto& command = *app.add_subcommand("demo", "演示账本 | A ledger with years of a county in it");
  command.add_option("--data", options->data, "新账本目录 | Folder of the new ledger");
  command.add_option("--keys", options->keys, "签名密钥目录，默认 <data>.keys | Folder of the signing keys");
  command.add_option("--locality", options->locality, "平阳、海兴或两县 | 平阳, 海兴 or both")
      ->check(
          one_of({{"PY", "平阳", "Pingyang"}, {"HX", "海兴", "Haixing"}, {"both", "两县", "both counties"}}));
  command.add_option("--scale", options->scale, "规模倍数，1 为文件所载数字 | Times the texts' figures")
      ->check(in_range(1, static_cast<std::int64_t>(demo::kScaleMax)));
  command.add_option("--seed", options->seed, "种子：同种子出同账本 | The same seed makes the same ledger")
      ->check(CLI::NonNegativeNumber);
  command
      .add_option(
          "--irregular", options->irregular,
          "以此种子造一县十年账本，埋设审计疑点 | Ten years of a county with planted leads, of this seed")
      ->check(CLI::NonNegativeNumber);
  command.add_option("--answers", options->answers,
                     "埋设疑点的答案写入此文件 | File for the answer key of what is planted");
  command.add_flag("--stream", options->stream,
                   "向运行中的服务继续提交 | Go on submitting to a running server, until SIGTERM");
  command.add_option("--url", options->source.url, "服务地址 | The server, with --stream");
  command.add_option("--token-file", options->source.token_file,
                     "令牌所在文件，默认取环境变量 TENURE_TOKEN | File with the token; else TENURE_TOKEN");
  command.add_option("--ca-file", options->source.ca_file, "信任的证书（PEM） | Certificates to trust, PEM");
  command
      .add_option("--interval-ms", options->interval_ms, "两份文书之间的毫秒数 | Milliseconds between acts")
      ->check(in_range(0, kIntervalMaxMs));
  command.add_option("--acts", options->acts, "提交多少份后结束，0 为不停 | Ends after so many; 0: never");
  on_command(command, console, options, &run_demo);
}

}  // namespace tenure
