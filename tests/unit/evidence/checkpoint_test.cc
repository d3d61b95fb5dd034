#include "storage/evidence/checkpoint.h"

#include <gtest/gtest.h>

#include "storage/evidence/merkle.h"
#include "tests/unit/evidence/reason_of.h"
#include "tests/unit/evidence/signers.h"

namespace tenure {
namespace {

using test::reason_of;

constexpr std::string_view kRootText = "CsUYapGGPo4dkMgIAUqom/Xajj7h2fB2MPA3j2jxq2I=";

Checkpoint sample_checkpoint() {
  return {"example.com/behind-the-sofa", 20852163, *Digest::from_raw(*from_base64(kRootText))};
}

TEST(Checkpoint, BodyIsThatOfTheSpecification) {
  EXPECT_EQ(sample_checkpoint().body(),
            "example.com/behind-the-sofa\n20852163\n" + std::string(kRootText) + "\n");
  EXPECT_EQ(parse_checkpoint_body(sample_checkpoint().body()), sample_checkpoint());
}

TEST(Checkpoint, EmptyLogHasTheEmptyRoot) {
  const Checkpoint empty{"log.example", 0, empty_root()};
  EXPECT_EQ(parse_checkpoint_body(empty.body()), empty);
  EXPECT_FALSE(parse_checkpoint_body(Checkpoint{"log.example", 0, sample_checkpoint().root}.body()));
}

TEST(Checkpoint, BadBodiesAreRefused) {
  const std::string root(kRootText);
  const std::string bad[] = {
      "",
      "o\n",
      "o\n1\n",
      "o\n1\n" + root,
      "\n1\n" + root + "\n",
      "o o\n1\n" + root + "\n",
      "o\n01\n" + root + "\n",
      "o\n-1\n" + root + "\n",
      "o\n+1\n" + root + "\n",
      "o\n 1\n" + root + "\n",
      "o\n1 \n" + root + "\n",
      "o\n0x1\n" + root + "\n",
      "o\n\n" + root + "\n",
      "o\n18446744073709551616\n" + root + "\n",
      "o\n1\n" + root.substr(0, 43) + "\n",
      "o\n1\n" + root + "\n\n",
      "o\n1\n" + root + "\nextension\n",
      "o\n1\nAAAA\n",
  };
  for (const std::string& body : bad) EXPECT_FALSE(parse_checkpoint_body(body)) << body;
  EXPECT_TRUE(parse_checkpoint_body("o\n18446744073709551615\n" + root + "\n"));
}

TEST(Checkpoint, OpensUnderTheKeyOfItsOrigin) {
  const auto keys = signers({{"example.com/behind-the-sofa", 'a'}});
  const std::vector<VerifierKey> known = {keys[0].verifier()};
  EXPECT_EQ(open_checkpoint(*sign_checkpoint(sample_checkpoint(), keys), known), sample_checkpoint());
}

TEST(Checkpoint, RotatedKeysOverlap) {
  const auto keys = signers({{"example.com/behind-the-sofa", 'a'}, {"example.com/behind-the-sofa", 'b'}});
  const std::string note = *sign_checkpoint(sample_checkpoint(), keys);
  for (const NoteSigner& key : keys) {
    const std::vector<VerifierKey> known = {key.verifier()};
    EXPECT_EQ(open_checkpoint(note, known), sample_checkpoint());
  }
}

TEST(Checkpoint, SignersAreNamedLikeTheOrigin) {
  EXPECT_FALSE(sign_checkpoint(sample_checkpoint(), signers({{"other.example", 'a'}})));
}

TEST(Checkpoint, SignatureOfAnotherNameAloneDoesNotMakeACheckpoint) {
  const auto witness = signers({{"witness.example", 'w'}});
  const std::vector<VerifierKey> known = {witness[0].verifier()};
  const auto opened = open_checkpoint(*sign_note(sample_checkpoint().body(), witness), known);
  EXPECT_EQ(reason_of(opened), Reason::note_unverified);
}

TEST(Checkpoint, SignedNoteThatIsNoCheckpointIsRefused) {
  const auto keys = signers({{"log.example", 'a'}});
  const std::vector<VerifierKey> known = {keys[0].verifier()};
  EXPECT_EQ(reason_of(open_checkpoint(*sign_note("log.example\n", keys), known)), Reason::note_shape);
}

}  // namespace
}  // namespace tenure
