// `tenure serve`: the ledger over HTTP until SIGTERM or SIGINT. SIGHUP reads the certificate again; without
// one it ends the server, as a terminal that is closed does.
#include <fmt/format.h>

#include <cstdio>
#include <filesystem>

#include "ops/commands/commands.h"
#include "ops/commands/open_ledger.h"
#include "server/app/app.h"
#include "server/app/last_resort.h"
#include "server/app/signals.h"

namespace tenure {
namespace {

struct ServeOptions {
  LedgerOptions ledger;
  std::string config;
  std::string listen;
  std::string web;
};

/// For threads and files once connections are closed.
constexpr std::chrono::milliseconds kTakingDown{1'000};

/// Where `ops/build` puts the page, seen from build/<preset>/bin/tenure; empty when it was not built.
std::string built_page() {
  std::error_code error;
  const auto program = std::filesystem::read_symlink("/proc/self/exe", error);
  const auto folder = program.parent_path().parent_path().parent_path() / "web";
  return std::filesystem::exists(folder / "index.html", error) ? folder.string() : std::string();
}

Result<Config> config_of(const ServeOptions& options) {
  auto config = options.config.empty() ? Result<Config>(Config{}) : load_config(options.config);
  if (config && !options.listen.empty()) config->http.listen = options.listen;
  if (config && !options.web.empty()) config->web = options.web;
  if (config && config->web.empty()) config->web = built_page();
  return config;
}

Result<Exit> serve(const ServeOptions& options, Console& console) {
  auto config = config_of(options);
  if (!config) return tl::unexpected(config.error());
  const bool tls = !config->http.certificate.empty();
  const std::string host = config->http.listen.substr(0, config->http.listen.rfind(':'));
  const auto stop_time = config->http.timeouts.stop;
  const StopSignal stop;
  auto store = open_ledger(options.ledger);
  if (!store) return tl::unexpected(store.error());
  auto app = App::start(std::move(*config), options.ledger.data, std::move(*store));
  if (!app) return tl::unexpected(app.error());
  const std::string url = fmt::format("{}://{}:{}", tls ? "https" : "http", host, (*app)->port());
  if (console.json) {
    console.line(fmt::format(R"({{"url":"{}","size":{}}})", url, (*app)->store().log().head().size));
  } else {
    console.line(fmt::format(fmt::runtime(console.say("服务地址 {}", "serving on {}")), url));
  }
  std::fflush(stdout);  // who started it waits for the address
  while (stop.wait() == SIGHUP && tls) (*app)->reload_certificate();
  console.remark("正在停止 | stopping");
  (*app)->settle();
  const LastResort last_resort(stop_time + kTakingDown);
  app->reset();
  return Exit::done;
}

}  // namespace

void add_serve(CLI::App& app, Console& console) {
  auto options = std::make_shared<ServeOptions>();
  auto& command = *app.add_subcommand("serve", "提供服务 | Serve the ledger over HTTP");
  add_ledger_options(command, options->ledger);
  command.add_option("--config", options->config, "配置文件 tenure.toml | Configuration file");
  command.add_option("--listen", options->listen, "监听地址，如 127.0.0.1:8080 | Address to listen on");
  command.add_option("--web", options->web,
                     "网页文件夹，缺省为 build/web | The page's folder; build/web when absent");
  on_command(command, console, options, &serve);
}

}  // namespace tenure
