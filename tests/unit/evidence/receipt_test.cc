#include "storage/evidence/receipt.h"

#include <gtest/gtest.h>

#include "storage/evidence/merkle.h"
#include "tests/unit/evidence/naive_tree.h"
#include "tests/unit/evidence/reason_of.h"

namespace tenure {
namespace {

using test::NaiveTree;
using test::reason_of;

constexpr std::size_t kSize = 20;
constexpr std::size_t kIndex = 7;

class ReceiptTest : public ::testing::Test {
 protected:
  ReceiptTest() {
    signers_.push_back(
        std::move(*NoteSigner::make("log.example", *SecretKey::from_seed(std::string(32, 's')))));
    keys_.push_back(signers_[0].verifier());
    note_ = *sign_checkpoint({"log.example", kSize, tree_.root(kSize)}, signers_);
    text_ = receipt_text(kIndex, tree_.path(kIndex, kSize), note_);
  }

  Result<Checkpoint> verify(std::string_view text, const Digest& leaf) {
    const auto receipt = parse_receipt(text);
    if (!receipt) return tl::unexpected(receipt.error());
    return verify_receipt(*receipt, leaf, keys_);
  }
  Result<Checkpoint> verify(std::string_view text) { return verify(text, tree_.leaf(kIndex)); }

  NaiveTree tree_{kSize};
  std::vector<NoteSigner> signers_;
  std::vector<VerifierKey> keys_;
  std::string note_;
  std::string text_;
};

TEST_F(ReceiptTest, TextIsThatOfTheSpecification) {
  std::string wanted = "c2sp.org/tlog-proof@v1\nindex 7\n";
  for (const Digest& hash : tree_.path(kIndex, kSize)) wanted += to_base64(hash.view()) + "\n";
  EXPECT_EQ(text_, wanted + "\n" + note_);
}

TEST_F(ReceiptTest, ProvesItsEntry) {
  const auto checkpoint = verify(text_);
  ASSERT_TRUE(checkpoint);
  EXPECT_EQ(checkpoint->size, kSize);
}

TEST_F(ReceiptTest, DoesNotProveAnotherEntry) {
  EXPECT_EQ(reason_of(verify(text_, tree_.leaf(8))), Reason::proof_wrong);
}

TEST_F(ReceiptTest, UnderAnotherKeyItProvesNothing) {
  keys_[0] = *VerifierKey::make("log.example", SecretKey::from_seed(std::string(32, 'x'))->public_key());
  EXPECT_EQ(reason_of(verify(text_)), Reason::note_unverified);
}

TEST_F(ReceiptTest, EntryOfALogOfOneHasNoHashes) {
  const std::string note = *sign_checkpoint({"log.example", 1, tree_.root(1)}, signers_);
  EXPECT_TRUE(verify(receipt_text(0, {}, note), tree_.leaf(0)));
}

TEST_F(ReceiptTest, ExtraLineIsIgnored) {
  std::string text = text_;
  text.insert(text.find("index"), "extra YWdl\n");
  EXPECT_TRUE(verify(text));
}

TEST_F(ReceiptTest, BadShapesAreRefused) {
  const std::string head = "c2sp.org/tlog-proof@v1\n";
  const std::string hash = to_base64(tree_.leaf(0).view());
  const std::string bad[] = {
      "",
      head,
      head + "index 7\n",
      head + "index 7\n\n",
      "c2sp.org/tlog-proof@v2\nindex 7\n\n" + note_,
      head + "index 07\n\n" + note_,
      head + "index -7\n\n" + note_,
      head + "index  7\n\n" + note_,
      head + "index 7 \n\n" + note_,
      head + "Index 7\n\n" + note_,
      head + "index 18446744073709551616\n\n" + note_,
      head + "extra\nindex 7\n\n" + note_,
      head + "extra \nindex 7\n\n" + note_,
      head + "extra YW\nindex 7\n\n" + note_,
      head + "extra YWdl\nextra YWdl\nindex 7\n\n" + note_,
      head + "index 7\nextra YWdl\n\n" + note_,
      head + "index 7\n" + hash + " \n\n" + note_,
      head + "index 7\n" + hash.substr(1) + "\n\n" + note_,
      head + "index 7\nAAAA\n\n" + note_,
      head + "index 7\r\n\n" + note_,
  };
  for (const std::string& text : bad) {
    const auto receipt = parse_receipt(text);
    ASSERT_FALSE(receipt) << text;
    EXPECT_EQ(reason_of(receipt), Reason::proof_shape) << text;
  }
}

TEST_F(ReceiptTest, HasAtMost64Hashes) {
  std::vector<Digest> hashes(kProofHashesMax);
  EXPECT_TRUE(parse_receipt(receipt_text(0, hashes, note_)));
  hashes.emplace_back();
  EXPECT_FALSE(parse_receipt(receipt_text(0, hashes, note_)));
}

TEST_F(ReceiptTest, EveryFlippedByteIsNoticed) {
  for (std::size_t i = 0; i < text_.size(); ++i) {
    std::string text = text_;
    text[i] = static_cast<char>(text[i] ^ 1);
    EXPECT_FALSE(verify(text)) << i;
  }
}

TEST_F(ReceiptTest, EveryTruncationIsNoticed) {
  for (std::size_t size = 0; size < text_.size(); ++size) EXPECT_FALSE(verify(text_.substr(0, size))) << size;
}

}  // namespace
}  // namespace tenure
