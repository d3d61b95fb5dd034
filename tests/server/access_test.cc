// Tokens, attempts, the journal of reads, drafts and the configuration, without a socket.
#include <fmt/format.h>
#include <gtest/gtest.h>

#include <filesystem>
#include <fstream>
#include <thread>

#include "server/access/attempts.h"
#include "server/access/drafts.h"
#include "server/access/reads.h"
#include "server/access/tokens.h"
#include "server/app/config.h"
#include "storage/files/files.h"
#include "tests/support/ledger.h"
#include "tests/support/temp_folder.h"

namespace tenure::testing {
namespace {

const Moment kNow = *Moment::parse("2024-03-01T00:00:00Z");
constexpr std::int64_t kDayUs = std::int64_t{24} * 3600 * 1'000'000;

TokenGrant grant(Role role) {
  TokenGrant out;
  out.roles = {role};
  return out;
}

// Tokens
// ---------------------------------------------------------------------------------------------------------

TEST(Tokens, TokenOpensWhatItWasMadeFor) {
  const TempFolder folder;
  auto wanted = grant(Role::auditor);
  wanted.scope = OrgId{"o-town"};
  wanted.classes = {Code{"discipline"}};
  const auto made = TokenFile(folder.path()).create(wanted, kNow);
  ASSERT_TRUE(made) << made.error().text();
  const auto viewer = TokenTable(folder.path()).authenticate(made->text, kNow);
  ASSERT_TRUE(viewer);
  EXPECT_TRUE(viewer->has(Role::auditor));
  EXPECT_FALSE(viewer->has(Role::clerk));
  EXPECT_EQ(viewer->scope, OrgId{"o-town"});
  EXPECT_TRUE(viewer->may_read_class("discipline"));
  EXPECT_EQ(viewer->token_id, made->record.id.value);
}

TEST(Tokens, FileHoldsNoSecretAndIsItsOwnersAlone) {
  const TempFolder folder;
  const auto made = TokenFile(folder.path()).create(grant(Role::clerk), kNow);
  std::ifstream file(tokens_path(folder.path()));
  const std::string text{std::istreambuf_iterator<char>(file), {}};
  EXPECT_EQ(text.find(made->text.substr(24)), std::string::npos);
  EXPECT_NE(text.find(sha256(made->text).hex()), std::string::npos);
  const auto permissions = std::filesystem::status(tokens_path(folder.path())).permissions();
  EXPECT_EQ(permissions & std::filesystem::perms(0077), std::filesystem::perms::none);
}

TEST(Tokens, EveryOtherTextIsRefusedAlike) {
  const TempFolder folder;
  const std::string good = TokenFile(folder.path()).create(grant(Role::clerk), kNow)->text;
  TokenTable table(folder.path());
  std::string other_secret = good;
  other_secret.back() = good.back() == 'A' ? 'E' : 'A';
  std::string other_id = good;
  other_id[7] = good[7] == '0' ? '1' : '0';
  for (const std::string& text : {other_secret, other_id, std::string(), good + "A", good.substr(1)}) {
    const auto viewer = table.authenticate(text, kNow);
    ASSERT_FALSE(viewer) << text;
    EXPECT_EQ(viewer.error().text(), Refusal({Reason::token_invalid, {}, {}}).text());
  }
  EXPECT_TRUE(table.authenticate(good, kNow));
}

TEST(Tokens, HoldsFromTheMomentThatItIsMade) {
  const TempFolder folder;
  TokenTable table(folder.path());
  const auto first = TokenFile(folder.path()).create(grant(Role::clerk), kNow);
  EXPECT_TRUE(table.authenticate(first->text, kNow));
  const auto second = TokenFile(folder.path()).create(grant(Role::auditor), kNow);
  EXPECT_TRUE(table.authenticate(second->text, kNow)) << "the file was read a moment ago";
  EXPECT_TRUE(table.authenticate(first->text, kNow));
}

TEST(Tokens, ExpiresAtItsMoment) {
  const TempFolder folder;
  auto wanted = grant(Role::clerk);
  wanted.days = 2;
  const auto made = TokenFile(folder.path()).create(wanted, kNow);
  TokenTable table(folder.path());
  EXPECT_TRUE(table.authenticate(made->text, {kNow.us + 2 * kDayUs - 1}));
  EXPECT_FALSE(table.authenticate(made->text, {kNow.us + 2 * kDayUs}));
}

TEST(Tokens, ChangesAreCountedWhereATokenMayHaveEnded) {
  const TempFolder folder;
  TokenTable table(folder.path());
  auto wanted = grant(Role::clerk);
  wanted.days = 2;
  const auto short_lived = TokenFile(folder.path()).create(wanted, kNow);
  wanted.days = 4;
  ASSERT_TRUE(TokenFile(folder.path()).create(wanted, kNow));
  const auto lasting = TokenFile(folder.path()).create(grant(Role::clerk), kNow);
  EXPECT_TRUE(table.authenticate(lasting->text, kNow));
  const auto at = [&](std::int64_t days) { return Moment{kNow.us + days * kDayUs}; };
  const auto first = table.changes(kNow);
  EXPECT_EQ(table.changes(at(1)), first);
  const auto expired = table.changes(at(2));
  EXPECT_NE(expired, first);
  EXPECT_EQ(table.changes(at(3)), expired);
  const auto both = table.changes(at(4));
  EXPECT_NE(both, expired);
  ASSERT_TRUE(TokenFile(folder.path()).revoke(lasting->record.id.value, kNow));
  std::this_thread::sleep_for(kTokensCheck);
  EXPECT_NE(table.changes(at(5)), both);
}

TEST(Tokens, SubjectNeedsAPerson) {
  const TempFolder folder;
  EXPECT_FALSE(TokenFile(folder.path()).create(grant(Role::subject), kNow));
  auto clerk = grant(Role::clerk);
  clerk.person = PersonId{"p-1"};
  EXPECT_TRUE(TokenFile(folder.path()).create(clerk, kNow)) << "who holds it may be stated of any token";
  EXPECT_FALSE(TokenFile(folder.path()).create(TokenGrant{}, kNow));
}

TEST(Tokens, UnknownTokenCannotBeRevoked) {
  const TempFolder folder;
  EXPECT_EQ(TokenFile(folder.path()).revoke("0123", kNow).error().reason, Reason::not_found);
}

TEST(Tokens, UnreadableFileLetsNobodyIn) {
  const TempFolder folder;
  const auto made = TokenFile(folder.path()).create(grant(Role::clerk), kNow);
  std::ofstream(tokens_path(folder.path())) << "{\"tokens\":[{]}";
  EXPECT_EQ(TokenTable(folder.path()).authenticate(made->text, kNow).error().reason, Reason::damaged);
}

// Attempts
// ---------------------------------------------------------------------------------------------------------

TEST(Attempts, RunOutAndComeBackWithTime) {
  Attempts attempts;
  auto now = Attempts::Clock::now();
  for (int i = 0; i < static_cast<int>(kAttempts); ++i) EXPECT_TRUE(attempts.take("10.0.0.1", now)) << i;
  EXPECT_FALSE(attempts.take("10.0.0.1", now));
  EXPECT_TRUE(attempts.take("10.0.0.2", now)) << "another address";
  EXPECT_TRUE(attempts.take("10.0.0.1", now + kAttemptRefill));
  EXPECT_FALSE(attempts.take("10.0.0.1", now + kAttemptRefill)) << "one came back";
}

TEST(Attempts, NeighboursInOneNetworkCountTogether) {
  Attempts attempts;
  const auto now = Attempts::Clock::now();
  for (int i = 0; i < static_cast<int>(kAttempts); ++i) attempts.take("2001:db8::" + std::to_string(i), now);
  EXPECT_FALSE(attempts.take("2001:db8::ffff", now));
  EXPECT_TRUE(attempts.take("2001:db8:0:1::1", now));
  EXPECT_TRUE(attempts.take("::ffff:10.0.0.1", now));
}

// Journal of reads
// ---------------------------------------------------------------------------------------------------------

Viewer viewer(const std::string& id) {
  Viewer out;
  out.roles = {Role::auditor};
  out.token_id = id;
  return out;
}

TEST(Reads, FoundBySubjectViewerAndTimeNewestFirst) {
  const TempFolder folder;
  const auto reads = ReadJournal::open(folder.path()).value();
  for (int i = 0; i < 100; ++i) {  // over four months
    reads->note(viewer("t" + std::to_string(i % 2)), i % 3 == 0 ? "person/p-a" : "person/p-b", "/v1/persons",
                {kNow.us + i * kDayUs}, {});
  }
  const auto about = reads->find({"person/p-a", {}, {}, {}});
  ASSERT_TRUE(about);
  ASSERT_EQ(about->reads.size(), 34U);
  EXPECT_EQ(about->reads.front().at.us, kNow.us + 99 * kDayUs);
  EXPECT_EQ(about->reads.back().at, kNow);
  EXPECT_EQ(reads->find({{}, "t1", {}, {}})->reads.size(), 50U);
  const auto some = reads->find({{}, {}, Moment{kNow.us + 30 * kDayUs}, Moment{kNow.us + 40 * kDayUs}});
  EXPECT_EQ(some->reads.size(), 10U);
  const auto page = reads->find({{}, {}, {}, {}, 7});
  EXPECT_EQ(page->reads.size(), 7U);
  EXPECT_TRUE(page->more);
  EXPECT_FALSE(reads->find({{}, {}, {}, {}, 100})->more);
}

TEST(Reads, TornOrChangedLineIsSkippedAndCounted) {
  const TempFolder folder;
  {
    const auto reads = ReadJournal::open(folder.path()).value();
    for (int i = 0; i < 3; ++i)
      reads->note(viewer("t"), "person/p-" + std::to_string(i), "/v1/persons", kNow, {});
  }
  const std::string path = folder / "reads/2024-03.log";
  std::ifstream in(path);
  std::string text{std::istreambuf_iterator<char>(in), {}};
  text[text.find("p-1") + 2] = '7';  // somebody changes whose file it was
  text.resize(text.size() - 10);     // and the last line is torn
  std::ofstream(path, std::ios::trunc) << text;
  const auto reads = ReadJournal::open(folder.path()).value();
  reads->note(viewer("t"), "person/p-9", "/v1/persons", kNow, {});
  const auto page = reads->find({});
  ASSERT_EQ(page->reads.size(), 2U);
  EXPECT_EQ(page->reads[0].subject.value, "person/p-9");
  EXPECT_EQ(page->reads[1].subject.value, "person/p-0");
  EXPECT_EQ(page->damaged, 3U) << "two lines, and that the file lost its end";
}

// Drafts
// ---------------------------------------------------------------------------------------------------------

class DraftsOnDisk : public ::testing::Test {
 protected:
  DraftsOnDisk() : drafts_(open()) {}
  std::unique_ptr<DraftStore> open(Moment now = kNow) {
    EXPECT_TRUE(ensure_folder(*default_file_system(), folder_ / "keys"));
    return DraftStore::open(folder_.path(), now).value();
  }
  static Submission submission(const Signers& signers = {}) {
    auto out = sign("{\"act\":\"01JD8ZK3V9Q4T6W8Y0A2C4E6G8\"}", signers);
    out.sealed.push_back({Commitment{sha256("c")}, {"c2FsdA"}, {"张三的身份证号"}});
    return out;
  }

  TempFolder folder_;
  std::unique_ptr<DraftStore> drafts_;
};

TEST_F(DraftsOnDisk, SurviveAReopenWithTheirSealedValues) {
  const auto made = drafts_->add(submission(), {"k1"}, "t-1", kNow);
  ASSERT_TRUE(made);
  drafts_ = open();
  const auto again = drafts_->get(made->digest, kNow);
  ASSERT_TRUE(again) << again.error().text();
  EXPECT_EQ(again->submission.sealed.front().value.value, "张三的身份证号");
  EXPECT_EQ(again->awaited, std::vector<std::string>{"k1"});
  ASSERT_EQ(drafts_->list(kNow).size(), 1U);
  EXPECT_TRUE(drafts_->list(kNow)[0].awaits("k1"));
  EXPECT_FALSE(drafts_->list(kNow)[0].awaits("k2"));
}

TEST_F(DraftsOnDisk, LieEncryptedAndBoundToTheirName) {
  const auto made = drafts_->add(submission(), {}, "t-1", kNow);
  const std::string path = folder_ / ("drafts/" + made->digest.hex());
  std::ifstream in(path, std::ios::binary);
  const std::string bytes{std::istreambuf_iterator<char>(in), {}};
  EXPECT_EQ(bytes.find("张三"), std::string::npos);
  const Digest other = sha256("other");
  std::filesystem::rename(path, folder_ / ("drafts/" + other.hex()));
  drafts_ = open();
  EXPECT_FALSE(drafts_->get(other, kNow));
}

TEST_F(DraftsOnDisk, SignaturesAreVerifiedAndCountedOnceAKey) {
  const Signer one = Signer::named("one");
  const auto made = drafts_->add(submission(), {}, "t-1", kNow);
  const std::string payload = made->submission.envelope.payload;
  EXPECT_EQ(drafts_->sign(made->digest, {one.sign("another")}, kNow).error().reason,
            Reason::signature_invalid);
  EXPECT_TRUE(drafts_->sign(made->digest, {one.sign(payload)}, kNow));
  const auto twice = drafts_->sign(made->digest, {one.sign(payload)}, kNow);
  ASSERT_TRUE(twice);
  EXPECT_EQ(twice->submission.envelope.signatures.size(), 1U);
  EXPECT_FALSE(drafts_->list(kNow)[0].awaits(one.id()));
}

TEST_F(DraftsOnDisk, AreGoneWhenTheyExpire) {
  const auto made = drafts_->add(submission(), {}, "t-1", kNow);
  const Moment last{kNow.us + kDraftDays * kDayUs - 1};
  EXPECT_TRUE(drafts_->get(made->digest, last));
  EXPECT_EQ(drafts_->get(made->digest, {last.us + 1}).error().reason, Reason::not_found);
  EXPECT_TRUE(std::filesystem::is_empty(folder_ / "drafts"));
}

/// A draft of its own act, by an authority.
Submission act_of(std::size_t number, const std::string& authority, const Signers& signers = {}) {
  Act act;
  act.id = {fmt::format("01JD8ZK3V9Q4T6W8Y0A2{:06}", number)};
  act.ledger = ShortText{"county.example/tenure#9f3c0a7be1d24456"};
  act.authority = {authority};
  act.issued_at = kNow;
  act.events.push_back(make_event(kNow.date(), OrgRenamed{{"o-1"}, {"新名"}, {}}));
  return sign(write_act(act), signers);
}

TEST_F(DraftsOnDisk, TokenHasSoManyAndTakesNobodysPlace) {
  std::size_t number = 0;
  for (; number < kDraftsOfTokenMax; ++number)
    ASSERT_TRUE(drafts_->add(act_of(number, "o-1"), {}, "t-greedy", kNow)) << number;
  const auto refused = drafts_->add(act_of(number++, "o-1"), {}, "t-greedy", kNow);
  ASSERT_FALSE(refused);
  EXPECT_EQ(refused.error().reason, Reason::quota_full);
  EXPECT_NE(refused.error().detail.find(std::to_string(kDraftsOfTokenMax)), std::string::npos);
  EXPECT_TRUE(drafts_->add(act_of(number++, "o-1"), {}, "t-other", kNow)) << "another token has its own";
  drafts_ = open();
  EXPECT_FALSE(drafts_->add(act_of(number++, "o-1"), {}, "t-greedy", kNow)) << "also after a restart";
  ASSERT_TRUE(drafts_->remove(drafts_->list(kNow).front().digest));
  EXPECT_EQ(drafts_->list(kNow).size(), kDraftsOfTokenMax);
}

TEST_F(DraftsOnDisk, OrganisationHasSoManyWhoeverMakesThem) {
  std::size_t number = 0;
  for (; number < kDraftsOfOrgMax; ++number) {
    const std::string token = "t-" + std::to_string(number % 5);
    ASSERT_TRUE(drafts_->add(act_of(number, "o-1"), {}, token, kNow)) << number;
  }
  EXPECT_EQ(drafts_->add(act_of(number++, "o-1"), {}, "t-new", kNow).error().reason, Reason::quota_full);
  EXPECT_TRUE(drafts_->add(act_of(number++, "o-2"), {}, "t-new", kNow));
}

TEST_F(DraftsOnDisk, WhatNobodySignedMakesRoomTheOldestFirst) {
  const Signer one = Signer::named("one");
  const auto signed_one = drafts_->add(act_of(0, "o-1", {&one}), {}, "t", kNow);
  const auto oldest = drafts_->add(act_of(1, "o-1"), {}, "t", {kNow.us + 1});
  const auto older = drafts_->add(act_of(2, "o-1"), {}, "t", {kNow.us + 2});
  std::size_t number = 3;
  for (; number < kDraftsOfTokenMax; ++number)
    ASSERT_TRUE(drafts_->add(act_of(number, "o-1"), {}, "t", {kNow.us + kDayUs}));
  const Moment rested{kNow.us + 1 + kDraftRestDays * kDayUs};
  EXPECT_FALSE(drafts_->add(act_of(number++, "o-1"), {}, "t", {rested.us - 1})) << "none rests yet";
  ASSERT_TRUE(drafts_->add(act_of(number++, "o-1"), {}, "t", rested));
  EXPECT_TRUE(drafts_->get(signed_one->digest, rested)) << "somebody signed it";
  EXPECT_FALSE(drafts_->get(oldest->digest, rested));
  EXPECT_TRUE(drafts_->get(older->digest, rested));
  EXPECT_FALSE(drafts_->add(act_of(number++, "o-1"), {}, "t", rested)) << "the next one rests no day yet";
}

TEST_F(DraftsOnDisk, AdmittedOneIsRememberedWithoutWhatItHeld) {
  const auto made = drafts_->add(submission(), {"k1"}, "t-1", kNow);
  ASSERT_TRUE(drafts_->finish(made->digest, 7));
  for (int opened = 0; opened < 2; ++opened) {
    EXPECT_FALSE(drafts_->get(made->digest, kNow));
    EXPECT_TRUE(drafts_->list(kNow).empty());
    const auto known = drafts_->admitted(made->digest, kNow);
    ASSERT_TRUE(known);
    EXPECT_EQ(known->index, 7U);
    drafts_ = open();
  }
  EXPECT_LT(std::filesystem::file_size(folder_ / ("drafts/" + made->digest.hex())), 250U);
  EXPECT_FALSE(drafts_->admitted(made->digest, {kNow.us + kDraftDays * kDayUs})) << "as long as a draft";
}

// Configuration
// ---------------------------------------------------------------------------------------------------------

TEST(ServerConfig, KeysAreReadAndOthersKeepTheirDefaults) {
  const auto config = parse_config(R"(
[server]
listen = "[::1]:9"
hosts = ["a.example", "b.example"]
trusted_proxies = ["127.0.0.1", "10.0.0.0/8"]
stop_seconds = 7
access_log = false
[timeouts]
header = 1500
[sequencer]
verify_threads = 3
)",
                                   "tenure.toml");
  ASSERT_TRUE(config) << config.error().text();
  EXPECT_EQ(config->http.listen, "[::1]:9");
  EXPECT_EQ(config->http.hosts, (std::vector<std::string>{"a.example", "b.example"}));
  ASSERT_EQ(config->http.trusted_proxies.size(), 2U);
  EXPECT_TRUE(config->http.trusted_proxies[1].holds(*IpAddress::parse("10.1.2.3")));
  EXPECT_EQ(config->http.timeouts.stop, std::chrono::seconds(7));
  EXPECT_FALSE(config->access_log);
  EXPECT_EQ(config->http.timeouts.header, std::chrono::milliseconds(1500));
  EXPECT_EQ(config->http.timeouts.idle, Timeouts().idle);
  EXPECT_EQ(config->verify_threads, 3U);
}

TEST(ServerConfig, UnknownKeyIsRefusedWithItsNameAndLine) {
  const auto config = parse_config("[server]\nlisten = \"x\"\nlissten = \"y\"\n", "tenure.toml");
  ASSERT_FALSE(config);
  EXPECT_EQ(config.error().where, "tenure.toml:3");
  EXPECT_EQ(config.error().detail,
            "'server.lissten'，最接近的是 server.listen | 'server.lissten', the nearest is server.listen");
  EXPECT_FALSE(parse_config("[servr]\nlisten = \"x\"\n", "t"));
  EXPECT_FALSE(parse_config("listen = \"x\"\n", "t"));
}

TEST(ServerConfig, WrongTypeRangeAndSyntaxAreRefusedWithTheirLine) {
  for (const char* text : {"\n[server]\nworkers = \"4\"", "\n[server]\nworkers = 0",
                           "\n[server]\nworkers = 4.5", "\n[timeouts]\nidle = -1", "\n[server]\nhosts = [1]",
                           "\n[server]\nstop_seconds = 0", "\n[server]\ntrusted_proxies = [\"10.0.0.0/33\"]",
                           "\n[server]\ntrusted_proxies = [\"proxy\"]", "\n[server]\nlisten ="}) {
    const auto config = parse_config(text, "t");
    ASSERT_FALSE(config) << text;
    EXPECT_EQ(config.error().where, "t:3") << text;
  }
  EXPECT_FALSE(parse_config("[server]\ncertificate = \"a\"\n", "t")) << "without its key";
}

}  // namespace
}  // namespace tenure::testing
