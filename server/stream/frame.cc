#include "server/stream/frame.h"

#include <algorithm>

#include "domain/core/bytes.h"
#include "domain/core/text.h"

namespace tenure {
namespace {

constexpr unsigned kFin = 0x80;
constexpr unsigned kReserved = 0x70;
constexpr unsigned kMasked = 0x80;
constexpr unsigned kLength16 = 126;
constexpr unsigned kLength64 = 127;
constexpr std::size_t kMaskSize = 4;

bool is_control(Opcode opcode) { return static_cast<unsigned>(opcode) >= 8; }

/// The bytes that may follow, by state: which range leads on and to which state.
struct Utf8Step {
  unsigned char low, high, next;
};
// State 1: one more byte; 2: two more; 3: three more; 4: after E0; 5: after ED; 6: after F0; 7: after F4.
constexpr std::array<Utf8Step, 8> kUtf8Steps = {{{0, 0, 0},
                                                 {0x80, 0xBF, 0},
                                                 {0x80, 0xBF, 1},
                                                 {0x80, 0xBF, 2},
                                                 {0xA0, 0xBF, 1},
                                                 {0x80, 0x9F, 1},
                                                 {0x90, 0xBF, 2},
                                                 {0x80, 0x8F, 2}}};
constexpr std::uint8_t kUtf8Bad = 8;

std::uint8_t first_byte_state(unsigned char c) {
  if (c < 0x80) return 0;
  if (c >= 0xC2 && c <= 0xDF) return 1;
  if (c == 0xE0) return 4;
  if (c == 0xED) return 5;
  if (c >= 0xE1 && c <= 0xEF) return 2;
  if (c == 0xF0) return 6;
  if (c >= 0xF1 && c <= 0xF3) return 3;
  if (c == 0xF4) return 7;
  return kUtf8Bad;
}

FrameFault fault(CloseCode code, std::string_view reason) { return {code, reason}; }

}  // namespace

bool is_sendable(std::uint16_t code) {
  if (code >= 3000) return code < 5000;
  return (code >= 1000 && code <= 1003) || (code >= 1007 && code <= 1014);
}

void append_frame_head(std::string& out, Opcode opcode, std::size_t length) {
  out.push_back(static_cast<char>(kFin | static_cast<unsigned>(opcode)));
  if (length < kLength16) {
    put_be<1>(out, length);
  } else if (length <= 0xFFFF) {
    put_be<1>(out, kLength16);
    put_be<2>(out, length);
  } else {
    put_be<1>(out, kLength64);
    put_be<8>(out, length);
  }
}

void append_frame(std::string& out, Opcode opcode, std::string_view payload) {
  append_frame_head(out, opcode, payload.size());
  out += payload;
}

std::string close_frame(CloseCode code, std::string_view reason) {
  std::string payload;
  put_be<2>(payload, static_cast<std::uint16_t>(code));
  payload += shortened(reason, kCloseReasonMax);
  std::string out;
  append_frame(out, Opcode::close, payload);
  return out;
}

bool Utf8Check::feed(std::string_view bytes) {
  for (const char byte : bytes) {
    const auto c = static_cast<unsigned char>(byte);
    if (state_ == 0) {
      state_ = first_byte_state(c);
      if (state_ == kUtf8Bad) return false;
      continue;
    }
    const Utf8Step& step = kUtf8Steps[state_];
    if (c < step.low || c > step.high) return false;
    state_ = step.next;
  }
  return true;
}

/// Collects the head, whose length its second byte says. True when it is whole.
bool FrameParser::take_head(std::string_view& bytes) {
  const auto want = [this]() -> std::size_t {
    if (head_size_ < 2) return 2;
    const unsigned length = head_[1] & ~kMasked;
    const std::size_t extended = length == kLength16 ? 2 : length == kLength64 ? 8 : 0;
    return 2 + extended + ((head_[1] & kMasked) != 0 ? kMaskSize : 0);
  };
  while (head_size_ < want()) {
    if (bytes.empty()) return false;
    head_[head_size_++] = static_cast<unsigned char>(bytes.front());
    bytes.remove_prefix(1);
  }
  return true;
}

std::optional<FrameFault> FrameParser::begin_frame() {
  const std::string_view head(reinterpret_cast<const char*>(head_.data()), head_size_);
  const unsigned opcode = head_[0] & 0x0F;
  if ((head_[0] & kReserved) != 0) return fault(CloseCode::protocol_error, "reserved bit");
  if ((opcode > 2 && opcode < 8) || opcode > 10) return fault(CloseCode::protocol_error, "reserved opcode");
  if ((head_[1] & kMasked) == 0) return fault(CloseCode::protocol_error, "client frames are masked");
  fin_ = (head_[0] & kFin) != 0;
  opcode_ = static_cast<Opcode>(opcode);
  const unsigned length = head_[1] & ~kMasked;
  left_ = length;
  if (length == kLength16) left_ = get_be<2>(head.substr(2));
  if (length == kLength64) left_ = get_be<8>(head.substr(2));
  if (left_ >> 63 != 0) return fault(CloseCode::protocol_error, "length above 63 bits");
  if ((length == kLength16 && left_ < kLength16) || (length == kLength64 && left_ <= 0xFFFF)) {
    return fault(CloseCode::protocol_error, "length not in its shortest form");
  }
  std::copy_n(head_.begin() + (head_size_ - kMaskSize), kMaskSize, mask_.begin());
  mask_at_ = 0;
  head_size_ = 0;
  stage_ = Stage::payload;
  if (is_control(opcode_)) {
    control_.clear();
    if (!fin_) return fault(CloseCode::protocol_error, "fragmented control frame");
    if (left_ > kControlPayloadMax) return fault(CloseCode::protocol_error, "control frame above 125 bytes");
    return std::nullopt;
  }
  if (opcode_ == Opcode::binary) return fault(CloseCode::unsupported, "text messages only");
  if (in_message_ != (opcode_ == Opcode::continuation)) {
    return fault(CloseCode::protocol_error, in_message_ ? "message within a message" : "nothing to continue");
  }
  if (left_ > message_max_ - message_.size()) return fault(CloseCode::too_big, "message too long");
  in_message_ = true;
  return std::nullopt;
}

std::optional<FrameFault> FrameParser::take_payload(std::string_view& bytes) {
  const auto count = static_cast<std::size_t>(std::min<std::uint64_t>(left_, bytes.size()));
  std::string& target = is_control(opcode_) ? control_ : message_;
  const std::size_t before = target.size();
  for (const char byte : bytes.substr(0, count)) {
    target.push_back(static_cast<char>(static_cast<unsigned char>(byte) ^ mask_[mask_at_ & 3U]));
    mask_at_ = static_cast<std::uint8_t>((mask_at_ + 1U) & 3U);
  }
  bytes.remove_prefix(count);
  left_ -= count;
  if (!is_control(opcode_) && !utf8_.feed(std::string_view(target).substr(before))) {
    return fault(CloseCode::bad_utf8, "not UTF-8");
  }
  return std::nullopt;
}

std::optional<FrameFault> FrameParser::end_close(const std::function<bool(const ClientFrame&)>& visit) {
  stage_ = Stage::done;
  if (control_.empty()) {
    visit({Opcode::close, {}, CloseCode::none});
    return std::nullopt;
  }
  if (control_.size() == 1) return fault(CloseCode::protocol_error, "half a close code");
  const auto code = static_cast<std::uint16_t>(get_be<2>(control_));
  if (!is_sendable(code)) return fault(CloseCode::protocol_error, "close code that may not be sent");
  const auto reason = std::string_view(control_).substr(2);
  Utf8Check check;
  if (!check.feed(reason) || !check.complete()) return fault(CloseCode::bad_utf8, "close reason not UTF-8");
  visit({Opcode::close, reason, static_cast<CloseCode>(code)});
  return std::nullopt;
}

std::optional<FrameFault> FrameParser::end_frame(const std::function<bool(const ClientFrame&)>& visit) {
  stage_ = Stage::head;
  if (opcode_ == Opcode::close) return end_close(visit);
  if (is_control(opcode_)) {
    if (!visit({opcode_, control_, {}})) stage_ = Stage::done;
    return std::nullopt;
  }
  if (!fin_) return std::nullopt;
  if (!utf8_.complete()) return fault(CloseCode::bad_utf8, "not UTF-8");
  const bool go_on = visit({Opcode::text, message_, {}});
  in_message_ = false;
  // An idle client keeps no buffer; an assignment would keep it.
  std::string().swap(message_);
  if (!go_on) stage_ = Stage::done;
  return std::nullopt;
}

std::optional<FrameFault> FrameParser::feed(std::string_view bytes,
                                            const std::function<bool(const ClientFrame&)>& visit) {
  std::optional<FrameFault> found;
  while (!found && stage_ != Stage::done) {
    if (stage_ == Stage::head) {
      if (!take_head(bytes)) break;
      found = begin_frame();
      continue;
    }
    if (left_ > 0 && bytes.empty()) break;
    found = take_payload(bytes);
    if (!found && left_ == 0) found = end_frame(visit);
  }
  if (found) stage_ = Stage::done;
  return found;
}

}  // namespace tenure
