// The tests of an audit over its scope: each lead with what stands beside it.
//
// A lead that an appeal, a transcription, an override, a review, a correction or a disposition explains is
// told with it; a test that spares what is explained so leaves it out. What rests on an event that the viewer
// may not know is no lead of theirs. One question, one thread.
#pragma once

#include <algorithm>
#include <map>
#include <set>

#include "domain/rules/telling.h"
#include "replay/audit/scope.h"

namespace tenure {

/// What stands beside a lead.
struct Explanation {
  enum class Kind : std::uint8_t {
    review,
    override_,
    transcription,
    revision,
    correction,
    appeal,
    disposition
  };
  Kind kind;
  Position position;
  std::optional<Code> outcome = {};  ///< as a review or a disposition says

  auto operator<=>(const Explanation&) const = default;

  /// A lead that was confirmed is one all the more.
  bool explains() const { return kind != Kind::disposition || !outcome || outcome->value != kConfirmed; }

  static constexpr std::string_view kConfirmed = "confirmed";
};
/// The label of a kind; its code is the name of the kind.
const Word& word_of(Explanation::Kind kind);

struct FoundLead {
  const LeadTest* test;
  Subject subject;  ///< whom the test was asked about
  Lead lead;
  std::vector<Explanation> explained;

  bool is_explained() const {
    return std::ranges::any_of(explained, [](const Explanation& each) { return each.explains(); });
  }
};

/// An audit's lead that somebody disposed of.
struct Disposed {
  Code lead;
  std::vector<Position> of;
  Code disposition;
  Position position;
  bool is_of_this = false;  ///< of an audit of the same auditee
};

struct Examination {
  std::vector<Spent> spent;
  std::vector<Spent> spent_around;  ///< with what is near to it before and after
  std::vector<std::string> people;
  std::vector<FoundLead> leads;  ///< by test, day and evidence
  std::map<const LeadTest*, std::vector<Unjudged>> unjudged;
  /// Of these, in an audit of the same auditee: what answers none of the leads that were looked for.
  std::vector<Disposed> unanswered;
  std::set<Code> classes;  ///< restricted, of the acts that the leads and their explanations name
};

/// `book` has the run's thresholds. `only`: the ids of the tests that are run; empty: all.
Result<Examination> examine(const Past& past, const Archive& archive, PolicyBook& book,
                            const AuditScope& scope, const Knowledge& knowledge,
                            const std::vector<Code>& only = {});

}  // namespace tenure
