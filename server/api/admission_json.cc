#include "server/api/admission_json.h"

#include "domain/describe/json_out.h"

namespace tenure {

std::string admission_json(const Admission& admission, const std::optional<std::string>& receipt) {
  JsonOut out = JsonOut::object();
  out.number("index", admission.index).text("position", Position{admission.index, 0}.str());
  out.text("recorded_at", admission.recorded_at.str()).raw("flags", to_json(admission.verdict.flags));
  if (receipt) out.text("receipt", *receipt);
  return out.str();
}

}  // namespace tenure
