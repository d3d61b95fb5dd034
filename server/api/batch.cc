#include "server/api/batch.h"

#include <deque>
#include <mutex>

#include "domain/core/both.h"
#include "domain/describe/problem.h"
#include "server/api/admission_json.h"

namespace tenure {
namespace {

constexpr std::size_t kLineKept = 64 << 10;  ///< room that the next line finds

/// Verdicts in the order of their acts, some of them still to come. Outlives the exchange while the sequencer
/// has acts of it.
struct Verdicts {
  std::mutex mutex;
  std::deque<std::optional<std::string>> lines;
  std::uint64_t first = 0;  ///< number of the first of `lines`
  std::size_t ready_bytes = 0;
  std::function<void()> wake;

  std::uint64_t expect() {
    const std::lock_guard lock(mutex);
    lines.emplace_back();
    return first + lines.size() - 1;
  }
  void set(std::uint64_t number, std::string line) {
    bool wakes = false;
    {
      const std::lock_guard lock(mutex);
      ready_bytes += line.size();
      lines[number - first] = std::move(line);
      wakes = number == first;
    }
    if (wakes) wake();
  }
};

std::string line_of(const Result<Admission>& outcome) {
  return (outcome ? admission_json(*outcome, std::nullopt) : problem_json(outcome.error())) + "\n";
}

class Batch final : public Exchange {
 public:
  Batch(Sequencer& sequencer, Metrics& metrics) : sequencer_(sequencer), metrics_(metrics) {}

  void start(std::function<void()> wake) override { verdicts_->wake = std::move(wake); }

  bool wants_input() const override {
    const std::lock_guard lock(verdicts_->mutex);
    return verdicts_->lines.size() < kBatchActsMax && verdicts_->ready_bytes < kBatchOutputMax;
  }

  void input(std::string_view bytes) override {
    while (!bytes.empty()) {
      const std::size_t end = bytes.find('\n');
      keep(bytes.substr(0, end));
      if (end == std::string_view::npos) return;
      bytes.remove_prefix(end + 1);
      line_ended();
    }
  }

  void end_of_input() override {
    line_ended();
    ended_ = true;
  }

  std::string take_output() override {
    const std::lock_guard lock(verdicts_->mutex);
    std::string out;
    while (!verdicts_->lines.empty() && verdicts_->lines.front()) {
      out += *verdicts_->lines.front();
      verdicts_->lines.pop_front();
      ++verdicts_->first;
    }
    verdicts_->ready_bytes -= out.size();
    return out;
  }

  bool finished() const override {
    const std::lock_guard lock(verdicts_->mutex);
    return ended_ && verdicts_->lines.empty();
  }

  std::size_t held() const override {
    const std::lock_guard lock(verdicts_->mutex);
    return line_.capacity() + verdicts_->ready_bytes;
  }

  bool owes() const override {
    const std::lock_guard lock(verdicts_->mutex);
    return verdicts_->first != 0 || !verdicts_->lines.empty();
  }

  void break_off(const Refusal& why) override {
    verdicts_->set(verdicts_->expect(), problem_json(why) + "\n");
    drop_line();
    ended_ = true;
  }

 private:
  /// A line that is too long is counted on but not kept.
  void keep(std::string_view bytes) {
    line_bytes_ += bytes.size();
    if (line_bytes_ <= kSubmissionMax) {
      line_ += bytes;
    } else {
      std::string().swap(line_);  // an assignment keeps the room
    }
  }

  void drop_line() {
    line_bytes_ = 0;
    line_.clear();
    if (line_.capacity() > kLineKept) std::string().swap(line_);
  }

  void line_ended() {
    if (line_bytes_ > kSubmissionMax) {
      verdicts_->set(
          verdicts_->expect(),
          problem_json({Reason::limit_envelope, {}, both("{} 字节", "{} bytes", line_bytes_)}) + "\n");
    } else if (line_.find_first_not_of(" \t\r") != std::string::npos) {
      submit(line_);
    }
    drop_line();
  }

  void submit(std::string_view json) {
    const std::uint64_t number = verdicts_->expect();
    metrics_.act_begun();
    const auto told = [verdicts = verdicts_, number, &metrics = metrics_](const Result<Admission>& outcome) {
      if (outcome) {
        metrics.act_admitted();
      } else {
        metrics.act_refused(outcome.error().reason);
      }
      verdicts->set(number, line_of(outcome));
    };
    auto submission = parse_submission(json);
    if (!submission) {
      told(tl::unexpected(submission.error()));
      return;
    }
    sequencer_.submit(std::move(*submission), told);
  }

  Sequencer& sequencer_;
  Metrics& metrics_;
  std::shared_ptr<Verdicts> verdicts_ = std::make_shared<Verdicts>();
  std::string line_;
  std::size_t line_bytes_ = 0;
  bool ended_ = false;
};

}  // namespace

std::unique_ptr<Exchange> make_batch(Sequencer& sequencer, Metrics& metrics) {
  return std::make_unique<Batch>(sequencer, metrics);
}

}  // namespace tenure
