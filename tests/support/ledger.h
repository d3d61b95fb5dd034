// A ledger on disk for tests: genesis, a small county, keys, and verbs to act in it.
//
//   TestLedger t;                                            simulated clock, one root key, county o-county
//   auto clerk = t.clerk("o-town");                          a key that may sign everything below o-town
//   auto done = t.submit(t.act("o-town").add(event), {clerk});
//
// Everything is real: RocksDB, signatures, files in a temporary folder. One thread.
#pragma once

#include <map>
#include <memory>
#include <string>
#include <vector>

#include "domain/ledger/events.h"
#include "domain/registry/events.h"
#include "domain/tenure/events.h"
#include "server/sequencer/sequencer.h"
#include "storage/evidence/ed25519.h"
#include "tests/support/temp_folder.h"

namespace tenure::testing {

/// A signing key as a test holds it.
class Signer {
 public:
  Signer() : key_(SecretKey::generate()) {}
  /// Always the same key for the same name.
  static Signer named(std::string_view name);

  std::string id() const { return to_base64url(key_.public_key().view()); }
  Signed sign(std::string_view payload) const;

 private:
  explicit Signer(SecretKey key) : key_(std::move(key)) {}
  SecretKey key_;
};

using Signers = std::vector<const Signer*>;

/// Builds an act; every member may be changed before it is signed.
class ActBuilder {
 public:
  explicit ActBuilder(Act act, bool issued_later = false)
      : act_(std::move(act)), issued_later_(issued_later) {}

  template <class E>
  ActBuilder& add(std::string_view on, E data) {
    act_.events.push_back(make_event(*Date::parse(on), std::move(data)));
    if (issued_later_) issue_after(act_.events.back().on);
    return *this;
  }
  ActBuilder& issued(std::string_view moment);
  ActBuilder& expects(std::string_view key, Position position);
  Act& act() { return act_; }
  const Act& act() const { return act_; }
  std::string payload() const { return write_act(act_); }
  bool issued_later() const { return issued_later_; }

 private:
  void issue_after(Date on);

  Act act_;
  bool issued_later_;  ///< not before the latest day of which it states something
};

/// An envelope over the payload, signed by each.
Submission sign(std::string payload, const Signers& signers);

class TestLedger {
 public:
  struct Options {
    Clock clock = Clock::simulated;
    std::int32_t root_threshold = 1;
    std::size_t root_keys = 1;
    std::shared_ptr<rocksdb::FileSystem> fs = nullptr;
    std::string origin = "county.example/tenure";
    std::function<Moment()> system_clock = nullptr;
    unsigned verify_threads = 1;
    std::function<void(const Head&)> on_committed = [](const Head&) {};
  };

  TestLedger() : TestLedger(Options{}) {}
  /// Opens the ledger and registers o-county with o-town and o-village below it.
  explicit TestLedger(Options options);

  LedgerStore& store() { return *store_; }
  Sequencer& sequencer() { return *sequencer_; }
  const std::string& folder() const { return folder_.path(); }
  const std::vector<Signer>& roots() const { return roots_; }
  Signers root() const;

  /// A new act of this ledger with the next id, issued one second after the last one or, unless the test says
  /// when, when the latest day of which it states something begins.
  ActBuilder act(const std::string& authority = "o-county");
  Result<Admission> submit(const ActBuilder& act, const Signers& signers);
  Result<Admission> submit_bytes(std::string payload, const Signers& signers);

  /// A registered key with a grant of `types` for the subtree, signed by the root.
  const Signer& clerk(const std::string& org_subtree, std::vector<std::string> types = {"*"});
  /// Registers a key without any grant.
  const Signer& stranger();
  void grant(SignerAuthorised granted);

  void register_org(const std::string& org, const std::string& parent, const std::string& kind = "village");
  void register_person(const std::string& person, const std::string& org);

  /// The row as of a tree size, or null.
  template <class R>
  std::shared_ptr<const R> row(std::string_view subject, std::string_view part = {},
                               std::uint64_t size = kNewest) {
    return std::static_pointer_cast<const R>(read_row(kView<R>, subject, part, size));
  }

  /// Stops the sequencer and closes the folder.
  void close();
  /// Opens it again; the refusal when it does not open.
  Result<void> reopen();

  ActId next_act_id();
  Moment now() const { return now_; }

 private:
  std::shared_ptr<const void> read_row(const View& view, std::string_view subject, std::string_view part,
                                       std::uint64_t size);
  void open_genesis();
  LedgerStore::Options store_options() const;
  Sequencer::Options sequencer_options() const;

  Options options_;
  TempFolder folder_;
  std::vector<Signer> roots_;
  std::map<std::string, Signer> keys_;
  std::unique_ptr<LedgerStore> store_;
  std::unique_ptr<Sequencer> sequencer_;
  std::string ledger_id_;
  std::uint64_t act_number_ = 0;
  Moment now_;
};

/// A commitment as a client makes it, for fields whose value the test does not open.
Commitment sealed_as(std::string_view path, std::string_view value);

}  // namespace tenure::testing
