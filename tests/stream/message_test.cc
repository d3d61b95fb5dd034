// What clients say: read strictly, refused with the member's name.
#include "server/stream/message.h"

#include <gtest/gtest.h>

namespace tenure {
namespace {

/// "ok", or the reason and the place.
std::string read(std::string_view text) {
  ClientOp op;
  const auto done = read_client_op(text, op);
  if (done) return "ok";
  return std::string(name(done.error().reason)) + " " + done.error().where;
}

/// A short text frame.
std::string framed(std::string_view text) {
  std::string out("\x81");
  out += static_cast<char>(text.size());
  out += text;
  return out;
}

TEST(ClientOp, EachOperationOfTheContractIsRead) {
  for (
      const char* text : {
          R"({"op":"subscribe","id":"a","topic":"events","from":"1200.0","filter":{"org":"o-1","types":["OrgRenamed"]}})",
          R"({"op":"subscribe","id":"zz99zz99","topic":"events"})",
          R"({"op":"subscribe","id":"a","topic":"standing","subject":"person/p-1"})",
          R"({"op":"subscribe","id":"a","topic":"stats","name":"stat.pay","org":"o-1"})",
          R"({"op":"subscribe","id":"a","topic":"alerts"})",
          R"({"op":"subscribe","id":"a","topic":"checkpoint"})",
          R"({"op":"unsubscribe","id":"a"})",
          R"({"op":"ping"})",
          R"({"op":"auth","token":"t"})",
      }) {
    EXPECT_EQ(read(text), "ok") << text;
  }
}

TEST(ClientOp, RefusalsNameTheMember) {
  EXPECT_EQ(read("{"), "json_syntax ");
  EXPECT_EQ(read(R"({"op":"fly"})"), "bad_enum op");
  EXPECT_EQ(read(R"({"op":"ping","id":"a"})"), "json_unknown id");
  EXPECT_EQ(read(R"({"op":"ping"} {"op":"ping"})"), "json_trailing ");
  EXPECT_EQ(read(R"({"op":"ping","op":"ping"})"), "json_duplicate op");
  EXPECT_EQ(read(R"({"op":"subscribe","id":"a"})"), "json_missing topic");
  EXPECT_EQ(read(R"({"op":"subscribe","topic":"events"})"), "json_missing id");
  EXPECT_EQ(read(R"({"op":"subscribe","id":"A","topic":"events"})"), "bad_value id");
  EXPECT_EQ(read(R"({"op":"subscribe","id":"123456789","topic":"events"})"), "bad_value id");
  EXPECT_EQ(read(R"({"op":"subscribe","id":"a","topic":"standing"})"), "json_missing subject");
  EXPECT_EQ(read(R"({"op":"subscribe","id":"a","topic":"standing","subject":"p-1"})"), "bad_value subject");
  EXPECT_EQ(read(R"({"op":"subscribe","id":"a","topic":"checkpoint","from":"1.0"})"), "json_unknown from");
  EXPECT_EQ(read(R"({"op":"subscribe","id":"a","topic":"events","from":"1"})"), "bad_value from");
  EXPECT_EQ(
      read(R"({"op":"subscribe","id":"a","topic":"events","filter":{"types":["OrgRenamed","Nothing"]}})"),
      "event_unknown filter.types[1]");
  EXPECT_EQ(read(R"({"op":"auth"})"), "json_missing token");
}

TEST(ClientOp, ARefusedMessageStillSaysItsIdWhenThatWasRead) {
  ClientOp op;
  EXPECT_FALSE(read_client_op(R"({"op":"subscribe","id":"a","topic":"weather"})", op));
  EXPECT_EQ(op.id->value, "a");
}

TEST(Message, IdIsTheFirstMember) {
  const std::string json = R"({"id":"a","kind":"event","position":"12.3","data":{}})";
  EXPECT_EQ(message_frame("a", event_rest({12, 3}, "{}")), framed(json));
  EXPECT_EQ(message_frame({}, R"("kind":"pong"})"), framed(R"({"kind":"pong"})"));
}

}  // namespace
}  // namespace tenure
