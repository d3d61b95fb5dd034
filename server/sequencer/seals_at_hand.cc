#include "server/sequencer/seals_at_hand.h"

#include <algorithm>

namespace tenure {
namespace {

std::string key_of_seal(const std::string& subject, const std::string& commitment) {
  return subject + ' ' + commitment;
}

std::string key_of_value(SealedKind kind, std::string_view folded) {
  std::string key(1, static_cast<char>(kind));
  return key += folded;
}

}  // namespace

void SealsOnTheWay::add(std::span<const OpenedSeal> seals) {
  for (const OpenedSeal& seal : seals) {
    values_.emplace(key_of_seal(seal.subject, seal.commitment), seal.value);
    if (seal.kind)
      holders_.emplace(key_of_value(*seal.kind, folded(seal.value)),
                       FoundValue{seal.subject, seal.commitment});
  }
}

const std::string* SealsOnTheWay::opened(const std::string& subject, const std::string& commitment) const {
  const auto found = values_.find(key_of_seal(subject, commitment));
  return found == values_.end() ? nullptr : &found->second;
}

void SealsOnTheWay::add_holders(SealedKind kind, std::string_view folded,
                                std::vector<FoundValue>& out) const {
  const auto [from, until] = holders_.equal_range(key_of_value(kind, folded));
  for (auto found = from; found != until; ++found) out.push_back(found->second);
}

Result<std::optional<std::string>> SealsAtHand::opened(const Subject& subject,
                                                       const Commitment& commitment) const {
  const std::string whose = subject.str();
  const std::string text = commitment.str();
  if (const std::string* value = own_.opened(whose, text)) return std::optional(*value);
  for (const SealsOnTheWay* seals : groups_) {
    if (const std::string* value = seals == nullptr ? nullptr : seals->opened(whose, text))
      return std::optional(*value);
  }
  if (vault_ == nullptr) return std::nullopt;
  return vault_->value(whose, text);
}

Result<std::vector<SealedValues::Holder>> SealsAtHand::holders(SealedKind kind,
                                                               std::string_view value) const {
  std::vector<FoundValue> found;
  if (vault_ != nullptr) {
    auto stored = vault_->find(kind, value);
    if (!stored) return tl::unexpected(stored.error());
    found = std::move(*stored);
  }
  const std::string plain = folded(value);
  own_.add_holders(kind, plain, found);
  for (const SealsOnTheWay* seals : groups_) {
    if (seals != nullptr) seals->add_holders(kind, plain, found);
  }
  std::vector<Holder> out;
  for (const FoundValue& each : found) {
    const auto subject = Subject::parse(each.subject);
    const auto commitment = Commitment::parse(each.commitment);
    if (subject && commitment) out.push_back({*subject, *commitment});
  }
  std::ranges::sort(out);
  out.erase(std::unique(out.begin(), out.end()), out.end());
  return out;
}

}  // namespace tenure
