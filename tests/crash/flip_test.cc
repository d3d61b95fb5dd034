// One byte changed at a random place of the stored files, offline: the ledger refuses to open, or to read, or
// verification finds it, or every act is what it was. Never another answer.
#include <fmt/format.h>
#include <gtest/gtest.h>

#include <filesystem>
#include <random>

#include "storage/verify/verify.h"
#include "tests/crash/ledger_checks.h"
#include "tests/support/ledger.h"
#include "tests/unit/verify/raw_log.h"

namespace tenure::testing {
namespace {

namespace files = std::filesystem;

constexpr int kFlips = 200;
constexpr int kFlipsLong = 10'000;
constexpr int kActs = 120;

class Flips : public ::testing::Test {
 protected:
  Flips() : random_(seed_) {
    for (int i = 0; i < kActs; ++i) {
      // The first half ends in tables, the second stays in the write-ahead log.
      if (i == kActs / 2) must(ledger_.reopen());
      must(ledger_.submit(ledger_.act().add("2024-03-01", OrgRenamed{{"o-village"}, {"村"}, {}}),
                          ledger_.root()));
    }
    records_ = all_records(ledger_.store());
    head_ = ledger_.store().log().head();
    ledger_.close();
    for (const auto& file : files::directory_iterator(ledger_.folder() + "/log")) add(file.path());
    add(ledger_.folder() + "/head");
    add(ledger_.folder() + "/ledger.json");
  }

  template <class T>
  static void must(const Result<T>& done) {
    if (!done) throw std::runtime_error(done.error().text());
  }
  void add(const files::path& file) {
    const std::string name = file.filename();
    if (name.starts_with("LOG") || name.starts_with("OPTIONS") || files::file_size(file) == 0) return;
    files_.push_back(files::relative(file, ledger_.folder()));
  }

  enum class Outcome { not_opened, not_read, found, harmless, another_answer };

  static Outcome outcome(const std::string& folder, const std::vector<std::string>& records,
                         const Head& head) {
    const auto report = verify_ledger({.folder = folder, .threads = 2});
    const bool found = !report || !report->clean();
    const auto store = LedgerStore::open({.folder = folder});
    if (!store) return Outcome::not_opened;
    const auto now = all_records(**store);
    if (now.empty()) return Outcome::not_read;
    if (now == records && (*store)->log().head() == head) return Outcome::harmless;
    return found ? Outcome::found : Outcome::another_answer;
  }

  const std::uint64_t seed_ = seed();
  std::mt19937_64 random_;
  TestLedger ledger_;
  std::vector<std::string> records_;
  Head head_;
  std::vector<std::string> files_;
};

/// One bit of a table's properties makes the storage library end the process: it is near the table's end.
TEST_F(Flips, OfNoBitEndTheProcess) {
  constexpr std::size_t kNear = 256;  // bytes
  const auto table =
      std::ranges::find_if(files_, [](const std::string& file) { return file.ends_with(".sst"); });
  ASSERT_NE(table, files_.end());
  const std::string content = read_whole(ledger_.folder() + "/" + *table);
  std::map<Outcome, int> outcomes;
  for (std::size_t at = content.size() - std::min(kNear, content.size()); at < content.size(); ++at) {
    const TempFolder copy;
    copy_folder(ledger_.folder(), copy.path());
    std::string changed = content;
    changed[at] = static_cast<char>(changed[at] ^ '\x80');
    write_whole(copy / *table, changed);
    const Outcome outcome = this->outcome(copy.path(), records_, head_);
    ++outcomes[outcome];
    ASSERT_NE(outcome, Outcome::another_answer) << *table << " at byte " << at;
  }
  EXPECT_GT(outcomes[Outcome::not_opened], 0);
}

TEST_F(Flips, NeverMakeAnotherAnswer) {
  fmt::print("TENURE_SEED={}, {} files\n", seed_, files_.size());
  std::map<Outcome, int> outcomes;
  for (int i = 0; i < (is_long_run() ? kFlipsLong : kFlips); ++i) {
    const TempFolder copy;
    copy_folder(ledger_.folder(), copy.path());
    const std::string& file = files_[random_() % files_.size()];
    std::string content = read_whole(copy / file);
    const std::size_t at = random_() % content.size();
    content[at] = static_cast<char>(content[at] ^ static_cast<char>(1 + random_() % 255));
    write_whole(copy / file, content);
    const Outcome outcome = this->outcome(copy.path(), records_, head_);
    ++outcomes[outcome];
    ASSERT_NE(outcome, Outcome::another_answer) << file << " at byte " << at << ", seed " << seed_;
  }
  fmt::print("refused at opening {}, at reading {}, found by verification {}, harmless {}\n",
             outcomes[Outcome::not_opened], outcomes[Outcome::not_read], outcomes[Outcome::found],
             outcomes[Outcome::harmless]);
  EXPECT_GT(outcomes[Outcome::not_opened], 0);
}

}  // namespace
}  // namespace tenure::testing
