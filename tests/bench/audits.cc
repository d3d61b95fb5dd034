// P7: audits of the irregular county, 1,000 branches and ten years: of one person, of everybody, a bundle.
#include <fmt/format.h>

#include "ops/commands/source.h"
#include "ops/demo/demo.h"
#include "tests/bench/figures.h"
#include "tests/bench/must.h"
#include "tests/bench/resident.h"
#include "tests/support/temp_folder.h"

namespace tenure::bench {
namespace {

constexpr std::size_t kAuditees = 50;
constexpr std::string_view kCounty = "o-999901";

std::unique_ptr<Source> irregular_county(const testing::TempFolder& folder) {
  demo::MakeOptions make;
  make.plan = {Code{"irregular"}, 1, 1};
  make.folder = folder.path() + "/ledger";
  make.keys_folder = folder.path() + "/keys";
  must(demo::make(make));
  LedgerStore::Options options;
  options.folder = make.folder;
  return must(open_folder_source(make.folder, must(LedgerStore::open(std::move(options)))));
}

/// Seconds that the answer takes.
double asked(Source& source, const Target& target) {
  const Stopwatch watch;
  must(source.get(target));
  return watch.seconds();
}

Target audit(std::string_view kind) {
  Target out("/v1/audits");
  out.segment(kind).with("from", "2015-01-01").with("until", "2024-12-31").with("on", "2025-01-31");
  return out;
}

Target audit_of_branch(std::size_t i) {
  return audit("special").with("org", fmt::format("{}-v{:03}", kCounty, i + 1));
}

}  // namespace

std::vector<Figure> audit_figures(const Plan& plan) {
  if (!plan.wants("P7")) return {};
  const testing::TempFolder folder;
  const auto source = irregular_county(folder);
  Figure one{.id = "P7", .what = "audit of ten years of a branch and its people, ms", .value_max = 10};
  Figure all{.id = "P7", .what = "audits of each of 1,000 branches, s", .value_max = 5};
  Figure bundle{.id = "P7", .what = "an audit as a bundle, s", .value_max = 1};
  Figure memory{.id = "P7", .what = "resident memory after them, MB", .value_max = 512};
  for (int run = 0; run < plan.runs; ++run) {
    std::vector<double> seconds;
    for (std::size_t i = 0; i < kAuditees; ++i) seconds.push_back(asked(*source, audit_of_branch(i * 20)));
    std::ranges::sort(seconds);
    one.value.values.push_back(seconds[seconds.size() / 2] * kMilli);
    all.value.values.push_back(asked(*source, audit("special").with("org", kCounty).with("all", "true")));
    bundle.value.values.push_back(asked(*source, audit_of_branch(1).with("format", "bundle")));
  }
  memory.value.values.push_back(static_cast<double>(resident_bytes()) / 1e6);
  return {one, all, bundle, memory};
}

}  // namespace tenure::bench
