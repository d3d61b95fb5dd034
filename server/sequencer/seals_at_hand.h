// What rules may know of sealed values while an act is admitted: those that came with it, those of acts that
// are admitted and not stored yet, and the vault's. The sequencer's thread.
#pragma once

#include <array>
#include <span>
#include <string>
#include <unordered_map>

#include "domain/act/sealed_values.h"
#include "server/sequencer/submission.h"
#include "storage/vault/vault.h"

namespace tenure {

/// Sealed values that are on their way into the vault.
class SealsOnTheWay {
 public:
  SealsOnTheWay() = default;
  explicit SealsOnTheWay(std::span<const OpenedSeal> seals) { add(seals); }
  void add(std::span<const OpenedSeal> seals);

  /// Null when it is not among them.
  const std::string* opened(const std::string& subject, const std::string& commitment) const;
  void add_holders(SealedKind kind, std::string_view folded, std::vector<FoundValue>& out) const;

 private:
  std::unordered_map<std::string, std::string> values_;       ///< by subject and commitment
  std::unordered_multimap<std::string, FoundValue> holders_;  ///< by kind and folded value
};

class SealsAtHand final : public SealedValues {
 public:
  /// Of the group that is admitted, and of the one that is being stored. A null is none.
  using Groups = std::array<const SealsOnTheWay*, 2>;

  /// `groups` and `vault` outlive it; without them only the act's own values are known.
  SealsAtHand(std::span<const OpenedSeal> own, const Groups& groups, const Vault* vault)
      : own_(own), groups_(groups), vault_(vault) {}

  Result<std::optional<std::string>> opened(const Subject& subject,
                                            const Commitment& commitment) const override;
  Result<std::vector<Holder>> holders(SealedKind kind, std::string_view value) const override;

 private:
  SealsOnTheWay own_;
  Groups groups_;
  const Vault* vault_;
};

}  // namespace tenure
