// Which policy holds: the pack that was in force for an organisation on a date, and what it gives.
//
// The newest policy with a pack in force on the date, of the organisation or of its nearest ancestor that has
// one; it holds whole, nothing is mixed in from above. Trial and interim rules are in force. A pilot binds
// where it was adopted, or, when its pack names `pilot.orgs`, in their subtrees. Proposed and draft rules
// only flag, and never displace rules that bind.
#pragma once

#include <array>
#include <boost/unordered/unordered_flat_map.hpp>
#include <map>
#include <memory>
#include <string>
#include <string_view>
#include <vector>

#include "domain/act/facts.h"
#include "domain/rules/pack.h"

namespace tenure {

inline constexpr Parameter<Codes> kPilotOrgs{"pilot.orgs", "", "试点组织", "organisations of the pilot",
                                             "BB-67"};

class PolicyBook;

/// A parameter that a policy was asked for, and what it gave.
struct ParameterRead {
  const ParameterInfo* parameter;
  std::string key;  ///< with the words in the places of its '*'
  PackValue value;
  std::optional<Position> policy;
};
using ParametersRead = std::vector<ParameterRead>;

/// The parameters and modes of one policy. Without a policy everything is absent. Cheap to copy; lives as
/// long as somebody holds it.
class PolicyView {
 public:
  PolicyView() = default;
  PolicyView(std::shared_ptr<const Pack> pack, std::optional<Position> position, bool binds)
      : policy_(std::make_shared<const Held>(Held{std::move(pack), position, binds})) {}

  /// `words` stand in the places of the key's '*', in their order.
  template <class T, class... Word>
  Setting<T> get(const Parameter<T>& parameter, const Word&... words) const {
    const PackValue* found = find(parameter, {std::string_view(words)...});
    if (found == nullptr) return {};
    if (found->given != Given::value) return {found->given, std::nullopt};
    return {Given::value, ParameterForm<T>::read(*found)};
  }
  bool is_true(const Parameter<bool>& parameter) const { return get(parameter).value.value_or(false); }

  /// The words that the pack puts in the place of the key's '*'.
  Codes words(const ParameterInfo& parameter) const;

  /// The rule's mode: what the pack says, otherwise the rule's own. A policy that does not bind only flags.
  RuleMode mode(const Rule& rule) const;

  /// The policy that bound the same organisation on the period's first day; this one where none did. What
  /// belongs to a period is judged and computed by it, whenever somebody asks. It reads the book and the
  /// facts in which this one was found.
  PolicyView of(const Period& period) const;
  /// The same for what begins on a day and lasts.
  PolicyView on(Date day) const;

  /// The same one, which notes what it is asked for, each parameter once, in their order; what `of` finds
  /// notes there too. `reads` outlives them.
  PolicyView noting(ParametersRead& reads) const;

  std::optional<Position> position() const { return policy_ == nullptr ? std::nullopt : policy_->position; }
  bool binds() const { return policy_ == nullptr || policy_->binds; }
  const Pack* pack() const { return policy_ == nullptr ? nullptr : policy_->pack.get(); }

 private:
  friend class PolicyBook;

  /// A policy, and where it was found. Views of it share it: most are made to be asked once.
  struct Held {
    std::shared_ptr<const Pack> pack;
    std::optional<Position> position;
    bool binds = true;
    bool is_tried = false;  ///< no policy of the record (TriedPack)
    // Of one that binds; null: it was found in no book.
    PolicyBook* book = nullptr;
    const Facts* facts = nullptr;
    std::string org = {};
  };

  explicit PolicyView(Held policy) : policy_(std::make_shared<const Held>(std::move(policy))) {}

  const PackValue* find(const ParameterInfo& parameter, std::initializer_list<std::string_view> words) const;
  void note(const ParameterInfo& parameter, std::string key, const PackValue* found) const;

  std::shared_ptr<const Held> policy_;  ///< null: none
  ParametersRead* reads_ = nullptr;     ///< null: nobody wants to know
};

/// A pack that is tried: it binds an organisation and all below it from a day to a day, whatever was adopted.
struct TriedPack {
  std::string org;
  std::shared_ptr<const Pack> pack;
  Date from, until;  ///< both inclusive
};

/// Values around those of every pack: `below` holds where the pack gives none, `above` whatever it gives.
struct PackOverlay {
  std::shared_ptr<const Pack> below, above;  ///< null: none

  bool empty() const { return below == nullptr && above == nullptr; }
};

/// Finds policies and keeps parsed packs by position. Used by one thread, for one ledger.
class PolicyBook {
 public:
  static constexpr std::size_t kPacksMax = 1'000;
  static constexpr std::size_t kKeptMax = 10'000;  ///< organisations on a day

  PolicyBook() = default;
  explicit PolicyBook(TriedPack tried) : tried_(std::move(tried)) {}
  explicit PolicyBook(PackOverlay overlay) : overlay_(std::move(overlay)) {}
  PolicyBook(PolicyBook&&) = default;
  PolicyBook& operator=(PolicyBook&&) = default;

  /// The policy that binds `org` on `on`; a view without parameters when none does.
  Result<PolicyView> binding(const Facts& facts, std::string_view org, Date on);
  /// With the newest proposed or draft policy of `org` or its nearest ancestor that has one.
  struct Both {
    PolicyView binding;
    std::optional<PolicyView> proposed;
  };
  Result<Both> both(const Facts& facts, std::string_view org, Date on);

  /// Forgets packs of acts from `index` on: an act that was refused leaves its position to another one.
  void forget_from(std::uint64_t index);

  /// How often the tried pack was found to bind: where that stays, it changes nothing.
  std::uint64_t tried_found() const { return tried_found_; }

 private:
  /// What was found of an organisation on a day.
  struct Found {
    std::string org;
    Date on;
    PolicyView binding;
    std::optional<std::optional<PolicyView>> proposed;  ///< nothing: nobody asked for it yet
  };
  struct Key {
    std::string_view org;
    Date on;
    bool operator==(const Key&) const = default;
  };
  struct KeyHash {
    std::size_t operator()(const Key& key) const {
      constexpr std::size_t kMix = 0x9E3779B97F4A7C15;
      return std::hash<std::string_view>()(key.org) ^ static_cast<std::size_t>(key.on.days) * kMix;
    }
  };
  /// Each under its own key. What a hit costs is the memory that is touched on the way to it.
  using Kept = boost::unordered_flat_map<Key, std::unique_ptr<Found>, KeyHash>;

  static constexpr std::size_t kRecentMax = 4;  ///< an event asks for its few again and again

  /// Kept while the ground stays on which it was found.
  Result<Found*> find(const Facts& facts, std::string_view org, Date on);
  void forget();

  Result<PolicyView> find_binding(const Facts& facts, std::string_view org, Date on);
  Result<std::optional<PolicyView>> find_proposed(const Facts& facts, std::string_view org, Date on);
  template <class Wanted>
  Result<std::optional<PolicyView>> nearest(const Facts& facts, std::string_view org, Date on, Wanted wanted);
  Result<std::shared_ptr<const Pack>> pack_at(const Facts& facts, Position position);
  std::shared_ptr<const Pack> overlaid(std::shared_ptr<const Pack> pack) const;

  std::optional<TriedPack> tried_;
  std::uint64_t tried_found_ = 0;
  PackOverlay overlay_;
  std::map<Position, std::shared_ptr<const Pack>> packs_;
  Facts::Ground ground_;
  Kept kept_;
  std::array<Found*, kRecentMax> recent_{};  ///< of `kept_`
  std::size_t next_recent_ = 0;
};

/// The organisation whose policy judges an event: its first registered one, else the last one of its first
/// person, else the authority.
std::string jurisdiction(const Facts& facts, const Event& event, const OrgId& authority);

}  // namespace tenure
