#include "tests/trials/replay.h"

#include <stdexcept>

#include "server/sequencer/admission.h"

namespace tenure::trials {
namespace {

/// Of a position that no event has: what is spoken of was left out.
constexpr std::uint64_t kNowhere = 700'000'000;

}  // namespace

Replay::Replay(const std::vector<Deed>& deeds, How how) {
  for (std::size_t i = 0; i < deeds.size(); ++i) record(i, deeds[i], how);
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

void Replay::record(std::size_t number, const Deed& deed, How how) {
  ParsedAct parsed;
  parsed.act = deed.act;
  Act& act = parsed.act;
  for (std::size_t i = 0; i < act.events.size(); ++i) {
    // Events of one act speak of each other as well.
    positions_[deed.names[i]] = {size_, static_cast<std::uint32_t>(i)};
    act.events[i] = placed(act.events[i]);
  }
  const bool genesis = size_ == 0 && act.nonce;
  last_ = std::max(last_, act.issued_at);
  fold_.begin_act(size_, last_, act.klass.value);
  Result<Verdict> verdict = Verdict();
  if (how == How::judged) {
    const std::string ledger = act.ledger ? act.ledger->value : std::string();
    if (!genesis && !act.ledger) act.ledger = ShortText{"trial"};
    verdict = admit(fold_, book_, {parsed, deed.keyids, size_, last_, genesis, true},
                    genesis ? "" : act.ledger->value);
  } else {
    for (std::uint32_t i = 0; i < act.events.size(); ++i) {
      if (auto done = fold_.apply(act.events[i], {size_, i}, act.authority); !done)
        throw std::runtime_error(done.error().text());
    }
  }
  if (verdict) {
    fold_.keep_act(*verdict);
    for (std::uint32_t i = 0; i < act.events.size(); ++i) {
      history_.keep({size_, i}, {act.events[i], act.authority});
      names_[{size_, i}] = deed.names[i];
    }
    history_.write(*fold_.take_changes());
    ++size_;
  } else {
    fold_.abandon_act();
    for (const Position name : deed.names) positions_.erase(name);
  }
  said_.push_back({number, std::move(verdict)});
}

}  // namespace tenure::trials
