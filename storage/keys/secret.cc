#include "storage/keys/secret.h"

#include <sodium.h>

#include <cstring>

namespace tenure {

void SecretBytes::Wipe::operator()(std::byte* data) const {
  sodium_memzero(data, size);
  delete[] data;
}

SecretBytes::SecretBytes(std::size_t size) : data_(new std::byte[size](), Wipe{size}) {}

SecretBytes SecretBytes::random(std::size_t size) {
  SecretBytes secret(size);
  randombytes_buf(secret.data_.get(), size);
  return secret;
}

SecretBytes SecretBytes::copy_of(Bytes bytes) {
  SecretBytes secret(bytes.size());
  if (!bytes.empty()) std::memcpy(secret.data_.get(), bytes.data(), bytes.size());
  return secret;
}

bool SecretBytes::equals(const SecretBytes& other) const {
  if (size() != other.size()) return false;
  return size() == 0 || sodium_memcmp(data_.get(), other.data_.get(), size()) == 0;
}

WipeOnExit::~WipeOnExit() { sodium_memzero(text_.data(), text_.size()); }

}  // namespace tenure
