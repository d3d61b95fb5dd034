// Sealed values as they are compared and read, and entries of the vault's index.
#include "domain/registry/identity.h"

#include <simdjson.h>

#include "storage/vault/index_entry.h"
#include "tests/fuzz/target.h"

namespace tenure::fuzz {

void run(std::string_view input) {
  const std::string plain = folded(input);
  check(plain.size() <= input.size(), "folding adds nothing");
  if (simdjson::validate_utf8(input.data(), input.size())) {
    check(folded(plain) == plain, "what is folded stays as it is");
    check(simdjson::validate_utf8(plain.data(), plain.size()), "folding breaks no character");
  }
  for (const std::string_view text : {input, std::string_view(plain)}) {
    if (read_id_number(text)) check(text.size() == kIdNumberSize, "a number has its length");
  }
  if (const auto entry = read_entry(input)) {
    check(entry_head(entry->subject, entry->commitment) == entry->head, "a head is read as it was written");
    check(std::string(entry->head) + std::string(entry->sealed) == input, "an entry is all of its bytes");
  }
  if (const auto key = entry_key_of(input)) {
    check(key->size() == input.size(), "an entry lies beside its reverse");
  }
}

}  // namespace tenure::fuzz
