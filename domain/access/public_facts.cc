#include "domain/access/public_facts.h"

#include <algorithm>
#include <array>

#include "domain/access/visibility.h"
#include "domain/describe/json_out.h"
#include "domain/describe/write.h"
#include "domain/ledger/events.h"
#include "domain/registry/events.h"
#include "domain/tenure/events.h"

namespace tenure {
namespace {

constexpr std::array<std::string_view, 10> kPublicFields = {"person", "org",    "post",   "kind", "until",
                                                            "name",   "parent", "merged", "into", "members"};

bool is_public(const Field& field) {
  return std::ranges::find(kPublicFields, field.name) != kPublicFields.end();
}

std::string data_json(const Event& event) {
  JsonOut out = JsonOut::object();
  for (const Field& field : event.type->structure->fields) {
    const void* value = field.in(event.data.get());
    const bool may_be_absent = field.type->form == Form::optional || field.type->form == Form::list;
    if (!is_public(field) || (may_be_absent && field.type->size(value) == 0)) continue;
    std::string json;
    write_json(*field.type, value, json);
    out.raw(field.name, json);
  }
  return out.str();
}

std::string correction_json(const CorrectionRecorded& correction) {
  JsonOut out = JsonOut::object();
  out.text("target", correction.target.str());
  if (correction.replacement && is_public_fact(*correction.replacement))
    out.raw("replacement", public_fact_json(*correction.replacement));
  return out.str();
}

}  // namespace

std::span<const std::string_view> public_fields() { return std::span(kPublicFields); }

bool sees_facts_alone(const Viewer& viewer) { return viewer.has(Role::dashboard) && !may_read_files(viewer); }

bool sees_facts_alone(const Viewer& viewer, const Event& event) {
  if (!sees_facts_alone(viewer)) return false;
  return std::ranges::none_of(subjects(event), [&](const Subject& subject) {
    return viewer.has(Role::subject) && viewer.person && tenure::subject(*viewer.person) == subject;
  });
}

bool is_public_fact(const Event& event) {
  return is_one_of<SecretaryAppointed, OfficeAssumed, ConcurrentPostAssumed, FirstSecretaryDispatched,
                   ActingAssigned, TenureEnded, OrgRegistered, OrgRenamed, OrgParentChanged, OrgMerged,
                   OrgClosed, JointOrgEstablished>(*event.type);
}

std::string public_fact_json(const Event& event) {
  JsonOut out = JsonOut::object();
  out.text("type", event.type->name()).text("on", event.on.str());
  if (event.precision != DatePrecision::day) out.text("on_precision", name(event.precision));
  const bool corrects = event.type->type == &kType<CorrectionRecorded>;
  return out.raw("data", corrects ? correction_json(event.as<CorrectionRecorded>()) : data_json(event)).str();
}

Office public_fact(const Office& office) {
  Office out;
  out.person = office.person;
  out.org = office.org;
  out.post = office.post;
  out.from = office.from;
  out.precision = office.precision;
  out.until = office.until;
  out.concurrent = office.concurrent;
  out.acting = office.acting;
  out.begun_at = office.begun_at;
  out.ended_at = office.ended_at;
  return out;
}

}  // namespace tenure
