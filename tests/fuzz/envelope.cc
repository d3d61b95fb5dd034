// Envelopes and submissions, as a client hands them in.
#include "storage/evidence/envelope.h"

#include "server/sequencer/submission.h"
#include "tests/fuzz/target.h"

namespace tenure::fuzz {

void run(std::string_view input) {
  const EnvelopeRules draft{.signatures_min = 0};
  const auto envelope = parse_envelope(input, draft);
  if (envelope) {
    const auto again = parse_envelope(to_json(*envelope), draft);
    check(again && *again == *envelope, "an envelope reads back as it was written");
  }
  const auto submission = parse_submission(input, 0);
  if (!submission) return;
  const auto again = parse_submission(to_json(*submission), 0);
  check(again && again->envelope == submission->envelope, "a submission reads back as it was written");
  check(again->sealed.size() == submission->sealed.size(), "no sealed value is lost");
}

}  // namespace tenure::fuzz
