// What Tenure costs against what the machine allows. Every ratio is of one run on one machine, measured in
// turn.
//
//   tenure_bench [--runs N] [--scale X] [--only P1]... [--json FILE]
#include <CLI/CLI.hpp>
#include <algorithm>
#include <fstream>

#include "tests/bench/figures.h"

namespace tenure::bench {
namespace {

int main_of(int argc, char** argv) {
  Plan plan;
  std::vector<std::string> only;
  std::string json;
  CLI::App app("What Tenure costs against what the machine allows");
  app.add_option("--runs", plan.runs, "measurements of each figure; the median counts")
      ->check(CLI::Range(1, 99));
  app.add_option("--scale", plan.scale, "of the amount of work")->check(CLI::Range(0.001, 100.0));
  app.add_option("--only", only, "the figures with these ids");
  app.add_option("--json", json, "also write the figures here");
  CLI11_PARSE(app, argc, argv);
  plan.wants = [&](std::string_view id) {
    return only.empty() || std::find(only.begin(), only.end(), id) != only.end();
  };
  std::vector<Figure> figures;
  for (const auto& group : {&log_figures, &http_figures, &load_figures, &question_figures, &audit_figures, &people_figures,
                            &import_figures, &attack_figures}) {
    for (Figure& figure : group(plan)) figures.push_back(std::move(figure));
  }
  print_table(figures);
  if (!json.empty()) std::ofstream(json) << to_json(figures);
  return 0;
}

}  // namespace
}  // namespace tenure::bench

int main(int argc, char** argv) { return tenure::bench::main_of(argc, argv); }
