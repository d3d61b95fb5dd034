// Frames: what RFC 6455 asks of a server, case by case as the Autobahn suite has them.
#include "server/stream/frame.h"

#include <gtest/gtest.h>

#include <fstream>

#include "domain/core/bytes.h"
#include "tests/support/ws_client.h"

namespace tenure::testing {
namespace {

/// What a parser makes of the bytes: "text:hi ping: close:1000:bye", then "!1002" for a fault.
std::string heard(std::string_view bytes, std::size_t portion = 1, std::size_t message_max = 128) {
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

struct Case {
  std::string name, bytes, heard;
};

/// tests/wire/frames.tsv, which other implementations are asked about too (tests/wire/wire_test.py).
std::vector<Case> cases() {
  std::ifstream in(TENURE_SOURCE_DIR "/tests/wire/frames.tsv");
  std::vector<Case> out;
  for (std::string line; std::getline(in, line);) {
    if (line.starts_with('#')) continue;
    const auto first = line.find('\t');
    const auto second = line.find('\t', first + 1);
    const auto bytes = from_hex(line.substr(first + 1, second - first - 1));
    std::string heard = line.substr(second + 1);
    if (const auto nul = heard.find("\\0"); nul != std::string::npos) heard.replace(nul, 2, 1, '\0');
    out.push_back({line.substr(0, first), std::string(bytes.value()), std::move(heard)});
  }
  return out;
}

TEST(FrameParser, DoesWithEachSequenceWhatTheRfcAsks) {
  const auto all = cases();
  ASSERT_GT(all.size(), 80U);
  for (const Case& c : all) {
    EXPECT_EQ(heard(c.bytes), c.heard) << c.name;
    EXPECT_EQ(heard(c.bytes, c.bytes.size()), c.heard) << c.name << ", in one portion";
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
