// Leads of an audit (疑点): what looks irregular in the record, and why. A lead is never a finding: a signed
// human finds.
//
// A test is one row of a table (lead_table.cc): an id of the field (A1 to D11), labels, and what it looks at:
// a function of its own, or rules that say the same thing already (laws, gates, alerts), which then are its
// one definition. replay/audit runs the table over an audit's scope. Pure; any thread.
#pragma once

#include <memory>
#include <optional>
#include <span>
#include <string>
#include <string_view>
#include <vector>

#include "domain/audit/policy.h"
#include "domain/audit/spending.h"
#include "domain/rules/rule.h"

namespace tenure {

/// What an audit is of: an organisation's money, decisions and people, or a person's time there.
struct AuditScope {
  std::string org;
  std::string person;  ///< the auditee; empty: the organisation is
  Date from, until;    ///< first and last day

  bool holds(Date date) const { return from <= date && date <= until; }
};

/// What an act says around its events.
struct ActAround {
  Moment recorded_at;
  OrgId authority;
  std::string klass;
  bool transcribed = false;
  std::vector<std::string> keyids;  ///< of those who signed
  Verdict verdict;
};

/// Reads acts. An answer stays valid as long as the object.
class ActsAround {
 public:
  virtual ~ActsAround() = default;
  virtual Result<const ActAround*> of(Position position) const = 0;
};

/// What a test looks at: one subject of the scope. `scope.org` itself, or a person: the auditee, or whoever
/// served there or was paid by it in the time audited.
struct Audited {
  const Facts& facts;  ///< as of the audit's size and day
  PolicyBook& book;    ///< with the field's usual thresholds below, and the run's own above
  const AuditScope& scope;
  Subject subject;
  Date on;  ///< the day as of which the audit looks: what comes later is not known
  const ActsAround& acts;
  const std::vector<Spent>& spent;  ///< what the organisation spent in the time audited, by day
  /// With what it spent so near before and after that both may be one, as far as it is known on the day.
  const std::vector<Spent>& spent_around;

  /// The policy of an organisation's day, with the thresholds of the run.
  Result<PolicyView> policy(std::string_view org, Date day) const { return book.binding(facts, org, day); }
  /// That of the audited organisation on the last day audited.
  Result<PolicyView> policy() const { return policy(scope.org, scope.until); }
};

/// What one test found.
struct Lead {
  Date on;                                 ///< of what is irregular: within the time audited
  Objection why;                           ///< with evidence, and what was required and found
  std::optional<Fen> amount_fen = {};      ///< that is in question
  std::optional<Period> period = {};       ///< that it is for
  std::optional<std::string> person = {};  ///< whom it concerns, where the test is asked of an organisation
  std::optional<Position> policy = {};     ///< by which it was judged
  std::string_view rule = {};              ///< that says so; empty: the test itself
};
using Leads = Result<std::vector<Lead>>;

/// Why a test, or a part of it, could judge nothing: that it found nothing then says nothing.
struct Unjudged {
  Word reason;  ///< no_parameter, too_few, too_alike, no_books
  Saying why;
  std::vector<std::string_view> parameters = {};  ///< keys, of which none is given; or that asks for as many
  std::optional<std::int64_t> found = {}, needed = {};
};
using Unjudgeds = Result<std::vector<Unjudged>>;

inline constexpr Word kNoParameter{"no_parameter", "政策没有规定", "the policy does not say"};
inline constexpr Word kTooFew{"too_few", "数量不足", "too few"};
inline constexpr Word kTooAlike{"too_alike", "数据差异过小", "too much alike"};
inline constexpr Word kNoBooks{"no_books", "没有账簿", "no books"};

/// One test. It ends in one of three ways: with leads, with nothing found, or not judged.
struct LeadTest {
  std::string_view id;                ///< "A3"
  std::string_view name;              ///< "after_departure"
  std::string_view zh = {}, en = {};  ///< the labels that the vocabulary `lead` has for it
  /// What the test looks for, in a sentence.
  std::string_view about_zh, about_en;
  /// Rules whose contradictions, alerts and flags, of the organisation and of its people, are its leads.
  std::vector<std::string_view> rules = {};
  /// Parameters without which it judges nothing, or a part of it nothing: the key of one or, with spaces
  /// between, of several of which one is enough.
  std::vector<std::string_view> needs = {};
  bool needs_books = false;  ///< it compares the organisation's own books
  bool of_payments = false;  ///< what was only assessed, and not paid, is no lead
  /// What else keeps it from judging; null: nothing.
  Unjudgeds (*unjudged)(const Audited& audited) = nullptr;
  Leads (*of_org)(const Audited& audited) = nullptr;     ///< asked of the organisation; null: nothing
  Leads (*of_person)(const Audited& audited) = nullptr;  ///< asked of each person; null: nothing
  /// Does not count what a revision or a transcription explains.
  bool spares_explained = false;
  /// Of whoever left, also what comes after the time in office that is audited: pay, subsidies, what was to
  /// follow.
  bool follows_departure = false;
};

/// A1 to D11, in this order.
std::span<const LeadTest> lead_tests();
/// Null when none has this id.
const LeadTest* find_lead_test(std::string_view id);

/// What kept the test from judging, asked of the organisation.
Unjudgeds unjudged_by(const LeadTest& test, const Audited& audited);

/// The usual thresholds of the field, for what no policy says.
std::shared_ptr<const Pack> usual_thresholds();

// What the tests look for.
Leads paid_without_approval(const Audited& audited);        ///< A1
Leads paid_above_standard(const Audited& audited);          ///< A2
Leads subsidy_without_right(const Audited& audited);        ///< A4
Leads pension_without_right(const Audited& audited);        ///< A5
Leads unsupported_performance_pay(const Audited& audited);  ///< A6
Leads rewarded_while_barred(const Audited& audited);        ///< A7
Leads paid_by_kin(const Audited& audited);                  ///< A8
Leads paid_twice(const Audited& audited);                   ///< A9
Leads spent_twice(const Audited& audited);                  ///< B1
Leads recorded_late(const Audited& audited);                ///< B3
Leads round_amounts(const Audited& audited);                ///< B4
Leads unlikely_first_digits(const Audited& audited);        ///< B5
Leads spent_on_one(const Audited& audited);                 ///< B6
Leads spent_in_pieces(const Audited& audited);              ///< B2
Leads numbers_missing(const Audited& audited);              ///< B7
Leads spent_before_handover(const Audited& audited);        ///< B8
Leads paid_after_death(const Audited& audited);             ///< B9
Leads funds_misused(const Audited& audited);                ///< C1
Leads income_unbooked(const Audited& audited);              ///< C2
Leads cash_kept(const Audited& audited);                    ///< C3
Leads debts_grown(const Audited& audited);                  ///< C4
Leads insiders_favoured(const Audited& audited);            ///< C5
Leads months_unclosed(const Audited& audited);              ///< C6
Leads contracts_below_price(const Audited& audited);        ///< C7
Leads handovers_broken(const Audited& audited);             ///< C8
Leads steps_left_out(const Audited& audited);               ///< D1
Leads resolved_by_too_few(const Audited& audited);          ///< D2
Leads disclosed_late(const Audited& audited);               ///< D4
Leads trained_too_little(const Audited& audited);           ///< D7
Leads removed_by_the_incompetent(const Audited& audited);   ///< D9
Leads findings_not_rectified(const Audited& audited);       ///< D11

// What keeps them from judging.
Unjudgeds headcount_unstated(const Audited& audited);         ///< A10
Unjudgeds too_few_for_round(const Audited& audited);          ///< B4
Unjudgeds too_few_for_benford(const Audited& audited);        ///< B5
Unjudgeds too_few_for_concentration(const Audited& audited);  ///< B6
Unjudgeds too_short_before_handover(const Audited& audited);  ///< B8

}  // namespace tenure
