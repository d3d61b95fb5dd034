// What a WebSocket client sends: frames, and the operations in their messages.
#include "server/stream/frame.h"
#include "server/stream/message.h"
#include "tests/fuzz/target.h"

namespace tenure::fuzz {
namespace {

/// What a parser makes of the bytes, given in portions.
std::string heard(std::string_view input, std::size_t portion) {
  FrameParser parser;
  std::string out;
  const auto visit = [&](const ClientFrame& frame) {
    Utf8Check utf8;
    check(frame.payload.size() <= kClientMessageMax, "a message is bounded");
    if (frame.opcode != Opcode::text) {
      check(frame.payload.size() <= kControlPayloadMax, "a control frame is bounded");
    } else {
      check(utf8.feed(frame.payload) && utf8.complete(), "a text is UTF-8");
      ClientOp op;
      const auto read = read_client_op(frame.payload, op);
      check(!read || op.op != StreamOp::subscribe || (op.id && op.topic),
            "a subscription says what it wants");
      check(!read || !op.speed || (*op.speed >= 1 && *op.speed <= kPlaySpeedMax), "a speed is bounded");
      check(!read || op.op != StreamOp::subscribe || !op.speed || op.from, "what is played begins somewhere");
      check(!read || !op.until || op.speed, "what has an end is played");
      check(!read || op.op != StreamOp::seek || (op.id && op.to), "who seeks says where");
      check(!read || !op.to || op.to->position() || op.to->moment(), "a place is a position or a moment");
    }
    out += std::to_string(static_cast<int>(frame.opcode)) + ':' + std::string(frame.payload) + ' ';
    return true;
  };
  for (std::size_t at = 0; at < input.size(); at += portion) {
    const auto fault = parser.feed(input.substr(at, portion), visit);
    if (fault) return out + '!' + std::to_string(static_cast<int>(fault->code));
  }
  return out;
}

}  // namespace

void run(std::string_view input) {
  check(heard(input, 1) == heard(input, input.size() + 1), "portions make no difference");
}

}  // namespace tenure::fuzz
