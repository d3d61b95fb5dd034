#include "domain/describe/schema_lock.h"

#include "tests/unit/domain/making.h"

namespace tenure {
namespace {

constexpr std::string_view kShipped =
    "enum Colour 000 red\n"
    "enum Colour 001 green\n"
    "event Painted art\n"
    "field Painted.by PersonId required plain person\n"
    "field Painted.colour Colour optional plain -\n"
    "field Painted.note Text120 optional sealed -\n";

std::string with(std::string_view from, std::string_view to) {
  std::string out(kShipped);
  out.replace(out.find(from), from.size(), to);
  return out;
}

std::string plus(std::string_view lines) { return fmt::format("{}{}", kShipped, lines); }

void expect_refused(const std::string& current, std::string_view where) {
  const auto growth = check_growth(kShipped, current);
  ASSERT_FALSE(growth) << current;
  EXPECT_EQ(growth.error().reason, Reason::schema_shrank);
  EXPECT_EQ(growth.error().where, where);
}

TEST(SchemaLock, TakesWhatGrew) {
  EXPECT_TRUE(check_growth("", kShipped));
  EXPECT_TRUE(check_growth(kShipped, kShipped));
  EXPECT_TRUE(check_growth(kShipped, plus("enum Colour 002 blue\n")));
  EXPECT_TRUE(check_growth(kShipped, plus("field Painted.size Int32 optional plain -\n")));
  EXPECT_TRUE(check_growth(kShipped, plus("field Painted.helpers PersonId list plain person\n")));
  EXPECT_TRUE(
      check_growth(kShipped, plus("event Framed art\nfield Framed.by PersonId required plain person\n")));
}

TEST(SchemaLock, RefusesARemovedField) {
  expect_refused(with("field Painted.by PersonId required plain person\n", ""), "field Painted.by");
}

TEST(SchemaLock, RefusesAFieldThatBecameRequiredOrOptional) {
  expect_refused(with("Colour optional", "Colour required"), "field Painted.colour");
  expect_refused(with("PersonId required", "PersonId optional"), "field Painted.by");
}

TEST(SchemaLock, RefusesANewRequiredField) {
  expect_refused(plus("field Painted.size Int32 required plain -\n"), "field Painted.size");
}

TEST(SchemaLock, RefusesAFieldOfAnotherType) {
  expect_refused(with("PersonId required", "OrgId required"), "field Painted.by");
  expect_refused(with("Text120", "Text4000"), "field Painted.note");
  expect_refused(with("optional sealed", "optional plain"), "field Painted.note");
  expect_refused(with("plain person", "plain -"), "field Painted.by");
}

TEST(SchemaLock, RefusesARemovedInsertedOrReorderedValue) {
  expect_refused(with("enum Colour 001 green\n", ""), "enum Colour 001");
  expect_refused(with("enum Colour 000 red\n", ""), "enum Colour 000");
  expect_refused(with("000 red\nenum Colour 001 green", "000 green\nenum Colour 001 red"), "enum Colour 000");
  expect_refused(with("001 green", "001 blue\nenum Colour 002 green"), "enum Colour 001");
}

TEST(SchemaLock, RefusesARemovedOrMovedEventType) {
  expect_refused(with("event Painted art\n", ""), "event Painted");
  expect_refused(with("Painted art", "Painted craft"), "event Painted");
}

TEST(SchemaLock, SaysAllThatAPayloadRestsOn) {
  const std::string lock = schema_lock(areas());
  for (const char* line : {"event SecretaryAppointed tenure\n", "enum Clock 001 simulated\n",
                           "field PersonRegistered.name Text120 required sealed -\n",
                           "field OrgRegistered.parent OrgId optional plain org\n",
                           "field KeyRegistered.person PersonId required plain -\n",
                           "field Fact.number Decimal optional plain -\n",
                           "field SecretaryAppointed.source_groups Code list plain -\n",
                           "field CorrectionRecorded.replacement Event optional plain -\n"}) {
    EXPECT_NE(lock.find(line), std::string::npos) << line;
  }
}

TEST(SchemaLock, TheCatalogueOnlyGrewAndItsLockIsUpToDate) {
  const auto path = test::source_dir() / "domain" / "schema.lock";
  const std::string locked = test::read_file(path);
  const std::string current = schema_lock(areas());
  const auto growth = check_growth(locked, current);
  ASSERT_TRUE(growth) << growth.error().text();
  if (test::updating()) std::ofstream(path, std::ios::binary) << current;
  EXPECT_EQ(test::read_file(path), current) << "the catalogue grew: run once with TENURE_UPDATE_LOCK=1";
}

}  // namespace
}  // namespace tenure
