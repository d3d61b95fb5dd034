// Frames: what RFC 6455 asks of a server, case by case as the Autobahn suite has them.
#include "server/stream/frame.h"

#include <gtest/gtest.h>

#include "domain/core/bytes.h"
#include "tests/support/ws_client.h"

namespace tenure::testing {
namespace {

/// What a parser makes of the bytes: "text:hi ping: close:1000:bye", then "!1002" for a fault.
std::string heard(std::string_view bytes, std::size_t portion = 1, std::size_t message_max = 64) {
  FrameParser parser(message_max);
  std::string out;
  const auto note = [&](std::string text) { out += (out.empty() ? "" : " ") + text; };
  const auto visit = [&](const ClientFrame& frame) {
    const std::string payload(frame.payload);
    if (frame.opcode == Opcode::text) note("text:" + payload);
    if (frame.opcode == Opcode::ping) note("ping:" + payload);
    if (frame.opcode == Opcode::pong) note("pong:" + payload);
    if (frame.opcode == Opcode::close) {
      note("close:" + std::to_string(static_cast<int>(frame.code)) + ":" + payload);
    }
    return true;
  };
  while (!bytes.empty()) {
    const auto fault = parser.feed(bytes.substr(0, portion), visit);
    if (fault) {
      note("!" + std::to_string(static_cast<int>(fault->code)));
      break;
    }
    bytes.remove_prefix(std::min(portion, bytes.size()));
  }
  return out;
}

std::string f(unsigned opcode, std::string_view payload, bool final = true) {
  return client_frame(opcode, payload, final);
}

std::string with_first_byte(unsigned byte) {
  std::string out = f(1, "a");
  out[0] = static_cast<char>(byte);
  return out;
}

std::string length_said(unsigned code, std::uint64_t length) {
  std::string out("\x81", 1);
  put_be<1>(out, 0x80 | code);
  if (code == 126) put_be<2>(out, length);
  if (code == 127) put_be<8>(out, length);
  return out + "mask";
}

struct Case {
  const char* name;
  std::string bytes;
  std::string heard;
};

TEST(FrameParser, DoesWithEachSequenceWhatTheRfcAsks) {
  const std::string split = "\xE4\xB8\xAD";
  const std::vector<Case> cases = {
      {"empty text", f(1, ""), "text:"},
      {"two messages", f(1, "a") + f(1, "b"), "text:a text:b"},
      {"fragments", f(1, "a", false) + f(0, "b", false) + f(0, "c"), "text:abc"},
      {"empty fragments", f(1, "", false) + f(0, "", false) + f(0, ""), "text:"},
      {"ping between fragments", f(1, "a", false) + f(9, "p") + f(0, "b"), "ping:p text:ab"},
      {"pong between fragments", f(1, "a", false) + f(10, "") + f(0, "b"), "pong: text:ab"},
      {"character across fragments", f(1, split.substr(0, 1), false) + f(0, split.substr(1)), "text:中"},
      {"character cut off", f(1, split.substr(0, 2)), "!1007"},
      {"bad UTF-8 at once", f(1, "\xFF", false), "!1007"},
      {"overlong", f(1, "\xC0\xAF"), "!1007"},
      {"overlong of three", f(1, "\xE0\x80\xAF"), "!1007"},
      {"surrogate", f(1, "\xED\xA0\x80"), "!1007"},
      {"above U+10FFFF", f(1, "\xF4\x90\x80\x80"), "!1007"},
      {"highest character", f(1, "\xF4\x8F\xBF\xBF"), "text:\xF4\x8F\xBF\xBF"},
      {"ping of 125", f(9, std::string(125, 'p')), "ping:" + std::string(125, 'p')},
      {"ping of 126", f(9, std::string(126, 'p')), "!1002"},
      {"fragmented ping", f(9, "p", false), "!1002"},
      {"binary", f(2, "x"), "!1003"},
      {"reserved opcode 3", f(3, ""), "!1002"},
      {"reserved opcode 11", f(11, ""), "!1002"},
      {"reserved bit 1", with_first_byte(0xC1), "!1002"},
      {"reserved bit 2", with_first_byte(0xA1), "!1002"},
      {"reserved bit 3", with_first_byte(0x91), "!1002"},
      {"unmasked", client_frame(1, "a", true, false), "!1002"},
      {"nothing to continue", f(0, "a"), "!1002"},
      {"message within a message", f(1, "a", false) + f(1, "b"), "!1002"},
      {"at the limit", f(1, std::string(64, 'a')), "text:" + std::string(64, 'a')},
      {"above the limit", f(1, std::string(65, 'a')), "!1009"},
      {"above it in fragments", f(1, std::string(64, 'a'), false) + f(0, "b"), "!1009"},
      {"a huge length", length_said(127, ~std::uint64_t{0} >> 1), "!1009"},
      {"length 16 not shortest", length_said(126, 125), "!1002"},
      {"length 64 not shortest", length_said(127, 65535), "!1002"},
      {"close", f(8, "") + f(1, "late"), "close:1005:"},
      {"close with a reason", client_close(1000, "bye"), "close:1000:bye"},
      {"half a code", f(8, "x"), "!1002"},
      {"bad reason", client_close(1000, "\xFF"), "!1007"},
      {"fault after a message", f(1, "a") + f(3, ""), "text:a !1002"},
  };
  for (const Case& c : cases) {
    EXPECT_EQ(heard(c.bytes), c.heard) << c.name;
    EXPECT_EQ(heard(c.bytes, c.bytes.size()), c.heard) << c.name << ", in one portion";
  }
}

TEST(FrameParser, TakesTheCloseCodesThatMayBeSentAndNoOthers) {
  for (unsigned code :
       {1000U, 1001U, 1002U, 1003U, 1007U, 1008U, 1009U, 1010U, 1011U, 1012U, 1014U, 3000U, 4999U}) {
    EXPECT_EQ(heard(client_close(static_cast<std::uint16_t>(code))), "close:" + std::to_string(code) + ":");
  }
  for (unsigned code : {0U, 999U, 1004U, 1005U, 1006U, 1015U, 1016U, 1100U, 2000U, 2999U, 5000U, 65535U}) {
    EXPECT_EQ(heard(client_close(static_cast<std::uint16_t>(code))), "!1002") << code;
  }
}

TEST(Frame, LengthIsWrittenInItsShortestForm) {
  const auto head = [](std::size_t length) {
    std::string out;
    append_frame_head(out, Opcode::text, length);
    return to_hex(as_bytes(out));
  };
  EXPECT_EQ(head(0), "8100");
  EXPECT_EQ(head(125), "817d");
  EXPECT_EQ(head(126), "817e007e");
  EXPECT_EQ(head(65535), "817effff");
  EXPECT_EQ(head(65536), "817f0000000000010000");
}

TEST(Frame, CloseReasonIsCutBetweenCharacters) {
  std::string reason(122, 'a');
  reason += "中文";
  const std::string frame = close_frame(CloseCode::try_later, reason);
  EXPECT_EQ(frame, std::string("\x88\x7C\x03\xF5", 4) + std::string(122, 'a'));
}

}  // namespace
}  // namespace tenure::testing
