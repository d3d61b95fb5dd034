#include "replay/review/rehearing.h"

#include <map>

#include "domain/registry/events.h"
#include "domain/rules/policy_json.h"

namespace tenure {
namespace {

/// What a rule said, as a text to compare.
std::string text_of(const Heard& heard) {
  std::string out(name(heard.mode));
  if (heard.objection)
    out += fmt::format("|{}|{}|{}", heard.objection->en, heard.objection->required.data,
                       heard.objection->actual.data);
  for (const ParameterRead& read : heard.parameters)
    out += fmt::format("|{}={}", read.key, value_json(*read.parameter, read.value));
  return out;
}

/// All answers as of one size.
struct Answers {
  std::vector<Heard> heard;
  std::set<std::string> asked_of;  ///< index keys

  const Heard* of(const Rule* rule) const {
    const auto found = std::ranges::find(heard, rule, &Heard::rule);
    return found == heard.end() ? nullptr : &*found;
  }
  std::string text(const Rule* rule) const {
    const Heard* said = of(rule);
    return said == nullptr ? std::string() : text_of(*said);
  }
};

/// Asks all rules of the decision, as often as it takes.
class Asking {
 public:
  Asking(const Archive& archive, const Decision& decision, const SealedValues* sealed)
      : archive_(archive), decision_(decision), sealed_(sealed) {}

  std::set<Position> hidden;  ///< as if they had never been recorded

  Result<const Answers*> at(std::uint64_t size) {
    const auto known = known_.find(size);
    if (known != known_.end()) return &known->second;
    auto asked = ask(size);
    if (!asked) return tl::unexpected(asked.error());
    return &(known_[size] = std::move(*asked));
  }
  void forget() { known_.clear(); }

 private:
  Result<Answers> ask(std::uint64_t size) const {
    // A gate looks at an event before it is applied, and an invariant once the whole act is.
    std::set<Position> later = hidden;
    for (std::uint32_t i = decision_.position.ordinal; i < decision_.act.events.size(); ++i)
      later.insert({decision_.position.index, i});
    const When when{size, decision_.until()};
    const Past before(archive_, when, later);
    const Past after(archive_, when, hidden);
    PolicyBook policies_before;
    PolicyBook policies_after;
    const ActContext context{decision_.act, decision_.keyids.size(), decision_.keyids, sealed_};
    const std::uint32_t ordinal = decision_.position.ordinal;
    Answers out;
    KnownContradictions contradictions;
    auto done = hear(before, policies_before, context, ordinal, out.heard);
    if (done && is_correction(decision_.event()))
      done = add_contradictions_around(before, policies_before, decision_.event(), contradictions);
    if (done)
      done =
          hear_record(after, policies_after, context, ordinal, decision_.position, contradictions, out.heard);
    for (const Past* past : {&before, &after}) {
      if (past->failure()) return tl::unexpected(*past->failure());
      out.asked_of.merge(past->asked_of());
    }
    if (!done) return tl::unexpected(done.error());
    return out;
  }

  const Archive& archive_;
  const Decision& decision_;
  const SealedValues* sealed_;
  std::map<std::uint64_t, Answers> known_;  ///< by size
};

/// Whether whose policy binds may be asked, by whoever sees the organisation.
bool is_for_everybody(const IndexEntry& entry) {
  return event_types()[entry.type]->type == &kType<PolicyAdopted>;
}

/// What was recorded after the decision of whatever the answers looked at.
Result<std::set<Position>> later_events(const Archive& archive, const Decision& decision, std::uint64_t size,
                                        const Knowledge& knowledge, const std::set<std::string>& asked_of,
                                        std::set<Position>& hidden) {
  std::set<Position> out;
  for (const std::string& key : asked_of) {
    const auto indexed = archive.indexed(key, size);
    if (!indexed) return tl::unexpected(indexed.error());
    for (const IndexEntry& entry : *indexed) {
      if (entry.position.index <= decision.position.index) continue;
      const bool is_known = is_for_everybody(entry) || knowledge.of_event(entry.position);
      (is_known ? out : hidden).insert(entry.position);
    }
  }
  return out;
}

/// Finds by halving the acts in whose recording an answer changed.
class Causes {
 public:
  Causes(Asking& asking, const Decision& decision, std::uint64_t size, const std::set<Position>& later)
      : asking_(asking), size_(size), later_(later) {
    sizes_.push_back(decision.position.index + 1);
    for (const Position position : later) {
      if (position.index + 1 != sizes_.back()) sizes_.push_back(position.index + 1);
    }
  }

  Result<std::vector<Position>> of(const Rule* rule) {
    std::vector<Position> out;
    if (sizes_.size() < 2) return out;
    auto done = find(rule, 0, sizes_.size() - 1, out);
    if (!done) return tl::unexpected(done.error());
    return out;
  }

 private:
  Result<std::string> text(const Rule* rule, std::size_t state) {
    const auto answers = asking_.at(state + 1 == sizes_.size() ? size_ : sizes_[state]);
    if (!answers) return tl::unexpected(answers.error());
    return (*answers)->text(rule);
  }

  Result<void> find(const Rule* rule, std::size_t first, std::size_t last, std::vector<Position>& out) {
    const auto before = text(rule, first);
    const auto after = text(rule, last);
    if (!before) return tl::unexpected(before.error());
    if (!after) return tl::unexpected(after.error());
    if (*before == *after) return {};
    if (last - first == 1) {
      const std::uint64_t index = sizes_[last] - 1;
      for (auto at = later_.lower_bound({index, 0}); at != later_.end() && at->index == index; ++at)
        out.push_back(*at);
      return {};
    }
    const std::size_t middle = first + (last - first) / 2;
    if (auto done = find(rule, first, middle, out); !done) return done;
    return find(rule, middle, last, out);
  }

  Asking& asking_;
  std::uint64_t size_;
  const std::set<Position>& later_;
  std::vector<std::uint64_t> sizes_;  ///< of the decision, then after each act of what was recorded later
};

std::vector<const Rule*> rules_in(const Answers& then, const Answers& now) {
  std::vector<const Rule*> out;
  for (const Heard& heard : then.heard) out.push_back(heard.rule);
  for (const Heard& heard : now.heard) {
    if (then.of(heard.rule) == nullptr) out.push_back(heard.rule);
  }
  return out;
}

std::optional<Heard> copy_of(const Heard* heard) {
  return heard == nullptr ? std::nullopt : std::optional(*heard);
}

}  // namespace

Result<Rehearing> rehear(const Archive& archive, const Decision& decision, std::uint64_t size,
                         const Knowledge& knowledge, const SealedValues* sealed) {
  Asking asking(archive, decision, sealed);
  std::set<Position> later;
  while (true) {
    const auto then = asking.at(decision.position.index + 1);
    if (!then) return tl::unexpected(then.error());
    const auto now = asking.at(size);
    if (!now) return tl::unexpected(now.error());
    std::set<std::string> asked_of = (*then)->asked_of;
    asked_of.insert((*now)->asked_of.begin(), (*now)->asked_of.end());
    const std::size_t hidden = asking.hidden.size();
    auto found = later_events(archive, decision, size, knowledge, asked_of, asking.hidden);
    if (!found) return tl::unexpected(found.error());
    later = std::move(*found);
    if (asking.hidden.size() == hidden) break;
    asking.forget();  // nothing that is hidden may make a difference: it is asked without
  }
  const auto then = asking.at(decision.position.index + 1);
  const auto now = asking.at(size);
  if (!then) return tl::unexpected(then.error());
  if (!now) return tl::unexpected(now.error());
  Rehearing out;
  Causes causes(asking, decision, size, later);
  for (const Rule* rule : rules_in(**then, **now)) {
    TwoAnswers& answers = out.rules.emplace_back();
    answers.rule = rule;
    answers.then = copy_of((*then)->of(rule));
    answers.now = copy_of((*now)->of(rule));
    answers.differs = (*then)->text(rule) != (*now)->text(rule);
    if (!answers.differs) continue;
    auto because = causes.of(rule);
    if (!because) return tl::unexpected(because.error());
    answers.because = std::move(*because);
  }
  out.hidden = std::move(asking.hidden);
  return out;
}

}  // namespace tenure
