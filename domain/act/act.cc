#include "domain/act/act.h"

#include <fmt/format.h>

#include <algorithm>
#include <array>

#include "domain/act/catalogue.h"
#include "domain/core/both.h"
#include "domain/describe/json_fault.h"
#include "domain/describe/write.h"

namespace tenure {
namespace {

/// Members of an act other than `events` and `expects`, which have a form of their own.
struct Member {
  std::string_view name;
  const TypeInfo* type;
  void* (*at)(Act& act);
  bool required;
};

template <auto M>
constexpr Member member(std::string_view name, bool required) {
  return {name, &kType<typename MemberOf<M>::Type>, [](Act& act) -> void* { return &(act.*M); }, required};
}

constexpr auto kMembers = std::to_array<Member>({
    member<&Act::id>("act", true),
    member<&Act::ledger>("ledger", false),
    member<&Act::nonce>("nonce", false),
    member<&Act::authority>("authority", true),
    member<&Act::co_authorities>("co_authorities", false),
    member<&Act::issued_at>("issued_at", true),
    member<&Act::document_no>("document_no", false),
    member<&Act::klass>("class", false),
    member<&Act::provenance>("provenance", false),
    member<&Act::attachments>("attachments", false),
});
constexpr std::size_t kExpects = kMembers.size();
constexpr std::size_t kEvents = kMembers.size() + 1;

std::size_t member_index(std::string_view name) {
  if (name == "expects") return kExpects;
  if (name == "events") return kEvents;
  std::size_t i = 0;
  while (i < kMembers.size() && kMembers[i].name != name) ++i;
  return i < kMembers.size() ? i : kEvents + 1;
}

class ActReader {
 public:
  ActReader(std::string_view payload, ParsedAct& out) : payload_(payload), out_(out) {}

  bool read(JsonObject object) {
    std::array<bool, kEvents + 1> seen{};
    for (auto field : object) {
      std::string_view key;
      if (auto error = field.unescaped_key().get(key)) return reader_.fail(error);
      const std::string name(key);  // the parser's string buffer is reused below
      const auto at = member_index(name);
      if (at > kEvents) return reader_.fail(Reason::json_unknown, tenure::quoted(name));
      Reader::Inside inside(reader_, name);
      if (seen[at]) return reader_.fail(Reason::json_duplicate);
      seen[at] = true;
      JsonValue value;
      if (auto error = field.value().get(value)) return reader_.fail(error);
      if (!read_member(at, value)) return false;
    }
    for (const Member& member : kMembers) {
      if (member.required && !seen[static_cast<std::size_t>(&member - kMembers.data())])
        return missing(member.name);
    }
    if (!seen[kEvents]) return missing("events");
    return check_whole();
  }

  Reader& reader() { return reader_; }

 private:
  bool missing(std::string_view name) {
    Reader::Inside inside(reader_, name);
    return reader_.fail(Reason::json_missing);
  }

  bool read_member(std::size_t at, JsonValue value) {
    if (at == kEvents) return read_events(value);
    if (at == kExpects) return read_expects(value);
    return reader_.read(*kMembers[at].type, value, kMembers[at].at(out_.act));
  }

  bool read_expects(JsonValue value) {
    JsonObject object;
    if (auto error = value.get_object().get(object)) return reader_.fail(error);
    for (auto field : object) {
      std::string_view key;
      if (auto error = field.unescaped_key().get(key)) return reader_.fail(error);
      const std::string name(key);
      Reader::Inside inside(reader_, name);
      const auto slash = name.rfind('/');
      const auto subject = Subject::parse(name.substr(0, slash));
      const Area* area = slash == std::string::npos ? nullptr : find_area(name.substr(slash + 1));
      if (!subject || area == nullptr)
        return reader_.fail(Reason::bad_value, both("应为 种类/编号/领域", "kind/id/area is due"));
      Expectation expectation{*subject, area, {}};
      JsonValue position;
      if (auto error = field.value().get(position)) return reader_.fail(error);
      if (!reader_.read(kType<Position>, position, &expectation.position)) return false;
      for (const Expectation& other : out_.act.expects) {
        if (other.subject == expectation.subject && other.area == area)
          return reader_.fail(Reason::json_duplicate);
      }
      out_.act.expects.push_back(std::move(expectation));
      if (out_.act.expects.size() > kActExpectsMax) return reader_.fail(Reason::limit_list);
    }
    return true;
  }

  bool read_events(JsonValue value) {
    simdjson::ondemand::array array;
    if (auto error = value.get_array().get(array)) return reader_.fail(error);
    for (auto item : array) {
      Reader::Inside inside(reader_, out_.act.events.size());
      if (out_.act.events.size() == kActEventsMax) return reader_.fail(Reason::limit_events);
      JsonValue event;
      if (auto error = std::move(item).get(event)) return reader_.fail(error);
      const char* start = event.raw_json_token().data();
      out_.cuts.push_back(static_cast<std::uint32_t>(start - payload_.data()));
      JsonObject object;
      if (auto error = event.get_object().get(object)) return reader_.fail(error);
      if (!read_event(reader_, object, out_.act.events.emplace_back())) return false;
    }
    if (out_.act.events.empty()) return reader_.fail(Reason::limit_events);
    out_.cuts.push_back(end_of_object(out_.cuts.back()));
    return true;
  }

  /// One past the brace that closes the (well-formed) object at `start`.
  std::uint32_t end_of_object(std::size_t start) const {
    std::size_t depth = 0;
    bool in_string = false;
    std::size_t i = start;
    for (; i < payload_.size(); ++i) {
      const char c = payload_[i];
      if (in_string) {
        if (c == '\\') ++i;
        if (c == '"') in_string = false;
      } else if (c == '"') {
        in_string = true;
      } else if (c == '{') {
        ++depth;
      } else if (c == '}' && --depth == 0) {
        break;
      }
    }
    return static_cast<std::uint32_t>(i + 1);
  }

  bool check_whole() {
    const Act& act = out_.act;
    if (act.ledger.has_value() == act.nonce.has_value()) {
      return reader_.fail(Reason::act_shape, both("须有 ledger，首份文书则为 nonce",
                                                  "either `ledger`, or in the genesis act `nonce`"));
    }
    for (const OrgId& other : act.co_authorities) {
      if (other == act.authority ||
          std::count(act.co_authorities.begin(), act.co_authorities.end(), other) > 1) {
        return reader_.fail(Reason::act_shape,
                            both("机关 {0} 出现两次", "authority {0} stands twice", other.value));
      }
    }
    for (std::size_t i = 0; i < act.events.size(); ++i) {
      const auto klass = act.events[i].type->traits.klass;
      if (klass != kOrdinaryClass && klass != act.klass.value) {
        Reader::Inside events(reader_, "events");
        Reader::Inside inside(reader_, i);
        return reader_.fail(Reason::class_mixed,
                            both("“{0}”有密级，文书须写明：tenure act new --class {2}",
                                 "{1} is of class {2}: the act must say so, tenure act new --class {2}",
                                 act.events[i].type->structure->zh, act.events[i].type->name(), klass));
      }
    }
    return true;
  }

  std::string_view payload_;
  ParsedAct& out_;
  Reader reader_;
};

/// After a refusal: the id and the authority, wherever they stand. Read afresh: after an error simdjson's
/// document has let go of its parser and cannot be rewound.
bool find_header(simdjson::padded_string_view payload, Act& act) {
  JsonDocument document;
  if (thread_parser().iterate(payload).get(document)) return false;
  JsonObject object;
  std::string_view id;
  std::string_view authority;
  if (document.get_object().get(object) || object.find_field_unordered("act").get_string().get(id))
    return false;
  const auto act_id = ActId::parse(id);
  if (!act_id || object.find_field_unordered("authority").get_string().get(authority)) return false;
  const auto org = OrgId::parse(authority);
  if (!org) return false;
  act.id = *act_id;
  act.authority = *org;
  return true;
}

void write_member(std::string_view name, const std::string& json, std::string& out) {
  if (out.size() > 1) out += ',';
  write_json_string(name, out);
  out += ':';
  out += json;
}

}  // namespace

std::string Expectation::key() const { return subject.str() + "/" + std::string(area->name); }

ParsedAct parse_act(std::string_view payload) {
  ParsedAct out;
  if (payload.size() > kPayloadMax) {
    out.shape = Refusal{Reason::limit_payload, {}, both("{} 字节", "{} bytes", payload.size())};
    return out;
  }
  if (json_depth(payload) > kDepthMax) {
    out.shape = Refusal{Reason::limit_depth, {}, {}};
    return out;
  }
  const simdjson::padded_string_view padded(payload.data(), payload.size(),
                                            payload.size() + simdjson::SIMDJSON_PADDING);
  JsonDocument document;
  if (auto error = thread_parser().iterate(padded).get(document)) {
    out.shape = with_fault({reason_of(error), {}, told(error)}, payload);
    return out;
  }
  JsonObject object;
  ActReader reader(payload, out);
  if (auto error = document.get_object().get(object)) {
    out.shape = Refusal{reason_of(error), {}, told(error)};
  } else if (!reader.read(object)) {
    out.shape = reader.reader().take_refusal();
  } else if (!at_end(document, payload)) {
    out.shape = Refusal{Reason::json_trailing, {}, {}};
  }
  if (out.shape) out.shape = with_fault(std::move(*out.shape), payload);
  out.has_header = !out.shape || find_header(padded, out.act);
  return out;
}

std::string write_act(const Act& act) {
  std::string out = "{";
  for (const Member& member : kMembers) {
    const void* value = member.at(const_cast<Act&>(act));
    const bool absent = (member.type->form == Form::optional || member.type->form == Form::list) &&
                        member.type->size(value) == 0;
    if (absent || (member.name == "class" && act.klass.value == kOrdinaryClass)) continue;
    std::string json;
    write_json(*member.type, value, json);
    write_member(member.name, json, out);
  }
  if (!act.expects.empty()) {
    std::string json = "{";
    for (const Expectation& expectation : act.expects) {
      write_member(expectation.key(), json_string(expectation.position.str()), json);
    }
    write_member("expects", json + "}", out);
  }
  std::string events = "[";
  for (const Event& event : act.events) {
    if (events.size() > 1) events += ',';
    write_event(event, events);
  }
  write_member("events", events + "]", out);
  return out + "}";
}

}  // namespace tenure
