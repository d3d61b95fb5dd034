// The example of domain/README.md compiles, reads, refuses, writes and applies.
#include "tests/unit/domain/readme_example.h"

#include "domain/rules/judge.h"
#include "domain/rules/pack.h"
#include "tests/unit/domain/making.h"

namespace tenure {
namespace {

using test::made;

std::string between(const std::string& text, std::string_view begin, std::string_view end) {
  const auto start = text.find(begin);
  if (start == std::string::npos) return {};
  const auto from = start + begin.size();
  return text.substr(from, text.find(end, from) - from);
}

class NoFacts : public Facts {
 public:
  const void* find_row(const View&, std::string_view, std::string_view) const override { return nullptr; }
  Result<std::vector<std::string>> parts(const View&, std::string_view) const override { return {}; }
  Result<Original> original(Position) const override { return refuse(Reason::absent); }
  Result<std::vector<Recorded>> find_events(const Area&, const Subject&, const EventType*) const override {
    return refuse(Reason::absent);
  }
  Date today() const override { return test::day("2024-03-01"); }
};

std::string data(std::string_view amount, std::string_view more = "") {
  return fmt::format(R"({{"person":"p-1","org":"o-1","purpose":"inspection","amount_fen":{},"note":"{}"{}}})",
                     amount, Commitment{}.str(), more);
}

Event guest(std::string_view amount) {
  return make_event(hospitality_area().events.at(0), test::day("2024-03-01"), DatePrecision::day,
                    std::make_shared<GuestReceived>(made<GuestReceived>(data(amount))));
}

TEST(ReadmeExample, IsTheCodeThatIsCompiledHere) {
  const auto readme = test::read_file(test::source_dir() / "domain" / "README.md");
  const auto header = test::read_file(test::source_dir() / "tests" / "unit" / "domain" / "readme_example.h");
  const auto shown = between(readme, "```cpp\n", "```");
  ASSERT_FALSE(shown.empty());
  EXPECT_EQ(shown, between(header, "// example begins\n", "// example ends"));
  const auto rules = between(readme, "&hospitality_rules())`:\n\n```cpp\n", "```");
  ASSERT_FALSE(rules.empty());
  EXPECT_EQ(rules, between(header, "// rules begins\n", "// rules end"));
}

/// The policy of the example's pack.
PolicyView example_policy() {
  const auto& rules = hospitality_rules();
  PackSchema schema{{rules.parameters.begin(), rules.parameters.end()}, {}};
  for (const Rule& rule : rules.rules) schema.rules.push_back(rule.name);
  const auto readme = test::read_file(test::source_dir() / "domain" / "README.md");
  return {std::make_shared<const Pack>(parse_pack(between(readme, "```toml\n", "```"), schema).value()),
          Position{1, 0}, true};
}

TEST(ReadmeExample, RuleIsAskedWithThePack) {
  const Rule& rule = hospitality_rules().rules.at(0);
  const PolicyView policy = example_policy();
  EXPECT_EQ(policy.mode(rule), RuleMode::enforce);
  const auto objects = [&](std::string_view amount, const PolicyView& by) {
    return objection(rule, {NoFacts(), by, Act(), guest(amount)}).value().has_value();
  };
  EXPECT_FALSE(objects("50000", policy));
  EXPECT_TRUE(objects("50001", policy));
  EXPECT_FALSE(objects("50001", PolicyView())) << "no policy, no limit";
}

TEST(ReadmeExample, StatisticCountsTheRowsItems) {
  const auto& statistic = std::get<form::Statistic>(hospitality_rules().rules.at(1).form);
  EXPECT_EQ(statistic.item().name, "Reception");
  const PersonReceptions row;
  const Reception item{test::day("2024-03-01"), {"inspection"}, Fen{1}, {}};
  EXPECT_TRUE(statistic.counts(NoFacts(), &row, &item, {std::nullopt, test::day("2024-03-01")}));
  EXPECT_FALSE(statistic.counts(NoFacts(), &row, &item, {std::nullopt, test::day("2024-02-29")}));
}

TEST(ReadmeExample, ReadsAndWritesBack) {
  EXPECT_EQ(to_json(made<GuestReceived>(data("12000"))), data("12000"));
  std::string written;
  write_event(guest("12000"), written);
  EXPECT_EQ(written, R"({"type":"GuestReceived","on":"2024-03-01","data":)" + data("12000") + "}");
}

TEST(ReadmeExample, RefusesWhatIsNotDescribed) {
  EXPECT_EQ(read_json<GuestReceived>(data("12000", R"(,"wine":1)")).error().reason, Reason::json_unknown);
  EXPECT_EQ(read_json<GuestReceived>(data("12.5")).error().where, "amount_fen");
  EXPECT_EQ(read_json<GuestReceived>(R"({"person":"p-1","note":"a guest"})").error().reason,
            Reason::unsealed);
  EXPECT_EQ(read_json<GuestReceived>(R"({"person":"p-1"})").error().where, "org");
}

TEST(ReadmeExample, StandsInTheFilesOfItsSubjects) {
  std::vector<std::string> files;
  const Event event = guest("1");
  for (const Subject& subject : subjects(event)) files.push_back(subject.str());
  EXPECT_EQ(files, (std::vector<std::string>{"person/p-1", "org/o-1"}));
}

TEST(ReadmeExample, AppliesToItsRow) {
  const EventType& type = hospitality_area().events.at(0);
  ASSERT_EQ(type.applications.size(), 1U);
  PersonReceptions row;
  type.applications[0].apply(&row, guest("12000"), {7, 0}, "p-1");
  ASSERT_EQ(row.receptions.size(), 1U);
  EXPECT_EQ(row.receptions[0].amount_fen->value, 12'000);
  EXPECT_EQ(row.receptions[0].position, (Position{7, 0}));
}

TEST(ReadmeExample, PreconditionRefusesNegativeMoney) {
  const auto precondition = hospitality_area().events.at(0).precondition;
  ASSERT_NE(precondition, nullptr);
  EXPECT_TRUE(precondition(NoFacts(), guest("0"), {}));
  EXPECT_EQ(precondition(NoFacts(), guest("-1"), {}).error().where, "data.amount_fen");
}

}  // namespace
}  // namespace tenure
