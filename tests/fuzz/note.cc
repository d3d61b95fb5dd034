// Signed notes, checkpoints and verifier keys, as another log or a witness hands them in.
#include "storage/evidence/note.h"

#include "storage/evidence/checkpoint.h"
#include "tests/fuzz/target.h"

namespace tenure::fuzz {
namespace {

const NoteSigner& signer() {
  static const auto made = NoteSigner::make("fuzz.example/log", *SecretKey::from_seed(std::string(32, 's')));
  return *made;
}

}  // namespace

void run(std::string_view input) {
  const std::vector<VerifierKey> keys{signer().verifier()};
  if (const auto note = parse_note(input)) {
    check(note->text.ends_with('\n'), "a note's text ends its last line");
    check(!note->signatures.empty() && note->signatures.size() <= kNoteSignaturesMax, "as many as allowed");
    const auto verified = verify_note(*note, keys);
    check(!verified || !verified->empty(), "nobody is no signer");
    open_checkpoint(input, keys);
  }
  if (const auto checkpoint = parse_checkpoint_body(input)) {
    check(checkpoint->body() == input, "a checkpoint has one spelling");
  }
  if (const auto key = VerifierKey::parse(input)) check(key->text() == input, "a key has one spelling");
  const auto resigned = sign_note(input, std::span(&signer(), 1));
  if (!resigned) return;
  const auto again = parse_note(*resigned);
  check(again && again->text == input && verify_note(*again, keys), "what is signed verifies");
}

}  // namespace tenure::fuzz
