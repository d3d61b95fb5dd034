#include "storage/evidence/envelope.h"

#include <fmt/format.h>
#include <gtest/gtest.h>

#include "domain/core/bytes.h"
#include "tests/unit/evidence/reason_of.h"

namespace tenure {
namespace {

using test::reason_of;

Envelope sample_envelope() {
  return {R"({"act":"村务"})",
          std::string(kActPayloadType),
          {{"alice", std::string(64, '\xFB')}, {"bob", std::string(64, '\xFF')}}};
}

std::string url_safe(std::string text) {
  for (char& c : text) c = c == '+' ? '-' : c == '/' ? '_' : c;
  return text;
}

const std::string kSig = to_base64(as_bytes(std::string(64, 's')));

std::string signature(std::string_view keyid) {
  return fmt::format(R"({{"keyid":"{}","sig":"{}"}})", keyid, kSig);
}

std::string signatures(std::size_t count) {
  std::string list;
  for (std::size_t i = 0; i < count; ++i) list += (i == 0 ? "" : ",") + signature(fmt::format("k{}", i));
  return "[" + list + "]";
}

std::string json(std::string_view payload, std::string_view signature_list) {
  return fmt::format(R"({{"payload":{},"payloadType":"{}","signatures":{}}})", payload, kActPayloadType,
                     signature_list);
}

std::string one(std::string_view signature_object) {
  return json("\"AAAA\"", fmt::format("[{}]", signature_object));
}

std::optional<Reason> refusal(std::string_view text) { return reason_of(parse_envelope(text)); }

TEST(Envelope, PaeIsThatOfDsse) {
  EXPECT_EQ(pae("http://example.com/HelloWorld", "hello world"),
            "DSSEv1 29 http://example.com/HelloWorld 11 hello world");
  EXPECT_EQ(pae("", ""), "DSSEv1 0  0 ");
}

TEST(Envelope, PaeCountsBytes) { EXPECT_EQ(pae("t", "村"), "DSSEv1 1 t 3 村"); }

TEST(Envelope, JsonGoesBothWays) {
  EXPECT_EQ(parse_envelope(to_json(sample_envelope())), sample_envelope());
  Envelope tricky = sample_envelope();
  tricky.signatures[0].keyid = "quote\" back\\ nl\n 村";
  EXPECT_EQ(parse_envelope(to_json(tricky)), tricky);
}

TEST(Envelope, UrlSafeBase64IsAccepted) {
  const std::string text = to_json(sample_envelope());
  ASSERT_NE(text.find("+/v7"), std::string::npos);
  const std::size_t from = text.find("\"signatures\"");
  EXPECT_EQ(parse_envelope(text.substr(0, from) + url_safe(text.substr(from))), sample_envelope());
}

TEST(Envelope, UnknownMembersAreIgnored) {
  const std::string text =
      fmt::format(R"({{"x":[{{"payload":1}},null,1.5e3],"payload":"AAAA","payloadType":"{}",)"
                  R"("signatures":[{{"keyid":"a","cert":{{"sig":"no"}},"sig":"{}"}}],"x":2}})",
                  kActPayloadType, kSig);
  EXPECT_EQ(parse_envelope(text)->signatures.at(0).keyid, "a");
}

TEST(Envelope, WhiteSpaceAroundItIsAccepted) {
  EXPECT_TRUE(parse_envelope(" \n" + to_json(sample_envelope()) + "\n\t "));
}

TEST(Envelope, KnownMembersStandOnce) {
  const std::string text = to_json(sample_envelope());
  const std::string twice[] = {
      R"({"payload":"AAAA",)" + text.substr(1),
      R"({"payloadType":"t",)" + text.substr(1),
      R"({"signatures":[],)" + text.substr(1),
      R"({"p\u0061yload":"AAAA",)" + text.substr(1),
      one(R"({"keyid":"b",)" + signature("a").substr(1)),
      one(R"({"sig":"AAAA",)" + signature("a").substr(1)),
  };
  for (const std::string& t : twice) EXPECT_EQ(refusal(t), Reason::json_duplicate) << t;
}

TEST(Envelope, WrongShapesAreRefused) {
  const std::string sigs = signatures(1);
  const std::string bad[] = {
      "[]",
      "1",
      "null",
      "\"text\"",
      "{}",
      json("1", sigs),
      json("null", sigs),
      json("\"AAAA\"", "{}"),
      json("\"AAAA\"", "null"),
      json("\"AAAA\"", "[1]"),
      R"({"payload":"AAAA","signatures":)" + sigs + "}",
      R"({"payloadType":"application/vnd.tenure.act+json","signatures":)" + sigs + "}",
      R"({"payload":"AAAA","payloadType":"application/vnd.tenure.act+json"})",
      one(R"({"sig":")" + kSig + "\"}"),
      one(R"({"keyid":"a"})"),
      one(R"({"keyid":1,"sig":")" + kSig + "\"}"),
      one(R"({"keyid":"a","sig":1})"),
      one(signature("")),
      one(signature(std::string(kKeyIdMax + 1, 'k'))),
      one(R"({"keyid":"a","sig":"AAAA"})"),
      one(R"({"keyid":"a","sig":")" + to_base64(as_bytes(std::string(65, 's'))) + "\"}"),
  };
  for (const std::string& text : bad) EXPECT_EQ(refusal(text), Reason::envelope_shape) << text;
  EXPECT_TRUE(parse_envelope(one(signature(std::string(kKeyIdMax, 'k')))));
}

TEST(Envelope, BadBase64IsRefused) {
  for (const std::string_view payload :
       {"\"AAA\"", "\"AA==\\n\"", "\"A AA\"", "\"AAB=\"", "\"+-AA\"", "\"====\""}) {
    EXPECT_EQ(refusal(json(payload, signatures(1))), Reason::envelope_base64) << payload;
  }
  EXPECT_EQ(refusal(one(R"({"keyid":"a","sig":")" + kSig.substr(1) + "\"}")), Reason::envelope_base64);
}

TEST(Envelope, KeySignsOnce) {
  EXPECT_EQ(refusal(json("\"AAAA\"", "[" + signature("a") + "," + signature("a") + "]")), Reason::key_twice);
}

TEST(Envelope, HasOneTo64Signatures) {
  EXPECT_EQ(refusal(json("\"AAAA\"", "[]")), Reason::limit_signatures);
  EXPECT_TRUE(parse_envelope(json("\"AAAA\"", signatures(64))));
  EXPECT_EQ(refusal(json("\"AAAA\"", signatures(65))), Reason::limit_signatures);
}

TEST(Envelope, DraftMayBeUnsigned) {
  const auto draft = parse_envelope(json("\"AAAA\"", "[]"), {.signatures_min = 0});
  ASSERT_TRUE(draft);
  EXPECT_TRUE(draft->signatures.empty());
}

TEST(Envelope, AnotherPayloadTypeIsRefused) {
  Envelope other = sample_envelope();
  other.payload_type = "application/json";
  EXPECT_EQ(refusal(to_json(other)), Reason::envelope_payload_type);
  EXPECT_EQ(parse_envelope(to_json(other), {.payload_type = "application/json"}), other);
}

TEST(Envelope, PayloadHasAtMost4MiB) {
  Envelope large = sample_envelope();
  large.payload.assign(kPayloadMax, 'p');
  EXPECT_EQ(parse_envelope(to_json(large)), large);
  large.payload += 'p';
  EXPECT_EQ(refusal(to_json(large)), Reason::limit_payload);
}

TEST(Envelope, EnvelopeHasAtMost6MiB) {
  std::string text = to_json(sample_envelope());
  text.resize(kEnvelopeMax, ' ');
  EXPECT_TRUE(parse_envelope(text));
  EXPECT_EQ(refusal(text + ' '), Reason::limit_envelope);
}

TEST(Envelope, TrailingBytesAreRefused) {
  const std::string text = to_json(sample_envelope());
  for (const std::string_view more : {"x", "{}", "}", ",", "\"", " 1"}) {
    EXPECT_EQ(refusal(text + std::string(more)), Reason::json_trailing) << more;
  }
}

TEST(Envelope, BadJsonIsRefused) {
  EXPECT_EQ(refusal(""), Reason::json_syntax);
  EXPECT_EQ(refusal("  "), Reason::json_syntax);
  EXPECT_EQ(refusal("{"), Reason::json_syntax);
  EXPECT_EQ(refusal(R"({"x" 1})"), Reason::json_syntax);
  EXPECT_EQ(refusal(R"({"x":tru})"), Reason::json_syntax);
  EXPECT_EQ(refusal(R"({"x":1,})"), Reason::json_syntax);
  EXPECT_EQ(refusal("{\"x\":\"\xFF\"}"), Reason::json_utf8);
}

std::string nested(std::size_t depth) {
  const std::string text = to_json(sample_envelope());
  return R"({"x":)" + std::string(depth - 1, '[') + std::string(depth - 1, ']') + "," + text.substr(1);
}

TEST(Envelope, DepthIsLimited) {
  EXPECT_TRUE(parse_envelope(nested(kEnvelopeDepthMax)));
  EXPECT_EQ(refusal(nested(kEnvelopeDepthMax + 1)), Reason::limit_depth);
  EXPECT_EQ(refusal(nested(100000)), Reason::limit_depth);
}

TEST(Envelope, EveryTruncationIsRefused) {
  const std::string text = to_json(sample_envelope());
  for (std::size_t size = 0; size < text.size(); ++size)
    EXPECT_FALSE(parse_envelope(text.substr(0, size))) << size;
}

TEST(Envelope, NoSingleByteChangeCrashesOrKeepsAllTheContents) {
  const std::string text = to_json(sample_envelope());
  for (std::size_t at = 0; at < text.size(); ++at) {
    for (unsigned value = 0; value < 256; ++value) {
      std::string changed = text;
      changed[at] = static_cast<char>(value);
      const auto parsed = parse_envelope(changed);
      EXPECT_FALSE(parsed == sample_envelope() && changed != text) << at << " " << value;
    }
  }
}

}  // namespace
}  // namespace tenure
