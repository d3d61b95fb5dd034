#include "tests/support/recording.h"

#include <fmt/format.h>
#include <gtest/gtest.h>

#include <algorithm>
#include <cstdlib>
#include <filesystem>
#include <fstream>
#include <map>

namespace tenure::testing {
namespace {

/// A run of all tests begins with an empty folder, and says at its end that everything is there.
class Whole : public ::testing::EmptyTestEventListener {
 public:
  explicit Whole(std::string folder) : folder_(std::move(folder)) {
    std::filesystem::remove_all(folder_);
    std::filesystem::create_directories(folder_);
  }
  void OnTestProgramEnd(const ::testing::UnitTest&) override { std::ofstream(folder_ + "/done") << "done\n"; }

  /// Once a process.
  static bool begin(const std::string& folder) {
    auto& unit = *::testing::UnitTest::GetInstance();
    if (unit.test_to_run_count() == unit.total_test_count()) unit.listeners().Append(new Whole(folder));
    return true;
  }

 private:
  std::string folder_;
};

/// The file of this ledger of this test; empty outside of tests.
std::string file_of(const std::string& folder, const std::string& ledger) {
  static std::map<std::string, std::string> files;
  const auto* test = ::testing::UnitTest::GetInstance()->current_test_info();
  if (test == nullptr) return {};
  auto& file = files[ledger];
  if (!file.empty()) return file;
  std::string name = fmt::format("{}.{}", test->test_suite_name(), test->name());
  std::replace(name.begin(), name.end(), '/', '_');
  for (int i = 1;; ++i) {
    file = fmt::format("{}/{}{}.acts", folder, name, i == 1 ? "" : fmt::format("-{}", i));
    if (std::ranges::none_of(
            files, [&](const auto& other) { return other.first != ledger && other.second == file; }))
      break;
  }
  std::filesystem::remove(file);
  return file;
}

}  // namespace

void note_submission(const std::string& ledger, std::string_view payload,
                     const std::vector<Signed>& signatures, const Result<Admission>& answer) {
  const char* folder = std::getenv("TENURE_RECORD_SCENARIOS");
  if (folder == nullptr || payload.find('\n') != std::string_view::npos) return;
  if (!answer && answer.error().reason != Reason::gate) return;
  static const bool begun = Whole::begin(folder);
  const std::string file = begun ? file_of(folder, ledger) : std::string();
  if (file.empty()) return;
  std::string keys;
  for (const Signed& signature : signatures) keys += (keys.empty() ? "" : ",") + signature.keyid;
  std::ofstream(file, std::ios::app) << (answer ? std::to_string(answer->index) : "-") << ' '
                                     << (answer ? "-" : answer.error().rule) << ' ' << keys << '\n'
                                     << payload << '\n';
}

}  // namespace tenure::testing
