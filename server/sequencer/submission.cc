#include "server/sequencer/submission.h"

#include <unordered_map>

#include "domain/act/commitments.h"
#include "domain/core/both.h"
#include "domain/describe/json_fault.h"
#include "domain/describe/read.h"
#include "domain/describe/write.h"
#include "domain/registry/identity.h"

namespace tenure {
namespace {

struct Place {
  Subject subject;
  std::string path;
  const TypeInfo* type;
  std::optional<SealedKind> kind;
};

std::unordered_map<std::string, Place> places_of(const std::vector<Event>& events) {
  std::unordered_map<std::string, Place> out;
  for (const Event& event : events) {
    for_each_commitment(event, [&](const Event& inner, const std::string& path, const TypeInfo& type,
                                   const Commitment& commitment) {
      out.emplace(commitment.str(), Place{subjects(inner).front(), path, &type, sealed_kind(inner, path)});
    });
  }
  return out;
}

/// The envelope's own text and the list of sealed values, or nothing when the JSON is an envelope itself.
Result<bool> read_wrapped(std::string_view json, std::string& envelope, std::vector<SealedInput>& sealed) {
  const simdjson::padded_string padded(json);
  JsonDocument document;
  JsonObject object;
  auto error = thread_parser().iterate(padded).get(document);
  if (!error) error = document.get_object().get(object);
  if (error) return refuse(reason_of(error), {}, told(error));
  bool wrapped = false;
  bool has_sealed = false;
  for (auto field : object) {
    std::string_view key;
    JsonValue value;
    if (auto bad = field.unescaped_key().get(key)) return refuse(reason_of(bad));
    if (key == "envelope") {
      if (wrapped) return refuse(Reason::json_duplicate, "envelope");
      wrapped = true;
      JsonObject inner;
      std::string_view raw;
      if (auto bad = field.value().get_object().get(inner)) return refuse(reason_of(bad), "envelope");
      if (auto bad = inner.raw_json().get(raw)) return refuse(reason_of(bad), "envelope");
      envelope = raw;
    } else if (key == "sealed") {
      if (has_sealed) return refuse(Reason::json_duplicate, "sealed");
      has_sealed = true;
      Reader reader;
      Reader::Inside inside(reader, std::string_view("sealed"));
      if (auto bad = field.value().get(value)) return refuse(reason_of(bad), "sealed");
      if (!reader.read(kType<std::vector<SealedInput>>, value, &sealed))
        return tl::unexpected(reader.take_refusal());
      if (sealed.size() > kSealedMax) return refuse(Reason::limit_list, "sealed");
    } else if (wrapped || has_sealed) {
      return refuse(Reason::json_unknown, tenure::quoted(key));
    } else {
      return false;  // the members of an envelope
    }
  }
  if (has_sealed && !wrapped) return refuse(Reason::json_missing, "envelope");
  if (wrapped && !at_end(document, padded)) return refuse(Reason::json_trailing);
  return wrapped;
}

}  // namespace

Result<Submission> parse_submission(std::string_view json, std::size_t signatures_min) {
  if (json.size() > kSubmissionMax)
    return refuse(Reason::limit_envelope, {}, both("{} 字节", "{} bytes", json.size()));
  if (json_depth(json) > kDepthMax) return refuse(Reason::limit_depth);
  Submission out;
  std::string inner;
  const auto wrapped = read_wrapped(json, inner, out.sealed);
  if (!wrapped) return tl::unexpected(with_fault(wrapped.error(), json));
  auto envelope =
      parse_envelope(*wrapped ? std::string_view(inner) : json, {.signatures_min = signatures_min});
  if (!envelope)
    return tl::unexpected(with_fault(envelope.error(), *wrapped ? std::string_view(inner) : json));
  out.envelope = std::move(*envelope);
  return out;
}

std::string to_json(const Submission& submission) {
  std::string out = R"({"envelope":)" + to_json(submission.envelope);
  if (!submission.sealed.empty()) out += R"(,"sealed":)" + to_json(submission.sealed);
  return out + "}";
}

Result<std::vector<OpenedSeal>> open_seals(const std::vector<SealedInput>& sealed,
                                           const std::vector<Event>& events) {
  std::vector<OpenedSeal> out;
  if (sealed.empty()) return out;
  const auto places = places_of(events);
  for (const SealedInput& input : sealed) {
    const std::string text = input.commitment.str();
    const auto place = places.find(text);
    if (place == places.end()) return refuse(Reason::commitment_unknown, "sealed", text);
    const auto salt = from_base64url(input.salt.value);
    if (!salt || salt->size() != Commitment::kSaltSize) {
      return refuse(Reason::bad_value, "sealed",
                    both("盐不是 32 字节的 base64url", "the salt is not base64url of 32 bytes"));
    }
    const auto& [subject, path, type, kind] = place->second;
    if (Commitment::make(as_bytes(*salt), path, input.value.value) != input.commitment) {
      return refuse(Reason::commitment_mismatch, path, text);
    }
    if (!fits(*type, input.value.value))
      return refuse(type->reason, path, both("封存的值", "the sealed value"));
    out.push_back({subject.str(), text, *salt, input.value.value, kind});
  }
  return out;
}

}  // namespace tenure
