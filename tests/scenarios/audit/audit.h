// Verbs of the audit scenarios: facts go in by signed acts, leads come out of the examination.
#pragma once

#include "replay/audit/examination.h"
#include "tests/scenarios/rules/rules.h"

namespace tenure::testing {

class AuditLedger : public RuleLedger {
 public:
  using RuleLedger::RuleLedger;

  struct Question {
    std::string from = "2000-01-01";
    std::string until = "2024-12-31";
    std::string person = {};
    std::string org = "o-village";
    std::string on = "2024-12-31";
    std::string thresholds = {};  ///< of the run
  };

  /// One test over a scope.
  Examination examined(const std::string& test, const Question& question) {
    const Past facts = past(question.on);
    std::shared_ptr<const Pack> own;
    if (!question.thresholds.empty())
      own = std::make_shared<const Pack>(must(parse_pack("[audit]\n" + question.thresholds)));
    PolicyBook book(PackOverlay{usual_thresholds(), own});
    const AuditScope scope{question.org, question.person, *Date::parse(question.from),
                           *Date::parse(question.until)};
    const Knowledge all{[](const Subject&) { return true; }, [](Position) { return true; }};
    return must(examine(facts, store(), book, scope, all, {Code{test}}));
  }
  /// The leads of one test.
  std::vector<FoundLead> leads(const std::string& test, const Question& question) {
    return examined(test, question).leads;
  }
  /// Why a test could judge nothing, or a part of it: "too_few audit.round_least 29 30".
  std::vector<std::string> unjudged(const std::string& test, const Question& question) {
    std::vector<std::string> out;
    for (const auto& [of, found] : examined(test, question).unjudged) {
      for (const Unjudged& each : found) {
        std::string line(each.reason.code);
        for (const std::string_view key : each.parameters) line += fmt::format(" {}", key);
        if (each.found) line += fmt::format(" {} {}", *each.found, *each.needed);
        out.push_back(std::move(line));
      }
    }
    return out;
  }
  std::vector<std::string> unjudged(const std::string& test) { return unjudged(test, Question()); }

  std::vector<FoundLead> leads(const std::string& test) { return leads(test, Question()); }

  /// Of each lead: the day, and the amount in question in fen where there is one.
  std::vector<std::string> told(const std::string& test, const Question& question) {
    std::vector<std::string> out;
    for (const FoundLead& found : leads(test, question)) {
      out.push_back(found.lead.on.str());
      if (found.lead.amount_fen) out.back() += " " + std::to_string(found.lead.amount_fen->value);
    }
    return out;
  }
  std::vector<std::string> told(const std::string& test) { return told(test, Question()); }

  /// The kinds of what stands beside the leads, each once.
  std::vector<std::string> explanations(const std::string& test) {
    std::set<std::string> out;
    for (const FoundLead& found : leads(test)) {
      for (const Explanation& each : found.explained) out.insert(std::string(word_of(each.kind).code));
    }
    return {out.begin(), out.end()};
  }

  static Position at(const Result<Admission>& admission) { return {must(admission).index, 0}; }

  /// A member of an act for what is entered from paper.
  template <class E>
  Result<Admission> transcribed(const std::string& on, const std::string& json) {
    auto paper = act();
    paper.act().provenance = Provenance{
        ProvenanceKind::transcribed, {sha256("scan")}, {"乡镇党委"}, {}, {PersonId{"p-9"}}, {}, {}};
    return submit(paper.add(on, fact<E>(json)), root());
  }
  Result<Admission> voided(Position target, const std::string& on = "2024-12-01") {
    return attempt<CorrectionRecorded>(
        on, fmt::format(R"({{"target":"{}",{}}})", target.str(), sealed_member("reason")));
  }
};

}  // namespace tenure::testing
