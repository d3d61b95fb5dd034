#include "domain/act/event.h"

#include <algorithm>

#include "domain/act/catalogue.h"
#include "domain/core/both.h"
#include "domain/describe/write.h"
#include "domain/words/nearest.h"

namespace tenure {
namespace {

bool read_precision(Reader& reader, JsonValue json, DatePrecision& out) {
  std::string_view text;
  if (auto error = json.get_string().get(text)) return reader.fail(error);
  for (auto precision : {DatePrecision::day, DatePrecision::month, DatePrecision::year}) {
    if (text == name(precision)) {
      out = precision;
      return true;
    }
  }
  return reader.fail(Reason::bad_enum,
                     both("应为 day（日）、month（月）或 year（年）", "day, month or year"));
}

bool precision_fits(Date on, DatePrecision precision) {
  return precision == DatePrecision::day ||
         (on.day() == 1 && (precision == DatePrecision::month || on.month() == 1));
}

std::string unknown_type(std::string_view name) { return unknown_among(name, event_type_words()); }

/// The type stands in the object, perhaps after the data: look it up first, then read the members in their
/// order.
const EventType* read_type(Reader& reader, JsonObject& json) {
  Reader::Inside inside(reader, "type");
  std::string_view type_name;
  const auto error = json.find_field_unordered("type").get_string().get(type_name);
  if (error == simdjson::NO_SUCH_FIELD) {
    reader.fail(Reason::json_missing);
    return nullptr;
  }
  if (error) {
    reader.fail(error);
    return nullptr;
  }
  const EventType* type = find_event_type(type_name);
  if (type == nullptr) reader.fail(Reason::event_unknown, unknown_type(type_name));
  return type;
}

using SealedVisitor = std::function<void(const std::string&, const TypeInfo&, const Commitment&)>;

void visit_sealed(const TypeInfo& type, const void* value, const std::string& path,
                  const SealedVisitor& visit) {
  const auto join = [&](std::string_view step) {
    return path.empty() ? std::string(step) : path + "." + std::string(step);
  };
  switch (type.form) {
    case Form::sealed:
      visit(path, *type.element, *static_cast<const Commitment*>(value));
      break;
    case Form::optional:
      if (type.size(value) == 1) visit_sealed(*type.element, type.item(value, 0), path, visit);
      break;
    case Form::list:
      for (std::size_t i = 0; i < type.size(value); ++i) {
        visit_sealed(*type.element, type.item(value, i), join(std::to_string(i)), visit);
      }
      break;
    case Form::structure:
      for (const Field& field : type.structure->fields) {
        visit_sealed(*field.type, field.in(value), join(field.name), visit);
      }
      break;
    default:
      break;
  }
}

void collect_subjects(const TypeInfo& type, const void* value, std::vector<Subject>& out) {
  if (type.subject) {
    std::string id;
    type.print(value, id);
    Subject subject{*type.subject, std::move(id)};
    if (std::find(out.begin(), out.end(), subject) == out.end()) out.push_back(std::move(subject));
  } else if (type.form == Form::structure) {
    for (const Field& field : type.structure->fields) collect_subjects(*field.type, field.in(value), out);
  } else if (type.form == Form::list || type.form == Form::optional) {
    for (std::size_t i = 0; i < type.size(value); ++i)
      collect_subjects(*type.element, type.item(value, i), out);
  }
}

}  // namespace

bool read_event(Reader& reader, JsonObject json, Event& out) {
  out.type = read_type(reader, json);
  if (out.type == nullptr) return false;
  if (auto error = json.reset().error()) return reader.fail(error);
  bool has_type = false;
  bool has_on = false;
  bool has_precision = false;
  bool has_data = false;
  out.data = out.type->make();
  for (auto member : json) {
    std::string_view key;
    if (auto error = member.unescaped_key().get(key)) return reader.fail(error);
    bool* seen = key == "type"           ? &has_type
                 : key == "on"           ? &has_on
                 : key == "on_precision" ? &has_precision
                 : key == "data"         ? &has_data
                                         : nullptr;
    if (seen == nullptr)
      return reader.fail(Reason::json_unknown, unknown_among(key, std::vector<std::string_view>{
                                                                      "type", "on", "on_precision", "data"}));
    Reader::Inside inside(reader, key);
    if (*seen) return reader.fail(Reason::json_duplicate);
    *seen = true;
    JsonValue value;
    if (auto error = member.value().get(value)) return reader.fail(error);
    if (seen == &has_on) {
      if (!reader.read(kType<Date>, value, &out.on)) return false;
    } else if (seen == &has_precision) {
      if (!read_precision(reader, value, out.precision)) return false;
    } else if (seen == &has_data) {
      JsonObject data;
      if (auto error = value.get_object().get(data)) return reader.fail(error);
      if (!reader.read_members(*out.type->structure, data, out.data.get())) return false;
    } else {
      std::string_view ignored;
      if (auto error = value.get_string().get(ignored)) return reader.fail(error);
    }
  }
  Reader::Inside inside(reader, has_on && !has_data ? "data" : "on");
  if (!has_on || !has_data) return reader.fail(Reason::json_missing);
  if (!precision_fits(out.on, out.precision)) return reader.fail(Reason::bad_date, out.on.str());
  out = make_event(*out.type, out.on, out.precision, std::move(out.data));
  return true;
}

void write_event(const Event& event, std::string& out) {
  out += R"({"type":)";
  write_json_string(event.type->name(), out);
  out += R"(,"on":")" + event.on.str() + '"';
  if (event.precision != DatePrecision::day) {
    out += R"(,"on_precision":")";
    out += name(event.precision);
    out += '"';
  }
  out += R"(,"data":)";
  write_json(event.type->data_type(), event.data.get(), out);
  out += '}';
}

Result<Event> read_event_slice(std::string_view slice) {
  const simdjson::padded_string padded(slice.substr(0, slice.rfind('}') + 1));
  JsonDocument document;
  JsonObject object;
  Reader reader;
  Event event;
  auto error = thread_parser().iterate(padded).get(document);
  if (!error) error = document.get_object().get(object);
  if (error) return refuse(reason_of(error), {}, told(error));
  if (!read_event(reader, object, event)) return tl::unexpected(reader.take_refusal());
  return event;
}

Event make_event(const EventType& type, Date on, DatePrecision precision, std::shared_ptr<void> data) {
  auto about = std::make_shared<std::vector<Subject>>();
  collect_subjects(type.data_type(), data.get(), *about);
  if (about->empty()) about->push_back(kLedgerSubject);
  return {&type, on, precision, std::move(data), std::move(about)};
}

void for_each_sealed(const Event& event, const SealedVisitor& visit) {
  visit_sealed(event.type->data_type(), event.data.get(), {}, visit);
}

namespace {

/// The period in a field that is one, perhaps absent; null in any other.
const Period* period_in(const Field& field, const void* value) {
  if (field.type == &kType<Period>) return static_cast<const Period*>(value);
  const bool may_be = field.type->form == Form::optional && field.type->element == &kType<Period> &&
                      field.type->size(value) > 0;
  return may_be ? static_cast<const Period*>(field.type->item(value, 0)) : nullptr;
}

}  // namespace

const Period* period_named_by(const Event& event) {
  const Period* term = nullptr;
  for (const Field& field : event.type->structure->fields) {
    const Period* period = period_in(field, field.in(event.data.get()));
    if (period != nullptr && period->calendar()) return period;
    if (term == nullptr) term = period;
  }
  return term;
}

std::optional<Period> period_of_event(const Event& event) {
  const Period* period = period_named_by(event);
  return period != nullptr && period->calendar() ? std::optional(*period) : std::nullopt;
}

std::span<const ShortText> basis_of(const Event& event) {
  for (const Field& field : event.type->structure->fields) {
    if (field.name != "basis" || field.type != &kType<std::vector<ShortText>>) continue;
    return *static_cast<const std::vector<ShortText>*>(field.in(event.data.get()));
  }
  return {};
}

const Event* replacement_of(const Event& event) {
  for (const Field& field : event.type->structure->fields) {
    const TypeInfo& type = *field.type;
    if (type.form != Form::optional || type.element->form != Form::event) continue;
    const void* value = field.in(event.data.get());
    if (type.size(value) == 1) return static_cast<const Event*>(type.item(value, 0));
  }
  return nullptr;
}

std::int64_t amount_fen(const Event& event) {
  std::int64_t most = 0;
  for (const Field& field : event.type->structure->fields) {
    if (field.name != "amount_fen") continue;
    const void* value = field.in(event.data.get());
    if (field.type->form == Form::optional) {
      if (field.type->size(value) == 1)
        most = std::max(most, field.type->element->get(field.type->item(value, 0)));
    } else {
      most = std::max(most, field.type->get(value));
    }
  }
  return most;
}

}  // namespace tenure
