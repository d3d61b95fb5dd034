// The served ledger end to end: acts, evidence, access, feeds, the end.
#include <fmt/format.h>
#include <gmock/gmock.h>
#include <gtest/gtest.h>
#include <simdjson.h>

#include <set>
#include <sstream>
#include <thread>

#include "storage/evidence/bundle.h"
#include "storage/evidence/merkle.h"
#include "storage/evidence/receipt.h"
#include "tests/server/served_ledger.h"
#include "tests/support/ws_client.h"

namespace tenure::testing {
namespace {

using ::testing::HasSubstr;
using ::testing::Not;

/// The value of a member that stands once in the text, without its quotes.
std::string member(const std::string& json, const std::string& name) {
  const std::string key = "\"" + name + "\":";
  const std::size_t at = json.find(key);
  if (at == std::string::npos) return {};
  const std::size_t begin = at + key.size();
  if (json[begin] != '"') return json.substr(begin, json.find_first_of(",}]", begin) - begin);
  return json.substr(begin + 1, json.find('"', begin + 1) - begin - 1);
}

// Acts
// ---------------------------------------------------------------------------------------------------------

TEST(Acts, SubmittedActIs201WithAReceiptThatProvesIt) {
  ServedLedger s;
  const auto answer =
      s.connect()->post("/v1/acts", ServedLedger::signed_act(s.registration("p-1"), s.ledger().root()));
  ASSERT_EQ(answer.status, 201) << answer.body;
  const std::string index = member(answer.body, "index");
  EXPECT_EQ(member(answer.body, "position"), index + ".0");
  EXPECT_EQ(answer.header("location"), "/v1/acts/" + index);
  const auto text = s.connect()->get("/v1/acts/" + index + "/receipt");
  const auto entry = s.connect()->get("/v1/acts/" + index + "/entry");
  const auto receipt = parse_receipt(text.body);
  ASSERT_TRUE(receipt) << text.body;
  const std::vector<VerifierKey> keys{s.app().store().log_key()};
  EXPECT_TRUE(verify_receipt(*receipt, leaf_hash(as_bytes(entry.body)), keys));
}

TEST(Acts, SameActAgainIs200WithTheSameIndex) {
  ServedLedger s;
  const std::string act = ServedLedger::signed_act(s.registration("p-1"), s.ledger().root());
  const auto first = s.connect()->post("/v1/acts", act);
  const auto again = s.connect()->post("/v1/acts", act);
  EXPECT_EQ(again.status, 200);
  EXPECT_EQ(member(again.body, "index"), member(first.body, "index"));
  EXPECT_EQ(member(again.body, "recorded_at"), member(first.body, "recorded_at"));
}

TEST(Acts, RefusalIsAProblemWithItsReason) {
  ServedLedger s;
  const auto malformed = s.connect()->post("/v1/acts", "{}");
  EXPECT_EQ(malformed.status, 400);
  EXPECT_EQ(malformed.header("content-type"), "application/problem+json");
  const Signer stranger = Signer::named("nobody knows me");
  const auto unknown =
      s.connect()->post("/v1/acts", ServedLedger::signed_act(s.registration("p-1"), {&stranger}));
  EXPECT_EQ(unknown.status, 401);
  EXPECT_EQ(member(unknown.body, "type"), "urn:tenure:problem:key_unknown");
}

TEST(Acts, CheckAnswersTheVerdictAndAppendsNothing) {
  ServedLedger s;
  const std::string act = ServedLedger::signed_act(s.registration("p-1"), {});
  EXPECT_EQ(s.connect()->post("/v1/acts/check", act).status, 401) << "a clerk's business";
  const std::string clerk = bearer(s.token(Role::clerk));
  const auto size = s.app().store().log().head().size;
  const auto answer = s.connect()->post("/v1/acts/check", act, clerk);
  EXPECT_EQ(answer.status, 200) << answer.body;
  EXPECT_THAT(answer.body, HasSubstr(R"("flags":)"));
  EXPECT_EQ(member(answer.body, "authority_judged"), "false") << "nobody has signed";
  EXPECT_EQ(member(s.connect()
                       ->post("/v1/acts/check",
                              ServedLedger::signed_act(s.registration("p-1"), s.ledger().root()), clerk)
                       .body,
                   "authority_judged"),
            "true");
  EXPECT_EQ(s.app().store().log().head().size, size);
}

TEST(Acts, BatchAnswersEachLineInOrderAndGoesOnAfterARefusal) {
  ServedLedger s;
  std::string body;
  for (int i = 0; i < 40; ++i) {
    body += i % 10 == 3
                ? "{\"not\": \"an act\"}"
                : ServedLedger::signed_act(s.registration("p-" + std::to_string(i)), s.ledger().root());
    body += i == 20 ? "\r\n\n" : "\n";
  }
  body.pop_back();
  const auto size = s.app().store().log().head().size;
  const auto answer = s.connect()->post("/v1/acts/batch", body);
  ASSERT_TRUE(answer.whole);
  std::istringstream lines(answer.body);
  std::uint64_t next = size;
  int count = 0;
  for (std::string line; std::getline(lines, line); ++count) {
    if (count % 10 == 3) {
      EXPECT_THAT(line, HasSubstr("urn:tenure:problem:")) << count;
    } else {
      EXPECT_EQ(member(line, "index"), std::to_string(next++)) << line;
    }
  }
  EXPECT_EQ(count, 40);
}

TEST(Acts, BatchLargerThanItsWindowStreamsThrough) {
  ServedLedger s;
  auto client = s.connect();
  constexpr int kActs = 1500;
  std::vector<std::string> acts;
  for (int i = 0; i < kActs; ++i) {
    acts.push_back(ServedLedger::signed_act(s.registration("p-" + std::to_string(i)), s.ledger().root()) +
                   "\n");
  }
  std::thread writer([&] {
    client->send("POST /v1/acts/batch HTTP/1.1\r\nHost: localhost\r\nTransfer-Encoding: chunked\r\n\r\n");
    for (const std::string& act : acts) client->send(fmt::format("{:x}\r\n{}\r\n", act.size(), act));
    client->send("0\r\n\r\n");
  });
  const auto answer = client->read();
  writer.join();
  EXPECT_TRUE(answer.whole);
  EXPECT_EQ(std::count(answer.body.begin(), answer.body.end(), '\n'), kActs);
  EXPECT_THAT(answer.body, Not(HasSubstr("urn:tenure:problem:")));
}

TEST(Acts, ActIsShownByIndexAndByIdToWhoMaySeeAllOfIt) {
  ServedLedger s;
  const auto act = s.registration("p-1");
  const auto done = s.connect()->post("/v1/acts", ServedLedger::signed_act(act, s.ledger().root()));
  const std::string path = "/v1/acts/" + member(done.body, "index");
  const std::string auditor = bearer(s.token(Role::auditor));
  const auto shown = s.connect()->get(path, auditor);
  EXPECT_THAT(shown.body, HasSubstr(R"("envelope":{)"));
  EXPECT_THAT(shown.body, HasSubstr(R"("verdict":{)"));
  EXPECT_EQ(s.connect()->get("/v1/acts/" + act.act().id.value, auditor).body, shown.body);
  EXPECT_EQ(s.connect()->get(path + "/payload", auditor).body, act.payload());
}

TEST(Acts, StrangerGetsTheEntryOfAnIndexAndNothingOfAnId) {
  ServedLedger s;
  const auto act = s.registration("p-1");
  const auto done = s.connect()->post("/v1/acts", ServedLedger::signed_act(act, s.ledger().root()));
  const std::string path = "/v1/acts/" + member(done.body, "index");
  const auto shown = s.connect()->get(path);
  EXPECT_EQ(shown.status, 200);
  EXPECT_THAT(shown.body, HasSubstr(R"("entry":)"));
  EXPECT_THAT(shown.body, Not(HasSubstr("p-1")));
  EXPECT_THAT(shown.body, Not(HasSubstr(act.act().id.value)));
  EXPECT_EQ(s.connect()->get(path + "/payload").status, 401);
  EXPECT_EQ(s.connect()->get("/v1/acts/" + act.act().id.value).status, 404);
  EXPECT_EQ(s.connect()->get("/v1/acts/" + act.act().id.value + "/receipt").status, 404);
  const std::string elsewhere = bearer(s.token(Role::auditor, "o-elsewhere"));
  EXPECT_THAT(s.connect()->get(path, elsewhere).body, Not(HasSubstr("envelope")));
  EXPECT_EQ(s.connect()->get("/v1/acts/99999").status, 404);
}

TEST(Acts, AttachmentIsForRolesAndMustHaveItsDigest) {
  ServedLedger s;
  const std::string content = "scan of a decision";
  const std::string path = "/v1/attachments/" + ContentDigest{sha256(content)}.str();
  const std::string clerk = bearer(s.token(Role::clerk));
  EXPECT_EQ(s.connect()->ask("PUT", path, content).status, 401);
  EXPECT_EQ(s.connect()->ask("PUT", path, "another", clerk).status, 400);
  EXPECT_EQ(s.connect()->ask("PUT", path, content, clerk).status, 204);
  EXPECT_EQ(s.connect()->get(path, clerk).body, content);
  EXPECT_EQ(s.connect()->get(path, clerk).header("content-disposition"), "attachment");
  EXPECT_EQ(s.connect()->get(path, bearer(s.token(Role::dashboard))).status, 403);
}

TEST(Acts, WhatAnActAttachesWasUploadedBefore) {
  ServedLedger s;
  const std::string content = "scan of a decision";
  auto act = s.registration("p-1");
  act.act().attachments = {{{sha256(content)}, {"application/pdf"}}};
  const std::string envelope = ServedLedger::signed_act(act, s.ledger().root());
  const auto refused = s.connect()->post("/v1/acts", envelope);
  EXPECT_EQ(refused.status, 409) << refused.body;
  EXPECT_THAT(refused.body, HasSubstr("attachments[0].digest"));
  EXPECT_THAT(refused.body, HasSubstr("was not uploaded"));
  const std::string clerk = bearer(s.token(Role::clerk));
  EXPECT_EQ(s.connect()->post("/v1/acts/check", envelope, clerk).status, 409) << "who only asks is told too";
  const std::string path = "/v1/attachments/" + ContentDigest{sha256(content)}.str();
  ASSERT_EQ(s.connect()->ask("PUT", path, content, clerk).status, 204);
  EXPECT_EQ(s.connect()->post("/v1/acts", envelope).status, 201);
}

TEST(Acts, OfATranscribedPaperTheScanMayBeElsewhere) {
  ServedLedger s;
  auto act = s.registration("p-1");
  act.act().attachments = {{{sha256("scan")}, {"application/pdf"}}};
  act.act().provenance =
      Provenance{ProvenanceKind::transcribed, {sha256("scan")}, {"乡镇党委"}, {}, {PersonId{"p-2"}}, {}, {}};
  EXPECT_EQ(s.connect()->post("/v1/acts", ServedLedger::signed_act(act, s.ledger().root())).status, 201);
}

// Drafts
// ---------------------------------------------------------------------------------------------------------

std::string signature_json(const Signer& signer, const std::string& payload) {
  const Signed made = signer.sign(payload);
  return fmt::format(R"({{"signatures":[{{"keyid":"{}","sig":"{}"}}]}})", made.keyid,
                     to_base64(as_bytes(made.sig)));
}

TEST(Drafts, DraftEntersTheLedgerWithItsLastSignature) {
  ServedLedger s;
  const std::string clerk = bearer(s.token(Role::clerk));
  const auto act = s.registration("p-1");
  const Signer& root = s.ledger().roots().front();
  const auto size = s.app().store().log().head().size;
  const auto made =
      s.connect()->post("/v1/drafts?awaiting=" + root.id(), ServedLedger::signed_act(act, {}), clerk);
  ASSERT_EQ(made.status, 202) << made.body;
  const std::string draft = member(made.body, "draft");
  EXPECT_EQ(draft, sha256(act.payload()).hex());
  EXPECT_THAT(s.connect()->get("/v1/drafts?awaiting=" + root.id(), clerk).body, HasSubstr(draft));
  EXPECT_THAT(s.connect()->get("/v1/drafts?awaiting=other", clerk).body, Not(HasSubstr(draft)));
  EXPECT_EQ(s.app().store().log().head().size, size);

  const std::string path = "/v1/drafts/" + draft + "/signatures";
  const auto signed_one = s.connect()->ask("PUT", path, signature_json(root, act.payload()), clerk);
  EXPECT_EQ(signed_one.status, 201) << signed_one.body;
  EXPECT_EQ(s.app().store().log().head().size, size + 1);
  EXPECT_EQ(s.connect()->get("/v1/drafts/" + draft, clerk).status, 404) << "it is in the ledger now";
}

TEST(Drafts, LastSignatureSentAgainIsAnsweredWithTheAdmission) {
  ServedLedger s;
  const std::string clerk = bearer(s.token(Role::clerk));
  const auto act = s.registration("p-1");
  const Signer& root = s.ledger().roots().front();
  const auto made = s.connect()->post("/v1/drafts", ServedLedger::signed_act(act, {}), clerk);
  const std::string path = "/v1/drafts/" + member(made.body, "draft") + "/signatures";
  const std::string last = signature_json(root, act.payload());
  const auto done = s.connect()->ask("PUT", path, last, clerk);
  ASSERT_EQ(done.status, 201) << done.body;
  for (const auto& again : {s.connect()->ask("PUT", path, last, clerk),
                            s.connect()->post("/v1/drafts", ServedLedger::signed_act(act, {&root}), clerk)}) {
    EXPECT_EQ(again.status, 200) << again.body;
    EXPECT_EQ(again.header("location"), done.header("location"));
    EXPECT_EQ(member(again.body, "recorded_at"), member(done.body, "recorded_at"));
  }
  const auto other = signature_json(Signer::named("other"), act.payload());
  EXPECT_EQ(s.connect()->ask("PUT", path, other, clerk).status, 401) << "who did not sign it";
  EXPECT_EQ(s.connect()->ask("PUT", path, last, bearer(s.token(Role::clerk, "o-town"))).status, 404)
      << "who does not see it";
}

TEST(Drafts, IsDeletedByWhoMadeItAndNobodyElse) {
  ServedLedger s;
  const std::string clerk = bearer(s.token(Role::clerk));
  const auto act = s.registration("p-1");
  const auto made = s.connect()->post("/v1/drafts", ServedLedger::signed_act(act, {}), clerk);
  const std::string path = "/v1/drafts/" + member(made.body, "draft");
  EXPECT_EQ(s.connect()->ask("DELETE", path, {}, bearer(s.token(Role::clerk))).status, 403);
  EXPECT_EQ(s.connect()->ask("DELETE", path, {}, bearer(s.token(Role::clerk, "o-town"))).status, 404);
  EXPECT_EQ(s.connect()->ask("DELETE", path, {}, bearer(s.token(Role::auditor))).status, 403);
  EXPECT_EQ(s.connect()->get(path, clerk).status, 200) << "it is still there";
  EXPECT_EQ(s.connect()->ask("DELETE", path, {}, clerk).status, 204);
  EXPECT_EQ(s.connect()->ask("DELETE", path, {}, clerk).status, 404);
  EXPECT_EQ(s.connect()->post("/v1/drafts", ServedLedger::signed_act(act, {}), clerk).status, 202)
      << "it may be made again";
}

TEST(Drafts, SignatureThatDoesNotSufficeIsKeptAndSaysWhatIsMissing) {
  ServedLedger s;
  const std::string clerk = bearer(s.token(Role::clerk));
  const auto act = s.registration("p-1");
  const auto made = s.connect()->post("/v1/drafts", ServedLedger::signed_act(act, {}), clerk);
  const std::string path = "/v1/drafts/" + member(made.body, "draft") + "/signatures";
  const Signer stranger = Signer::named("stranger");
  const auto kept = s.connect()->ask("PUT", path, signature_json(stranger, act.payload()), clerk);
  EXPECT_EQ(kept.status, 202);
  EXPECT_THAT(kept.body, HasSubstr("urn:tenure:problem:key_unknown"));
  EXPECT_THAT(kept.body, HasSubstr(stranger.id()));
  EXPECT_EQ(s.connect()->ask("PUT", path, signature_json(stranger, "another payload"), clerk).status, 401);
}

TEST(Drafts, DraftThatContradictsTheRecordIsRefusedAtOnce) {
  ServedLedger s;
  const std::string clerk = bearer(s.token(Role::clerk));
  TenureEnded ended;
  ended.person = {"p-nobody"};
  ended.org = {"o-village"};
  ended.post = {"secretary"};
  ended.reason = {"term_expiry"};
  const auto act = s.ledger().act().add("2024-03-01", ended);
  EXPECT_EQ(s.connect()->post("/v1/drafts", ServedLedger::signed_act(act, {}), clerk).status, 409);
  EXPECT_EQ(s.connect()->post("/v1/drafts", ServedLedger::signed_act(act, {})).status, 401);
}

TEST(Drafts, ClerkSeesTheDraftsOfTheirScopeAlone) {
  ServedLedger s;
  const auto act = s.registration("p-1");  // of o-county
  const std::string above = bearer(s.token(Role::clerk, "o-county"));
  const std::string below = bearer(s.token(Role::clerk, "o-town"));
  const auto made = s.connect()->post("/v1/drafts", ServedLedger::signed_act(act, {}), above);
  ASSERT_EQ(made.status, 202) << made.body;
  const std::string draft = member(made.body, "draft");
  EXPECT_THAT(s.connect()->get("/v1/drafts", above).body, HasSubstr(draft));
  EXPECT_THAT(s.connect()->get("/v1/drafts", below).body, Not(HasSubstr(draft)));
  EXPECT_EQ(s.connect()->get("/v1/drafts/" + draft, below).status, 404);
}

// Evidence
// ---------------------------------------------------------------------------------------------------------

TEST(Evidence, CheckpointIsSignedAndKnownByItsTag) {
  ServedLedger s;
  const auto answer = s.connect()->get("/checkpoint");
  const std::vector<VerifierKey> keys{s.app().store().log_key()};
  const auto checkpoint = open_checkpoint(answer.body, keys);
  ASSERT_TRUE(checkpoint) << answer.body;
  EXPECT_EQ(std::to_string(checkpoint->size), answer.header("tenure-tree-size"));
  const auto held = s.connect()->get("/checkpoint", "If-None-Match: " + answer.header("etag") + "\r\n");
  EXPECT_EQ(held.status, 304);
}

TEST(Evidence, TilesAndBundlesAreServedForEverAndOnlyUnderTheirPath) {
  ServedLedger s;
  const auto size = s.app().store().log().head().size;
  const auto tile = s.connect()->get("/tile/0/000.p/" + std::to_string(size));
  EXPECT_EQ(tile.body.size(), 32 * size);
  EXPECT_THAT(tile.header("cache-control"), HasSubstr("immutable"));
  const auto bundle = s.connect()->get("/tile/entries/000.p/" + std::to_string(size));
  EXPECT_TRUE(parse_bundle(bundle.body, size));
  EXPECT_EQ(s.connect()->get("/tile/0/000").status, 404);
  EXPECT_EQ(s.connect()->get("/tile/0/000.p/" + std::to_string(size + 1)).status, 404);
  EXPECT_EQ(s.connect()->get("/tile/0/0").status, 404);
}

/// Wherever the cut falls, an answer stays UTF-8.
TEST(Evidence, WhatIsShownOfWhatWasAskedIsWholeCharacters) {
  ServedLedger s;
  const std::string token = bearer(s.token(Role::auditor));
  const std::string word = "%E5%B1%A5%E8%81%8C%E8%B4%A6%E6%9C%AC";  // of three bytes each
  for (std::size_t i = 40; i < 70; ++i) {
    const std::string text = std::string(i, 'a') + word;
    for (const std::string& path :
         {"/tile/" + text, "/v1/persons?org=" + text, "/v1/events?type=" + text, "/v1/events?" + text + "=1",
          "/v1/persons/p-1?on=" + text, "/v1/persons/p-1?at=" + text, "/v1/acts/" + text}) {
      const auto answer = s.connect()->get(path, token);
      EXPECT_GE(answer.status, 400) << path;
      EXPECT_TRUE(simdjson::validate_utf8(answer.body)) << path << "\n" << answer.body;
    }
  }
}

TEST(Evidence, ProofsVerify) {
  ServedLedger s;
  const auto hashes_of = [](const std::string& json) {
    std::vector<Digest> out;
    const std::size_t begin = json.find("\"proof\":[") + 9;
    std::istringstream list(json.substr(begin, json.find(']', begin) - begin));
    for (std::string one; std::getline(list, one, ',');) {
      out.push_back(*Digest::from_raw(*from_base64(one.substr(1, one.size() - 2))));
    }
    return out;
  };
  const auto digest_of = [](const std::string& json, const std::string& name) {
    return *Digest::from_raw(*from_base64(member(json, name)));
  };
  const auto size = s.app().store().log().head().size;
  const auto inclusion = s.connect()->get("/v1/proofs/inclusion?index=1");
  EXPECT_TRUE(verify_inclusion(1, size, digest_of(inclusion.body, "leaf"), hashes_of(inclusion.body),
                               digest_of(inclusion.body, "root")));
  EXPECT_EQ(digest_of(inclusion.body, "root"), s.app().store().log().head().root);
  const auto consistency = s.connect()->get("/v1/proofs/consistency?from_size=2");
  EXPECT_TRUE(verify_consistency(2, size, digest_of(consistency.body, "from_root"),
                                 digest_of(consistency.body, "until_root"), hashes_of(consistency.body)));
  EXPECT_EQ(s.connect()->get("/v1/proofs/inclusion?index=9999").status, 404);
  EXPECT_EQ(s.connect()->get("/v1/proofs/inclusion").status, 400);
  EXPECT_EQ(s.connect()->get("/v1/proofs/inclusion?index=1&typo=1").status, 400);
  EXPECT_EQ(s.connect()->get("/v1/proofs/consistency?from_size=0").status, 400);
}

TEST(Operation, HealthReadinessAndFigures) {
  ServedLedger s;
  auto client = s.connect();
  client->post("/v1/acts", ServedLedger::signed_act(s.registration("p-1"), s.ledger().root()));
  EXPECT_EQ(client->get("/healthz").status, 200);
  EXPECT_EQ(client->get("/readyz").status, 200);
  const auto figures = client->get("/metrics");
  EXPECT_THAT(figures.body, HasSubstr("tenure_acts_admitted_total 1\n"));
  EXPECT_THAT(figures.body, HasSubstr("tenure_group_acts_count 1\n"));
  EXPECT_THAT(figures.body, HasSubstr(R"(route="/v1/acts",status="2xx"} 1)"));
}

// Access
// ---------------------------------------------------------------------------------------------------------

TEST(Access, TokenHoldsUntilItIsRevokedWhileTheServerRuns) {
  ServedLedger s;
  const std::string token = s.token(Role::auditor);
  EXPECT_EQ(s.connect()->get("/v1/session", bearer(token)).status, 200);
  EXPECT_EQ(s.connect()->get("/v1/session").status, 401);
  ASSERT_TRUE(TokenFile(s.folder()).revoke(s.token_id(token), Sequencer::system_now()));
  std::this_thread::sleep_for(kTokensCheck + std::chrono::milliseconds(20));
  const auto answer = s.connect()->get("/v1/session", bearer(token));
  EXPECT_EQ(answer.status, 401);
  EXPECT_EQ(answer.header("www-authenticate"), "Bearer");
}

TEST(Access, BadTokenIsRefusedAlsoWhereNoneIsNeeded) {
  ServedLedger s;
  EXPECT_EQ(s.connect()->get("/checkpoint", bearer("tenure_0123456789abcdef_x")).status, 401);
  EXPECT_EQ(s.connect()->get("/checkpoint", "Authorization: Basic YTpi\r\n").status, 401);
}

TEST(Access, GuessingIsSlowedDownForTheAddressThatGuesses) {
  ServedLedger s;
  auto client = s.connect();
  int status = 401;
  for (int i = 0; i < 40 && status == 401; ++i) status = client->get("/v1/session", bearer("guess")).status;
  EXPECT_EQ(status, 429);
  EXPECT_EQ(client->get("/v1/session", bearer("guess")).header("retry-after"), "2");
  EXPECT_EQ(client->get("/checkpoint").status, 200) << "who guesses nothing is served";
}

TEST(Access, CookieStandsForTheTokenAndNeedsAnOriginToChangeAnything) {
  ServedLedger s;
  const std::string token = s.token(Role::clerk);
  const auto opened = s.connect()->post("/v1/session", R"({"token":")" + token + "\"}");
  ASSERT_EQ(opened.status, 200) << opened.body;
  const std::string set = opened.header("set-cookie");
  EXPECT_THAT(set, HasSubstr("; HttpOnly; SameSite=Strict"));
  EXPECT_THAT(set, Not(HasSubstr(token)));
  const std::string cookie = "Cookie: a=b; " + set.substr(0, set.find(';')) + "\r\n";
  EXPECT_THAT(s.connect()->get("/v1/session", cookie).body, HasSubstr(R"("roles":["clerk"])"));
  const std::string act = ServedLedger::signed_act(s.registration("p-1"), {});
  EXPECT_EQ(s.connect()->post("/v1/acts/check", act, cookie).status, 403);
  const std::string origin = fmt::format("Origin: http://127.0.0.1:{}\r\n", s.port());
  EXPECT_EQ(s.connect()->post("/v1/acts/check", act, cookie + origin).status, 200);
  EXPECT_EQ(s.connect()->ask("DELETE", "/v1/session", {}, cookie + origin).status, 204);
  EXPECT_EQ(s.connect()->get("/v1/session", cookie).status, 401);
}

TEST(Access, ReadOfAnActIsInTheJournalOfItsPeople) {
  ServedLedger s;
  const auto done =
      s.connect()->post("/v1/acts", ServedLedger::signed_act(s.registration("p-1"), s.ledger().root()));
  const std::string reader = s.token(Role::reviewer);
  s.connect()->get("/v1/acts/" + member(done.body, "index"), bearer(reader));
  const auto journal = s.connect()->get("/v1/journal?subject=person/p-1", bearer(s.token(Role::auditor)));
  EXPECT_THAT(journal.body, HasSubstr(s.token_id(reader)));
  const std::string self = bearer(s.token(Role::subject, {}, "p-1"));
  EXPECT_EQ(s.connect()->get("/v1/journal", self).body, journal.body);
  EXPECT_EQ(s.connect()->get("/v1/journal?subject=person/p-2", self).status, 403);
  EXPECT_EQ(s.connect()->get("/v1/journal", bearer(reader)).status, 403);
  EXPECT_EQ(s.connect()->get("/v1/journal").status, 401);
}

// Feed, load, the end
// ---------------------------------------------------------------------------------------------------------

TEST(Served, WebSocketIsHandedOverAndHearsWhatIsAdmitted) {
  ServedLedger s;
  WsClient::Options options;
  options.token = s.token(Role::auditor);
  WsClient feed(s.port(), options);
  ASSERT_TRUE(feed.open()) << feed.answer();
  const auto size = s.app().store().log().head().size;
  feed.say(fmt::format(R"({{"op":"subscribe","id":"a","topic":"events","from":"{}.0"}})", size));
  s.connect()->post("/v1/acts", ServedLedger::signed_act(s.registration("p-1"), s.ledger().root()));
  std::string heard = feed.hear();
  if (heard.find("caught_up") != std::string::npos) heard = feed.hear();
  EXPECT_THAT(heard, HasSubstr(fmt::format(R"("position":"{}.0")", size)));
  std::thread stop([&] { s.app().stop(); });
  const auto closed = feed.until_close();
  ASSERT_TRUE(closed);
  EXPECT_EQ(closed->code, 1001);
  feed.send(client_close(1001));
  stop.join();
}

TEST(Served, EachActOf64ConnectionsIsAcknowledgedOnceAndStands) {
  ServedLedger s;
  constexpr std::size_t kConnections = 64;
  constexpr std::size_t kActs = 20;
  std::vector<std::vector<std::string>> acts(kConnections);
  for (std::size_t i = 0; i < kConnections * kActs; ++i) {
    acts[i % kConnections].push_back(
        ServedLedger::signed_act(s.registration("p-" + std::to_string(i)), s.ledger().root()));
  }
  const auto size = s.app().store().log().head().size;
  std::vector<std::vector<std::string>> indexes(kConnections);
  std::vector<std::thread> threads;
  for (std::size_t c = 0; c < kConnections; ++c) {
    threads.emplace_back([&, c] {
      const auto client = s.connect();
      for (const std::string& act : acts[c])
        indexes[c].push_back(member(client->post("/v1/acts", act).body, "index"));
    });
  }
  for (std::thread& thread : threads) thread.join();
  std::set<std::string> all;
  for (const auto& of_one : indexes) all.insert(of_one.begin(), of_one.end());
  EXPECT_EQ(all.size(), kConnections * kActs);
  EXPECT_EQ(s.app().store().log().head().size, size + kConnections * kActs);
}

TEST(Served, StopLeavesALedgerThatOpensAgainWithEverythingAcknowledged) {
  ServedLedger s;
  auto client = s.connect();
  const auto done =
      client->post("/v1/acts", ServedLedger::signed_act(s.registration("p-1"), s.ledger().root()));
  ASSERT_EQ(done.status, 201);
  s.app().stop();
  EXPECT_FALSE(s.app().ready());
  EXPECT_FALSE(s.connect()->connected());
  const auto refused =
      s.app().sequencer().submit_and_wait(sign(s.registration("p-2").payload(), s.ledger().root()));
  ASSERT_FALSE(refused);
  EXPECT_EQ(refused.error().reason, Reason::stopped);
}

}  // namespace
}  // namespace tenure::testing
