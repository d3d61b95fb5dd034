#include "storage/evidence/ed25519.h"

#include <gtest/gtest.h>
#include <simdjson.h>

#include <utility>
#include <vector>

#include "tests/unit/evidence/vectors.h"

namespace tenure {
namespace {

const std::string kSeed(32, 'k');

TEST(Ed25519, SignsWhatItVerifies) {
  const auto key = SecretKey::from_seed(kSeed);
  const Signature signature = key->sign(as_bytes("message"));
  EXPECT_TRUE(verify(key->public_key(), as_bytes("message"), signature));
  EXPECT_FALSE(verify(key->public_key(), as_bytes("massage"), signature));
}

TEST(Ed25519, AnotherKeyDoesNotVerify) {
  const Signature signature = SecretKey::from_seed(kSeed)->sign(as_bytes("message"));
  EXPECT_FALSE(verify(SecretKey::generate().public_key(), as_bytes("message"), signature));
}

// RFC 8032, section 7.1, test 1.
TEST(Ed25519, SeedGivesTheKeyAndSignatureOfTheStandard) {
  const auto seed = from_hex("9d61b19deffd5a60ba844af492ec2cc44449c5697b326919703bac031cae7f60");
  const auto key = SecretKey::from_seed(*seed);
  EXPECT_EQ(to_hex(key->public_key().view()),
            "d75a980182b10ab7d54bfed3c964073a0ee172f3daa62325af021a68f707511a");
  EXPECT_EQ(to_hex(key->sign({}).view()),
            "e5564300c360ac729086e2cc806e828a84877f1eb8e5d974d873e06522490155"
            "5fb8821590a33bacc61e39701cf9b46bd25bf5f0595bbe24655141438e7a100b");
}

TEST(Ed25519, GeneratedKeysDiffer) {
  EXPECT_NE(SecretKey::generate().public_key(), SecretKey::generate().public_key());
}

TEST(Ed25519, MovedFromKeyIsWiped) {
  SecretKey key = *SecretKey::from_seed(kSeed);
  const SecretKey moved = std::move(key);
  // NOLINTNEXTLINE(bugprone-use-after-move, clang-analyzer-cplusplus.Move): that is the point
  EXPECT_EQ(key.seed(), std::string(32, '\0'));
  EXPECT_EQ(moved.seed(), kSeed);
}

TEST(Ed25519, AssignedFromKeyIsWiped) {
  SecretKey key = *SecretKey::from_seed(kSeed);
  SecretKey target = SecretKey::generate();
  target = std::move(key);
  // NOLINTNEXTLINE(bugprone-use-after-move, clang-analyzer-cplusplus.Move)
  EXPECT_EQ(key.seed(), std::string(32, '\0'));
  EXPECT_EQ(target.seed(), kSeed);
}

TEST(Ed25519, RawLengthsAreExact) {
  EXPECT_FALSE(PublicKey::from_raw(std::string(31, 'a')));
  EXPECT_FALSE(PublicKey::from_raw(std::string(33, 'a')));
  EXPECT_FALSE(Signature::from_raw(std::string(63, 'a')));
  EXPECT_FALSE(SecretKey::from_seed(std::string(31, 'a')));
}

PublicKey key_of(std::string_view hex) { return *PublicKey::from_raw(*from_hex(hex)); }

TEST(Ed25519, RealKeyIsValid) { EXPECT_TRUE(SecretKey::from_seed(kSeed)->public_key().valid()); }

TEST(Ed25519, IdentityIsNotAValidKey) {
  EXPECT_FALSE(key_of("0100000000000000000000000000000000000000000000000000000000000000").valid());
}

TEST(Ed25519, SmallOrderIsNotAValidKey) {
  EXPECT_FALSE(key_of("26e8958fc2b227b045c3f489f2ef98f0d5dfac05d3c63339b13802886d53fc05").valid());
}

TEST(Ed25519, NonCanonicalEncodingIsNotAValidKey) {
  EXPECT_FALSE(key_of("edffffffffffffffffffffffffffffffffffffffffffffffffffffffffffff7f").valid());
  EXPECT_FALSE(key_of("f0ffffffffffffffffffffffffffffffffffffffffffffffffffffffffffff7f").valid());
}

struct Cctv {
  std::int64_t number;
  PublicKey key;
  Signature signature;
  std::string message;
  bool mixed_order_key;
};

std::vector<Cctv> cctv() {
  simdjson::dom::parser parser;
  const std::string text = test::read_whole(test::vectors_dir() / "ed25519_cctv.json");
  std::vector<Cctv> cases;
  for (const simdjson::dom::element item : simdjson::dom::array(parser.parse(text))) {
    const auto field = [&](const char* name) { return std::string(std::string_view(item[name])); };
    bool mixed = false;
    simdjson::dom::array flags;
    if (item["flags"].get(flags) == simdjson::SUCCESS) {
      for (const std::string_view flag : flags) mixed |= flag == "low_order_component_A";
    }
    cases.push_back({std::int64_t(item["number"]), key_of(field("key")),
                     *Signature::from_raw(*from_hex(field("sig"))), field("msg"), mixed});
  }
  return cases;
}

// A libsodium that changes its mind on one of these would change verdicts of the ledger: it must fail here.
const std::vector<std::int64_t> kAccepted = {7,   29,  50,  117, 139, 161, 182, 249, 305, 411, 425,
                                             438, 465, 473, 481, 489, 497, 511, 525, 538, 565, 573,
                                             581, 589, 597, 611, 625, 638, 665, 673, 681, 689, 697,
                                             711, 725, 738, 765, 773, 781, 789, 797, 832, 899};

TEST(Ed25519, VerdictOnEveryCctvCaseIsPinned) {
  std::vector<std::int64_t> accepted;
  const auto cases = cctv();
  for (const Cctv& c : cases) {
    if (verify(c.key, as_bytes(c.message), c.signature)) accepted.push_back(c.number);
  }
  EXPECT_EQ(cases.size(), 914U);
  EXPECT_EQ(accepted.size(), 43U);
  EXPECT_EQ(accepted, kAccepted);
}

TEST(Ed25519, NoCctvKeyWithALowOrderComponentIsValid) {
  std::size_t seen = 0;
  for (const Cctv& c : cctv()) {
    if (!c.mixed_order_key) continue;
    ++seen;
    EXPECT_FALSE(c.key.valid()) << c.number;
  }
  EXPECT_GT(seen, 0U);
}

}  // namespace
}  // namespace tenure
