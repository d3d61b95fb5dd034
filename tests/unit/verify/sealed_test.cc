// Verification of what is sealed: every value that the acts commit to is there and is theirs, or was erased
// by an act, or was never handed in; anything else is found where it is.
#include <gmock/gmock.h>

#include "storage/verify/verify.h"
#include "tests/support/ledger.h"
#include "tests/unit/verify/raw_log.h"

namespace tenure::testing {
namespace {

using ::testing::HasSubstr;

constexpr std::size_t kKeyRecord = 128;

SealedInput seal(const std::string& value) {
  const Digest salt = sha256(value);
  return {Commitment::make(salt.view(), "name", value), {to_base64url(salt.view())}, {value}};
}

/// Three people: the name of p-1 and p-2 is sealed, of p-3 it was not handed in.
class SealedVerification : public ::testing::Test {
 protected:
  SealedVerification() {
    for (int i = 1; i <= 2; ++i) {
      const SealedInput name = seal("张三 " + std::to_string(i));
      PersonRegistered registered;
      registered.person = {"p-" + std::to_string(i)};
      registered.org = {"o-village"};
      registered.name = {name.commitment};
      auto submission = sign(t_.act().add("2024-02-01", std::move(registered)).payload(), t_.root());
      submission.sealed = {name};
      EXPECT_TRUE(t_.sequencer().submit_and_wait(std::move(submission)));
    }
    t_.register_person("p-3", "o-village");
  }

  void erase(const std::string& person) {
    EXPECT_TRUE(t_.submit(
        t_.act().add("2024-04-01", SubjectErased{{person}, {"pipl_47"}, {"平法〔2024〕1号"}}), t_.root()));
  }
  std::string keys_file() const { return t_.folder() + "/keys/subjects.keys"; }

  VerifyReport verified() {
    t_.close();
    auto report = verify_ledger({.folder = t_.folder(), .threads = 1});
    if (!report) throw std::runtime_error(report.error().text());
    return *report;
  }
  void expect_found(const std::string& where, const std::string& what) {
    const auto report = verified();
    for (const Finding& finding : report.findings) {
      if (finding.where == where && finding.what.find(what) != std::string::npos) return;
    }
    std::string all;
    for (const Finding& finding : report.findings) all += finding.where + ": " + finding.what + "\n";
    ADD_FAILURE() << "no finding at " << where << " that says " << what << "\n" << all;
  }
  /// Changes the vault behind its back.
  template <class Change>
  void change_vault(const Change& change) {
    t_.close();
    rocksdb::DB* raw = nullptr;
    ASSERT_TRUE(rocksdb::DB::Open(rocksdb::Options(), t_.folder() + "/vault", &raw).ok());
    const std::unique_ptr<rocksdb::DB> db(raw);
    std::vector<std::string> values;
    const std::unique_ptr<rocksdb::Iterator> it(db->NewIterator({}));
    for (it->SeekToFirst(); it->Valid() && it->key().starts_with("c1:"); it->Next())
      values.push_back(it->key().ToString());
    change(*db, values);
    ASSERT_TRUE(db->SyncWAL().ok());
  }

  TestLedger t_{{.root_keys = 2}};
};

TEST_F(SealedVerification, CountsWhatBecameOfEveryCommitment) {
  erase("p-2");
  const auto report = verified();
  EXPECT_TRUE(report.clean()) << report.findings.front().what;
  EXPECT_EQ(report.sealed.commitments, 3U);
  EXPECT_EQ(report.sealed.opened, 1U);
  EXPECT_EQ(report.sealed.absent, 1U);
  EXPECT_EQ(report.sealed.erased, 1U);
  EXPECT_EQ(report.sealed.lost, 0U);
}

TEST_F(SealedVerification, WithoutTheKeysValuesAreCountedAndNotOpened) {
  t_.close();
  std::filesystem::remove_all(t_.folder() + "/keys");
  const auto report = verified();
  EXPECT_TRUE(report.clean());
  EXPECT_EQ(report.sealed.closed, 2U);
  EXPECT_EQ(report.sealed.opened, 0U);
}

TEST_F(SealedVerification, FindsAValueThatWasTakenOut) {
  change_vault([](rocksdb::DB& db, const std::vector<std::string>& values) {
    ASSERT_EQ(values.size(), 2U);
    ASSERT_TRUE(db.Delete({}, values[0]).ok());
  });
  expect_found("vault", "it holds 1 values where 2 were stored");
}

TEST_F(SealedVerification, FindsValuesThatWereExchanged) {
  change_vault([](rocksdb::DB& db, const std::vector<std::string>& values) {
    std::string other;
    ASSERT_TRUE(db.Get({}, values[1], &other).ok());
    ASSERT_TRUE(db.Put({}, values[0], other).ok());
  });
  const auto report = verified();
  ASSERT_EQ(report.findings_total, 1U);
  EXPECT_THAT(report.findings[0].what, HasSubstr("the sealed name of person/p-"));
  EXPECT_THAT(report.findings[0].what, HasSubstr("does not open under its key"));
}

TEST_F(SealedVerification, FindsAMissingKeyAndWhoseItIs) {
  t_.close();
  std::filesystem::resize_file(keys_file(), std::filesystem::file_size(keys_file()) - kKeyRecord);
  expect_found("keys/subjects.keys", "it has 1 keys where the anchor counted 2");
  const auto report = verified();
  const std::string act = "act " + std::to_string(report.size - 2);
  expect_found(act, "the sealed name of person/p-2 has no key in keys/subjects.keys");
}

TEST_F(SealedVerification, FindsAnErasureThatNoActSays) {
  ASSERT_TRUE(t_.store().vault().erase("person/p-1"));
  expect_found("keys/subjects.keys", "the key of person/p-1 was erased, and no act says so");
}

TEST_F(SealedVerification, FindsAnErasureThatWasUndone) {
  const std::string before = read_whole(keys_file());
  erase("p-2");
  t_.close();
  write_whole(keys_file(), before);
  expect_found("keys/subjects.keys", "0 of its keys are erased where the anchor counted 1");
  expect_found("keys/subjects.keys", "person/p-2 was erased by an act and has a key");
}

}  // namespace
}  // namespace tenure::testing
