// Backups while acts are submitted, and ledgers out of them: whole, damaged, older than what somebody holds.
#include "storage/backup/backup.h"

#include <gtest/gtest.h>

#include <atomic>
#include <filesystem>
#include <fstream>
#include <thread>

#include "storage/backup/restore.h"
#include "storage/keys/key_file.h"
#include "tests/crash/ledger_checks.h"
#include "tests/support/ledger.h"

namespace tenure::testing {
namespace {

namespace fs = std::filesystem;

const Moment kNow = *Moment::parse("2024-06-01T00:00:00Z");
constexpr std::int64_t kDayUs = 86'400'000'000;

std::string name_of(int i) { return "张三 " + std::to_string(i); }
std::string person_id(int i) { return "p-" + std::to_string(i); }

class BackupTest : public ::testing::Test {
 protected:
  /// Registers a person whose name is in the vault.
  void register_person(int i) {
    PersonRegistered registered;
    registered.person = {person_id(i)};
    registered.org = {"o-village"};
    registered.name = {sealed_as("name", name_of(i))};
    const Commitment commitment = registered.name.commitment;
    auto submission = sign(t_.act().add("2024-02-01", std::move(registered)).payload(), t_.root());
    submission.sealed.push_back({commitment, {to_base64url(sha256(name_of(i)).view())}, {name_of(i)}});
    const auto done = t_.sequencer().submit_and_wait(std::move(submission));
    ASSERT_TRUE(done) << done.error().text();
  }

  BackupManifest back_up(const std::string& name) {
    auto made = back_up_ledger(t_.folder(), work_ / name, kNow, [](std::uint64_t) {});
    if (!made) throw std::runtime_error(made.error().text());
    return std::move(*made);
  }
  void back_up_its_keys(const std::string& name) {
    const auto made = back_up_keys(t_.folder(), work_ / name, kNow, kKeyBackupDays);
    ASSERT_TRUE(made) << made.error().text();
  }

  Result<Restored> restore(const std::string& backup, const std::string& keys = {},
                           std::optional<std::string> checkpoint = {}, bool accept_older = false) {
    RestoreOptions options;
    options.backup = work_ / backup;
    if (!keys.empty()) options.keys = work_ / keys;
    options.folder = work_ / ("restored" + std::to_string(++restored_));
    options.checkpoint = std::move(checkpoint);
    options.accept_older = accept_older;
    options.now = now_;
    return restore_ledger(options);
  }
  std::string restored_folder() const { return work_ / ("restored" + std::to_string(restored_)); }

  std::string checkpoint() { return t_.store().log().published()->checkpoint; }

  static Result<Opening> name_in(LedgerStore& store, int i) {
    return store.vault().get("person/" + person_id(i), sealed_as("name", name_of(i)).str());
  }

  TestLedger t_{{.root_keys = 2}};  // two keys may approve an erasure
  TempFolder work_;
  Moment now_ = kNow;
  int restored_ = 0;
};

TEST_F(BackupTest, UnderLoadRestoresToTheRootThatTheLedgerHadAtThatSize) {
  constexpr int kBackups = 3;
  std::atomic<int> registered = 0;
  std::jthread load([&](const std::stop_token& stop) {
    while (!stop.stop_requested()) register_person(registered++);
  });
  std::vector<BackupManifest> made;
  for (int i = 0; i < kBackups; ++i) {
    while (registered < (i + 1) * 40) std::this_thread::yield();
    made.push_back(back_up("backup" + std::to_string(i)));
  }
  back_up_its_keys("keys");
  load.request_stop();
  load.join();
  const std::vector<VerifierKey> keys{t_.store().log_key()};
  for (int i = 0; i < kBackups; ++i) {
    const auto backed_up = open_checkpoint(made[static_cast<std::size_t>(i)].checkpoint.value, keys);
    ASSERT_TRUE(backed_up) << backed_up.error().text();
    const auto restored = restore("backup" + std::to_string(i), "keys");
    ASSERT_TRUE(restored) << restored.error().text();
    EXPECT_GT(restored->report.size, static_cast<std::uint64_t>((i + 1) * 40));
    EXPECT_EQ(restored->report.size, backed_up->size);
    EXPECT_EQ(restored->report.root, t_.store().log().root_at(backed_up->size).value());
    const auto store = LedgerStore::open({restored_folder()});
    ASSERT_TRUE(store) << store.error().text();
    EXPECT_EQ((*store)->log().opened().unanchored, 0U);
    expect_rows_equal_rebuild(**store);
    for (int p = 0; p < (i + 1) * 40; ++p) {
      EXPECT_TRUE(name_in(**store, p)) << person_id(p);
      EXPECT_EQ((*store)->vault().find(SealedKind::name, name_of(p)).value().size(), 1U) << person_id(p);
    }
  }
}

TEST_F(BackupTest, RestoredLedgerGoesOn) {
  register_person(1);
  back_up("backup");
  back_up_its_keys("keys");
  const auto restored = restore("backup", "keys", checkpoint());
  ASSERT_TRUE(restored) << restored.error().text();
  EXPECT_FALSE(restored->older);
  auto store = LedgerStore::open({restored_folder()});
  ASSERT_TRUE(store) << store.error().text();
  const auto sequencer = Sequencer::start(**store, {.verify_threads = 1});
  ASSERT_TRUE(sequencer);
  PersonRegistered next;
  next.person = {"p-2"};
  next.org = {"o-village"};
  next.name = {sealed_as("name", "x")};
  const auto act = t_.act().add("2024-02-01", next);
  EXPECT_TRUE((*sequencer)->submit_and_wait(sign(act.payload(), t_.root())));
}

TEST_F(BackupTest, HoldsNoKeysTokensDraftsOrViews) {
  for (const char* folder : {"access", "drafts"}) {
    fs::create_directory(t_.folder() + "/" + folder);
    std::ofstream(t_.folder() + "/" + folder + "/file") << "x";
  }
  fs::create_directory(t_.folder() + "/reads");
  std::ofstream(t_.folder() + "/reads/2024-06.log") << "a line\n";
  back_up("backup");
  std::set<std::string> parts;
  for (const auto& part : fs::directory_iterator(work_ / "backup")) parts.insert(part.path().filename());
  EXPECT_EQ(parts, (std::set<std::string>{"SHA256SUMS", "backup.json", "head", "ledger.json", "log", "reads",
                                          "vault"}));
}

TEST_F(BackupTest, IsRefusedWhereverItIsDamaged) {
  register_person(1);
  back_up("backup");
  std::vector<std::string> files;
  for (const auto& file : fs::recursive_directory_iterator(work_ / "backup")) {
    if (file.is_regular_file()) files.push_back(file.path());
  }
  ASSERT_GT(files.size(), 8U);
  for (const std::string& file : files) {
    std::string content;
    {
      std::ifstream in(file, std::ios::binary);
      content.assign(std::istreambuf_iterator<char>(in), {});
    }
    std::string damaged = content.empty() ? "0" : content;
    // Of backup.json a digit of the digest: it says when it was made, too, and nothing can contradict that.
    const std::size_t at = file.ends_with("backup.json") ? content.rfind("sha256:") + 9 : content.size() / 2;
    damaged[at] = damaged[at] == '0' ? '1' : '0';
    std::ofstream(file, std::ios::binary | std::ios::trunc) << damaged;
    const auto changed = restore("backup");
    EXPECT_FALSE(changed) << file;
    EXPECT_FALSE(fs::exists(restored_folder())) << "nothing is left behind";
    fs::remove(file);
    EXPECT_FALSE(restore("backup")) << file << " is missing";
    std::ofstream(file, std::ios::binary | std::ios::trunc) << content;
  }
  EXPECT_TRUE(restore("backup")) << "all is as it was";
}

TEST_F(BackupTest, OlderThanACheckpointThatSomebodyHoldsIsRefusedUnlessAccepted) {
  register_person(1);
  back_up("backup");
  const std::string same = checkpoint();
  register_person(2);
  const auto refused = restore("backup", {}, checkpoint());
  ASSERT_FALSE(refused);
  EXPECT_EQ(refused.error().reason, Reason::backup_older);
  EXPECT_FALSE(fs::exists(restored_folder()));
  EXPECT_TRUE(restore("backup", {}, same));
  const auto accepted = restore("backup", {}, checkpoint(), true);
  ASSERT_TRUE(accepted) << accepted.error().text();
  EXPECT_TRUE(accepted->older);
}

TEST_F(BackupTest, OfAnotherHistoryThanACheckpointOfTheSameKeyIsRefused) {
  register_person(1);
  back_up("backup");
  const auto pair = load_key_file(*default_file_system(), t_.folder() + "/keys/log.key", std::nullopt);
  ASSERT_TRUE(pair);
  std::vector<NoteSigner> signers;
  signers.push_back(
      NoteSigner::make(t_.store().origin(), *SecretKey::from_seed(as_view(pair->seed.view()))).value());
  const auto forked = sign_checkpoint({t_.store().origin(), 2, sha256("another history")}, signers);
  const auto refused = restore("backup", {}, *forked, true);
  ASSERT_FALSE(refused);
  EXPECT_EQ(refused.error().reason, Reason::log_differs);
  const auto unsigned_one = restore("backup", {}, "example.org/other\n1\nAAAA\n\n— x y\n");
  EXPECT_FALSE(unsigned_one);
}

TEST_F(BackupTest, KeysThatWereErasedSinceAreErasedAgain) {
  register_person(1);
  register_person(2);
  back_up_its_keys("keys");
  SubjectErased erased;
  erased.person = {person_id(1)};
  erased.basis = {"pipl_47"};
  erased.document_no = {"平法〔2024〕1号"};
  const auto done = t_.submit(t_.act().add("2024-03-01", std::move(erased)), t_.root());
  ASSERT_TRUE(done) << done.error().text();
  back_up("backup");
  ASSERT_TRUE(restore("backup", "keys"));
  auto store = LedgerStore::open({restored_folder()});
  ASSERT_TRUE(store) << store.error().text();
  ASSERT_TRUE(Sequencer::start(**store, {.verify_threads = 1}));
  EXPECT_TRUE(name_in(**store, 2));
  const auto gone = name_in(**store, 1);
  ASSERT_FALSE(gone);
  EXPECT_EQ(gone.error().reason, Reason::absent);
  EXPECT_TRUE((*store)->vault().find(SealedKind::name, name_of(1)).value().empty());
}

TEST_F(BackupTest, KeysOlderThanTheLedgerAreRefusedUnlessAccepted) {
  register_person(1);
  back_up_its_keys("keys");
  register_person(2);
  back_up("backup");
  const auto refused = restore("backup", "keys");
  ASSERT_FALSE(refused);
  EXPECT_EQ(refused.error().reason, Reason::damaged);
  EXPECT_NE(refused.error().detail.find("1 keys of 2 are missing"), std::string::npos)
      << refused.error().text();
  const auto accepted = restore("backup", "keys", {}, true);
  ASSERT_TRUE(accepted) << accepted.error().text();
  EXPECT_EQ(accepted->keys_missing, 1U);
  EXPECT_EQ(accepted->report.sealed.lost, 1U);
  auto store = LedgerStore::open({restored_folder()});
  ASSERT_TRUE(store) << store.error().text();
  ASSERT_TRUE(Sequencer::start(**store, {.verify_threads = 1}));
  EXPECT_TRUE(name_in(**store, 1));
  const auto lost = name_in(**store, 2);
  ASSERT_FALSE(lost);
  EXPECT_EQ(lost.error().reason, Reason::damaged) << "it is never answered as if it had been erased";
}

TEST_F(BackupTest, OfKeysExpires) {
  back_up("backup");
  back_up_its_keys("keys");
  now_.us += kKeyBackupDays * kDayUs;
  const auto expired = restore("backup", "keys");
  ASSERT_FALSE(expired);
  EXPECT_EQ(expired.error().reason, Reason::backup_expired);
  EXPECT_TRUE(restore("backup", "keys", {}, true));
  EXPECT_EQ(restore("keys").error().reason, Reason::bad_value) << "it is no backup of a ledger";
}

TEST_F(BackupTest, NeverReplacesWhatIsThere) {
  back_up("backup");
  const auto again = back_up_ledger(t_.folder(), work_ / "backup", kNow, [](std::uint64_t) {});
  ASSERT_FALSE(again);
  EXPECT_EQ(again.error().reason, Reason::exists);
  ASSERT_TRUE(restore("backup"));
  --restored_;
  EXPECT_EQ(restore("backup").error().reason, Reason::exists);
}

}  // namespace
}  // namespace tenure::testing
