// Signers of notes with keys made from one repeated byte.
#pragma once

#include <initializer_list>
#include <string>
#include <utility>
#include <vector>

#include "storage/evidence/note.h"

namespace tenure {

inline NoteSigner signer(std::string name, char seed) {
  return std::move(*NoteSigner::make(std::move(name), *SecretKey::from_seed(std::string(32, seed))));
}

inline std::vector<NoteSigner> signers(std::initializer_list<std::pair<const char*, char>> keys) {
  std::vector<NoteSigner> out;
  for (const auto& [name, seed] : keys) out.push_back(signer(name, seed));
  return out;
}

}  // namespace tenure
