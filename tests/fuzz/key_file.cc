// Key files. Without a passphrase: the cost of Argon2id is what the file says, within its limits.
#include "storage/keys/protected_secret.h"
#include "tests/fuzz/target.h"

namespace tenure::fuzz {

void run(std::string_view input) {
  constexpr std::string_view kAlg = "ed25519";
  const auto public_part = public_part_of("key", input, kAlg);
  const auto secret = unprotect("key", input, kAlg, std::nullopt);
  if (!secret) return;
  check(public_part && *public_part == secret->public_part, "the public part is the same either way");
  const auto text = protect(*secret, {std::nullopt, {}});
  check(text.has_value(), "what was read can be written");
  const auto again = unprotect("key", *text, kAlg, std::nullopt);
  check(again && again->secret.equals(secret->secret), "a secret reads back as it was written");
}

}  // namespace tenure::fuzz
