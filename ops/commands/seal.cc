#include "ops/commands/seal.h"

#include <algorithm>
#include <optional>

#include "domain/act/catalogue.h"
#include "storage/keys/secret.h"

namespace tenure {

/// What stands in the place of a commitment before it is made.
TENURE_STRUCT(SealRequest, "待封存", "To be sealed", (LongText, seal, "明文", "plain text"));

namespace {

using JsonArray = simdjson::ondemand::array;

constexpr std::string_view kSpace = " \t\r\n";

/// Walks events beside their descriptions. Commitments name their field by the path in the event's data.
class Sealer {
 public:
  explicit Sealer(std::string_view text) : text_(text) {}

  /// False: something is not as described, or refusal() says why a value cannot be sealed.
  bool walk(JsonArray events) {
    std::size_t i = 0;
    for (auto item : events) {
      JsonValue value;
      place_ = "events[" + std::to_string(i++) + "].data.";
      if (std::move(item).get(value) || !walk_event(value)) return false;
    }
    return true;
  }

  const std::optional<Refusal>& refusal() const { return refusal_; }

  SealedEvents take() && {
    out_.json += text_.substr(copied_);
    return std::move(out_);
  }

 private:
  bool walk_event(JsonValue json) {
    JsonObject object;
    std::string_view name;
    if (json.get_object().get(object) || object.find_field_unordered("type").get_string().get(name))
      return false;
    const EventType* type = find_event_type(name);
    if (type == nullptr || object.reset().error()) return false;
    for (auto member : object) {
      std::string_view key;
      if (member.unescaped_key().get(key)) return false;
      if (key != "data") continue;
      JsonValue data;
      if (member.value().get(data) || !walk_value(*type->type, data, {})) return false;
    }
    return true;
  }

  bool walk_value(const TypeInfo& type, JsonValue json, const std::string& path) {
    switch (type.form) {
      case Form::sealed:
        return seal(type, json, path);
      case Form::optional:
        return walk_value(*type.element, json, path);
      case Form::list:
        return walk_list(*type.element, json, path);
      case Form::structure:
        return walk_members(*type.structure, json, path);
      case Form::event:
        return walk_event(json);  // a replacement's commitments name its own fields
      default:
        return true;
    }
  }

  static std::string join(const std::string& path, std::string_view step) {
    return path.empty() ? std::string(step) : path + "." + std::string(step);
  }

  bool walk_list(const TypeInfo& element, JsonValue json, const std::string& path) {
    JsonArray array;
    if (json.get_array().get(array)) return false;
    std::size_t i = 0;
    for (auto item : array) {
      JsonValue value;
      if (std::move(item).get(value) || !walk_value(element, value, join(path, std::to_string(i++))))
        return false;
    }
    return true;
  }

  bool walk_members(const StructInfo& structure, JsonValue json, const std::string& path) {
    JsonObject object;
    if (json.get_object().get(object)) return false;
    for (auto member : object) {
      std::string_view key;
      if (member.unescaped_key().get(key)) return false;
      const auto field = std::find_if(structure.fields.begin(), structure.fields.end(),
                                      [&](const Field& f) { return f.name == key; });
      if (field == structure.fields.end()) return false;
      JsonValue value;
      if (member.value().get(value) || !walk_value(*field->type, value, join(path, field->name)))
        return false;
    }
    return true;
  }

  bool seal(const TypeInfo& type, JsonValue json, const std::string& path) {
    simdjson::ondemand::json_type kind{};
    if (json.type().get(kind)) return false;
    if (kind != simdjson::ondemand::json_type::object) return true;
    JsonObject object;
    std::string_view raw;
    if (json.get_object().get(object) || object.raw_json().get(raw)) return false;
    const auto request = read_json<SealRequest>(raw);
    if (!request) return fail(request.error().reason, path + "." + request.error().where);
    const std::string& value = request->seal.value;
    if (!fits(*type.element, value)) return fail(type.element->reason, path);
    const SecretBytes salt = SecretBytes::random(Commitment::kSaltSize);
    const Commitment commitment = Commitment::make(salt.view(), path, value);
    replace(raw, '"' + commitment.str() + '"');
    out_.sealed.push_back({commitment, {to_base64url(salt.view())}, request->seal});
    return true;
  }

  bool fail(Reason reason, const std::string& path) {
    refusal_ = Refusal{reason, place_ + path, {}};
    return false;
  }

  void replace(std::string_view raw, const std::string& by) {
    raw = raw.substr(0, raw.rfind('}') + 1);
    const auto begin = static_cast<std::size_t>(raw.data() - text_.data());
    out_.json += text_.substr(copied_, begin - copied_);
    out_.json += by;
    copied_ = begin + raw.size();
  }

  std::string_view text_;  ///< the parser's padded text
  std::size_t copied_ = 0;
  std::string place_;
  std::optional<Refusal> refusal_;
  SealedEvents out_;
};

}  // namespace

Result<SealedEvents> seal_events(std::string_view events) {
  if (json_depth(events) > kDepthMax) return refuse(Reason::limit_depth, "events");
  const simdjson::padded_string padded(events);
  simdjson::ondemand::parser parser;  // not the thread's: read_json() is called on the way
  JsonDocument document;
  JsonArray array;
  Sealer sealer(padded);
  if (parser.iterate(padded).get(document) || document.get_array().get(array)) {
    return SealedEvents{std::string(events), {}};
  }
  if (!sealer.walk(array) && sealer.refusal()) return tl::unexpected(*sealer.refusal());
  return std::move(sealer).take();
}

std::string events_array(std::string_view text) {
  const auto first = text.find_first_not_of(kSpace);
  if (first == std::string_view::npos) return "[]";
  if (text[first] == '[') return std::string(text);
  std::string out = "[";
  while (!text.empty()) {
    const auto end = std::min(text.find('\n'), text.size());
    const auto line = text.substr(0, end);
    if (line.find_first_not_of(kSpace) != std::string_view::npos) {
      if (out.size() > 1) out += ',';
      out += line;
    }
    text.remove_prefix(std::min(end + 1, text.size()));
  }
  return out + "]";
}

}  // namespace tenure
