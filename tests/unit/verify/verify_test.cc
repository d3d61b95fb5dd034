// Verification of a whole ledger: a good one passes, and whatever was changed behind its back is found where
// it is.
#include "storage/verify/verify.h"

#include <gmock/gmock.h>

#include <fstream>

#include "storage/evidence/merkle.h"
#include "tests/support/ledger.h"
#include "tests/unit/verify/raw_log.h"

namespace tenure::testing {
namespace {

using ::testing::HasSubstr;

constexpr std::uint64_t kTarget = 42;   ///< the act that most tests change; of one event
constexpr std::uint64_t kOfThree = 44;  ///< an act of three events
constexpr std::uint64_t kActs = 300;    ///< more than one tile

/// A ledger of kActs acts, closed, made once. The first half of it lies in tables, the rest in the
/// write-ahead log.
class SampleLedger {
 public:
  SampleLedger() {
    t_.clerk("o-town");
    while (t_.store().log().head().size < kActs) {
      if (t_.store().log().head().size == kActs / 2) {
        EXPECT_TRUE(t_.reopen());
      }
      auto act = t_.act();
      const auto n = t_.store().log().head().size;
      for (std::uint64_t i = 0; i <= n % 3; ++i) {
        act.add("2024-03-01", OrgRenamed{{"o-village"}, {"村 " + std::to_string(n + i)}, {}});
      }
      EXPECT_TRUE(t_.submit(act, t_.root()));
    }
    head_ = t_.store().log().head();
    older_anchor_ = read_whole(t_.folder() + "/head");
    EXPECT_TRUE(t_.submit(t_.act().add("2024-03-01", OrgRenamed{{"o-town"}, {"镇"}, {}}), t_.root()));
    EXPECT_TRUE(t_.submit(t_.act().add("2024-03-01", OrgRenamed{{"o-town"}, {"新镇"}, {}}), t_.root()));
    head_ = t_.store().log().head();
    ids_ = {t_.store().log().act_head(kTarget)->act.value};
    t_.close();
  }
  static SampleLedger& instance() {
    static SampleLedger ledger;
    return ledger;
  }

  const std::string& folder() const { return t_.folder(); }
  const Head& head() const { return head_; }
  const std::string& target_id() const { return ids_; }
  const std::string& older_anchor() const { return older_anchor_; }

 private:
  TestLedger t_;
  Head head_;
  std::string ids_;
  std::string older_anchor_;
};

class Verification : public ::testing::Test {
 protected:
  Verification() {
    copy_folder(SampleLedger::instance().folder(), copy_.path());
    std::filesystem::remove(copy_ / "lock");
  }
  std::string folder() const { return copy_.path(); }

  VerifyReport verified() {
    auto report = verify_ledger({.folder = copy_.path(), .threads = 2});
    if (!report) throw std::runtime_error(report.error().text());
    return *report;
  }

  void expect_found(const std::string& where, const std::string& what) {
    const auto report = verified();
    for (const Finding& finding : report.findings) {
      if (finding.where == where && finding.what.find(what) != std::string::npos) return;
    }
    ADD_FAILURE() << "nothing at " << where << " about " << what << listed(report);
  }
  static std::string listed(const VerifyReport& report) {
    std::string out;
    for (const Finding& finding : report.findings) out += "\n  " + finding.where + ": " + finding.what;
    return out;
  }

  TempFolder copy_;
};

TEST_F(Verification, GoodLedgerPasses) {
  const auto report = verified();
  EXPECT_TRUE(report.clean()) << listed(report);
  EXPECT_EQ(report.size, SampleLedger::instance().head().size);
  EXPECT_EQ(report.root, SampleLedger::instance().head().root);
  EXPECT_EQ(report.acts, report.size);
  EXPECT_EQ(report.signatures, report.size);
  EXPECT_EQ(report.anchored, report.size);
  EXPECT_GT(report.events, report.acts);
}

TEST_F(Verification, RowsThatSomebodyPreparesAreLeftAlone) {
  const std::string views = view_database_path(folder());
  std::ofstream(views + "/CURRENT") << "MANIFEST-999999\n";
  {
    const auto writing = FolderLock::acquire(default_file_system(), views, "LOCK");
    ASSERT_TRUE(writing) << writing.error().text();
    EXPECT_TRUE(verified().clean()) << listed(verified());
  }
  EXPECT_FALSE(verified().clean()) << "the ledger's own";
}

TEST_F(Verification, OneThreadFindsTheSameAsMany) {
  const auto one = verify_ledger({.folder = folder(), .threads = 1});
  const auto many = verify_ledger({.folder = folder(), .threads = 8});
  ASSERT_TRUE(one && many);
  EXPECT_TRUE(one->clean() && many->clean());
  EXPECT_EQ(one->root, many->root);
  EXPECT_EQ(one->events, many->events);
}

TEST_F(Verification, LeavesEveryFileAsItIs) {
  const auto contents = [&] {
    std::vector<std::pair<std::string, std::string>> out;
    for (const auto& file : std::filesystem::recursive_directory_iterator(folder())) {
      if (file.is_regular_file() && file.path().filename() != "lock" && file.path().filename() != "LOCK")
        out.emplace_back(file.path(), read_whole(file.path()));
    }
    std::sort(out.begin(), out.end());
    return out;
  };
  const auto before = contents();
  verified();
  EXPECT_TRUE(contents() == before);
}

TEST_F(Verification, ProgressEndsAtTheSize) {
  std::uint64_t last = 0;
  ASSERT_TRUE(verify_ledger(
      {.folder = folder(), .threads = 2, .progress = [&](std::uint64_t done, std::uint64_t size) {
         EXPECT_GT(done, last);
         EXPECT_LE(done, size);
         last = done;
       }}));
  EXPECT_EQ(last, SampleLedger::instance().head().size);
}

TEST_F(Verification, FolderWithoutLedgerIsRefused) {
  const TempFolder empty;
  EXPECT_EQ(verify_ledger({.folder = empty.path()}).error().reason, Reason::no_ledger);
}

TEST(VerificationLock, OpenLedgerIsRefused) {
  TestLedger t;
  EXPECT_EQ(verify_ledger({.folder = t.folder()}).error().reason, Reason::locked);
}

TEST_F(Verification, FindsChangedByteInAnEvent) {
  RawLog(folder()).flip("acts", slice_key({kTarget, 0}), 20);
  expect_found("act 42", "not the statement of its entry");
  expect_found("act 42", "does not verify");
}

TEST_F(Verification, FindsChangedByteInTheHeadOfAPayload) {
  RawLog log(folder());
  const auto at = log.get("acts", act_key(kTarget)).find("issued_at");
  log.flip("acts", act_key(kTarget), static_cast<std::ptrdiff_t>(at) + 16);
  expect_found("act 42", "not the statement of its entry");
}

TEST_F(Verification, FindsChangedByteInTheTailOfAPayload) {
  RawLog(folder()).flip("acts", act_key(kTarget), -1);
  expect_found("act 42", "not the statement of its entry");
}

TEST_F(Verification, FindsEventsCutAtAnotherPlace) {
  RawLog log(folder());
  const std::string first = log.get("acts", slice_key({kOfThree, 0}));
  const std::string second = log.get("acts", slice_key({kOfThree, 1}));
  log.put("acts", slice_key({kOfThree, 0}), first + second.substr(0, 10));
  log.put("acts", slice_key({kOfThree, 1}), second.substr(10));
  expect_found("event 44.1", "not the event of the payload");
}

/// Where the parts of a record begin.
struct Layout {
  std::size_t authority, act_id, signature, verdict;
  explicit Layout(const std::string& record) {
    authority = 6;
    act_id = authority + static_cast<unsigned char>(record[5]);
    const auto keyid = act_id + 26 + 2;
    signature = keyid + static_cast<unsigned char>(record[keyid - 1]);
    verdict = signature + 64 + 4;
  }
};

void flip_part(const std::string& folder, std::size_t Layout::*part) {
  RawLog log(folder);
  const Layout layout(log.get("acts", act_key(kTarget)));
  log.flip("acts", act_key(kTarget), static_cast<std::ptrdiff_t>(layout.*part));
}

TEST_F(Verification, FindsChangedSignature) {
  flip_part(folder(), &Layout::signature);
  expect_found("act 42", "does not verify");
}

TEST_F(Verification, FindsChangedVerdict) {
  flip_part(folder(), &Layout::verdict);
  expect_found("act 42", "verdict");
}

TEST_F(Verification, FindsChangedAuthority) {
  flip_part(folder(), &Layout::authority);
  expect_found("act 42", "another authority");
}

TEST_F(Verification, FindsChangedActId) {
  flip_part(folder(), &Layout::act_id);
  expect_found("act 42", "another act id");
}

TEST_F(Verification, FindsChangedMomentOfRecording) {
  RawLog(folder()).flip("entries", act_key(kTarget), 16);
  expect_found("node 1/0", "not the hash of its entries");
  expect_found("head", "another one");
}

TEST_F(Verification, FindsMomentThatDoesNotAdvance) {
  RawLog log(folder());
  std::string entry = log.get("entries", act_key(kTarget));
  log.put("entries", act_key(kTarget), entry.replace(9, 8, log.get("entries", act_key(kTarget - 1)), 9, 8));
  expect_found("entry 42", "recorded no later");
}

TEST_F(Verification, FindsEntryOfAnotherIndex) {
  RawLog(folder()).flip("entries", act_key(kTarget), 8);
  expect_found("entry 42", "another index");
}

TEST_F(Verification, FindsEntryOfAnotherLength) {
  RawLog(folder()).put("entries", act_key(kTarget), "short");
  expect_found("entry 42", "not an entry");
}

TEST_F(Verification, FindsMissingEntry) {
  RawLog(folder()).erase("entries", act_key(kTarget));
  expect_found("entry 42", "missing");
  expect_found("act 42", "no entry");
}

TEST_F(Verification, FindsMissingAct) {
  RawLog log(folder());
  log.erase("acts", act_key(kTarget));
  log.erase("acts", slice_key({kTarget, 0}));
  expect_found("act 42", "its record is missing");
}

TEST_F(Verification, FindsMissingEvent) {
  RawLog(folder()).erase("acts", slice_key({kOfThree, 0}));
  expect_found("event 44.0", "missing");
}

TEST_F(Verification, FindsEventTooMany) {
  RawLog(folder()).put("acts", slice_key({kTarget, 7}), "{}");
  expect_found("act 42", "where its record says");
}

TEST_F(Verification, FindsSwappedActs) {
  {
    RawLog log(folder());
    log.swap("acts", act_key(kTarget), act_key(kTarget + 3));
    log.swap("acts", slice_key({kTarget, 0}), slice_key({kTarget + 3, 0}));
  }
  expect_found("act 42", "not the statement of its entry");
  expect_found("act 45", "not the statement of its entry");
}

TEST_F(Verification, FindsActsSwappedTogetherWithTheirEntries) {
  {
    RawLog log(folder());
    for (const char* family : {"acts", "entries"}) log.swap(family, act_key(kTarget), act_key(kTarget + 3));
    log.swap("acts", slice_key({kTarget, 0}), slice_key({kTarget + 3, 0}));
  }
  expect_found("entry 42", "another index");
  expect_found("node 1/0", "not the hash of its entries");
}

TEST_F(Verification, FindsLogCutBelowItsAnchor) {
  {
    RawLog log(folder());
    const auto last = act_key(kActs + 1);
    log.erase("entries", last);
    log.erase("acts", last);
    log.erase("acts", slice_key({kActs + 1, 0}));
  }
  expect_found("log", "entries 301 to 301 are missing");
}

TEST_F(Verification, FindsChangedNode) {
  RawLog(folder()).flip("nodes", raw_node_key(1, 0), 3);
  expect_found("node 1/0", "not the hash of its entries");
}

TEST_F(Verification, FindsMissingNode) {
  RawLog(folder()).erase("nodes", raw_node_key(1, 0));
  expect_found("node 1/0", "missing");
}

TEST_F(Verification, FindsNodesThatTheTreeHasNot) {
  {
    RawLog log(folder());
    for (const auto& key : {raw_node_key(0, 0), raw_node_key(1, 1), raw_node_key(2, 0)})
      log.put("nodes", key, std::string(32, 'x'));
  }
  for (const char* node : {"node 0/0", "node 1/1", "node 2/0"}) expect_found(node, "not a hash of this tree");
}

TEST_F(Verification, FindsActIdThatLeadsElsewhere) {
  RawLog(folder()).put("act_ids", SampleLedger::instance().target_id(), act_key(kTarget + 1));
  expect_found("act_ids " + SampleLedger::instance().target_id(), "does not lead to act 42");
}

TEST_F(Verification, FindsMissingActId) {
  RawLog(folder()).erase("act_ids", SampleLedger::instance().target_id());
  expect_found("act_ids " + SampleLedger::instance().target_id(), "does not lead to act 42");
}

TEST_F(Verification, FindsActIdOfNoAct) {
  RawLog(folder()).put("act_ids", "01HZZZZZZZZZZZZZZZZZZZZZZZ", act_key(kTarget));
  expect_found("act_ids 01HZZZZZZZZZZZZZZZZZZZZZZZ", "leads to no act");
}

TEST_F(Verification, FindsAnchorThatTheLogDidNotSign) {
  change_anchor(folder(), [](std::string& text) { text.replace(text.find('\n') + 1, 1, "9"); });
  expect_found("head", "did not sign");
}

TEST_F(Verification, FindsUnreadableAnchor) {
  write_whole(folder() + "/head", std::string(8192, '\0'));
  expect_found("head", "neither slot is whole");
}

TEST_F(Verification, TornSlotIsToldAndIsNoFinding) {
  std::string file = read_whole(folder() + "/head");
  const bool second_is_newest = get_be<8>(file.substr(4096 + 16)) > get_be<8>(file.substr(16));
  file[(second_is_newest ? 0 : 4096) + 100] ^= 1;
  write_whole(folder() + "/head", file);
  const auto report = verified();
  EXPECT_TRUE(report.clean()) << listed(report);
  EXPECT_EQ(report.anchor_damage, second_is_newest ? "slot 0" : "slot 1");
}

TEST_F(Verification, OlderAnchorVouchesForLess) {
  write_whole(folder() + "/head", SampleLedger::instance().older_anchor());
  const auto report = verified();
  EXPECT_TRUE(report.clean()) << listed(report);
  EXPECT_EQ(report.anchored, report.size - 2);
}

TEST_F(Verification, FindsOtherKeyInLedgerJson) {
  const auto other = NoteSigner::make("county.example/tenure", SecretKey::generate());
  write_whole(folder() + "/ledger.json",
              R"({"tenure_ledger":1,"origin":"county.example/tenure","log_key":")" +
                  other->verifier().text() + "\"}");
  expect_found("ledger.json", "none that the ledger's acts name");
  expect_found("head", "did not sign");
}

TEST_F(Verification, FindsUnreadableLedgerJson) {
  write_whole(folder() + "/ledger.json", "{");
  expect_found("ledger.json", "does not name a ledger");
}

TEST_F(Verification, FindsDamagedTable) {
  for (const auto& file : std::filesystem::directory_iterator(folder() + "/log")) {
    if (file.path().extension() != ".sst") continue;
    std::string content = read_whole(file.path());
    content[content.size() / 3] ^= 1;
    write_whole(file.path(), content);
  }
  expect_found("log", "Corruption");
}

TEST_F(Verification, FindsAChangedByteWhereverItIsInATable) {
  constexpr std::size_t kPlaces = 24;  // of each table: blocks, filters and their parts, properties, foot
  for (const auto& file : std::filesystem::directory_iterator(folder() + "/log")) {
    if (file.path().extension() != ".sst") continue;
    const std::string content = read_whole(file.path());
    for (std::size_t at = 0; at < content.size(); at += content.size() / kPlaces + 1) {
      std::string changed = content;
      changed[at] ^= 1;
      write_whole(file.path(), changed);
      EXPECT_FALSE(verified().clean()) << file.path() << " at " << at << " of " << content.size();
    }
    write_whole(file.path(), content);
  }
  EXPECT_TRUE(verified().clean());
}

// Acts that somebody with the log's key put in without the sequencer.

class Forgery : public ::testing::Test {
 protected:
  Result<void> append(ActBuilder act, const Signers& signers) {
    const Submission submission = sign(act.payload(), signers);
    const auto& payload = submission.envelope.payload;
    LogRecord record;
    const Head head = t_.store().log().head();
    record.index = head.size;
    record.recorded_at = {t_.now().us + 1'000'000'000};
    record.act = act.act().id;
    record.authority = act.act().authority;
    record.payload = payload;
    const auto from = payload.find("[{\"type\"") + 1;
    record.cuts = {static_cast<std::uint32_t>(from), static_cast<std::uint32_t>(payload.rfind(']'))};
    record.signatures = submission.envelope.signatures;
    record.statement = statement_digest(pae(kActPayloadType, payload), record.signatures);
    record.verdict = "{}";
    if (auto done = t_.store().log().append(head, std::span(&record, 1)); !done)
      return tl::unexpected(done.error());
    return {};
  }
  ActBuilder rename() { return t_.act().add("2024-03-01", OrgRenamed{{"o-town"}, {"镇"}, {}}); }

  void expect_findings(const std::string& what) {
    t_.close();
    const auto report = verify_ledger({.folder = t_.folder()});
    ASSERT_TRUE(report);
    ASSERT_EQ(report->findings.size(), 1U);
    EXPECT_THAT(report->findings[0].what, HasSubstr(what));
    EXPECT_EQ(report->findings[0].where, "act " + std::to_string(report->size - 1));
  }

  TestLedger t_;
};

TEST_F(Forgery, OfAGoodActIsNone) {
  ASSERT_TRUE(append(rename(), t_.root()));
  t_.close();
  EXPECT_TRUE(verify_ledger({.folder = t_.folder()})->clean());
}

TEST_F(Forgery, WithAnUnregisteredKeyIsFound) {
  const Signer stranger = Signer::named("nobody");
  ASSERT_TRUE(append(rename(), {&stranger}));
  expect_findings("was not registered before");
}

TEST_F(Forgery, WithARevokedKeyIsFound) {
  const Signer& key = t_.clerk("o-town");
  KeyRevoked revoked;
  revoked.key = {key.id()};
  revoked.reason = {"lost"};
  const auto done = t_.submit(t_.act().add("2024-02-01", revoked), t_.root());
  ASSERT_TRUE(done);
  ASSERT_TRUE(append(rename(), {&key}));
  expect_findings("revoked by act " + std::to_string(done->index));
}

TEST_F(Forgery, OfAnotherLedgersActIsFound) {
  auto act = rename();
  act.act().ledger = ShortText{"county.example/tenure#0000000000000000"};
  ASSERT_TRUE(append(act, t_.root()));
  expect_findings("of another ledger");
}

}  // namespace
}  // namespace tenure::testing
