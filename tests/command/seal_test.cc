// Sealing plain values while an act is drafted.
#include "ops/commands/seal.h"

#include "domain/act/catalogue.h"
#include "tests/command/desk.h"

namespace tenure::testing {
namespace {

std::string person(const std::string& name) {
  return R"([{"type":"PersonRegistered","on":"2024-01-04","data":{"person":"p-1","org":"o-1","name":)" +
         name + "}}]";
}

/// The events, read as the ledger reads them.
std::vector<Event> read(const SealedEvents& sealed) {
  auto events = read_json<std::vector<Event>>(sealed.json);
  EXPECT_TRUE(events) << events.error().text() << sealed.json;
  return events ? std::move(*events) : std::vector<Event>{};
}

TEST(Seal, CommitmentStandsForTheValueAndItsOpeningGoesBesideIt) {
  const auto sealed = seal_events(person(R"({ "seal" : "张三" })"));
  ASSERT_TRUE(sealed) << sealed.error().text();
  EXPECT_EQ(sealed->json.find("张三"), std::string::npos);
  const auto opened = open_seals(sealed->sealed, read(*sealed));
  ASSERT_TRUE(opened) << opened.error().text();
  ASSERT_EQ(opened->size(), 1U);
  EXPECT_EQ(opened->front().value, "张三");
  EXPECT_EQ(opened->front().subject, "person/p-1");
}

TEST(Seal, EverySaltIsItsOwn) {
  const auto one = seal_events(person(R"({"seal":"张三"})"));
  const auto two = seal_events(person(R"({"seal":"张三"})"));
  EXPECT_NE(one->sealed.front().salt, two->sealed.front().salt);
  EXPECT_NE(one->json, two->json);
}

TEST(Seal, ReplacementOfACorrectionIsSealedUnderItsOwnPaths) {
  const auto replacement = person(R"({"seal":"李四"})");
  const auto sealed = seal_events(R"([{"data":{"target":"3.0","reason":{"seal":"笔误"},"replacement":)" +
                                  replacement.substr(1, replacement.size() - 2) +
                                  R"(},"on":"2024-05-01","type":"CorrectionRecorded"}])");
  ASSERT_TRUE(sealed) << sealed.error().text();
  const auto opened = open_seals(sealed->sealed, read(*sealed));
  ASSERT_TRUE(opened) << opened.error().text();
  EXPECT_EQ(opened->size(), 2U);
}

TEST(Seal, WhatIsSealedAlreadyAndEverythingElseStaysByteForByte) {
  const std::string events = person('"' + Commitment{}.str() + '"') + "  \n";
  const auto sealed = seal_events(events);
  ASSERT_TRUE(sealed);
  EXPECT_EQ(sealed->json, events);
  EXPECT_TRUE(sealed->sealed.empty());
}

TEST(Seal, MalformedEventsAreLeftToTheStrictReader) {
  for (const std::string events :
       {"", "{", "[1]", R"([{"type":"Nothing"}])", R"([{"type":"PersonRegistered","data":3}])"}) {
    const auto sealed = seal_events(events);
    ASSERT_TRUE(sealed) << events;
    EXPECT_EQ(sealed->json, events);
  }
}

TEST(Seal, RefusalNamesThePlaceAndNeverTheValue) {
  const std::string id_number = R"({"seal":"张三"},"id_number":{"seal":"not an id"})";
  const auto refused = seal_events(person(id_number));
  ASSERT_FALSE(refused);
  EXPECT_EQ(refused.error().reason, Reason::bad_id);
  EXPECT_EQ(refused.error().where, "events[0].data.id_number");
  EXPECT_EQ(refused.error().text().find("not an id"), std::string::npos);
  EXPECT_EQ(seal_events(person(R"({"seal":"a","salt":"b"})")).error().reason, Reason::json_unknown);
}

TEST(Seal, LinesBecomeAnArray) {
  EXPECT_EQ(events_array(" \n"), "[]");
  EXPECT_EQ(events_array("{}\r\n\n{}"), "[{}\r,{}]");
  EXPECT_EQ(events_array(" [1]"), " [1]");
}

}  // namespace
}  // namespace tenure::testing
