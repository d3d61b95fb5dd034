#include "domain/describe/schema_hash.h"

#include "domain/act/catalogue.h"

namespace tenure {
namespace {

/// Changed by hand when `apply`, what is indexed or how a row is encoded means something else although no
/// structure changed. A test compiles this file with another one, for a program of another schema.
#ifndef TENURE_APPLY_VERSION
#define TENURE_APPLY_VERSION "apply 10"
#endif
constexpr std::string_view kApplyVersion = TENURE_APPLY_VERSION;

void describe(const TypeInfo& type, std::string& out) {
  out += std::to_string(static_cast<int>(type.form));
  out += type.name;
  for (const EnumValue& value : type.values) (out += ',') += value.name;
  if (type.element != nullptr) describe(*type.element, out += '>');
  if (type.structure == nullptr) return;
  out += '{';
  for (const Field& field : type.structure->fields) {
    (out += field.name) += ':';
    describe(*field.type, out);
    out += ';';
  }
  out += '}';
}

}  // namespace

const std::string& schema_hash() {
  static const std::string hash = [] {
    std::string text(kApplyVersion);
    for (const Area* area : areas()) {
      (text += "\narea ") += area->name;
      for (const View* view : area->views) describe(*view->type, text += "\nrow ");
      for (const EventType& type : area->events) {
        describe(*type.type, text += "\nevent ");
        text += " rank " + std::to_string(type.traits.rank);
        for (const Application& application : type.applications) (text += " -> ") += application.view->name;
      }
    }
    return sha256(text).hex();
  }();
  return hash;
}

}  // namespace tenure
