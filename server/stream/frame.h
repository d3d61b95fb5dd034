// WebSocket frames (RFC 6455): writing the server's, reading a client's.
//
// Server frames are never masked, so one immutable buffer serves every client (Shared). The parser takes
// bytes in any portions, holds at most one message and says which close code a fault asks for; after a fault
// or a close frame it takes nothing more. Pure, no sockets; a parser is used by one thread.
//
//   byte 0   FIN 1 bit | RSV 3 bits, zero | opcode 4 bits
//   byte 1   MASK 1 bit (client 1, server 0) | length 7 bits; 126: u16 follows, 127: u64 follows
//   then     the client's masking key, 4 bytes | payload, XORed with the key
#pragma once

#include <array>
#include <cstdint>
#include <functional>
#include <memory>
#include <optional>
#include <string>
#include <string_view>

namespace tenure {

/// An immutable buffer that many connections write.
using Shared = std::shared_ptr<const std::string>;

inline constexpr std::size_t kClientMessageMax = 64 << 10;
inline constexpr std::size_t kGuestMessageMax = 4 << 10;  ///< of who has not shown a token yet
inline constexpr std::size_t kControlPayloadMax = 125;
inline constexpr std::size_t kCloseReasonMax = kControlPayloadMax - 2;

enum class Opcode : std::uint8_t { continuation = 0, text = 1, binary = 2, close = 8, ping = 9, pong = 10 };

enum class CloseCode : std::uint16_t {
  normal = 1000,
  going_away = 1001,
  protocol_error = 1002,
  unsupported = 1003,
  none = 1005,  ///< the peer named no code; never sent
  bad_utf8 = 1007,
  policy = 1008,
  too_big = 1009,
  internal = 1011,
  restart = 1012,
  try_later = 1013
};

/// Whether a peer may send this code.
bool is_sendable(std::uint16_t code);

/// The head of a final, unmasked frame, then its payload.
void append_frame_head(std::string& out, Opcode opcode, std::size_t length);
void append_frame(std::string& out, Opcode opcode, std::string_view payload);
/// The reason is cut between characters where it is longer than kCloseReasonMax.
std::string close_frame(CloseCode code, std::string_view reason);

/// Checks UTF-8 that comes in portions: no overlong forms, no surrogates, nothing above U+10FFFF.
class Utf8Check {
 public:
  bool feed(std::string_view bytes);
  bool complete() const { return state_ == 0; }

 private:
  std::uint8_t state_ = 0;  ///< 0: between characters; otherwise a row of the table in frame.cc
};

struct ClientFrame {
  Opcode opcode = Opcode::text;        ///< text (a whole message), ping, pong, close
  std::string_view payload;            ///< valid during the call; of a close the reason
  CloseCode code = CloseCode::normal;  ///< of a close
};

struct FrameFault {
  CloseCode code = CloseCode::protocol_error;
  std::string_view reason;
};

class FrameParser {
 public:
  explicit FrameParser(std::size_t message_max = kClientMessageMax) : message_max_(message_max) {}

  /// Of messages that begin from now on.
  void set_message_max(std::size_t bytes) { message_max_ = bytes; }

  /// Calls `visit` for each message and control frame that these bytes complete, in order. Stops at the first
  /// fault, after a close frame, and when `visit` returns false.
  std::optional<FrameFault> feed(std::string_view bytes,
                                 const std::function<bool(const ClientFrame&)>& visit);

 private:
  enum class Stage : std::uint8_t { head, payload, done };

  bool take_head(std::string_view& bytes);
  std::optional<FrameFault> begin_frame();
  std::optional<FrameFault> take_payload(std::string_view& bytes);
  std::optional<FrameFault> end_frame(const std::function<bool(const ClientFrame&)>& visit);
  std::optional<FrameFault> end_close(const std::function<bool(const ClientFrame&)>& visit);

  std::size_t message_max_;
  Stage stage_ = Stage::head;
  std::array<unsigned char, 14> head_{};
  std::uint8_t head_size_ = 0;
  Opcode opcode_ = Opcode::text;
  bool fin_ = false;
  bool in_message_ = false;  ///< between the first and the last frame of a message
  std::uint64_t left_ = 0;   ///< of the frame's payload
  std::array<unsigned char, 4> mask_{};
  std::uint8_t mask_at_ = 0;
  Utf8Check utf8_;
  std::string message_;
  std::string control_;
};

}  // namespace tenure
