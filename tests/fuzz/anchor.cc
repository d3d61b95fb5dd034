// The head anchor's file, in memory. The input is the beginning of both slots, up to their digests, which are
// made right: what is behind the digest is what is fuzzed. The first byte says which slots get a right one.
#include <rocksdb/env.h>
#include <rocksdb/file_system.h>

#include "domain/core/sha256.h"
#include "storage/anchor/head_anchor.h"
#include "storage/files/files.h"
#include "tests/fuzz/target.h"

namespace tenure::fuzz {
namespace {

constexpr std::size_t kDigestAt = kAnchorSlotSize - sizeof(Digest);
const std::string kPath = "/head";

std::string slot_of(std::string_view content, bool digest_is_right) {
  std::string slot(content.substr(0, kDigestAt));
  slot.resize(kDigestAt, '\0');
  const Digest digest = digest_is_right ? sha256(slot) : Digest{};
  slot += as_view(digest.view());
  return slot;
}

}  // namespace

void run(std::string_view input) {
  if (input.empty()) return;
  const auto choice = static_cast<unsigned char>(input[0]);
  input.remove_prefix(1);
  const auto half = input.size() / 2;
  std::string file = slot_of(input.substr(0, half), (choice & 1) != 0);
  file += slot_of(input.substr(half), (choice & 2) != 0);
  if ((choice & 4) != 0) file.resize(input.size());

  static const std::unique_ptr<rocksdb::Env> env(rocksdb::NewMemEnv(rocksdb::Env::Default()));
  const auto& fs = env->GetFileSystem();
  if (!write_file(*fs, kPath, as_bytes(file), IfExists::replace)) return;
  auto anchor = HeadAnchor::open(fs, kPath);
  if (!anchor) return;
  check(anchor->checkpoint().size() <= kAnchorTextMax, "the text fits its slot");
  const std::string before = anchor->checkpoint();
  const auto sequence = anchor->sequence();
  if (!anchor->write("next")) return;
  const auto again = HeadAnchor::open(fs, kPath);
  check(again && again->checkpoint() == "next" && again->sequence() == sequence + 1, "the newest one stands");
}

}  // namespace tenure::fuzz
