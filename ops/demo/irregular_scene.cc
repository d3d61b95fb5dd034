#include "ops/demo/irregular_scene.h"

namespace tenure::demo {

std::string Scene::half(int number, int years_later) const {
  return fmt::format("{}-H{}", on.year() + years_later, number);
}

Position Scene::pay(std::string_view event, const std::string& person, const std::string& to_org,
                    std::string_view component, const std::string& period, std::int64_t fen) {
  return act.add(on, event, R"("person":"{}","org":"{}","component":"{}","period":"{}","amount_fen":{})",
                 person, to_org, component, period, fen);
}

Position Scene::assess_and_pay(const std::string& person, std::string_view component,
                               const std::string& period, std::int64_t fen) {
  return assess_and_pay_at(org, person, component, period, fen);
}

Position Scene::assess_and_pay_at(const std::string& other, const std::string& person,
                                  std::string_view component, const std::string& period, std::int64_t fen) {
  pay("PayEntitlementAssessed", person, other, component, period, fen);
  return pay("PayDisbursed", person, other, component, period, fen);
}

Position Scene::take_office(const std::string& person, const std::string& at_org, std::string_view post,
                            std::string_view by) {
  return act.add(on, "OfficeAssumed", R"("person":"{}","org":"{}","post":"{}","by":"{}")", person, at_org,
                 post, by);
}

void Scene::leave(const std::string& person, const std::string& at_org, std::string_view post,
                  std::string_view reason) {
  act.add(on, "TenureEnded", R"("person":"{}","org":"{}","post":"{}","reason":"{}")", person, at_org, post,
          reason);
}

void Scene::succeed(std::string_view reason, bool is_filed) {
  leave(branch.secretary, org, "secretary", reason);
  branch.secretary_left = on;
  branch.books.approved_by(branch.spare);
  const Position appointed = of(branch.spare, "SecretaryAppointed", R"("by":"appointment")");
  if (!is_filed) return;
  branch.filed = of(branch.spare, "FilingSubmitted", R"("kind":"appointment","to":"{}","of":"{}")",
                    county.county().id(), appointed.str());
}

void Scene::elect_another(std::string_view reason) {
  leave(branch.director, org, "director", reason);
  branch.director_left = on;
  take_office(branch.spare, org, "director", "election");
}

Position Scene::spend(Date day, std::int64_t fen, std::string_view payee) {
  return add(day, "FundSpent", R"("purpose":"care","period":"{}","amount_fen":{},"payee":"{}")", on.year(),
             fen, payee);
}

void Scene::let(std::string_view contract, std::int64_t per_year_fen, std::int64_t appraised_fen) {
  constexpr int kYear = 12;
  add(on, "ContractSigned",
      R"("contract":"{}","kind":"lease_out","counterparty_name":"绿野合作社","per_year_fen":{},)"
      R"("appraised_fen":{},"from":"{}","until":"{}")",
      contract, per_year_fen, appraised_fen, on.str(), on.plus_months(kYear).plus_days(-1).str());
}

void Scene::hand_over(std::int64_t cash_fen) {
  of(branch.director, "HandoverRecorded", R"("post":"director","successor":"{}","cash_fen":{})", branch.spare,
     cash_fen);
}

Position Scene::resolve(const Resolution& how) {
  constexpr int kDaysBefore = 14;  // so that all of it is recorded in time
  const Date adopted = on.plus_days(-kDaysBefore);
  const std::string matter = fmt::format("m-{}-land", org);
  const auto step = [&](Date day, std::string_view name) {
    add(day, "DecisionStepRecorded", R"("matter":"{}","step":"{}","topic":"land")", matter, name);
  };
  step(adopted.plus_days(-2), "two_committees");
  if (how.is_heard) add(adopted.plus_days(-1), "HearingHeld", R"("matter":"{}","topic":"land")", matter);
  if (how.is_reviewed) step(adopted, "member_meeting");
  const Position at = add(
      adopted, "DecisionAdopted",
      R"("matter":"{}","topic":"land","body":"villagers_meeting","eligible":100,"present":{},"votes_for":{})",
      matter, how.present, how.votes_for);
  step(adopted.plus_days(how.disclosed_after), "disclosure_resolution");
  return at;
}

void Scene::admonish() {
  branch.at = of(branch.secretary, "AdmonitionIssued",
                 R"("form":"written_admonition","by":"township_committee","until":"{}","reason":"{}")",
                 on.plus_months(6).str(), act.seal("reason", "工作不力"));
}

void Scene::end_admonition() {
  of(branch.secretary, "AdmonitionEnded", R"("admonition":"{}","outcome":"served")", branch.at.str());
}

void Scene::take_back(Position target) {
  act.add(on, "CorrectionRecorded", R"("target":"{}","reason":"{}")", target.str(),
          act.seal("reason", "重复录入"));
}

void Scene::review(Position flagged, std::string_view rule) {
  act.add(on, "FlagReviewed", R"("flagged":"{}","rule":"{}","disposition":"explained","reason":"{}")",
          flagged.str(), rule, act.seal("reason", "经核实，情况属实，有据可查"));
}

}  // namespace tenure::demo
