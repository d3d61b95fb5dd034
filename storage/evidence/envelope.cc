#include "storage/evidence/envelope.h"

#include <fmt/format.h>
#include <simdjson.h>

#include <algorithm>
#include <optional>

#include "domain/core/both.h"
#include "domain/core/bytes.h"
#include "domain/core/text.h"
#include "domain/describe/read.h"

namespace tenure {
namespace {

namespace dom = simdjson::dom;

constexpr std::size_t kSignatureSize = 64;

auto bad_shape(std::string where, std::string_view what) {
  return refuse(Reason::envelope_shape, std::move(where), std::string(what));
}

// The length of the first object or array in `json`, only to word an error; 0 when it does not end.
std::size_t first_value_length(std::string_view json) {
  std::size_t depth = 0;
  bool in_text = false;
  for (std::size_t i = 0; i < json.size(); ++i) {
    const char c = json[i];
    if (in_text) {
      if (c == '\\') ++i;
      if (c == '"') in_text = false;
      continue;
    }
    if (c == '"') in_text = true;
    if (c == '{' || c == '[') ++depth;
    if ((c == '}' || c == ']') && (depth == 0 || --depth == 0)) return i + 1;
  }
  return 0;
}

bool is_followed_by_more(std::string_view json) {
  const std::size_t length = first_value_length(json);
  dom::parser parser;
  return length != 0 && length < json.size() &&
         parser.parse(json.data(), length).error() == simdjson::SUCCESS;
}

tl::unexpected<Refusal> json_refusal(simdjson::error_code error, std::string_view json) {
  const std::string detail = told(error);
  switch (error) {
    case simdjson::DEPTH_ERROR:
      return refuse(Reason::limit_depth, "envelope", detail);
    case simdjson::UTF8_ERROR:
      return refuse(Reason::json_utf8, "envelope", detail);
    case simdjson::NUMBER_ERROR:
      return refuse(Reason::json_number, "envelope", detail);
    default:
      if (is_followed_by_more(json)) return refuse(Reason::json_trailing, "envelope");
      return refuse(Reason::json_syntax, "envelope", detail);
  }
}

// A string member that may stand once.
Result<void> take_text(std::optional<std::string_view>& slot, const dom::element& value,
                       const std::string& where) {
  if (slot) return refuse(Reason::json_duplicate, where);
  std::string_view text;
  if (value.get(text) != simdjson::SUCCESS) return bad_shape(where, both("不是文字", "not a string"));
  slot = text;
  return {};
}

Result<Signed> read_signature(const dom::element& element, const std::string& where) {
  dom::object object;
  if (element.get(object) != simdjson::SUCCESS) return bad_shape(where, both("不是对象", "not an object"));
  std::optional<std::string_view> keyid;
  std::optional<std::string_view> sig;
  for (const dom::key_value_pair member : object) {
    Result<void> ok;
    if (member.key == "keyid") ok = take_text(keyid, member.value, where + ".keyid");
    if (member.key == "sig") ok = take_text(sig, member.value, where + ".sig");
    if (!ok) return tl::unexpected(ok.error());
  }
  if (!keyid || keyid->empty()) return bad_shape(where + ".keyid", both("缺少或为空", "missing or empty"));
  if (keyid->size() > kKeyIdMax)
    return bad_shape(where + ".keyid", both("超过 64 字节", "longer than 64 bytes"));
  if (!sig) return bad_shape(where + ".sig", both("缺少", "missing"));
  auto raw = from_base64_any(*sig);
  if (!raw) return refuse(Reason::envelope_base64, where + ".sig");
  if (raw->size() != kSignatureSize) {
    return bad_shape(where + ".sig", both("{} 字节，应为 64", "{} bytes, not 64", raw->size()));
  }
  return Signed{std::string(*keyid), std::move(*raw)};
}

Result<std::vector<Signed>> read_signatures(const dom::array& array, std::size_t signatures_min) {
  const std::size_t count = array.size();
  if (count < signatures_min || count > kSignaturesMax) {
    return refuse(Reason::limit_signatures, "signatures", fmt::format("{}", count));
  }
  std::vector<Signed> signatures;
  signatures.reserve(count);
  for (const dom::element element : array) {
    const std::string where = fmt::format("signatures[{}]", signatures.size());
    auto read = read_signature(element, where);
    if (!read) return tl::unexpected(read.error());
    if (std::ranges::find(signatures, read->keyid, &Signed::keyid) != signatures.end()) {
      return refuse(Reason::key_twice, where + ".keyid", read->keyid);
    }
    signatures.push_back(std::move(*read));
  }
  return signatures;
}

Result<std::string> read_payload(std::string_view text) {
  if (text.size() > (kPayloadMax + 2) / 3 * 4) return refuse(Reason::limit_payload, "payload");
  auto payload = from_base64_any(text);
  if (!payload) return refuse(Reason::envelope_base64, "payload");
  if (payload->size() > kPayloadMax) return refuse(Reason::limit_payload, "payload");
  return std::move(*payload);
}

struct Members {
  std::optional<std::string_view> payload;
  std::optional<std::string_view> payload_type;
  std::optional<dom::array> signatures;
};

Result<Members> read_members(const dom::object& object) {
  Members members;
  for (const dom::key_value_pair member : object) {
    Result<void> ok;
    if (member.key == "payload") ok = take_text(members.payload, member.value, "payload");
    if (member.key == "payloadType") ok = take_text(members.payload_type, member.value, "payloadType");
    if (!ok) return tl::unexpected(ok.error());
    if (member.key != "signatures") continue;
    if (members.signatures) return refuse(Reason::json_duplicate, "signatures");
    dom::array array;
    if (member.value.get(array) != simdjson::SUCCESS)
      return bad_shape("signatures", both("不是列表", "not a list"));
    members.signatures = array;
  }
  if (!members.payload) return bad_shape("payload", both("缺少", "missing"));
  if (!members.payload_type) return bad_shape("payloadType", both("缺少", "missing"));
  if (!members.signatures) return bad_shape("signatures", both("缺少", "missing"));
  return members;
}

void append_json_text(std::string& out, std::string_view text) {
  out += '"';
  for (const char c : text) {
    if (c == '"' || c == '\\') {
      out.append({'\\', c});
    } else if (static_cast<unsigned char>(c) < 0x20) {
      out += fmt::format("\\u{:04x}", static_cast<unsigned>(c));
    } else {
      out += c;
    }
  }
  out += '"';
}

}  // namespace

Result<Envelope> parse_envelope(std::string_view json, const EnvelopeRules& rules) {
  if (json.size() > kEnvelopeMax) return refuse(Reason::limit_envelope, "envelope");
  dom::parser parser(kEnvelopeMax);
  if (const auto error = parser.allocate(std::max<std::size_t>(json.size(), 1), kEnvelopeDepthMax); error) {
    return json_refusal(error, json);
  }
  dom::element root;
  if (const auto error = parser.parse(json.data(), json.size()).get(root); error)
    return json_refusal(error, json);
  dom::object object;
  if (root.get(object) != simdjson::SUCCESS) return bad_shape("envelope", both("不是对象", "not an object"));

  const auto members = read_members(object);
  if (!members) return tl::unexpected(members.error());
  if (*members->payload_type != rules.payload_type) {
    return refuse(Reason::envelope_payload_type, "payloadType",
                  std::string(shortened(*members->payload_type, 128)));
  }
  auto signatures = read_signatures(*members->signatures, rules.signatures_min);
  if (!signatures) return tl::unexpected(signatures.error());
  auto payload = read_payload(*members->payload);
  if (!payload) return tl::unexpected(payload.error());
  return Envelope{std::move(*payload), std::string(*members->payload_type), std::move(*signatures)};
}

std::string pae(std::string_view type, std::string_view body) {
  std::string out = fmt::format("DSSEv1 {} {} {} ", type.size(), type, body.size());
  out.append(body);
  return out;
}

std::string to_json(const Envelope& envelope) {
  std::string out;
  out.reserve(envelope.payload.size() / 3 * 4 + 256 + envelope.signatures.size() * 192);
  out.append(R"({"payload":")").append(to_base64(as_bytes(envelope.payload))).append(R"(","payloadType":)");
  append_json_text(out, envelope.payload_type);
  out.append(R"(,"signatures":[)");
  for (const Signed& signature : envelope.signatures) {
    if (&signature != envelope.signatures.data()) out += ',';
    out.append(R"({"keyid":)");
    append_json_text(out, signature.keyid);
    out.append(R"(,"sig":")").append(to_base64(as_bytes(signature.sig))).append(R"("})");
  }
  out.append("]}");
  return out;
}

}  // namespace tenure
