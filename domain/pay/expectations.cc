#include "domain/pay/expectations.h"

#include <fmt/format.h>

#include <algorithm>

#include "domain/pay/due.h"
#include "domain/pay/policy.h"

namespace tenure {

namespace {

using form::Anchor;

/// The newest standard of each component, where it is below its floor.
std::vector<Anchor> below_floor(const Asked& asked) {
  std::vector<Anchor> out;
  if (!asked.policy.get(kPayFloor)) return out;
  const auto years = asked.facts.parts(kView<OrgPay>, asked.subject);
  for (const std::string& year : years ? *years : std::vector<std::string>()) {
    for (const PayStandard& standard : asked.facts.items<&OrgPay::standards>(asked.subject, year)) {
      std::erase_if(out, [&](const Anchor& older) { return older.of == standard.component.value; });
      if (standard.floor_fen && standard.amount_fen < *standard.floor_fen)
        out.push_back({standard.honour_by.value_or(standard.from), std::nullopt, standard.position,
                       asked.subject, standard.component.value, std::nullopt,
                       word_of(asked.policy, "component", standard.component)});
    }
  }
  return out;
}

/// What is still owed of any year's pay, by payer. It is there until the money is.
std::vector<Anchor> owed(const Asked& asked) {
  std::vector<Anchor> out;
  const auto parts = asked.facts.parts(kView<PersonPay>, asked.subject);
  const auto is_due = [](const PayCell& cell) { return cell.due_fen.has_value(); };
  for (const std::string& part : parts ? *parts : std::vector<std::string>()) {
    // Where nothing was decided nothing is owed, by a grade neither: what is at stake is a part of what was.
    if (std::ranges::none_of(asked.facts.items<&PersonPay::cells>(asked.subject, part), is_due)) continue;
    for (const PayLine& line : pay_lines(asked, part)) {
      if (!line.difference_fen || line.difference_fen->value <= 0 || line.positions.empty()) continue;
      const std::string payer = line.payer ? line.payer->value : std::string("?");
      const Saying said = phrase("{}，{}，{}", "{}, {}, {}",
                                 line.payer ? word_of(asked.policy, "payer", *line.payer)
                                            : phrase("承担方未列明", "payer not stated"),
                                 word_of(asked.policy, "component", line.component), line.period);
      out.push_back({line.period.calendar() ? line.period.last() : asked.on, std::nullopt,
                     line.positions.back(), line.org.str(),
                     fmt::format("{} {} {}", payer, line.component.value, line.period.str()), line.period,
                     said});
    }
  }
  return out;
}

bool never(const Anchor&, const Event&) { return false; }

}  // namespace

form::Expectation standards_at_their_floor() {
  return {.subject = SubjectKind::org,
          .anchors = &below_floor,
          .expects = on<PayStandardSet>(),
          .serves = &never};
}

form::Expectation paid_in_full() {
  return {.subject = SubjectKind::person,
          .anchors = &owed,
          .expects = on<PayDisbursed>(),
          .serves = &never,
          .outlives = true};
}

}  // namespace tenure
