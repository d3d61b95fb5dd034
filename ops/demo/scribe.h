// Writes acts as a client does: JSON of the events, sealed values beside it, a signature of the authority's
// key, and off to the ledger through an Outbox.
//
//   Draft act(scribe, "o-330326100", "平镇〔2024〕3号");
//   const Position at = act.add(on, "MeetingHeld", R"("org":"{}","kind":"joint")", org);
//   act.send();                                         or at the end of its life
//
// The scribe has a clock of its own, which issued_at follows. The first refusal stops it: see failure(). One
// draft at a time; one thread.
#pragma once

#include <fmt/format.h>

#include <iterator>
#include <optional>
#include <string>
#include <string_view>
#include <vector>

#include "domain/core/calendar.h"
#include "ops/demo/keyring.h"
#include "ops/demo/random.h"
#include "server/sequencer/submission.h"

namespace tenure::demo {

inline constexpr std::size_t kEventsAnAct = 1'000;                ///< then the draft goes on in another act
inline constexpr std::size_t kBytesAnAct = std::size_t{1} << 20;  ///< of its events

/// Where acts go.
class Outbox {
 public:
  virtual ~Outbox() = default;
  /// The index at which the act stands or, when it is on its way, will stand: `expected` is the next one.
  virtual Result<std::uint64_t> hand_in(Submission&& submission, std::uint64_t expected) = 0;
  /// Returns when every act is answered: a key signs only once its registration is in the ledger.
  virtual Result<void> settle() { return {}; }
};

class Scribe {
 public:
  struct Options {
    std::uint64_t seed = 1;
    std::string ledger_id;  ///< empty: before the genesis act
    std::uint64_t next_index = 0;
    std::string name = "demo";  ///< act ids of another name are other ones
  };
  Scribe(Outbox& outbox, const Keyring& keys, Options options)
      : outbox_(outbox), keys_(keys), options_(std::move(options)) {}

  /// The clock moves on to the morning of the day, never back.
  void go_to(Date day);
  Moment now() const { return now_; }
  Date today() const { return now_.date(); }

  /// Waits until what was sent is in the ledger.
  void settle();

  std::uint64_t next_index() const { return options_.next_index; }
  const std::optional<Refusal>& failure() const { return failure_; }
  std::uint64_t acts() const { return acts_; }
  std::uint64_t events() const { return events_; }

  /// The genesis act was admitted.
  void opened(std::string ledger_id) { options_.ledger_id = std::move(ledger_id); }

 private:
  friend class Draft;
  std::string salt();
  ActId next_act_id();
  /// `signing`: the organisations whose keys sign.
  void send(std::string payload, const std::vector<std::string>& signing, std::vector<SealedInput> sealed,
            std::size_t events);

  Outbox& outbox_;
  const Keyring& keys_;
  Options options_;
  Moment now_;
  std::uint64_t salts_ = 0;
  std::uint64_t acts_ = 0;
  std::uint64_t events_ = 0;
  std::optional<Refusal> failure_;
};

class Draft {
 public:
  Draft(Scribe& scribe, std::string authority, std::string document_no = {})
      : scribe_(scribe), authority_(std::move(authority)), document_no_(std::move(document_no)) {}
  ~Draft() { send(); }
  Draft(const Draft&) = delete;
  Draft& operator=(const Draft&) = delete;

  /// The acts are copies of papers of `issuer`, made by `transcriber`.
  void transcribe(const std::string& issuer, const std::string& transcriber);
  /// Another organisation's key signs too.
  void co_sign(std::string org) { co_signers_.push_back(std::move(org)); }
  /// The class of what it has, where that is not the ordinary one.
  void classify(std::string_view klass);

  /// `data` is what stands between the braces; where the event will stand.
  template <class... Args>
  Position add(Date on, std::string_view type, fmt::format_string<Args...> data, Args&&... args) {
    begin(on, type);
    fmt::format_to(std::back_inserter(events_), data, std::forward<Args>(args)...);
    return end();
  }
  /// The commitment of a personal value, which goes with the act. `path`: the sealed field.
  std::string seal(std::string_view path, std::string_view value);

  /// What it has so far.
  void send();

 private:
  void begin(Date on, std::string_view type);
  Position end();
  std::string payload() const;

  Scribe& scribe_;
  std::string authority_;
  std::string document_no_;
  std::vector<std::string> co_signers_;
  std::string class_;
  std::string provenance_;
  std::string events_;
  std::vector<SealedInput> sealed_;
  std::uint32_t count_ = 0;
};

}  // namespace tenure::demo
