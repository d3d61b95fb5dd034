// P19: a county of 300 villages with ten years of offices, imported out of spreadsheets.
#include <fmt/format.h>

#include <fstream>

#include "ops/import/import.h"
#include "tests/bench/figures.h"
#include "tests/bench/must.h"
#include "tests/support/county_sheets.h"
#include "tests/support/ledger.h"

namespace tenure::bench {
namespace {

constexpr int kVillages = 300;
constexpr int kFirstYear = 2014;
constexpr int kLastYear = 2023;

void import_one(Source& source, const std::vector<SecretKey>& keys, const char* of, std::string file) {
  import::ImportRequest request;
  request.of = import::find_template(of);
  request.file = std::move(file);
  request.authority = OrgId{"o-county"};
  request.transcriber = "p-transcriber";
  request.issued_at = "2030-01-01T00:00:00Z";  // the test ledger's clock is simulated
  request.keys = &keys;
  const auto outcome = must(import::run_import(source, request, [](const std::string&) {}));
  if (!outcome.faults.empty() || outcome.stopped) throw std::runtime_error("the county was not imported");
}

std::string bytes_of(testing::Grid& grid) {
  const testing::TempFolder folder;
  grid.write_xlsx(folder / "sheet.xlsx");
  std::ifstream in(folder / "sheet.xlsx", std::ios::binary);
  return {std::istreambuf_iterator<char>(in), {}};
}

}  // namespace

std::vector<Figure> import_figures(const Plan& plan) {
  if (!plan.wants("P19")) return {};
  testing::CountySheets county(static_cast<int>(plan.scaled(kVillages)), kFirstYear, kLastYear, "o-county");
  Figure out{.id = "P19",
             .what = fmt::format("import of {} villages' register (CSV) and ten years of offices (XLSX), s",
                                 plan.scaled(kVillages)),
             .value_max = 60};
  for (int run = 0; run < plan.runs; ++run) {
    testing::TestLedger ledger;
    std::vector<SecretKey> keys;
    keys.push_back(*SecretKey::from_seed(as_view(sha256("root0").view())));  // the test ledger's root key
    ledger.close();
    LedgerStore::Options options;
    options.folder = ledger.folder();
    const auto source = must(open_folder_source(ledger.folder(), must(LedgerStore::open(options))));
    const std::string offices = bytes_of(county.offices());
    const Stopwatch watch;
    import_one(*source, keys, "register", county.people().gb18030());
    import_one(*source, keys, "offices", offices);
    out.value.values.push_back(watch.seconds());
  }
  return {std::move(out)};
}

}  // namespace tenure::bench
