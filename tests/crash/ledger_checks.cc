#include "tests/crash/ledger_checks.h"

#include <gtest/gtest.h>

#include <cstdlib>
#include <random>

#include "server/sequencer/catch_up.h"
#include "server/sequencer/sequencer.h"
#include "storage/verify/verify.h"
#include "tests/support/temp_folder.h"

namespace tenure::testing {

bool is_long_run() { return std::getenv("TENURE_LONG") != nullptr; }

void expect_answers_hold(const LedgerStore& store, const std::vector<Acknowledged>& acknowledged,
                         const std::vector<std::string>& refused) {
  for (const Acknowledged& told : acknowledged) {
    const auto index = store.log().find_act(ActId{told.act});
    ASSERT_TRUE(index) << index.error().text();
    ASSERT_TRUE(*index) << "acknowledged act " << told.act << " is lost";
    EXPECT_EQ(**index, told.index) << told.act;
    const auto entry = store.log().entry(**index);
    ASSERT_TRUE(entry) << entry.error().text();
    EXPECT_EQ(static_cast<std::int64_t>(entry->recorded_us), told.recorded_us) << told.act;
  }
  for (const std::string& act : refused) {
    const auto index = store.log().find_act(ActId{act});
    ASSERT_TRUE(index) << index.error().text();
    EXPECT_FALSE(*index) << "refused act " << act << " stands at " << **index;
  }
}

void expect_verifies(const std::string& folder) {
  const auto report = verify_ledger({.folder = folder});
  ASSERT_TRUE(report) << report.error().text();
  for (const Finding& finding : report->findings) ADD_FAILURE() << finding.where << ": " << finding.what;
}

void expect_rows_equal_rebuild(LedgerStore& store) {
  const auto sequencer = Sequencer::start(store, {.verify_threads = 1});
  ASSERT_TRUE(sequencer) << sequencer.error().text();
  const TempFolder fresh;
  const auto rebuilt = rebuild_and_compare(store.log(), store.views(), default_file_system(), fresh.path(),
                                           [](std::uint64_t) { return true; });
  ASSERT_TRUE(rebuilt) << rebuilt.error().text();
  EXPECT_EQ(rebuilt->size, store.log().head().size);
  EXPECT_FALSE(rebuilt->difference) << *rebuilt->difference;
}

std::vector<std::string> all_records(const LedgerStore& store) {
  std::vector<std::string> out;
  const auto done = store.log().read(0, store.log().head().size, [&](LogRecord&& record) -> Result<bool> {
    const EntryBytes entry = encode_entry(record.entry());
    out.push_back(std::string(as_view(entry)) + encode_act_head(record) + record.payload);
    return true;
  });
  if (!done) out.clear();
  return out;
}

std::uint64_t seed() {
  const char* given = std::getenv("TENURE_SEED");
  return given != nullptr ? std::strtoull(given, nullptr, 10) : std::random_device{}();
}

}  // namespace tenure::testing
