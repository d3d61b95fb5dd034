// One example of each described type, all members present: the corpus begins with these.
#pragma once

#include <fmt/format.h>

#include <string>

#include "domain/act/catalogue.h"
#include "domain/describe/write.h"

namespace tenure::test {

inline std::string sample_json(const TypeInfo& type, std::string_view member);

inline std::string sample_event(const EventType& type) {
  return fmt::format(R"({{"type":"{}","on":"2024-03-01","on_precision":"month","data":{}}})", type.name(),
                     sample_json(type.data_type(), ""));
}

inline std::string sample_code(std::string_view member) {
  if (member == "alg") return "ed25519";
  if (member == "post") return "secretary";
  if (member == "region_code") return "330326100201";
  return std::string(member);
}

inline std::string sample_text(const TypeInfo& type, std::string_view member) {
  if (type.form == Form::sealed || type.name == Commitment::kName) {
    const std::string salt(Commitment::kSaltSize, 's');
    return Commitment::make(as_bytes(salt), member, "示例").str();
  }
  if (type.name == PersonId::kName) return "p-0001";
  if (type.name == OrgId::kName) return "o-330326100201";
  if (type.name == MatterId::kName) return "m-2024-001";
  if (type.name == CaseId::kName) return "c-2024-001";
  if (type.name == KeyId::kName) return "11qYAYKxCrfVS_7TyWQHOg7hcvPapiMlrwIaaPcHURo";  // RFC 8032, test 1
  if (type.name == Code::kName) return sample_code(member);
  if (type.name == Date::kName) return "2024-03-31";
  if (type.name == Moment::kName) return "2024-03-01T08:30:00.000000Z";
  if (type.name == Period::kName) return "2024-Q1";
  if (type.name == Position::kName) return "1234.0";
  if (type.name == ContentDigest::kName) return ContentDigest{sha256(member)}.str();
  if (type.name == ActId::kName) return "01JD8ZK3V9Q4T6W8Y0A2C4E6G8";
  return fmt::format("示例 {}", member);
}

inline std::string sample_json(const TypeInfo& type, std::string_view member) {
  switch (type.form) {
    case Form::boolean:
      return "true";
    case Form::integer:
      return type.name == kType<Fen>.name ? "140950" : "3";
    case Form::decimal:
      return "12.5";
    case Form::enumeration:
      return json_string(type.values.back().name);
    case Form::text:
    case Form::sealed:
      return json_string(sample_text(type, member));
    case Form::list:
      return fmt::format("[{}]", sample_json(*type.element, member));
    case Form::optional:
      return sample_json(*type.element, member);
    case Form::event:
      return sample_event(*find_event_type("OfficeResumed"));
    case Form::structure:
      break;
  }
  std::string out;
  for (const Field& field : type.structure->fields) {
    out += fmt::format("{}{}:{}", out.empty() ? "" : ",", json_string(field.name),
                       sample_json(*field.type, field.name));
  }
  return fmt::format("{{{}}}", out);
}

}  // namespace tenure::test
