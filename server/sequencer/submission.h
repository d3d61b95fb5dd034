// What a client hands in: an envelope, alone or with the sealed values that its commitments stand for.
#pragma once

#include <string>
#include <string_view>
#include <vector>

#include "domain/act/act.h"
#include "domain/act/sealed_values.h"
#include "domain/describe/type.h"
#include "storage/evidence/envelope.h"

namespace tenure {

inline constexpr std::size_t kSubmissionMax = std::size_t{12} << 20;  ///< bytes of the JSON
inline constexpr std::size_t kSealedMax = 20'000;                     ///< sealed values with one act

/// A personal value with the salt that opens its commitment.
TENURE_STRUCT(SealedInput, "封存值", "Sealed value",
  (Commitment, commitment, "承诺", "commitment")
  (ShortText, salt, "盐", "salt")  ///< URL-safe base64 of 32 bytes
  (LongText, value, "值", "value"));

struct Submission {
  Envelope envelope;
  std::vector<SealedInput> sealed;
};

/// Reads either form; `signatures_min` 0 for drafts and checks.
Result<Submission> parse_submission(std::string_view json, std::size_t signatures_min = 1);
std::string to_json(const Submission& submission);

/// A sealed value that was found to open a commitment of an event.
struct OpenedSeal {
  std::string subject;  ///< whose key seals it: the first subject of the event, as person/p-0001
  std::string commitment;
  std::string salt;  ///< 32 raw bytes
  std::string value;
  std::optional<SealedKind> kind = {};  ///< that its subject is found by
};

/// Finds each sealed value's commitment in the events and opens it; refuses one that belongs to none or does
/// not open.
Result<std::vector<OpenedSeal>> open_seals(const std::vector<SealedInput>& sealed,
                                           const std::vector<Event>& events);

}  // namespace tenure
