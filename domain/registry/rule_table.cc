#include <fmt/format.h>

#include "domain/registry/identity.h"
#include "domain/registry/laws.h"
#include "domain/registry/order.h"
#include "domain/registry/policy.h"
#include "domain/registry/rows.h"
#include "domain/rules/rule.h"

namespace tenure {
namespace {

using form::Window;

/// "Generally" 3 to 5 is soft: a recorded reason answers it. (A37)
Objections posts_number(const Judged& judged, const PostsSet& event) {
  const auto of = judged.policy.get(kPostsOf);
  if ((of && *of != event.post) || event.reason) return std::nullopt;
  const auto min = judged.policy.get(kPostsMin);
  const auto max = judged.policy.get(kPostsMax);
  const bool few = min && event.count < *min;
  const bool many = max && event.count > *max;
  if (!few && !many) return std::nullopt;
  const std::string limit = few ? fmt::format("≥ {}", *min) : fmt::format("≤ {}", *max);
  return unmet("职数 {}，规定 {}，未说明理由", "{} posts, the policy says {}, and no reason is given",
               event.count, limit)
      .asks("{}", limit)
      .found("{}", event.count);
}

// Statistics
// --------------------------------------------------------------------------------------------------------------

bool in_force(const OrgPolicies&, const Policy& policy, const Window& window) {
  return policy.from <= window.on && (!policy.until || window.on <= *policy.until);
}

bool is_assigned(const OrgDuties&, const Duty& duty, const Window& window) {
  return duty.from <= window.on && (!duty.until || window.on <= *duty.until);
}

bool was_asked(const OrgConsultations&, const AskedGroup& group, const Window& window) {
  return window.holds(group.on);
}

bool is_on_the_register(const Facts& facts, const OrgPerson& row, const Window& window) {
  return row.person && (!row.until || window.on < *row.until) &&
         is_alive(facts, row.person->str(), window.on);
}

bool goes_on(const OrgRow& row, const Window& window) {
  return row.registered && (!row.closed || window.on < *row.closed);
}

bool is_known(const OrgYear&, const DatedFact& fact, const Window& window) { return window.holds(fact.on); }

}  // namespace

const RuleTable& registry_rules() {
  static const RuleTable table{
      kRegistryParameters,
      {{"gate.posts_number", "OPN-25", "职数在规定范围内或说明理由", "Posts within range or with reason",
        gate<&posts_number>()},
       {"law.dead_receive_nothing", "LAW-01", "不得给予已故人员", "The dead receive nothing of the living",
        dead_receive_nothing()},
       {"law.nothing_after_its_end", "LAW-03", "已撤销组织不再办理事项",
        "Nothing happens in an organisation after its end", nothing_after_its_end()},
       {"law.nothing_before_registration", "LAW-03", "登记前不办理事项",
        "Nothing happens in an organisation before its registration", nothing_before_its_registration()},
       {"law.registered_again", "LAW-06", "不得重复登记", "Who is registered is not registered again",
        registered_once()},
       {"law.dated_ahead", "LAW-09", "日期不晚于签发", "No fact is dated after its act", not_dated_ahead()},
       {"law.basis", "LAW-22", "依据存在且相符", "What a decision rests on is there, and of the same",
        rests_on_the_record()},
       {"law.basis_before", "LAW-20", "依据在先", "A decision comes after what it rests on",
        rests_on_the_past()},
       {"law.answer_before", "LAW-20", "先有其事，后有其果", "An answer comes after what it answers",
        answered_after_it_was_asked()},
       {"law.until", "LAW-21", "截止不早于开始", "Nothing ends before it begins", lasts_from_its_beginning()},
       {"law.one_file", "LAW-05", "一人一档", "One person, one file", one_file()},
       {"law.id_number", "LAW-26", "身份证号合规，并与出生日期、性别一致",
        "An identity number holds, and agrees with birth date and sex", plausible_id_number()},
       {"law.sealed_date", "LAW-26", "封存的日期合规", "A sealed date is a date", plausible_date()},
       {"law.own_favour", "LAW-11", "不得签署有利于本人的事项", "Nobody signs what favours themself",
        nobody_favours_themself()},
       {"stat.policies", "SH-01 SH-02 SH-70 CITY-02 SX-01 DY-01 BB-70 SJ-01 HX-01 HX-17 HX-18 HX-32",
        "在用制度", "Policies in force", count<&OrgPolicies::policies, &in_force>("", {"title", "status"})},
       {"stat.consultation", "SH-70 SJ-01 HX-33", "征求意见人数", "People consulted",
        count<&OrgConsultations::asked, &was_asked>("", {"group"}, "count")},
       {"stat.consultation_opinions", "SH-70 SJ-01 HX-33", "征求意见条数", "Opinions of consultations",
        tally<PolicyConsulted>("", {"title"}, "opinions")},
       {"stat.duties", "BB-77 SJ-70 HX-04 HX-05 HX-16", "职责分工", "Duties",
        count<&OrgDuties::duties, &is_assigned>("", {"duty", "level"})},
       {"stat.people", "BB-79 BB-86", "在册人员", "People on the register",
        count_rows<OrgPerson, &is_on_the_register>("person", {"org"})},
       {"stat.organisations", "BB-01", "组织数", "Organisations", count_rows<OrgRow, &goes_on>("", {"kind"})},
       {"stat.profile_facts", "SH-57 CITY-24 PY-22 DY-10 HX-23", "组织概况", "Facts of organisations",
        count<&OrgYear::facts, &is_known>("", {"org", "fact"})},
       {"rpt.programme_summary", "SH-01 CITY-02 DY-01 OPN-01 SJ-03 HX-01 DG-01", "工程总结",
        "Programme by module",
        form::Report{{{"stat.policies", {"programme", "modules"}}, {"stat.policies", {}}}}},
       {"rpt.departments", "HX-05", "责任部门", "Responsible departments",
        form::Report{{{"stat.duties", {"org", "duty"}}}}}}};
  return table;
}

}  // namespace tenure
