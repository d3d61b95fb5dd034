// Forged acts: bytes, signatures, keys, ledgers and ids that are not what they claim to be.
#include "tests/scenarios/ledger/refusals.h"

namespace tenure::testing {
namespace {

TEST(Forgery, OneBitOfThePayloadBreaksTheSignature) {
  TestLedger t;
  auto forged = sign(rename_village(t).payload(), t.root());
  forged.envelope.payload[forged.envelope.payload.find("2024-03")] ^= 1;
  expect_refused(t, std::move(forged),
                 {Reason::signature_invalid, "signatures", t.roots()[0].id(), Journal::silent});
}

TEST(Forgery, OneBitOfTheSignatureBreaksIt) {
  TestLedger t;
  auto forged = sign(rename_village(t).payload(), t.root());
  forged.envelope.signatures[0].sig[40] ^= 1;
  expect_refused(t, std::move(forged),
                 {Reason::signature_invalid, "signatures", t.roots()[0].id(), Journal::silent});
}

TEST(Forgery, OneBadSignatureAmongGoodOnesRefusesTheAct) {
  TestLedger t;
  const Signer& clerk = t.clerk("o-town");
  auto forged = sign(rename_village(t).payload(), {t.root()[0], &clerk});
  forged.envelope.signatures[1].sig[0] ^= 1;
  expect_refused(t, std::move(forged),
                 {Reason::signature_invalid, "signatures", clerk.id(), Journal::silent});
}

TEST(Forgery, AnotherKeysNameOverTheSignatureIsRefused) {
  TestLedger t;
  const Signer& clerk = t.clerk("o-town");
  auto forged = sign(rename_village(t).payload(), {&clerk});
  forged.envelope.signatures[0].keyid = t.roots()[0].id();
  expect_refused(t, forged, {Reason::signature_invalid, "signatures", t.roots()[0].id(), Journal::silent});
  forged.envelope.signatures[0].keyid = Signer::named("nobody").id();
  expect_refused(t, forged, {Reason::key_unknown, "signatures", "", Journal::silent});
}

TEST(Forgery, SignatureOverAnotherPayloadTypeDoesNotCount) {
  TestLedger t;
  auto forged = sign(rename_village(t).payload(), t.root());
  forged.envelope.payload_type = "text/plain";
  expect_refused(t, forged, {Reason::signature_invalid, "signatures", "", Journal::silent});
  const auto parsed = parse_submission(to_json(forged));
  ASSERT_FALSE(parsed);
  EXPECT_EQ(parsed.error().reason, Reason::envelope_payload_type);
}

TEST(Forgery, ActOfAnotherLedgerIsRefusedAlthoughTheKeyIsTheSame) {
  TestLedger here;
  TestLedger::Options options;
  options.origin = "other.example/tenure";
  TestLedger other(options);
  const auto foreign = rename_village(other);
  expect_refused(here, foreign, here.root(), {Reason::wrong_ledger, "ledger", foreign.act().ledger->value});
}

TEST(Forgery, ActOfAForkWithTheSameNameIsRefused) {
  TestLedger here;
  TestLedger fork;
  ASSERT_EQ(here.store().origin(), fork.store().origin());
  const auto foreign = rename_village(fork);
  expect_admitted(fork.submit(foreign, fork.root()));
  expect_refused(here, foreign, here.root(), {Reason::wrong_ledger, "ledger", foreign.act().ledger->value});
}

TEST(Forgery, StrangersSignatureOverAGenuineActIsRefused) {
  TestLedger t;
  const auto act = rename_village(t);
  const Signer& registered = t.stranger();
  expect_refused(t, act, {&registered}, {Reason::grant_missing});
  const Signer unregistered = Signer::named("mallory");
  expect_refused(t, act, {&unregistered},
                 {Reason::key_unknown, "signatures", unregistered.id(), Journal::silent});
  expect_refused(t, act, {t.root()[0], &unregistered},
                 {Reason::key_unknown, "signatures", unregistered.id(), Journal::silent});
}

TEST(Forgery, UsedActIdWithAnotherPayloadIsRefused) {
  TestLedger t;
  auto act = rename_village(t);
  const auto first = t.submit(act, t.root());
  ASSERT_TRUE(first);
  act.add("2024-03-02", renamed("o-village", "又一村"));
  expect_refused(t, act, t.root(),
                 {Reason::act_id_reused, "act", "it is act " + std::to_string(first->index)});
}

TEST(Forgery, SameKeyTwiceIsRefusedBeforeItIsCounted) {
  TestLedger t;
  auto forged = sign(rename_village(t).payload(), t.root());
  forged.envelope.signatures.push_back(forged.envelope.signatures[0]);
  const auto parsed = parse_submission(to_json(forged));
  ASSERT_FALSE(parsed);
  EXPECT_EQ(parsed.error().reason, Reason::key_twice);
  EXPECT_EQ(parsed.error().where, "signatures[1].keyid");
}

TEST(Forgery, OneKeyCannotBeRegisteredUnderTwoSpellings) {
  TestLedger t;
  const std::string alphabet = "ABCDEFGHIJKLMNOPQRSTUVWXYZabcdefghijklmnopqrstuvwxyz0123456789-_";
  std::string other = Signer::named("twin").id();
  other.back() = alphabet[alphabet.find(other.back()) + 1];  // the last two bits are no part of the key
  KeyRegistered twin{{other}, {"ed25519"}, {PersonId{"p-twin"}}};
  expect_refused(t, t.act().add("2024-03-01", twin), t.root(),
                 {Reason::key_invalid, "events[0].data.key", other});
}

TEST(Forgery, KeyOfSmallOrderIsNotRegistered) {
  TestLedger t;
  const std::string identity = to_base64url(as_bytes(std::string("\1", 1) + std::string(31, '\0')));
  KeyRegistered weak{{identity}, {"ed25519"}, {PersonId{"p-weak"}}};
  expect_refused(t, t.act().add("2024-03-01", weak), t.root(),
                 {Reason::key_invalid, "events[0].data.key", identity});
}

TEST(Forgery, ActIssuedInTheFutureIsRefused) {
  Moment now = *Moment::parse("2024-01-01T00:01:00Z");
  TestLedger::Options options;
  options.clock = Clock::system;
  options.system_clock = [&now] { return now; };
  TestLedger t(options);
  now = *Moment::parse("2024-06-01T08:00:00Z");
  expect_refused(t, rename_village(t).issued("2024-06-01T08:05:00.000001Z"), t.root(),
                 {Reason::issued_in_future, "issued_at", "2024-06-01T08:00:00.000000Z"});
  const auto done = t.submit(rename_village(t).issued("2024-06-01T08:05:00Z"), t.root());
  ASSERT_TRUE(done) << done.error().text();
  EXPECT_EQ(done->recorded_at, now);
}

TEST(Forgery, StaleExpectationIsRefusedWithThePositionOfToday) {
  TestLedger t;
  t.register_person("p-1", "o-village");
  const auto appointed = t.submit(t.act().add("2024-03-01", secretary("p-1", "o-village")), t.root());
  ASSERT_TRUE(appointed);
  const Position now{appointed->index, 0};
  const auto assume = [&](const std::string& post) {
    OfficeAssumed out;
    out.person = {"p-1"};
    out.org = {"o-village"};
    out.post = {post};
    return t.act().add("2024-04-01", out);
  };
  expect_refused(t, assume("director").expects("person/p-1/tenure", {now.index - 1, 0}), t.root(),
                 {Reason::stale_expects, "expects.person/p-1/tenure", "now at " + now.str()});
  expect_refused(t, assume("director").expects("person/p-none/tenure", now), t.root(),
                 {Reason::stale_expects, "expects.person/p-none/tenure", "nothing is recorded"});
  expect_admitted(t.submit(assume("director").expects("person/p-1/tenure", now), t.root()));
  expect_refused(
      t, assume("deputy").expects("person/p-1/tenure", now), t.root(),
      {Reason::stale_expects, "expects.person/p-1/tenure", "now at " + Position{now.index + 1, 0}.str()});
}

// The order of checks
// -----------------------------------------------------------------------------------------------------

TEST(OrderOfChecks, BadSignatureComesBeforeTheUsedActId) {
  TestLedger t;
  auto act = rename_village(t);
  ASSERT_TRUE(t.submit(act, t.root()));
  auto forged = sign(act.add("2024-03-02", renamed("o-village")).payload(), t.root());
  forged.envelope.signatures[0].sig[0] ^= 1;
  expect_refused(t, std::move(forged), {Reason::signature_invalid, "signatures", "", Journal::silent});
}

TEST(OrderOfChecks, UnknownKeyComesBeforeTheBadSignatureOfAnother) {
  TestLedger t;
  const Signer mallory = Signer::named("mallory");
  auto forged = sign(rename_village(t).payload(), {t.root()[0], &mallory});
  forged.envelope.signatures[0].sig[0] ^= 1;
  expect_refused(t, std::move(forged), {Reason::key_unknown, "signatures", mallory.id(), Journal::silent});
}

TEST(OrderOfChecks, UsedActIdComesBeforeTheAuthority) {
  TestLedger t;
  const Signer& stranger = t.stranger();
  auto act = rename_village(t);
  const auto first = t.submit(act, t.root());
  ASSERT_TRUE(first);
  expect_refused(t, act.add("2024-03-02", renamed("o-village")), {&stranger},
                 {Reason::act_id_reused, "act", ""});
}

TEST(OrderOfChecks, AuthorityComesBeforeTheShapeSoThatAStrangerLearnsNothing) {
  TestLedger t;
  const Signer& stranger = t.stranger();
  std::string payload = rename_village(t).payload();
  payload.replace(payload.find("OrgRenamed"), 10, "OrgUnknown");
  expect_refused(t, sign(payload, {&stranger}), {Reason::grant_missing});
  expect_refused(t, sign(payload, t.root()), {Reason::event_unknown, "events[0].type", "OrgUnknown"});
}

TEST(OrderOfChecks, ShapeComesBeforeThePreconditions) {
  TestLedger t;
  std::string payload = t.act().add("2024-03-01", renamed("o-nowhere")).payload();
  expect_refused(t, sign(payload, t.root()),
                 {Reason::absent, "events[0].data", "org/o-nowhere is not registered"});
  payload.replace(payload.find("2024-03-01"), 10, "2024-02-30");
  expect_refused(t, sign(payload, t.root()), {Reason::bad_date, "events[0].on", "2024-02-30"});
}

}  // namespace
}  // namespace tenure::testing
