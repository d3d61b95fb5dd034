// Malformed acts and envelopes: each limit and rule of the form, and personal data where a commitment
// belongs.
#include "tests/scenarios/ledger/refusals.h"
#include "tests/unit/domain/sample.h"

namespace tenure::testing {
namespace {

std::string rename_payload(TestLedger& t) {
  return t.act().add("2024-03-01", renamed("o-village")).payload();
}

std::string replaced(std::string text, std::string_view what, std::string_view with) {
  return text.replace(text.find(what), what.size(), with);
}

void expect_no_envelope(const std::string& json, Reason reason, std::string_view where,
                        const char* file = __builtin_FILE(), int line = __builtin_LINE()) {
  const ::testing::ScopedTrace trace(file, line, name(reason));
  const auto parsed = parse_submission(json);
  ASSERT_FALSE(parsed);
  EXPECT_EQ(name(parsed.error().reason), name(reason)) << parsed.error().text();
  EXPECT_EQ(parsed.error().where, where);
}

TEST(Envelope, IsRefusedWhereItIsNoEnvelope) {
  TestLedger t;
  const std::string good = to_json(sign(rename_payload(t), t.root()).envelope);
  ASSERT_TRUE(parse_submission(good));
  expect_no_envelope(good.substr(0, good.size() - 1), Reason::json_syntax, "");
  expect_no_envelope(good + "{}", Reason::json_trailing, "envelope");
  expect_no_envelope(replaced(good, R"("payload":)", R"("palyoad":)"), Reason::envelope_shape, "payload");
  expect_no_envelope(replaced(good, R"("signatures":[)", R"("signatures":[],"x":[)"),
                     Reason::limit_signatures, "signatures");
  expect_no_envelope(replaced(good, R"("sig":")", R"("sig":"*)"), Reason::envelope_base64,
                     "signatures[0].sig");
  expect_no_envelope(replaced(good, "vnd.tenure.act+json", "json"), Reason::envelope_payload_type,
                     "payloadType");
}

TEST(Limit, OfSignaturesIs64) {
  TestLedger t;
  std::vector<Signer> keys(65);
  Signers signers;
  for (const Signer& key : keys) signers.push_back(&key);
  const std::string payload = rename_payload(t);
  expect_no_envelope(to_json(sign(payload, signers)), Reason::limit_signatures, "signatures");
  signers.pop_back();
  EXPECT_TRUE(parse_submission(to_json(sign(payload, signers))));
}

TEST(Limit, OfAPayloadIs4MiB) {
  TestLedger t;
  std::string payload = rename_payload(t);
  payload.insert(1, std::string(kPayloadMax - payload.size(), ' '));
  ASSERT_EQ(payload.size(), std::size_t{4} << 20);
  const std::string longer = ' ' + payload;
  expect_no_envelope(to_json(sign(longer, t.root()).envelope), Reason::limit_payload, "payload");
  expect_refused(t, sign(longer, t.root()), {Reason::limit_payload, "", "4194305 bytes", Journal::silent});
  expect_admitted(t.submit_bytes(payload, t.root()));
}

TEST(Limit, OfEventsIs10000) {
  TestLedger t;
  auto act = t.act();
  for (std::size_t i = 0; i < kActEventsMax; ++i) act.add("2024-03-01", renamed("o-village"));
  expect_admitted(t.submit(act, t.root()));
  act.act().id = t.next_act_id();
  act.add("2024-03-01", renamed("o-village"));
  expect_refused(t, act, t.root(), {Reason::limit_events, "events[10000]"});
}

TEST(Limit, OfEventsIsAtLeastOne) {
  TestLedger t;
  expect_refused(t, t.act(), t.root(), {Reason::limit_events, "events"});
}

TEST(Limit, OfDepthIs16) {
  TestLedger t;
  const auto nested = [&](std::size_t depth) {
    const std::string extra = R"("x":)" + std::string(depth - 1, '[') + std::string(depth - 1, ']') + ",";
    std::string payload = rename_payload(t);
    return sign(payload.insert(1, extra), t.root());
  };
  expect_refused(t, nested(17), {Reason::limit_depth, "", "", Journal::silent});
  expect_refused(t, nested(16), {Reason::json_unknown, "", "x"});
}

TEST(Shape, OfThePayloadIsStrict) {
  TestLedger t;
  const std::string good = rename_payload(t);
  const auto refuses = [&](std::string payload, const Refused& expected, const char* file = __builtin_FILE(),
                           int line = __builtin_LINE()) {
    expect_refused(t, sign(std::move(payload), t.root()), expected, file, line);
  };
  refuses(replaced(good, R"("name":)", R"("nmae":)"), {Reason::json_unknown, "events[0].data", "nmae"});
  refuses(replaced(good, R"("org":)", R"("org":"o-town","org":)"),
          {Reason::json_duplicate, "events[0].data.org"});
  refuses(replaced(good, R"("org":"o-village",)", ""), {Reason::json_missing, "events[0].data.org"});
  refuses(replaced(good, "新村", R"(新\u0000村)"), {Reason::json_nul, "events[0].data.name"});
  refuses(replaced(good, "2024-03-01", "2024-02-30"), {Reason::bad_date, "events[0].on"});
  refuses(replaced(good, "\"OrgRenamed\"", "\"OrgRenamedd\""), {Reason::event_unknown, "events[0].type"});
  refuses(good + "{}", {Reason::json_trailing});
  EXPECT_TRUE(t.submit_bytes(good, t.root()));
}

TEST(Shape, WithoutAnActIdOrAuthorityBelongsToNobody) {
  TestLedger t;
  const std::string good = rename_payload(t);
  expect_refused(t, sign(replaced(good, R"("act":"0)", R"("act":"9)"), t.root()),
                 {Reason::bad_ulid, "act", "", Journal::silent});
  expect_refused(t, sign("not JSON", t.root()), {Reason::json_type, "", "", Journal::silent});
}

// simdjson lets go of its parser at such an error; asking it again for the act's header once ended the
// process.
TEST(Shape, WithoutAnEndIsRefusedAndTheLedgerGoesOn) {
  TestLedger t;
  const std::string good = rename_payload(t);
  for (const std::string& cut : {good + "x", good.substr(0, good.size() - 1), std::string("{")}) {
    expect_refused(t, sign(cut, t.root()), {Reason::json_syntax, "", "", Journal::silent});
  }
  expect_refused(t, sign(replaced(good, R"("ledger":)", R"("ledger" )"), t.root()),
                 {Reason::json_syntax, "", "", Journal::silent});
  expect_admitted(t.submit_bytes(good, t.root()));
}

TEST(Shape, CoAuthorityStandsOnce) {
  TestLedger t;
  auto act = t.act().add("2024-03-01", renamed("o-village"));
  act.act().co_authorities = {{"o-county"}};
  expect_refused(t, act, t.root(), {Reason::act_shape, "", "o-county stands twice"});
}

TEST(Shape, EventsOfTwoClassesNeedTwoActs) {
  for (const Area* area : areas()) {
    for (const EventType& type : area->events) {
      if (type.traits.klass == kOrdinaryClass) continue;
      TestLedger t;
      std::string payload = rename_payload(t);
      payload.insert(payload.rfind(']'), "," + test::sample_event(type));
      expect_refused(t, sign(payload, t.root()),
                     {Reason::class_mixed, "events[1]", std::string(type.traits.klass)});
      return;
    }
  }
  FAIL() << "no event type demands a class of its own";
}

// Sealed fields
// -----------------------------------------------------------------------------------------------------

constexpr std::string_view kSecret = "王小明";

PersonRegistered person_named(const Commitment& commitment) {
  PersonRegistered out;
  out.person = {"p-1"};
  out.org = {"o-village"};
  out.name = {commitment};
  return out;
}

SealedInput seal(std::string_view path, std::string_view value, char salt = 's') {
  const std::string raw(Commitment::kSaltSize, salt);
  return {Commitment::make(as_bytes(raw), path, value), {to_base64url(as_bytes(raw))}, {std::string(value)}};
}

Submission with_seals(TestLedger& t, const Commitment& commitment, std::vector<SealedInput> sealed) {
  auto out = sign(t.act().add("2024-03-01", person_named(commitment)).payload(), t.root());
  out.sealed = std::move(sealed);
  return out;
}

TEST(Sealed, FieldInTheClearIsRefusedAndNeverRepeated) {
  TestLedger t;
  const auto name = seal("name", kSecret);
  const std::string payload = t.act().add("2024-03-01", person_named(name.commitment)).payload();
  auto forged = sign(replaced(payload, name.commitment.str(), kSecret), t.root());
  const auto answer = t.sequencer().submit_and_wait(forged);
  ASSERT_FALSE(answer);
  EXPECT_EQ(answer.error().text().find(kSecret), std::string::npos);
  expect_refused(t, std::move(forged), {Reason::unsealed, "events[0].data.name"});
  for (const std::string& line : journal_lines(t)) EXPECT_EQ(line.find(kSecret), std::string::npos) << line;
}

TEST(Sealed, ValueThatDoesNotOpenItsCommitmentIsRefused) {
  TestLedger t;
  const auto name = seal("name", kSecret);
  auto other_value = name;
  other_value.value = {"王大明"};
  auto other_salt = name;
  other_salt.salt = seal("name", kSecret, 't').salt;
  const auto other_path = seal("id_number", kSecret);
  const std::string commitment = name.commitment.str();
  expect_refused(t, with_seals(t, name.commitment, {other_value}),
                 {Reason::commitment_mismatch, "name", commitment});
  expect_refused(t, with_seals(t, name.commitment, {other_salt}),
                 {Reason::commitment_mismatch, "name", commitment});
  expect_refused(t, with_seals(t, other_path.commitment, {other_path}),
                 {Reason::commitment_mismatch, "name"});
  expect_admitted(t.sequencer().submit_and_wait(with_seals(t, name.commitment, {name})));
}

TEST(Sealed, ValueThatBelongsToNoCommitmentIsRefused) {
  TestLedger t;
  const auto name = seal("name", kSecret);
  const auto stray = seal("name", "别人");
  expect_refused(t, with_seals(t, name.commitment, {name, stray}),
                 {Reason::commitment_unknown, "sealed", stray.commitment.str()});
}

TEST(Sealed, ValueThatItsFieldCouldNotHoldIsRefusedAndNeverRepeated) {
  TestLedger t;
  std::string too_long;
  for (int i = 0; i < 121; ++i) too_long += "王";
  const auto name = seal("name", too_long);
  expect_refused(t, with_seals(t, name.commitment, {name}), {Reason::limit_text, "name", "the sealed value"});
  for (const std::string& line : journal_lines(t)) EXPECT_EQ(line.find("王"), std::string::npos) << line;
}

}  // namespace
}  // namespace tenure::testing
