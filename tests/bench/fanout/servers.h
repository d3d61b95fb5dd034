// The servers of the fan-out benchmark, each in a process of its own: the feed, npm ws, a bare socket loop.
//
// A server sends every client one frame when it is connected (after its subscription, where it needs one),
// and the burst when it is told. The process ends when this object does.
#pragma once

#include <sys/types.h>

#include <cstddef>
#include <cstdint>
#include <string>

namespace tenure::bench {

struct Burst {
  std::size_t clients = 1'000;
  std::size_t events = 2'000;
  std::size_t bytes = 300;  ///< of a message
};

class Server {
 public:
  enum class Kind { feed, ws, bare };
  /// `ws_folder` holds server.js with its modules installed.
  Server(Kind kind, const Burst& burst, const std::string& ws_folder);
  ~Server();
  Server(const Server&) = delete;
  Server& operator=(const Server&) = delete;

  std::uint16_t port() const { return port_; }
  bool wants_subscription() const { return kind_ == Kind::feed; }
  void start_burst();
  /// Bytes of resident memory now.
  std::size_t resident() const;

 private:
  Kind kind_;
  pid_t process_ = -1;
  int orders_ = -1;   ///< written by us
  int reports_ = -1;  ///< read by us
  std::uint16_t port_ = 0;
};

}  // namespace tenure::bench
