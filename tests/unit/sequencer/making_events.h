// Events of a few people and villages out of small numbers: what generators draw are plans, which shrink well
// and can be read in a failure.
#pragma once

#include <string>

#include "domain/act/catalogue.h"
#include "domain/ledger/events.h"
#include "domain/pay/events.h"
#include "domain/registry/events.h"
#include "domain/tenure/events.h"

namespace tenure::testing {

struct Plan {
  int type = 0;    ///< see event_of
  int person = 0;  ///< 0..1
  int org = 0;     ///< 0..1
  int post = 0;    ///< 0..1
  int day = 0;     ///< after 1 January 2020
};
inline constexpr int kPlanTypes = 13;
inline constexpr int kTenureTypes = 7;    ///< the first ones
inline constexpr int kPayTypesFrom = 11;  ///< the last ones

inline std::string plan_person(const Plan& plan) { return "p-" + std::to_string(plan.person); }
inline std::string plan_org(const Plan& plan) { return "o-" + std::to_string(plan.org); }

template <class E>
Event office_event(const Plan& plan, E data = {}) {
  data.person = {plan_person(plan)};
  data.org = {plan_org(plan)};
  data.post = {plan.post == 0 ? "director" : "secretary"};
  return make_event(Date::of(2020, 1, 1).plus_days(plan.day), std::move(data));
}

inline Event event_of(const Plan& plan) {
  const Date on = Date::of(2020, 1, 1).plus_days(plan.day);
  const PersonId person{plan_person(plan)};
  const OrgId org{plan_org(plan)};
  const Code code{"c-" + std::to_string(plan.post)};
  switch (plan.type) {
    case 0: {
      SecretaryAppointed data;
      data.person = person;
      data.org = org;
      return make_event(on, std::move(data));
    }
    case 1:
      return office_event<OfficeAssumed>(plan);
    case 2:
    case 3: {
      TenureEnded data;
      data.reason = {"term_expiry"};
      return office_event(plan, std::move(data));
    }
    case 4: {
      OfficeSuspended data;
      data.reason = {"inquiry"};
      return office_event(plan, std::move(data));
    }
    case 5:
      return office_event<OfficeResumed>(plan);
    case 6:
      return office_event<ActingAssigned>(plan);
    case 7:
      return make_event(on, PersonAttributeRecorded{person, {"education"}, code, {}, {}});
    case 8:
      return make_event(on, OrgRenamed{org, {"村 " + std::to_string(plan.post)}, {}});
    case 9: {
      DutyAssigned data;
      data.org = org;
      data.person = person;
      data.duty = code;
      return make_event(on, std::move(data));
    }
    case 10:
      return make_event(on, OrgProfileUpdated{org, {Fact{{"income"}, Decimal{plan.post * 10'000}, {}, {}}}});
    case 11: {
      PayDisbursed data;
      data.person = person;
      data.org = org;
      data.component = {"basic_allowance"};
      data.period = Period::of_month(on);
      data.amount_fen = {1'000 + plan.day};
      if (plan.post == 1) data.funds = {{{"county"}, {400}}, {{"village"}, {600 + plan.day}}};
      return make_event(on, std::move(data));
    }
    default: {
      PaymentReturned data;
      data.person = person;
      data.org = org;
      data.component = {"basic_allowance"};
      data.period = Period::of_month(on);
      data.amount_fen = {100 + plan.day};
      data.payment = {1'000'000,
                      0};  // of no plan: which event stands where depends on the order of recording
      if (plan.post == 1) data.payer = {"county"};
      data.cause = {"account_closed"};
      return make_event(on, std::move(data));
    }
  }
}

inline CorrectionRecorded correcting(Position target, std::optional<Event> replacement) {
  CorrectionRecorded out;
  out.target = target;
  out.reason = {Commitment{}};
  out.replacement = std::move(replacement);
  return out;
}

}  // namespace tenure::testing
