#include "tests/bench/table.h"

#include <fmt/format.h>

#include <algorithm>

namespace tenure::bench {
namespace {

std::string number(double value) {
  return value >= 100 ? fmt::format("{:.0f}", value) : fmt::format("{:.2f}", value);
}

std::string range(const Measured& measured) {
  if (measured.values.empty()) return "";
  return fmt::format("{} ({}..{})", number(measured.median()), number(measured.least()),
                     number(measured.most()));
}

std::string target(const Figure& figure) {
  std::vector<std::string> out;
  if (figure.ratio_min) out.push_back(fmt::format(">= {:.2f}", *figure.ratio_min));
  if (figure.ratio_max) out.push_back(fmt::format("<= {:.2f}", *figure.ratio_max));
  if (figure.value_min) out.push_back(">= " + number(*figure.value_min));
  if (figure.value_max) out.push_back("<= " + number(*figure.value_max));
  return fmt::format("{}", fmt::join(out, ", "));
}

std::string json_of(const Measured& measured) {
  std::string out = "[";
  for (const double value : measured.values) out += fmt::format("{}{:.6g}", out.size() > 1 ? "," : "", value);
  return out + "]";
}

}  // namespace

double Measured::median() const {
  auto sorted = values;
  std::sort(sorted.begin(), sorted.end());
  return sorted[sorted.size() / 2];
}

double Measured::least() const { return *std::min_element(values.begin(), values.end()); }
double Measured::most() const { return *std::max_element(values.begin(), values.end()); }

bool Figure::reached() const {
  return (!ratio_min || ratio.median() >= *ratio_min) && (!ratio_max || ratio.median() <= *ratio_max) &&
         (!value_min || value.median() >= *value_min) && (!value_max || value.median() <= *value_max);
}

void print_table(const std::vector<Figure>& figures) {
  fmt::print("{:<4} {:<44} {:>28} {:>28} {:>20}  {:<18}\n", "id", "figure, median (range)", "value", "limit",
             "ratio", "target");
  for (const Figure& figure : figures) {
    fmt::print("{:<4} {:<44} {:>28} {:>28} {:>20}  {:<18} {}\n", figure.id, figure.what, range(figure.value),
               range(figure.limit), range(figure.ratio), target(figure),
               target(figure).empty() ? ""
               : figure.reached()     ? "ok"
                                      : "MISSED");
    if (!figure.against.empty()) fmt::print("     limit: {}\n", figure.against);
  }
}

std::string to_json(const std::vector<Figure>& figures) {
  std::string out = "[";
  for (const Figure& figure : figures) {
    if (out.size() > 1) out += ",";
    out += fmt::format(
        "\n {{\"id\":\"{}\",\"what\":\"{}\",\"value\":{},\"against\":\"{}\",\"limit\":{},\"ratio\":{}",
        figure.id, figure.what, json_of(figure.value), figure.against, json_of(figure.limit),
        json_of(figure.ratio));
    if (figure.ratio_min) out += fmt::format(",\"ratio_min\":{}", *figure.ratio_min);
    if (figure.ratio_max) out += fmt::format(",\"ratio_max\":{}", *figure.ratio_max);
    if (figure.value_min) out += fmt::format(",\"value_min\":{}", *figure.value_min);
    if (figure.value_max) out += fmt::format(",\"value_max\":{}", *figure.value_max);
    out += fmt::format(",\"reached\":{}}}", figure.reached());
  }
  return out + "\n]\n";
}

}  // namespace tenure::bench
