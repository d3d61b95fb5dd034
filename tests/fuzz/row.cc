// Encoded rows. The first byte chooses the view, as in a row's key.
#include "domain/act/catalogue.h"
#include "replay/refold.h"
#include "tests/fuzz/target.h"

namespace tenure::fuzz {

void run(std::string_view input) {
  if (input.empty()) return;
  const View& view = *views()[static_cast<unsigned char>(input[0]) % views().size()];
  const auto state = decode_row(view, input.substr(1));
  if (!state) return;
  const std::string encoded = encode_row(view, *state);
  const auto again = decode_row(view, encoded);
  check(again.has_value(), "what is encoded can be decoded");
  check(encode_row(view, *again) == encoded, "encoding is stable");
  const RowState copy{view.copy(state->row.get()), state->last, state->changed_from};
  check(encode_row(view, copy) == encoded, "a copy is the same row");
}

}  // namespace tenure::fuzz
