#include "server/stream/play.h"

#include <algorithm>

#include "domain/core/both.h"

namespace tenure {
namespace {

constexpr std::chrono::milliseconds kClockInterval{1'000};

bool same(const PastSize& a, const PastSize& b) { return a.size == b.size && a.on == b.on; }

}  // namespace

Result<Player::Place> Player::place_of(const StreamPoint& point, const FeedSource& source) {
  const std::uint64_t size = source.size();
  if (const auto moment = point.moment()) {
    const auto before = source.size_at({moment->us - 1});
    if (!before) return tl::unexpected(before.error());
    return Place{{std::min(*before, size), 0}, *moment};
  }
  const Position position = *point.position();
  if (position > Position{size, 0})
    return refuse(Reason::beyond_head, "from", both("账本末尾为 {}", "head {}", Position{size, 0}.str()));
  if (size == 0) return Place{};
  const auto at = source.recorded_at(std::min(position.index, size - 1));
  if (!at) return tl::unexpected(at.error());
  return Place{position, position.index < size ? Moment{at->us - 1} : *at};
}

Result<void> Player::begin(const FeedSource& source) {
  const auto from = place_of(stretch_.from, source);
  if (!from) return tl::unexpected(from.error());
  until_size_ = source.size();
  if (stretch_.until) {
    const auto until = place_of(*stretch_.until, source);
    if (!until) return tl::unexpected(until.error());
    until_size_ = until->position.index + (until->position.ordinal > 0 ? 1 : 0);
    until_ = until->at;
  }
  if (until_size_ > 0) {
    const auto last = source.recorded_at(until_size_ - 1);
    if (!last) return tl::unexpected(last.error());
    // A stretch ends with the day of its end, or with its last act: nothing of the future is played.
    until_ = stretch_.until && stretch_.until->moment() && until_size_ < source.size() ? until_ : *last;
  }
  if (from->position.index > until_size_)
    return refuse(Reason::bad_request, "until", both("早于 from", "before `from`"));
  from_ = *from;
  begun_ = true;
  go_to(from_);
  return {};
}

void Player::go_to(const Place& place) {
  cursor_ = place.position;
  size_ = place.position.index;
  now_ = place.at;
  ended_ = false;
  told_.reset();
}

/// Sets the clock, and how many acts it has seen.
Result<void> Player::move(const Turn& turn, const FeedSource& source) {
  if (turn.step) {
    if (cursor_.index < until_size_) {
      const auto at = source.recorded_at(cursor_.index);
      if (!at) return tl::unexpected(at.error());
      now_ = std::max(now_, *at);
      size_ = cursor_.index + 1;
    }
    return {};
  }
  now_ = std::min(Moment{now_.us + turn.passed.count()}, std::max(now_, until_));
  const auto size = source.size_at(now_);
  if (!size) return tl::unexpected(size.error());
  size_ = std::clamp(*size, std::min(size_, until_size_), until_size_);
  return {};
}

Result<void> Player::tell_events(const FeedSource& source, const FeedLimit& limit, std::string& out,
                                 Told& told) {
  if (cursor_.index >= size_) return {};
  auto page = source.events(cursor_, size_, limit);
  if (!page) return tl::unexpected(page.error());
  if (page->next <= cursor_)
    return refuse(Reason::io, "events " + cursor_.str(), both("没有进展", "no progress"));
  const EventBatch batch(cursor_, std::move(*page));
  const auto frames = batch.frames(lane_, cursor_, source);
  if (!frames) return tl::unexpected(frames.error());
  if (*frames) out += **frames;
  cursor_ = batch.next();
  told.more = cursor_.index < size_;
  if (!told.more) return {};
  // The clock waits for what is not told yet.
  size_ = cursor_.index;
  if (size_ == 0) return {};
  const auto at = source.recorded_at(size_ - 1);
  if (!at) return tl::unexpected(at.error());
  now_ = std::min(now_, *at);
  return {};
}

Result<void> Player::tell_state(const FeedSource& source, const FeedHooks& hooks, std::string& out) {
  cursor_ = {size_, 0};
  const PastSize when{size_, now_.date()};
  if (told_ && same(*told_, when)) return {};
  told_ = when;
  auto value = state_value(spec_, source, hooks, when);
  if (!value) return tl::unexpected(value.error());
  if (value_ && *value_ == *value) return {};
  const bool first = !value_;
  value_ = std::move(*value);
  if (first) {
    append_message(out, id_, snapshot_rest(size_, *value_));
    return {};
  }
  const auto newest = source.newest(size_);
  if (!newest) return tl::unexpected(newest.error());
  append_message(out, id_, change_rest(*newest, *value_));
  return {};
}

void Player::tell_clock(std::string& out, bool paused, bool at_once) {
  const auto now = std::chrono::steady_clock::now();
  if (!at_once && paused == paused_told_ && now < clock_told_ + kClockInterval) return;
  clock_told_ = now;
  paused_told_ = paused;
  append_message(out, id_, clock_rest(size_, now_, paused));
}

Result<Player::Told> Player::take(const Turn& turn, const FeedSource& source, const FeedHooks& hooks,
                                  const FeedLimit& limit) {
  Told told;
  const bool first = !begun_;
  if (first) {
    if (auto begun = begin(source); !begun) return tl::unexpected(begun.error());
  }
  if (turn.seek) {
    const auto place = place_of(*turn.seek, source);
    const bool fits = place && from_.position <= place->position && place->position.index <= until_size_;
    if (!fits) {
      told.refused = Refusal{Reason::bad_request, "to", both("不在回放的时段内", "not in the stretch")};
      told.ended = ended_;
      return told;
    }
    go_to(*place);
  }
  if (auto moved = move(turn, source); !moved) return tl::unexpected(moved.error());
  std::string out;
  const auto done = lane_ ? tell_events(source, limit, out, told) : tell_state(source, hooks, out);
  if (!done) return tl::unexpected(done.error());
  const bool ends = cursor_.index >= until_size_ && (turn.step || now_ >= until_);
  tell_clock(out, turn.paused, first || turn.step || turn.seek || (ends && !ended_));
  if (ends && !ended_) append_message(out, id_, played_rest(size_));
  ended_ = told.ended = ends;
  if (!out.empty()) told.frames = std::make_shared<const std::string>(std::move(out));
  return told;
}

}  // namespace tenure
