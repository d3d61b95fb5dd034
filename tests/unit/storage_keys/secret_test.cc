#include "storage/keys/secret.h"

#include <gtest/gtest.h>

#include <type_traits>

#include "storage/keys/aead.h"

namespace tenure {
namespace {

static_assert(!std::is_copy_constructible_v<SecretBytes> &&
              std::is_nothrow_move_constructible_v<SecretBytes>);

TEST(SecretBytes, EqualsComparesSizeAndContent) {
  const SecretBytes abc = SecretBytes::copy_of(as_bytes("abc"));
  EXPECT_TRUE(abc.equals(SecretBytes::copy_of(as_bytes("abc"))));
  EXPECT_FALSE(abc.equals(SecretBytes::copy_of(as_bytes("abd"))));
  EXPECT_FALSE(abc.equals(SecretBytes::copy_of(as_bytes("ab"))));
  EXPECT_TRUE(SecretBytes().equals(SecretBytes(0)));
}

TEST(SecretBytes, RandomOnesDiffer) { EXPECT_FALSE(SecretBytes::random(32).equals(SecretBytes::random(32))); }

TEST(SecretBytes, AMovedFromOneIsEmpty) {
  SecretBytes from = SecretBytes::copy_of(as_bytes("abc"));
  const SecretBytes to = std::move(from);
  EXPECT_EQ(from.size(), 0u);
  EXPECT_EQ(as_view(to.view()), "abc");
}

TEST(WipeOnExit, ZeroesTheText) {
  std::string text = "a secret that is not short";
  { const WipeOnExit wipe(text); }
  EXPECT_EQ(text, std::string(text.size(), '\0'));
}

TEST(Aead, OpensWithTheSameKeyAndAssociatedDataOnly) {
  const SecretBytes key = SecretBytes::random(kAeadKeySize);
  const std::string sealed = aead_seal(key, as_bytes("plain"), as_bytes("about"));
  EXPECT_EQ(sealed.size(), 5 + kAeadOverhead);
  EXPECT_EQ(as_view(aead_open(key, as_bytes(sealed), as_bytes("about"))->view()), "plain");
  EXPECT_FALSE(aead_open(key, as_bytes(sealed), as_bytes("other")));
  EXPECT_FALSE(aead_open(SecretBytes::random(kAeadKeySize), as_bytes(sealed), as_bytes("about")));
  EXPECT_FALSE(aead_open(key, as_bytes(sealed.substr(0, kAeadOverhead - 1)), as_bytes("about")));
}

TEST(Aead, AnyChangedByteIsRefused) {
  const SecretBytes key = SecretBytes::random(kAeadKeySize);
  const std::string sealed = aead_seal(key, as_bytes("plain"), {});
  for (std::size_t at = 0; at < sealed.size(); ++at) {
    std::string changed = sealed;
    changed[at] = static_cast<char>(changed[at] ^ 1);
    EXPECT_FALSE(aead_open(key, as_bytes(changed), {})) << at;
  }
}

TEST(Aead, TheSameTextIsNeverSealedTheSameWay) {
  const SecretBytes key = SecretBytes::random(kAeadKeySize);
  EXPECT_NE(aead_seal(key, as_bytes("plain"), {}), aead_seal(key, as_bytes("plain"), {}));
}

}  // namespace
}  // namespace tenure
