// An act: the document that an authority signs. Parsed from the exact signed bytes, which are kept as they
// are.
#pragma once

#include <cstdint>
#include <optional>
#include <string>
#include <string_view>
#include <vector>

#include "domain/act/event.h"
#include "domain/act/limits.h"

namespace tenure {

inline constexpr std::string_view kOrdinaryClass = "ordinary";

TENURE_ENUM(ProvenanceKind, (transcribed, "转录", "transcribed from paper"));

/// History from paper, entered honestly. Signed by who transcribes.
TENURE_STRUCT(Provenance, "史料来源", "Provenance",
  (ProvenanceKind, kind, "类别", "kind", ProvenanceKind::transcribed)
  (ContentDigest, source_digest, "原件摘要", "digest of the source")
  (ShortText, original_issuer, "原发文机关", "original issuer")
  (std::optional<ShortText>, original_no, "原文号", "original number")
  (Ref<PersonId>, transcriber, "转录人", "transcriber")
  (std::optional<Ref<PersonId>>, checker, "核对人", "checker")
  /// where in it the events stand, in their order
  (std::optional<ShortText>, place, "原件页行", "pages or rows of the source"));

TENURE_STRUCT(AttachmentRef, "附件", "Attachment",
  (ContentDigest, digest, "摘要", "digest")
  (ShortText, media_type, "媒体类型", "media type"));

/// The newest position of a subject and area that the issuer had seen.
struct Expectation {
  Subject subject;
  const Area* area = nullptr;
  Position position;

  std::string key() const;  ///< as in the payload: person/p-0001/tenure
};

struct Act {
  ActId id;
  std::optional<ShortText>
      ledger;  ///< origin#<first 16 hex digits of the genesis leaf hash>; not in the genesis act
  std::optional<Code> nonce;  ///< in the genesis act only
  OrgId authority;
  std::vector<OrgId> co_authorities;
  Moment issued_at;
  std::optional<ShortText> document_no;
  Code klass{std::string(kOrdinaryClass)};
  std::vector<Expectation> expects;
  std::optional<Provenance> provenance;
  std::vector<AttachmentRef> attachments;
  std::vector<Event> events;
};

/// What came of reading a payload. Checks of the act's id and authority come before the shape's, so a refused
/// shape is kept beside whatever header could be read.
struct ParsedAct {
  Act act;
  std::vector<std::uint32_t> cuts;  ///< offsets: start of event 0, 1, ..., then the end of the last one
  std::optional<Refusal> shape;     ///< why the payload is no act
  bool has_header = false;          ///< id and authority could be read
};

/// Reads the payload strictly. It must have SIMDJSON_PADDING readable bytes behind it.
ParsedAct parse_act(std::string_view payload);

/// JSON of a whole act, compact, in the order of contract: what `tenure act new` writes for signing.
std::string write_act(const Act& act);

}  // namespace tenure
