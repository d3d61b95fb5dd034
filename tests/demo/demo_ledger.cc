#include "tests/demo/demo_ledger.h"

#include <fmt/format.h>

#include <chrono>
#include <stdexcept>

#include "tests/support/temp_folder.h"

namespace tenure::testing {
namespace {

std::string joined(simdjson::dom::element group) {
  std::string out;
  bool first = true;
  for (const auto each : group.get_array()) {
    if (!first) out += '/';
    first = false;
    out += std::string_view(each.get_string());
  }
  return out;
}

}  // namespace

DemoLedger& DemoLedger::of_both() {
  static DemoLedger ledger;
  return ledger;
}

DemoLedger::DemoLedger() {
  static TempFolder folder;
  folder_ = folder / "ledger";
  demo::MakeOptions options;
  options.folder = folder_;
  options.keys_folder = keys_folder_ = folder / "keys";
  const auto began = std::chrono::steady_clock::now();
  auto made = demo::make(options);
  if (!made) throw std::runtime_error(made.error().text());
  made_ = std::move(*made);
  seconds_ = std::chrono::duration<double>(std::chrono::steady_clock::now() - began).count();
  open();
}

void DemoLedger::open() {
  SourceOptions source;
  source.ledger.data = folder_;
  Console console;
  auto opened = open_source(source, console);
  if (!opened) throw std::runtime_error(opened.error().text());
  source_ = std::move(*opened);
}

std::string DemoLedger::get(const Target& target) {
  auto body = source_->get(target);
  EXPECT_TRUE(body) << target.str() << ": " << (body ? "" : body.error().text());
  return body ? std::move(*body) : "{}";
}

simdjson::dom::element DemoLedger::ask(const Target& target) { return parser_.parse(get(target)); }

Figures DemoLedger::figures(const std::string& name, const std::string& org, const std::string& by,
                            const std::string& on, const char* member) {
  Target target("/v1/stats");
  const auto answer = ask(target.segment(name).with("org", org).with("by", by).with("on", on));
  Figures out;
  std::int64_t number = 0;
  if (!answer["total"][member].get(number)) out[""] = number;
  for (const auto figure : answer["figures"].get_array()) {
    if (!figure[member].get(number)) out[joined(figure["group"])] = number;
  }
  return out;
}

std::string DemoLedger::report(const std::string& name, const std::string& org) {
  return get(Target("/v1/reports").segment(name).with("org", org).with("on", kEnd));
}

std::map<std::string, int> DemoLedger::alerts(const std::string& org, const std::string& on) {
  std::map<std::string, int> out;
  const auto answer = ask(Target("/v1/alerts").with("org", org).with("on", on));
  for (const auto [rule, count] : answer["rules"].get_object())
    out[std::string(rule)] = static_cast<int>(count.get_int64().value());
  return out;
}

std::map<std::string, int> DemoLedger::flags() {
  std::map<std::string, int> out;
  const auto answer = ask(Target("/v1/flags").with("limit", "1000"));
  for (const auto flag : answer["items"].get_array()) ++out[std::string(std::string_view(flag["rule"]))];
  return out;
}

std::vector<std::string> DemoLedger::townships(const std::string& org) {
  std::vector<std::string> out;
  const auto answer = ask(Target("/v1/orgs").with("parent", org).with("limit", "1000"));
  for (const auto item : answer["items"].get_array()) {
    if (std::string_view(item["kind"]) == "township") out.emplace_back(std::string_view(item["org"]));
  }
  return out;
}

}  // namespace tenure::testing
