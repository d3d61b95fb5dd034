// The journal of reads: every question has its line, one a question, which says what came of it.
#include <gmock/gmock.h>
#include <gtest/gtest.h>

#include <map>
#include <regex>
#include <set>
#include <thread>
#include <utility>

#include "domain/describe/read.h"
#include "domain/describe/write.h"
#include "server/access/reads.h"
#include "tests/server/served_ledger.h"
#include "tests/support/ws_client.h"

namespace tenure::testing {
namespace {

using ::testing::HasSubstr;
using ::testing::Not;

/// p-1 and p-2 in o-village, o-county above it; p-9 in o-abroad.
class Journal : public ::testing::Test {
 protected:
  Journal() {
    s.register_person("p-1", "o-village");
    s.register_person("p-2", "o-village");
    s.register_org("o-abroad", "o-county");
    s.register_person("p-9", "o-abroad");
    for (const char* person : {"p-1", "p-2", "p-9"}) s.open_name(person);
  }

  /// The lines that a token left since it was asked last.
  std::vector<ReadRecord> lines(const std::string& token) {
    const std::string body =
        s.connect()->get("/v1/journal?limit=1000&viewer=" + s.token_id(token), bearer(keeper_)).body;
    static const std::regex kReads(R"re("reads":(\[.*\]),"readers")re");
    std::smatch found;
    EXPECT_TRUE(std::regex_search(body, found, kReads)) << body;
    auto all = read_json<std::vector<ReadRecord>>(found[1].str());
    EXPECT_TRUE(all) << all.error().text();
    const std::size_t before = std::exchange(seen_[token], all->size());
    all->resize(all->size() - before);  // newest first
    return std::move(*all);
  }
  /// The one line of a question.
  ReadRecord line(const std::string& path, const std::string& token, int status,
                  const std::string& headers = {}) {
    EXPECT_EQ(s.connect()->get(path, bearer(token) + headers).status, status) << path;
    // That of a stream is noted when it has ended, which its reader sees first.
    auto found = lines(token);
    for (int i = 0; i < 200 && found.empty(); ++i) {
      std::this_thread::sleep_for(std::chrono::milliseconds(20));
      found = lines(token);
    }
    EXPECT_EQ(found.size(), 1U) << path;
    return found.empty() ? ReadRecord() : found.front();
  }

  ServedLedger s;
  std::string keeper_ = s.token(Role::auditor);
  std::map<std::string, std::size_t> seen_;
};

TEST_F(Journal, QuestionsWithoutOneSubjectHaveALineEach) {
  const std::string reader = s.token(Role::auditor);
  struct Asked {
    std::string path, subject, endpoint, filter;
    int count;
    bool names;
    std::string headers = {};
  };
  const Asked questions[] = {
      {"/v1/persons?org=o-county", "org/o-county", "/v1/persons", "org=o-county", 3, true},
      {"/v1/persons?q=p-1", "ledger/self", "/v1/persons", "q=*", 1, true},
      {"/v1/persons?org=o-county&limit=2", "org/o-county", "/v1/persons", "org=o-county&limit=2", 2, true},
      {"/v1/persons?org=o-county&format=csv", "org/o-county", "/v1/persons", "org=o-county&format=csv", 3,
       true},
      {"/v1/events?type=PersonRegistered", "ledger/self", "/v1/events", "type=PersonRegistered", 3, false},
      {"/v1/events?type=PersonRegistered", "ledger/self", "/v1/events", "type=PersonRegistered", 3, false,
       "Accept: application/x-ndjson\r\n"},
      {"/v1/names?subjects=person/p-1,person/p-2", "ledger/self", "/v1/names",
       "subjects=person/p-1,person/p-2", 2, true},
      {"/v1/flags?org=o-county", "org/o-county", "/v1/flags", "org=o-county", 0, false},
      {"/v1/alerts?org=o-county", "org/o-county", "/v1/alerts", "org=o-county", 0, false},
  };
  for (const Asked& asked : questions) {
    const auto read = line(asked.path, reader, 200, asked.headers);
    EXPECT_EQ(read.subject.value, asked.subject) << asked.path;
    EXPECT_EQ(read.endpoint.value, asked.endpoint) << asked.path;
    EXPECT_EQ(read.filter ? read.filter->value : "", asked.filter) << asked.path;
    EXPECT_EQ(read.count, asked.count) << asked.path;
    EXPECT_EQ(read.names.value_or(false), asked.names) << asked.path;
    EXPECT_EQ(read.outcome, asked.count == 0 ? ReadOutcome::empty : ReadOutcome::read) << asked.path;
  }
}

TEST_F(Journal, WhatIsSearchedForIsNotKept) {
  const std::string reader = s.token(Role::auditor);
  for (const std::string text : {"110105194912310021", "%E5%BC%A0%E4%B8%89", "zhangsan"}) {
    const auto read = line("/v1/persons?q=" + text, reader, 200);
    EXPECT_EQ(read.filter->value, "q=*");
    EXPECT_THAT(to_json(read), Not(HasSubstr(text)));
  }
}

TEST_F(Journal, AskingInVainIsNoRead) {
  const std::string town = s.token(Role::auditor, "o-town");
  for (const std::string person : {"p-9", "p-nobody"}) {
    for (const std::string& path :
         {"/v1/persons/" + person, "/v1/pay/" + person, "/v1/diff?subject=person/" + person,
          "/v1/eligibility/elig.departure_subsidy/" + person, "/v1/alerts?subject=person/" + person}) {
      const auto read = line(path, town, 404);
      EXPECT_EQ(read.outcome, ReadOutcome::refused) << path;
      EXPECT_EQ(read.subject.value, "person/" + person) << path;
      EXPECT_FALSE(read.count) << path;
    }
    const auto events = line("/v1/events?subject=person/" + person, town, 200);
    EXPECT_EQ(events.outcome, ReadOutcome::empty) << "answered like of nobody";
  }
  const auto own = line("/v1/persons/p-1", town, 200);
  EXPECT_EQ(own.outcome, ReadOutcome::read);
  EXPECT_EQ(own.names, true);
}

TEST_F(Journal, ActsDraftsAndChecksAreReads) {
  const std::string clerk = s.token(Role::clerk);
  const std::string act = ServedLedger::signed_act(s.registration("p-5"), {});
  ASSERT_EQ(s.connect()->post("/v1/acts/check", act, bearer(clerk)).status, 200);
  ASSERT_EQ(lines(clerk).size(), 1U);
  const auto draft = s.connect()->post("/v1/drafts", act, bearer(clerk));
  ASSERT_EQ(draft.status, 202) << draft.body;
  ASSERT_EQ(lines(clerk).size(), 1U);
  static const std::regex kDraft(R"re("draft":"([0-9a-f]{64})")re");
  std::smatch found;
  ASSERT_TRUE(std::regex_search(draft.body, found, kDraft));
  EXPECT_EQ(line("/v1/drafts/" + found[1].str(), clerk, 200).subject.value, "draft/" + found[1].str());
  EXPECT_EQ(line("/v1/drafts", clerk, 200).count, 1);
  const std::string town = s.token(Role::auditor, "o-town");
  EXPECT_EQ(line("/v1/acts/0", town, 200).outcome, ReadOutcome::refused) << "the entry alone";
  EXPECT_EQ(line("/v1/acts/0/payload", town, 403).outcome, ReadOutcome::refused);
  const auto index = s.record(s.registration("p-6"));
  EXPECT_EQ(line("/v1/acts/" + std::to_string(index), town, 200).subject.value, "person/p-6");
}

TEST_F(Journal, WhoReadsTheJournalIsInIt) {
  const std::string reader = s.token(Role::auditor);
  const auto read = line("/v1/journal?subject=person/p-1", reader, 200);
  EXPECT_EQ(read.endpoint.value, "/v1/journal");
  EXPECT_EQ(read.filter->value, "subject=person/p-1");
}

TEST_F(Journal, FeedsHaveALineForEachSubscription) {
  struct Followed {
    std::string topic, subject;
    ReadOutcome outcome;
  };
  const Followed all[] = {
      {R"("topic":"events","from":"0.0")", "org/o-town", ReadOutcome::read},
      {R"("topic":"events","filter":{"org":"o-village","types":["PersonRegistered"]})", "org/o-village",
       ReadOutcome::read},
      {R"("topic":"events","filter":{"org":"o-abroad"})", "org/o-abroad", ReadOutcome::refused},
      {R"("topic":"standing","subject":"person/p-1")", "person/p-1", ReadOutcome::read},
      {R"("topic":"standing","subject":"person/p-9")", "person/p-9", ReadOutcome::refused},
      {R"("topic":"standing","subject":"person/p-nobody")", "person/p-nobody", ReadOutcome::refused},
      {R"("topic":"alerts","org":"o-town")", "org/o-town", ReadOutcome::read},
  };
  for (const Followed& followed : all) {
    WsClient::Options options;
    options.token = s.token(Role::auditor, "o-town");
    WsClient feed(s.port(), options);
    ASSERT_TRUE(feed.open()) << feed.answer();
    feed.say(R"({"op":"subscribe","id":"a",)" + followed.topic + "}");
    feed.hear();
    std::vector<ReadRecord> found;
    for (int i = 0; i < 100 && found.empty(); ++i) {
      found = lines(options.token);
      if (found.empty()) std::this_thread::sleep_for(std::chrono::milliseconds(20));
    }
    ASSERT_EQ(found.size(), 1U) << followed.topic;
    EXPECT_EQ(found[0].subject.value, followed.subject) << followed.topic;
    EXPECT_EQ(found[0].outcome, followed.outcome) << followed.topic;
    EXPECT_EQ(found[0].endpoint.value, "/v1/stream");
  }
}

/// Every line of who showed no token, newest first.
std::vector<ReadRecord> refused_lines(ServedLedger& s) {
  ReadJournal::Question question;
  question.viewer = "public";
  return s.app().reads().find(question).value().reads;
}

TEST_F(Journal, WhatIsRefusedForItsTokenOrRoleHasALineWithItsAddress) {
  EXPECT_EQ(s.connect()->get("/v1/persons/p-1?on=2024-03-01").status, 401);
  auto found = refused_lines(s);
  ASSERT_EQ(found.size(), 1U);
  EXPECT_EQ(found[0].subject.value, "person/p-1");
  EXPECT_EQ(found[0].endpoint.value, "/v1/persons");
  EXPECT_EQ(found[0].outcome, ReadOutcome::refused);
  EXPECT_EQ(found[0].filter->value, "on=2024-03-01");
  EXPECT_EQ(found[0].address->value, "127.0.0.1");

  EXPECT_EQ(s.connect()->get("/v1/persons?q=zhangsan", bearer("wrong")).status, 401);
  found = refused_lines(s);
  ASSERT_EQ(found.size(), 2U);
  EXPECT_EQ(found[0].filter->value, "q=*") << "what is searched for is not kept here either";

  const std::string dashboard = s.token(Role::dashboard);
  const auto read = line("/v1/journal?subject=person/p-1", dashboard, 403);
  EXPECT_EQ(read.outcome, ReadOutcome::refused);
  EXPECT_EQ(read.address->value, "127.0.0.1");

  WsClient::Options options;
  options.token = "wrong";
  EXPECT_FALSE(WsClient(s.port(), options).open());
  WsClient by_message(s.port());
  by_message.say(R"({"op":"auth","token":"wrong"})");
  ASSERT_TRUE(by_message.until_close());
  found = refused_lines(s);
  ASSERT_EQ(found.size(), 4U);
  EXPECT_EQ(found[0].endpoint.value, "/v1/stream");
  EXPECT_EQ(found[1].endpoint.value, "/v1/stream");

  for (const char* of_nobody :
       {"/v1/session", "/v1/stats/stat.persons?org=o-county", "/metrics", "/v1/nothing"})
    s.connect()->get(of_nobody, bearer("wrong"));
  EXPECT_EQ(refused_lines(s).size(), 4U) << "nothing of the record was asked for";
}

TEST_F(Journal, AFloodOfRefusedQuestionsIsCountedNotWritten) {
  constexpr std::size_t kAsked = 3 * kRefusedReadsOfOneMax;
  const auto client = s.connect();
  for (std::size_t i = 0; i < kAsked; ++i) ASSERT_EQ(client->get("/v1/persons/p-1").status, 401);
  std::size_t lines = 0, counted = 0;
  for (const ReadRecord& read : refused_lines(s)) {
    ++lines;
    counted += static_cast<std::size_t>(read.times.value_or(1));
  }
  EXPECT_EQ(counted, kAsked);
  EXPECT_LE(lines, 2 * (kRefusedReadsOfOneMax + 1)) << "of two minutes, where one ended meanwhile";
}

TEST_F(Journal, OfAllAddressesTogetherAFloodIsBoundedToo) {
  const Moment noon = *Moment::parse("2024-03-01T12:00:00Z");
  constexpr int kAddresses = 1'000;
  for (int i = 0; i < kAddresses; ++i)
    s.app().reads().note_refused({}, "person/p-1", "/v1/persons", noon, {}, "192.0.2." + std::to_string(i));
  EXPECT_EQ(refused_lines(s).size(), kRefusedReadsMax + 1);
  const Moment later = *Moment::parse("2024-03-01T12:01:00Z");
  s.app().reads().note_refused({}, "person/p-1", "/v1/persons", later, {}, "192.0.2.1");
  EXPECT_EQ(refused_lines(s).size(), kRefusedReadsMax + 2) << "a minute later there is room";
}

/// An id of any length makes no line that cannot be read again.
TEST_F(Journal, WhatIsAskedAboutIsKeptToALength) {
  const std::string reader = s.token(Role::auditor);
  EXPECT_EQ(line("/v1/persons/" + std::string(400, 'x'), reader, 404).outcome, ReadOutcome::refused);
  EXPECT_EQ(s.connect()->get("/v1/persons/" + std::string(400, 'y')).status, 401);
  const auto page = s.app().reads().find({}).value();
  EXPECT_EQ(page.damaged, 0U);
}

TEST_F(Journal, ASubjectIsNotToldFromWhereOthersAsked) {
  EXPECT_EQ(s.connect()->get("/v1/persons/p-1").status, 401);
  const std::string own = s.connect()->get("/v1/journal", bearer(s.token(Role::subject, {}, "p-1"))).body;
  EXPECT_THAT(own, HasSubstr(R"("outcome":"refused")"));
  EXPECT_THAT(own, Not(HasSubstr("127.0.0.1")));
  EXPECT_THAT(s.connect()->get("/v1/journal", bearer(keeper_)).body, HasSubstr("127.0.0.1"));
}

/// Of each call that needs a token: it reads of the record, or it is one of those that hold nothing of
/// anybody.
TEST_F(Journal, EveryCallOfTheRecordIsJournalled) {
  const std::set<std::string> of_nobody = {"getSession", "getStatistic",  "getReport", "getPolicy",
                                           "listOrgs",   "putAttachment", "signDraft", "deleteDraft"};
  const std::string document = s.connect()->get("/openapi.json").body;
  simdjson::dom::parser parser;
  const auto parsed = parser.parse(document);
  for (const auto path : parsed["paths"].get_object()) {
    for (const auto method : path.value.get_object()) {
      const std::string id(std::string_view(method.value["operationId"]));
      const bool needs_token = method.value["security"].get_array().size() > 0;
      const bool journalled = method.value["x-journal"].error() == simdjson::SUCCESS;
      if (!needs_token) continue;
      EXPECT_EQ(journalled, !of_nobody.contains(id)) << id;
    }
  }
}

}  // namespace
}  // namespace tenure::testing
