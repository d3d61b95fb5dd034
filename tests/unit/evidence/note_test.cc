#include "storage/evidence/note.h"

#include <gtest/gtest.h>

#include "tests/unit/evidence/reason_of.h"
#include "tests/unit/evidence/signers.h"

namespace tenure {
namespace {

using test::reason_of;

// The example of the specification.
constexpr std::string_view kExampleKey =
    "example.com/foo+530d903a+AekyeRrm56hApGFkyQR4ZCbV54Id2LKaANYcrnKv3U2k";
constexpr std::string_view kExampleNote =
    "This is an example message.\n\n"
    "— example.com/foo "
    "Uw2QOkn8srV1yJGh2VYRlL1Tnagv1YEq6TfXppzi2ONncAlTgK7Ztg1ERYNZXsYjOBH3mFXmRKuwHjG1Yu72IneyaQM=\n";

Result<std::size_t> verified(std::string_view text, const std::vector<VerifierKey>& keys) {
  const auto note = parse_note(text);
  if (!note) return tl::unexpected(note.error());
  return verify_note(*note, keys).map([](const auto& found) { return found.size(); });
}

std::optional<Reason> refusal(std::string_view text, const std::vector<VerifierKey>& keys) {
  return reason_of(verified(text, keys));
}

TEST(Note, ExampleOfTheSpecificationVerifies) {
  const auto key = VerifierKey::parse(kExampleKey);
  ASSERT_TRUE(key);
  EXPECT_EQ(verified(kExampleNote, {*key}), 1U);
  EXPECT_EQ(parse_note(kExampleNote)->text, "This is an example message.\n");
}

TEST(Note, VerifierKeyTextGoesBothWays) {
  EXPECT_EQ(VerifierKey::parse(kExampleKey)->text(), kExampleKey);
  const VerifierKey key = signer("log.example/村务", 'a').verifier();
  EXPECT_EQ(VerifierKey::parse(key.text()), key);
}

TEST(Note, PlusInTheBase64OfAVerifierKeyIsNoSeparator) {
  for (int seed = 0; seed < 256; ++seed) {
    const VerifierKey key = signer("a", static_cast<char>(seed)).verifier();
    if (key.text().find('+', 11) == std::string::npos) continue;
    EXPECT_EQ(VerifierKey::parse(key.text()), key);
    return;
  }
  FAIL() << "no key with a plus";
}

TEST(Note, BadVerifierKeysAreRefused) {
  const std::string_view bad[] = {
      "",
      "example.com/foo",
      "example.com/foo+530d903a",
      "+530d903a+AekyeRrm56hApGFkyQR4ZCbV54Id2LKaANYcrnKv3U2k",
      "example.com/fox+530d903a+AekyeRrm56hApGFkyQR4ZCbV54Id2LKaANYcrnKv3U2k",
      "example.com/foo+530D903A+AekyeRrm56hApGFkyQR4ZCbV54Id2LKaANYcrnKv3U2k",
      "example.com/foo+0530d903a+AekyeRrm56hApGFkyQR4ZCbV54Id2LKaANYcrnKv3U2k",
      "example.com/foo+530d903b+AekyeRrm56hApGFkyQR4ZCbV54Id2LKaANYcrnKv3U2k",
      "example.com/foo+530d903a+BOkyeRrm56hApGFkyQR4ZCbV54Id2LKaANYcrnKv3U2k",
      "example.com/foo+530d903a+AekyeRrm56hApGFkyQR4ZCbV54Id2LKaANYcrnKv3Q==",
      "example.com/foo+530d903a+AekyeRrm56hApGFkyQR4ZCbV54Id2LKaANYcrnKv3U2k\n",
  };
  for (const std::string_view text : bad) EXPECT_FALSE(VerifierKey::parse(text)) << text;
}

TEST(Note, KeyOfSmallOrderIsNoVerifierKey) {
  PublicKey identity;
  identity.bytes[0] = std::byte{1};
  EXPECT_EQ(reason_of(VerifierKey::make("log.example", identity)), Reason::key_invalid);
}

TEST(Note, KeyNamesHaveNoSpacePlusOrControl) {
  EXPECT_TRUE(is_key_name("log.example/村务"));
  EXPECT_TRUE(is_key_name(std::string(255, 'n')));
  for (const std::string_view name : {"", "a b", "a+b", "a\nb", "a\tb",
                                      "a\xC2\xA0"
                                      "b",
                                      "a\xE2\x80\xA8"
                                      "b",
                                      "a\xE3\x80\x80"
                                      "b",
                                      "a\xFF"
                                      "b"}) {
    EXPECT_FALSE(is_key_name(name)) << name;
  }
  EXPECT_FALSE(is_key_name(std::string(256, 'n')));
}

TEST(Note, SeveralKeysSignOneNote) {
  const auto keys = signers({{"log.example", 'a'}, {"log.example", 'b'}, {"other.example", 'a'}});
  const auto note = sign_note("text\n", keys);
  ASSERT_TRUE(note);
  EXPECT_EQ(verified(*note, {keys[0].verifier(), keys[1].verifier(), keys[2].verifier()}), 3U);
}

TEST(Note, UnknownKeysAreIgnored) {
  const auto keys = signers({{"stranger.example", 's'}, {"log.example", 'a'}});
  EXPECT_EQ(verified(*sign_note("text\n", keys), {keys[1].verifier()}), 1U);
}

TEST(Note, KeyOfAnotherNameIsUnknown) {
  const auto note = sign_note("text\n", signers({{"log.example", 'a'}}));
  EXPECT_EQ(refusal(*note, {signer("other.example", 'a').verifier()}), Reason::note_unverified);
}

TEST(Note, NobodyTrustedVerifiesNothing) {
  EXPECT_EQ(refusal(*sign_note("text\n", signers({{"log.example", 'a'}})), {}), Reason::note_unverified);
}

TEST(Note, BadSignatureOfAKnownKeyRefusesTheNoteDespiteAGoodOne) {
  const auto keys = signers({{"log.example", 'a'}, {"log.example", 'b'}});
  const std::string good = *sign_note("text\n", std::span(keys).first(1));
  const std::string other = *sign_note("another\n", std::span(keys).subspan(1));
  const std::string mixed = good + other.substr(other.find("\n\n") + 2);
  EXPECT_EQ(verified(mixed, {keys[0].verifier()}), 1U);
  EXPECT_EQ(refusal(mixed, {keys[0].verifier(), keys[1].verifier()}), Reason::signature_invalid);
}

TEST(Note, SignatureOfAnotherLengthUnderAKnownKeyIsBad) {
  const auto key = signer("log.example", 'a');
  NoteSignature line = key.sign("text\n");
  line.signature.pop_back();
  const std::vector<VerifierKey> keys = {key.verifier()};
  EXPECT_EQ(reason_of(verify_note({"text\n", {line}}, keys)), Reason::signature_invalid);
}

TEST(Note, RepeatedSignatureCountsOnce) {
  const auto keys = signers({{"log.example", 'a'}});
  const std::string note = *sign_note("text\n", keys);
  EXPECT_EQ(verified(note + note.substr(note.find("\n\n") + 2), {keys[0].verifier()}), 1U);
}

TEST(Note, TextMayHoldEmptyLines) {
  const auto keys = signers({{"log.example", 'a'}});
  const std::string note = *sign_note("\n\na\n\n\n", keys);
  EXPECT_EQ(parse_note(note)->text, "\n\na\n\n\n");
  EXPECT_EQ(verified(note, {keys[0].verifier()}), 1U);
}

TEST(Note, SixteenSignaturesAreAccepted) {
  std::vector<NoteSigner> keys;
  for (char c = 'a'; c < 'a' + 16; ++c) keys.push_back(signer("log.example", c));
  EXPECT_EQ(verified(*sign_note("text\n", keys), {keys[15].verifier()}), 1U);
}

TEST(Note, MoreSignaturesThanTheLimitAreRefused) {
  const auto keys = signers({{"log.example", 'a'}});
  std::string note = *sign_note("text\n", keys);
  const std::string line = note.substr(note.find("\n\n") + 2);
  for (std::size_t i = 1; i < kNoteSignaturesMax; ++i) note += line;
  EXPECT_TRUE(parse_note(note));
  EXPECT_FALSE(parse_note(note + line));
}

TEST(Note, BadShapesAreRefused) {
  const std::string_view bad[] = {
      "",
      "\n",
      "text",
      "text\n",
      "text\n\n",
      "text\n— a AAAAAAA=\n",                // no empty line
      "text\n\n— a AAAAAAA=",                // no final newline
      "text\n\n- a AAAAAAA=\n",              // hyphen
      "text\n\n—  a AAAAAAA=\n",             // two spaces
      "text\n\n— a  AAAAAAA=\n",             //
      "text\n\n— a AAAAAAA= \n",             // trailing space
      "text\n\n— a\n",                       // no signature
      "text\n\n— a AAAAAA==\n",              // key id alone
      "text\n\n— a AAAAAAA\n",               // no padding
      "text\n\n— a AAAAAAB=\n",              // stray bits
      "text\n\n— a_b+c AAAAAAA=\n",          // plus in the name
      "text\n\n— a AAAAAAA=\nmore\n",        // not a signature line
      "te\rxt\n\n— a AAAAAAA=\n",            // control character
      "te\xC0\x80xt\n\n— a AAAAAAA=\n",      // overlong UTF-8
      "te\xED\xA0\x80xt\n\n— a AAAAAAA=\n",  // surrogate
  };
  for (const std::string_view text : bad) EXPECT_EQ(reason_of(parse_note(text)), Reason::note_shape) << text;
  EXPECT_TRUE(parse_note("text\n\n— a AAAAAAA=\n"));
}

TEST(Note, TooLargeNotesAreRefused) {
  std::string note(kNoteSizeMax, 'a');
  note.append("\n\n— a AAAAAAA=\n");
  EXPECT_FALSE(parse_note(note));
}

TEST(Note, TextThatCannotBeANoteIsNotSigned) {
  const auto keys = signers({{"log.example", 'a'}});
  EXPECT_FALSE(sign_note("", keys));
  EXPECT_FALSE(sign_note("no newline", keys));
  EXPECT_FALSE(sign_note("tab\there\n", keys));
  EXPECT_FALSE(sign_note("text\n", {}));
}

TEST(Note, EveryFlippedByteIsNoticed) {
  const auto key = VerifierKey::parse(kExampleKey);
  for (std::size_t i = 0; i < kExampleNote.size(); ++i) {
    std::string note(kExampleNote);
    note[i] = static_cast<char>(note[i] ^ 1);
    EXPECT_FALSE(verified(note, {*key})) << i;
  }
}

}  // namespace
}  // namespace tenure
