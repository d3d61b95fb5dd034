// A WebSocket client for tests that can also misbehave: raw bytes, any frame, no reading.
//
// Blocking, over a plain socket on loopback; every wait ends after a while. One thread.
#pragma once

#include <chrono>
#include <cstdint>
#include <optional>
#include <string>
#include <string_view>

namespace tenure::testing {

struct ServerFrame {
  unsigned opcode = 0;
  std::string payload;     ///< of a close: its reason
  std::uint16_t code = 0;  ///< of a close
  bool masked = false;
};

/// A client's frame: final and masked unless told otherwise.
std::string client_frame(unsigned opcode, std::string_view payload, bool final = true, bool masked = true);
std::string client_close(std::uint16_t code, std::string_view reason = {});

class WsClient {
 public:
  static constexpr std::chrono::seconds kPatience{20};

  struct Options {
    std::string token;         ///< goes into Authorization
    std::string headers = {};  ///< more of them, each with its CRLF
    std::string protocol = "tenure.v1";
    std::string version = "13";
    int receive_buffer = 0;  ///< bytes; 0: the system's
  };

  /// Connects and does the handshake; see answer().
  explicit WsClient(std::uint16_t port) : WsClient(port, Options()) {}
  WsClient(std::uint16_t port, const Options& options);
  ~WsClient();
  WsClient(const WsClient&) = delete;
  WsClient& operator=(const WsClient&) = delete;

  const std::string& answer() const { return answer_; }  ///< the HTTP head
  bool open() const { return answer_.starts_with("HTTP/1.1 101 "); }

  void send(std::string_view bytes);
  void say(std::string_view json) { send(client_frame(1, json)); }
  /// The next frame; nothing when the server closed the connection or said nothing for kPatience.
  std::optional<ServerFrame> next();
  /// The next text frame, past pings; empty when another one or none comes.
  std::string hear();
  /// Reads on until a close frame.
  std::optional<ServerFrame> until_close();
  /// Whether the server ends the connection.
  bool ended();
  void hang_up();

 private:
  bool fill();

  int socket_ = -1;
  std::string answer_;
  std::string input_;
  std::size_t at_ = 0;
};

}  // namespace tenure::testing
