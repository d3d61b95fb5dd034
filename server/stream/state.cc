#include "server/stream/state.h"

#include <algorithm>

#include "domain/core/both.h"
#include "server/stream/batch.h"

namespace tenure {
namespace {

std::string viewer_key(const Viewer& viewer) { return Lane{{}, {}, viewer}.key(); }

}  // namespace

std::string StateSpec::key() const {
  std::string out(tenure::name(topic));
  switch (topic) {
    case Topic::standing:
      return out + '\n' + subject.str() + '\n' + viewer.token_id + '\n' + viewer_key(viewer);
    case Topic::stats:
    case Topic::alerts:
      return out + '\n' + name.value + '\n' + (org ? org->value : std::string()) + '\n' + viewer_key(viewer);
    default:
      return out;
  }
}

std::shared_ptr<const StateValue> StateTopic::value() const {
  const std::lock_guard lock(mutex_);
  return value_;
}

StateBoard::StateBoard(const FeedSource& source, const FeedHooks& hooks, Run run)
    : source_(source), hooks_(hooks), run_(std::move(run)) {}

Result<std::shared_ptr<StateTopic>> StateBoard::watch(const StateSpec& spec, std::weak_ptr<Waker> watcher) {
  TopicPtr topic;
  {
    const std::lock_guard lock(mutex_);
    auto& slot = topics_[spec.key()];
    topic = slot.lock();
    if (topic == nullptr) {
      if (topics_.size() > kStateTopicsMax) {
        std::erase_if(topics_, [](const auto& known) { return known.second.expired(); });
        if (topics_.size() >= kStateTopicsMax) return refuse(Reason::overload, "topic");
      }
      topic = std::make_shared<StateTopic>(spec);
      topics_[spec.key()] = topic;
    }
  }
  {
    const std::lock_guard lock(topic->mutex_);
    std::erase_if(topic->watchers_, [](const auto& known) { return known.expired(); });
    topic->watchers_.push_back(std::move(watcher));
  }
  ask_if_due(topic);
  return topic;
}

void StateBoard::note(std::span<const FeedEvent> events) {
  if (events.empty()) return;
  const std::lock_guard lock(mutex_);
  touched_.events = true;
  for (const FeedEvent& event : events) {
    if (event.touches_everything || touched_.subjects.size() > kTouchedSubjectsMax)
      touched_.everything = true;
    if (!touched_.everything) touched_.subjects.insert(event.subjects.begin(), event.subjects.end());
  }
}

void StateBoard::note_all() {
  const std::lock_guard lock(mutex_);
  touched_.today = true;
}

bool StateBoard::concerns(const Touched& touched, const StateSpec& spec) {
  if (spec.topic == Topic::checkpoint) return touched.events;
  if (touched.today) return true;
  if (spec.topic != Topic::standing) return touched.events;
  return touched.everything || touched.subjects.contains(spec.subject);
}

std::vector<StateBoard::TopicPtr> StateBoard::topics() {
  std::vector<TopicPtr> out;
  for (auto it = topics_.begin(); it != topics_.end();) {
    if (auto topic = it->second.lock()) {
      out.push_back(std::move(topic));
      ++it;
    } else {
      it = topics_.erase(it);
    }
  }
  return out;
}

void StateBoard::run_due() {
  Touched touched;
  std::vector<TopicPtr> all;
  {
    const std::lock_guard lock(mutex_);
    std::swap(touched, touched_);
    all = topics();
  }
  for (const TopicPtr& topic : all) {
    if (concerns(touched, topic->spec_)) {
      const std::lock_guard lock(topic->mutex_);
      topic->dirty_ = true;
    }
    ask_if_due(topic);
  }
}

void StateBoard::ask_if_due(const TopicPtr& topic) {
  const auto now = StateTopic::Clock::now();
  {
    const std::lock_guard lock(topic->mutex_);
    if (!topic->dirty_ || topic->asking_ || now < topic->not_before_) return;
    topic->asking_ = true;
    topic->dirty_ = false;
    if (topic->spec_.slow()) topic->not_before_ = now + kSlowInterval;
  }
  run_([this, topic] { ask(topic); });
}

Result<std::string> state_value(const StateSpec& spec, const FeedSource& source, const FeedHooks& hooks,
                                const FeedWhen& when) {
  const auto value = [&]() -> Result<std::string> {
    switch (spec.topic) {
      case Topic::standing:
        return hooks.standing(spec.viewer, spec.subject, when);
      case Topic::stats:
        return hooks.stat(spec.viewer, spec.name, spec.org, when);
      case Topic::alerts:
        return hooks.alerts(spec.viewer, spec.org, when);
      default:
        return source.checkpoint();
    }
  }();
  if (value && value->size() > kStateValueMax)
    return refuse(Reason::limit_list, "data",
                  both("值太大，订阅中不发送", "the value is larger than the feed tells"));
  return value;
}

void StateBoard::ask(const TopicPtr& topic) {
  StateValue found;
  found.size = source_.size();
  found.data = state_value(topic->spec_, source_, hooks_, std::nullopt);
  if (const auto newest = source_.newest(found.size)) {
    found.position = *newest;
  } else {
    found.data = tl::unexpected(newest.error());
  }
  std::vector<std::weak_ptr<Waker>> watchers;
  {
    const std::lock_guard lock(topic->mutex_);
    topic->asking_ = false;
    const auto& before = topic->value_;
    if (before != nullptr && before->data && found.data && *before->data == *found.data) return;
    found.version = before == nullptr ? 1 : before->version + 1;
    topic->value_ = std::make_shared<StateValue>(std::move(found));
    watchers = topic->watchers_;
  }
  for (const auto& watcher : watchers) {
    if (const auto waker = watcher.lock()) waker->wake();
  }
}

}  // namespace tenure
