#include "tests/e2e/subscriber.h"

#include <fmt/format.h>

#include <stdexcept>
#include <utility>

namespace tenure::testing {
namespace {

constexpr std::string_view kEventHead = R"({"id":"a","kind":"event","position":")";
constexpr std::string_view kCaughtUpHead = R"({"id":"a","kind":"caught_up",)";

std::optional<Position> position_in(std::string_view frame) {
  if (!frame.starts_with(kEventHead)) return std::nullopt;
  frame.remove_prefix(kEventHead.size());
  return Position::parse(frame.substr(0, frame.find('"')));
}

}  // namespace

Subscriber::Subscriber(Running& running, std::string token, std::set<std::size_t> hang_up_after,
                       std::string last_word)
    : running_(running),
      token_(std::move(token)),
      hang_up_after_(std::move(hang_up_after)),
      last_word_(std::move(last_word)),
      thread_([this] { listen(); }) {}

Subscriber::~Subscriber() { join(); }

void Subscriber::join() {
  if (thread_.joinable()) thread_.join();
}

void Subscriber::listen() {
  auto until = std::chrono::steady_clock::now() + Running::kPatience;
  while (failures_.empty() && std::chrono::steady_clock::now() < until) {
    const std::size_t before = heard_.size();
    try {
      if (follow()) return;
    } catch (const std::runtime_error&) {
      // Nobody listens there: the server is being started again.
    }
    if (heard_.size() > before) until = std::chrono::steady_clock::now() + Running::kPatience;
    std::this_thread::sleep_for(Running::kPause);
  }
}

bool Subscriber::follow() {
  WsClient::Options options;
  options.token = token_;
  WsClient client(running_.port, options);
  if (!client.open()) return false;
  // `from` is inclusive; the ordinal after the last event may be beyond its act.
  const Position from =
      heard_.empty() ? Position{} : Position{heard_.back().index, heard_.back().ordinal + 1};
  client.say(fmt::format(R"({{"op":"subscribe","id":"a","topic":"events","from":"{}"}})", from.str()));
  ++connections_;
  for (std::string frame = client.hear(); !frame.empty(); frame = client.hear()) {
    if (frame.starts_with(kCaughtUpHead)) continue;
    const auto position = position_in(frame);
    if (!position) {
      failures_.push_back(frame);
      return false;
    }
    take(*position);
    if (frame.find(last_word_) != std::string::npos) return true;
    if (hang_up_after_.erase(heard_.size()) > 0) return false;
  }
  return false;
}

void Subscriber::take(Position position) {
  if (!heard_.empty() && !(heard_.back() < position)) {
    failures_.push_back(position.str() + " after " + heard_.back().str());
  }
  heard_.push_back(position);
}

}  // namespace tenure::testing
