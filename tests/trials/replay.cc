#include "tests/trials/replay.h"

#include <stdexcept>

#include "server/sequencer/admission.h"

namespace tenure::trials {
namespace {

/// Of a position that no event has: what is spoken of was left out.
constexpr std::uint64_t kNowhere = 700'000'000;

}  // namespace

Replay::Replay(const std::vector<Deed>& deeds, How how) : how_(how) { record(deeds); }

// The fold and the policy book keep nothing that the history has not: new ones read it there.
Replay::Replay(const Replay& other)
    : how_(other.how_),
      history_(other.history_),
      said_(other.said_),
      names_(other.names_),
      positions_(other.positions_),
      size_(other.size_),
      last_(other.last_) {}

void Replay::record(std::span<const Deed> deeds) {
  for (const Deed& deed : deeds) record(deed);
}

std::optional<Position> Replay::name_of(Position position) const {
  const auto found = names_.find(position);
  return found == names_.end() ? std::nullopt : std::optional(found->second);
}

std::optional<Position> Replay::position_of(Position name) const {
  const auto found = positions_.find(name);
  return found == positions_.end() ? std::nullopt : std::optional(found->second);
}

Event Replay::placed(const Event& event) const {
  if (!speaks_of_positions(event)) return event;
  return changed(event, [&](const TypeInfo& type, void* value, std::string_view) {
    const auto now = [&](Position then) {
      return position_of(then).value_or(Position{kNowhere + then.index, then.ordinal});
    };
    if (&type == &kType<Position>) {
      auto& position = *static_cast<Position*>(value);
      position = now(position);
    } else if (&type == &kType<ShortText>) {
      auto& text = static_cast<ShortText*>(value)->value;
      if (const auto basis = Position::parse(text)) text = now(*basis).str();
    }
  });
}

Result<Verdict> Replay::taken(const Deed& deed, ParsedAct& parsed) {
  parsed.act = deed.act;
  Act& act = parsed.act;
  for (std::size_t i = 0; i < act.events.size(); ++i) {
    // Events of one act speak of each other as well.
    positions_[deed.names[i]] = {size_, static_cast<std::uint32_t>(i)};
    act.events[i] = placed(act.events[i]);
  }
  const bool genesis = size_ == 0 && act.nonce;
  const Moment recorded_at = std::max(last_, act.issued_at);
  fold_.begin_act(size_, recorded_at, act.klass.value);
  if (how_ == How::judged) {
    if (!genesis && !act.ledger) act.ledger = ShortText{"trial"};
    return admit(fold_, book_, {parsed, deed.keyids, size_, recorded_at, genesis, true},
                 genesis ? "" : act.ledger->value);
  }
  for (std::uint32_t i = 0; i < act.events.size(); ++i) {
    if (auto done = fold_.apply(act.events[i], {size_, i}, act.authority); !done)
      throw std::runtime_error(done.error().text());
  }
  return Verdict();
}

void Replay::forget(const Deed& deed) {
  fold_.abandon_act();
  book_.forget_from(size_);
  for (const Position name : deed.names) positions_.erase(name);
}

Said Replay::try_out(const Deed& deed) {
  ParsedAct parsed;
  auto verdict = taken(deed, parsed);
  forget(deed);
  return {said_.size(), std::move(verdict)};
}

void Replay::record(const Deed& deed) {
  ParsedAct parsed;
  auto verdict = taken(deed, parsed);
  last_ = std::max(last_, deed.act.issued_at);
  if (verdict) {
    fold_.keep_act(*verdict, &parsed.act);
    for (std::uint32_t i = 0; i < parsed.act.events.size(); ++i) {
      history_.keep({size_, i}, {parsed.act.events[i], parsed.act.authority});
      names_[{size_, i}] = deed.names[i];
    }
    history_.write(*fold_.take_changes());
    ++size_;
  } else {
    forget(deed);
  }
  said_.push_back({said_.size(), std::move(verdict)});
}

}  // namespace tenure::trials
