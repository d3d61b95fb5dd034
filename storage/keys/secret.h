// Bytes that must not outlive their use: keys, seeds, and texts that hold them.
//
// A SecretBytes owns its memory, is moved and never copied by accident, and zeroes it on destruction. Not
// thread-safe beyond what a plain buffer is: any number of readers, or one writer.
#pragma once

#include <memory>
#include <span>
#include <string>

#include "domain/core/bytes.h"

namespace tenure {

class SecretBytes {
 public:
  SecretBytes() = default;
  /// `size` zero bytes.
  explicit SecretBytes(std::size_t size);

  static SecretBytes random(std::size_t size);
  static SecretBytes copy_of(Bytes bytes);

  std::size_t size() const { return data_ ? data_.get_deleter().size : 0; }
  Bytes view() const { return {data_.get(), size()}; }
  std::span<std::byte> mutable_view() { return {data_.get(), size()}; }

  /// Takes the same time wherever the bytes differ; the sizes are no secret.
  bool equals(const SecretBytes& other) const;

 private:
  struct Wipe {
    std::size_t size;
    void operator()(std::byte* data) const;
  };

  std::unique_ptr<std::byte[], Wipe> data_;
};

/// Zeroes the whole of `text` when the scope ends. The text must outlive this and must not be moved or grow.
class WipeOnExit {
 public:
  explicit WipeOnExit(std::string& text) : text_(text) {}
  WipeOnExit(const WipeOnExit&) = delete;
  WipeOnExit& operator=(const WipeOnExit&) = delete;
  ~WipeOnExit();

 private:
  std::string& text_;
};

}  // namespace tenure
