#include <algorithm>

#include "domain/act/ends.h"
#include "domain/core/both.h"
#include "domain/registry/hierarchy.h"
#include "domain/registry/successors.h"
#include "domain/tenure/rows.h"

namespace tenure {

const RuleTable& tenure_rules();  // rule_table.cc

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

/// The office of that person, organisation and post that the event ends or interrupts; null when there is
/// none. An acting one may have an end already, as planned or by being given in full: from that day on there
/// is nothing to end.
template <class E>
Office* open_office(std::vector<Office>& offices, const Dated<E>& event) {
  const E& data = event.data;
  return open_on(offices, event.on, [&](const Office& office) {
    return !office.ended_at && (!office.until || event.on < *office.until) &&
           office.person.id == data.person && office.org.id == data.org && office.post == data.post;
  });
}

/// Who acts in an office and is given it in full acts no more from that day on.
void end_acting(std::vector<Office>& offices, const Office& given) {
  Office* acting = open_on(offices, given.from, [&](const Office& office) {
    return office.acting && !office.ended_at && (!office.until || given.from < *office.until) &&
           office.person == given.person && office.org == given.org && office.post == given.post;
  });
  if (acting != nullptr) acting->until = given.from;
}

void give(std::vector<Office>& offices, Office office) {
  end_acting(offices, office);
  offices.push_back(std::move(office));
}

const Office* held(const Facts& facts, const PersonId& person, const OrgId& org, std::string_view post,
                   Date on) {
  const auto* row = facts.row<PersonTenure>(person.value);
  return row == nullptr ? nullptr : row->office_on(org.value, post, on);
}

/// Who only acts in an office may be given it in full, and nobody acts in what they hold.
template <class E>
Result<void> not_yet_held(const Facts& facts, const Dated<E>& event, std::string_view post) {
  const bool acts = std::is_same_v<E, ActingAssigned>;
  const auto& offices = facts.items<&PersonTenure::offices>(event.data.person.value);
  const Office* office = find_first(offices, [&](const Office& known) {
    return known.org.id == event.data.org && known.post.value == post && known.held_on(event.on) &&
           (acts || !known.acting);
  });
  if (office == nullptr) return {};
  return refuse(
      Reason::already, "data.post",
      both("自 {} 起任职，见位置 {}", "held since {}, see {}", office->from.str(), office->begun_at.str()));
}

/// Where the office is that the event takes for one of its organisation: in one that went on in it.
const Office* held_before_the_merger(const Facts& facts, std::string_view person, std::string_view org,
                                     std::string_view post, Date on) {
  return find_last(facts.items<&PersonTenure::offices>(person), [&](const Office& office) {
    return office.post.value == post && office.held_on(on) && are_one(facts, office.org.str(), org, on);
  });
}

template <class E>
Result<const Office*> must_be_held(const Facts& facts, const Dated<E>& event) {
  const std::string& person = event.data.person.value;
  const std::string& org = event.data.org.value;
  const std::string& post = event.data.post.value;
  const Office* office = held(facts, event.data.person, event.data.org, post, event.on);
  if (office != nullptr) return office;
  const Office* elsewhere = held_before_the_merger(facts, person, org, post, event.on);
  if (elsewhere != nullptr)
    return refuse(Reason::absent, "data.org",
                  both("{0} 任 {2} 的 {1}，该组织已并入 {3}：请填写 {2}，见位置 {4}",
                       "{0} holds {1} of {2}, which went on in {3}: name {2}, see {4}", person, post,
                       elsewhere->org.str(), org, elsewhere->begun_at.str()));
  return refuse(Reason::absent, "data.post",
                both("{3} {0} 没有任 {2} 的 {1}", "{0} does not hold {1} of {2} on {3}", person, post, org,
                     event.on.str()));
}

}  // namespace

const Office* PersonTenure::office_on(std::string_view org, std::string_view post, Date date) const {
  return find_first(offices, [&](const Office& office) {
    return office.org.str() == org && office.post.value == post && office.held_on(date);
  });
}

bool is_held(const Facts& facts, const Office& office, Date date) {
  return office.held_on(date) && is_alive(facts, office.person.str(), date);
}

// What follows from the events.

static void change(std::vector<Office>& offices, const Dated<SecretaryAppointed>& event) {
  Office office = begun(event, Code{std::string(kSecretaryPost)});
  office.mode = event.data.mode;
  office.source_groups = event.data.source_groups;
  office.previous_post = event.data.previous_post;
  office.by = event.data.by;
  office.round = event.data.round;
  give(offices, std::move(office));
}

static void change(std::vector<Office>& offices, const Dated<OfficeAssumed>& event) {
  Office office = begun(event, event.data.post);
  office.by = event.data.by;
  office.round = event.data.round;
  office.mode = event.data.mode;
  give(offices, std::move(office));
}

static void change(std::vector<Office>& offices, const Dated<ConcurrentPostAssumed>& event) {
  Office office = begun(event, event.data.post);
  office.concurrent = true;
  give(offices, std::move(office));
}

static void change(std::vector<Office>& offices, const Dated<ActingAssigned>& event) {
  Office office = begun(event, event.data.post);
  office.acting = true;
  office.until = event.data.until;
  offices.push_back(std::move(office));
}

Code dispatched_post(const FirstSecretaryDispatched& dispatched) {
  return dispatched.kind.value_or(Code{std::string(kFirstSecretaryPost)});
}

static void change(std::vector<Office>& offices, const Dated<FirstSecretaryDispatched>& event) {
  Office office = begun(event, dispatched_post(event.data));
  office.by = event.data.by;
  office.until = event.data.until;
  offices.push_back(std::move(office));
}

// A correction may void the beginning that an end refers to: then there is nothing to end. Whether there was
// is the answer.
static bool change(std::vector<Office>& offices, const Dated<TenureEnded>& event) {
  Office* office = open_office(offices, event);
  if (office == nullptr) return false;
  office->until = event.on;
  office->end_reason = event.data.reason;
  office->normal = event.data.normal;
  office->ended_at = event.position;
  return true;
}

static bool change(std::vector<Office>& offices, const Dated<OfficeSuspended>& event) {
  Office* office = open_office(offices, event);
  if (office == nullptr) return false;
  office->rests.push_back({event.on, std::nullopt});
  return true;
}

/// The rest of an office that ended before it was lifted ended with it.
static bool end_rest_of_ended(std::vector<Office>& offices, const Dated<OfficeResumed>& event) {
  const auto& data = event.data;
  for (Office& office : offices) {
    const bool same =
        office.person.id == data.person && office.org.id == data.org && office.post == data.post;
    Rest* rest = same && office.until ? open_on(office.rests, event.on, &has_no_end<Rest>) : nullptr;
    if (rest == nullptr) continue;
    rest->until = std::max(rest->from, *office.until);
    return true;
  }
  return false;
}

static bool change(std::vector<Office>& offices, const Dated<OfficeResumed>& event) {
  Office* office = open_office(offices, event);
  Rest* rest = office == nullptr ? nullptr : open_on(office->rests, event.on, &has_no_end<Rest>);
  if (rest == nullptr) return end_rest_of_ended(offices, event);
  rest->until = event.on;
  return true;
}

static void apply(PersonTenure& row, const Dated<PostCertified>& event) {
  row.certificates.push_back(
      {event.data.post, event.on, event.data.until, event.data.certificate_no, event.position});
}

static void apply(PersonTenure& row, const Dated<ServiceCertified>& event) {
  row.certified.push_back({event.on, {event.data.org}, event.data.posts, event.data.years, event.position});
}

/// Both rows keep offices, and the same events change them alike. The person's keeps what ended nothing.
template <class Row, class E>
requires requires(Row& row, const Dated<E>& event) { change(row.offices, event); }
static void apply(Row& row, const Dated<E>& event) {
  note_unanswered(row, event, [&] { return change(row.offices, event); });
}

template <class E>
requires requires(std::vector<Office>& offices, const Dated<E>& event) { change(offices, event); }
static std::vector<std::string> parts(const OrgOffices&, const Dated<E>& event) {
  return {event.data.person.value};
}

// Preconditions of tenure: nobody begins an office twice, and nothing ends, rests or goes on that is not
// held.

static Result<void> precondition(const Facts& facts, const Dated<SecretaryAppointed>& event) {
  return not_yet_held(facts, event, kSecretaryPost);
}

template <OneOf<OfficeAssumed, ConcurrentPostAssumed, ActingAssigned> E>
static Result<void> precondition(const Facts& facts, const Dated<E>& event) {
  return not_yet_held(facts, event, event.data.post.value);
}

static Result<void> precondition(const Facts& facts, const Dated<FirstSecretaryDispatched>& event) {
  return not_yet_held(facts, event, dispatched_post(event.data).value);
}

static Result<void> precondition(const Facts& facts, const Dated<TenureEnded>& event) {
  const auto office = must_be_held(facts, event);
  if (!office) return tl::unexpected(office.error());
  if ((*office)->ended_at) {
    return refuse(
        Reason::already, "on",
        both("该任职已于 {} 结束", "this office has an end already, on {}", (*office)->until->str()));
  }
  return {};
}

static Result<void> precondition(const Facts& facts, const Dated<OfficeSuspended>& event) {
  const auto office = must_be_held(facts, event);
  if (!office) return tl::unexpected(office.error());
  const Rest* rest =
      find_last((*office)->rests, [&](const Rest& known) { return keeps_from_beginning(known, event.on); });
  if (rest == nullptr) return {};
  return refuse(Reason::already, "data.post", both("自 {} 起停职", "suspended since {}", rest->from.str()));
}

static Result<void> precondition(const Facts& facts, const Dated<OfficeResumed>& event) {
  const auto office = must_be_held(facts, event);
  if (!office) return tl::unexpected(office.error());
  if (open_on((*office)->rests, event.on, &has_no_end<Rest>) != nullptr) return {};
  return refuse(Reason::absent, "data.post",
                both("该职务在 {} 没有停职", "the office is not suspended on {}", event.on.str()));
}

static void apply(OrgHandovers& row, const Dated<HandoverRecorded>& event) {
  const HandoverRecorded& data = event.data;
  row.handovers.push_back({event.on,
                           {data.person},
                           data.post,
                           data.successor,
                           data.cash_fen,
                           data.bank_fen,
                           data.counted,
                           data.books_until,
                           event.position});
}

Area& tenure_area() {
  static Area area = make_area("tenure", "任职", "Tenure", TenureEvents{}, TenureRows{}, &tenure_rules());
  return area;
}

}  // namespace tenure
