#include "server/app/config.h"

#include <spdlog/spdlog.h>
#include <toml++/toml.h>

#include <array>

#include "domain/core/both.h"
#include "domain/words/nearest.h"
#include "storage/files/files.h"

namespace tenure {
namespace {

constexpr std::int64_t kThreadsMax = 256;
constexpr std::int64_t kConnectionsLimit = 1'000'000;
constexpr std::int64_t kTimeoutMaxMs = 3'600'000;
constexpr std::int64_t kStopMaxS = 3'600;

/// Sets one key of the configuration; false: another type or out of range.
struct Key {
  std::string_view path;
  bool (*set)(Config& config, const toml::node& node);
};

template <class T>
bool set_number(T& out, const toml::node& node, std::int64_t most) {
  const auto value = node.value_exact<std::int64_t>();
  if (!value || *value < 1 || *value > most) return false;
  out = static_cast<T>(*value);
  return true;
}

bool set_time(Timeouts::Time& out, const toml::node& node) {
  std::int64_t ms = 0;
  if (!set_number(ms, node, kTimeoutMaxMs)) return false;
  out = Timeouts::Time(ms);
  return true;
}

bool set_text(std::string& out, const toml::node& node) {
  const auto value = node.value_exact<std::string>();
  if (value) out = *value;
  return value.has_value();
}

bool set_list(std::vector<std::string>& out, const toml::node& node) {
  const toml::array* list = node.as_array();
  if (list == nullptr) return false;
  out.clear();
  for (const toml::node& item : *list) {
    if (!set_text(out.emplace_back(), item)) return false;
  }
  return true;
}

bool set_networks(std::vector<Network>& out, const toml::node& node) {
  std::vector<std::string> texts;
  if (!set_list(texts, node)) return false;
  out.clear();
  for (const std::string& text : texts) {
    const auto network = Network::parse(text);
    if (!network) return false;
    out.push_back(*network);
  }
  return true;
}

using Node = const toml::node&;
constexpr auto kKeys = std::to_array<Key>({
    {"server.listen", [](Config& c, Node n) { return set_text(c.http.listen, n); }},
    {"server.certificate", [](Config& c, Node n) { return set_text(c.http.certificate, n); }},
    {"server.key", [](Config& c, Node n) { return set_text(c.http.key, n); }},
    {"server.hosts", [](Config& c, Node n) { return set_list(c.http.hosts, n); }},
    {"server.origins", [](Config& c, Node n) { return set_list(c.http.origins, n); }},
    {"server.trusted_proxies", [](Config& c, Node n) { return set_networks(c.http.trusted_proxies, n); }},
    {"server.stop_seconds",
     [](Config& c, Node n) {
       std::int64_t seconds = 0;
       if (!set_number(seconds, n, kStopMaxS)) return false;
       c.http.timeouts.stop = std::chrono::seconds(seconds);
       return true;
     }},
    {"server.io_threads", [](Config& c, Node n) { return set_number(c.http.io_threads, n, kThreadsMax); }},
    {"server.workers", [](Config& c, Node n) { return set_number(c.http.workers, n, kThreadsMax); }},
    {"server.connections",
     [](Config& c, Node n) { return set_number(c.http.connections, n, kConnectionsLimit); }},
    {"server.connections_share",
     [](Config& c, Node n) { return set_number(c.http.connections_share, n, kConnectionsLimit); }},
    {"server.access_log",
     [](Config& c, Node n) {
       const auto value = n.value_exact<bool>();
       if (value) c.access_log = *value;
       return value.has_value();
     }},
    {"server.web", [](Config& c, Node n) { return set_text(c.web, n); }},
    {"sequencer.verify_threads",
     [](Config& c, Node n) { return set_number(c.verify_threads, n, kThreadsMax); }},
    {"timeouts.first", [](Config& c, Node n) { return set_time(c.http.timeouts.first, n); }},
    {"timeouts.handshake", [](Config& c, Node n) { return set_time(c.http.timeouts.handshake, n); }},
    {"timeouts.header", [](Config& c, Node n) { return set_time(c.http.timeouts.header, n); }},
    {"timeouts.idle", [](Config& c, Node n) { return set_time(c.http.timeouts.idle, n); }},
    {"timeouts.transfer", [](Config& c, Node n) { return set_time(c.http.timeouts.transfer, n); }},
    {"timeouts.linger", [](Config& c, Node n) { return set_time(c.http.timeouts.linger, n); }},
});

std::string at_line(const std::string& name, const toml::source_region& source) {
  return name + ":" + std::to_string(source.begin.line);
}

tl::unexpected<Refusal> unknown_key(const std::string& name, const toml::node& node,
                                    const std::string& path) {
  std::vector<std::string_view> known;
  for (const Key& key : kKeys) known.push_back(key.path);
  return refuse(Reason::json_unknown, at_line(name, node.source()), unknown_among(path, known));
}

Result<void> set_key(Config& config, const std::string& name, const std::string& path,
                     const toml::node& node) {
  for (const Key& key : kKeys) {
    if (key.path != path) continue;
    if (key.set(config, node)) return {};
    return refuse(Reason::bad_value, at_line(name, node.source()), path);
  }
  return unknown_key(name, node, path);
}

Result<void> complete(const Config& config, const std::string& name) {
  if (config.http.certificate.empty() == config.http.key.empty()) return {};
  return refuse(Reason::json_missing, name,
                both("server.certificate 与 server.key 须同时给出",
                     "server.certificate and server.key belong together"));
}

}  // namespace

void log_rebuilding(std::uint64_t size) { spdlog::info("rows brought up to {} acts", size); }

Result<Config> parse_config(std::string_view toml, const std::string& name) {
  Config config;
  toml::table table;
  try {
    table = toml::parse(toml);
  } catch (const toml::parse_error& error) {
    return refuse(Reason::bad_value, at_line(name, error.source()), std::string(error.description()));
  }
  for (const auto& [section, node] : table) {
    const toml::table* inner = node.as_table();
    const std::string prefix(section.str());
    if (inner == nullptr) return unknown_key(name, node, prefix);
    for (const auto& [key, value] : *inner) {
      const auto done = set_key(config, name, prefix + "." + std::string(key.str()), value);
      if (!done) return tl::unexpected(done.error());
    }
  }
  if (auto whole = complete(config, name); !whole) return tl::unexpected(whole.error());
  return config;
}

Result<Config> load_config(const std::string& path) {
  const auto text = read_file(*default_file_system(), path, kConfigFileMax);
  if (!text) return tl::unexpected(text.error());
  return parse_config(*text, path);
}

}  // namespace tenure
