#include "domain/tenure/rows.h"

namespace tenure {
namespace {

template <class E>
Office begun(const Dated<E>& event, Code post) {
  Office office;
  office.person = {event.data.person};
  office.org = {event.data.org};
  office.post = std::move(post);
  office.from = event.on;
  office.precision = event.precision;
  office.begun_at = event.position;
  return office;
}

/// The newest office of that person, organisation and post that no event has ended (an acting one may have a
/// planned end); null when there is none.
template <class E>
Office* open_office(std::vector<Office>& offices, const E& data) {
  for (auto office = offices.rbegin(); office != offices.rend(); ++office) {
    if (!office->ended_at && office->person.id == data.person && office->org.id == data.org &&
        office->post == data.post) {
      return &*office;
    }
  }
  return nullptr;
}

}  // namespace

const Office* PersonTenure::office_on(std::string_view org, std::string_view post, Date date) const {
  for (const Office& office : offices) {
    if (office.org.str() == org && office.post.value == post && office.held_on(date)) return &office;
  }
  return nullptr;
}

void change(std::vector<Office>& offices, const Dated<SecretaryAppointed>& event) {
  Office office = begun(event, Code{std::string(kSecretaryPost)});
  office.mode = event.data.mode;
  office.source_groups = event.data.source_groups;
  office.previous_post = event.data.previous_post;
  office.by = event.data.by;
  office.round = event.data.round;
  offices.push_back(std::move(office));
}

void change(std::vector<Office>& offices, const Dated<OfficeAssumed>& event) {
  Office office = begun(event, event.data.post);
  office.by = event.data.by;
  office.round = event.data.round;
  offices.push_back(std::move(office));
}

void change(std::vector<Office>& offices, const Dated<ConcurrentPostAssumed>& event) {
  Office office = begun(event, event.data.post);
  office.concurrent = true;
  offices.push_back(std::move(office));
}

void change(std::vector<Office>& offices, const Dated<ActingAssigned>& event) {
  Office office = begun(event, event.data.post);
  office.acting = true;
  office.until = event.data.until;
  offices.push_back(std::move(office));
}

Code dispatched_post(const FirstSecretaryDispatched& dispatched) {
  return dispatched.kind.value_or(Code{std::string(kFirstSecretaryPost)});
}

void change(std::vector<Office>& offices, const Dated<FirstSecretaryDispatched>& event) {
  Office office = begun(event, dispatched_post(event.data));
  office.by = event.data.by;
  office.until = event.data.until;
  offices.push_back(std::move(office));
}

// A correction may void the beginning that an end refers to: then there is nothing to end, and the row says
// nothing.
void change(std::vector<Office>& offices, const Dated<TenureEnded>& event) {
  Office* office = open_office(offices, event.data);
  if (office == nullptr) return;
  office->until = event.on;
  office->end_reason = event.data.reason;
  office->normal = event.data.normal;
  office->ended_at = event.position;
}

void change(std::vector<Office>& offices, const Dated<OfficeSuspended>& event) {
  if (Office* office = open_office(offices, event.data)) office->rests.push_back({event.on, std::nullopt});
}

void change(std::vector<Office>& offices, const Dated<OfficeResumed>& event) {
  Office* office = open_office(offices, event.data);
  if (office != nullptr && !office->rests.empty()) office->rests.back().until = event.on;
}

void apply(PersonTenure& row, const Dated<PostCertified>& event) {
  row.certificates.push_back(
      {event.data.post, event.on, event.data.until, event.data.certificate_no, event.position});
}

void apply(PersonTenure& row, const Dated<ServiceCertified>& event) {
  row.certified.push_back({event.on, {event.data.org}, event.data.posts, event.data.years, event.position});
}

}  // namespace tenure
