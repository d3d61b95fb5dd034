#include "server/api/admission_json.h"

#include "domain/describe/json_out.h"

namespace tenure {

namespace {

JsonOut admission_out(const Admission& admission) {
  JsonOut out = JsonOut::object();
  out.number("index", admission.index).text("position", Position{admission.index, 0}.str());
  out.text("recorded_at", admission.recorded_at.str()).raw("flags", to_json(admission.verdict.flags));
  return out;
}

}  // namespace

std::string admission_json(const Admission& admission, const std::optional<std::string>& receipt) {
  JsonOut out = admission_out(admission);
  if (receipt) out.text("receipt", *receipt);
  return out.str();
}

std::string checked_json(const Admission& admission, bool authority_judged) {
  return admission_out(admission).flag("authority_judged", authority_judged).str();
}

}  // namespace tenure
