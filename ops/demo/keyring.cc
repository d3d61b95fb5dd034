#include "ops/demo/keyring.h"

#include <fmt/format.h>

#include "domain/core/sha256.h"
#include "ops/commands/signing.h"
#include "storage/files/files.h"

namespace tenure::demo {
namespace {

std::string file_of(const std::string& folder, const std::string& org) { return folder + "/" + org + ".key"; }

}  // namespace

std::string Keyring::seed_for(std::uint64_t seed, const std::string& name) {
  return std::string(as_view(sha256(fmt::format("tenure demo key/{}/{}", seed, name)).view()));
}

Keyring Keyring::of_seed(std::uint64_t seed, const std::vector<std::string>& orgs) {
  Keyring out;
  for (const std::string& org : orgs) out.keys_.emplace(org, *SecretKey::from_seed(seed_for(seed, org)));
  return out;
}

Result<Keyring> Keyring::load(const std::string& folder, const std::vector<std::string>& orgs) {
  Keyring out;
  for (const std::string& org : orgs) {
    auto key = load_signing_key(file_of(folder, org), {});
    if (!key) return tl::unexpected(key.error());
    out.keys_.emplace(org, std::move(*key));
  }
  return out;
}

Result<void> Keyring::save(const std::string& folder) const {
  auto& fs = *default_file_system();
  if (auto done = ensure_folder(fs, folder); !done) return done;
  for (const auto& [org, key] : keys_) {
    const KeyPair pair = key_pair_of(SecretBytes::copy_of(as_bytes(key.seed())));
    if (auto done = save_key_file(fs, file_of(folder, org), pair, {}); !done) return done;
  }
  return {};
}

}  // namespace tenure::demo
