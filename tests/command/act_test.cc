// `tenure act`: from a draft to a receipt, and every way to be refused on the way.
#include "tests/command/desk.h"

namespace tenure::testing {
namespace {

Ran draft(const Desk& desk, const std::string& events, const std::vector<std::string>& more = {}) {
  std::vector<std::string> arguments = {"act", "new", "--ledger", "x#0", "--authority", "o-1", "--json"};
  arguments.insert(arguments.end(), more.begin(), more.end());
  return desk.tenure(arguments, events);
}

std::string problem(const Ran& ran, int exit = 1) {
  EXPECT_EQ(ran.exit, exit) << ran.out;
  return member(ran.out, "type").substr(std::string("urn:tenure:problem:").size()) + " at " +
         member(ran.out, "where");
}

TEST(CommandActSubmit, SaysWhereTheActStandsAndWritesItsReceipt) {
  const Desk desk;
  desk.open_ledger();
  desk.sign("act.json", kAppointment);
  const std::string done =
      desk.must({"act", "submit", "act.json", "--data", "ledger", "--json", "--receipt", "a.receipt"});
  EXPECT_EQ(member(done, "index"), "2");
  EXPECT_EQ(member(done, "position"), "2.0");
  EXPECT_EQ(member(done, "flags"), "[]");
  EXPECT_EQ(member(done, "receipt"), read_text(desk / "a.receipt"));
  EXPECT_NE(read_text(desk / "a.receipt").find("\nindex 2\n"), std::string::npos);
  EXPECT_EQ(read_text(desk / "a.entry").size(), 81U);
}

TEST(CommandActSubmit, AgainAnswersWithTheSamePlace) {
  const Desk desk;
  desk.open_ledger();
  desk.sign("act.json", kAppointment);
  const std::vector<std::string> submit = {"act", "submit", "act.json", "--data", "ledger"};
  const Ran first = desk.tenure(submit);
  const Ran again = desk.tenure(submit);
  EXPECT_EQ(first.err, "");
  EXPECT_NE(again.err.find("it was admitted before"), std::string::npos);
  EXPECT_EQ(again.out, first.out);
}

TEST(CommandActSubmit, RefusalNamesReasonAndPlaceInBothLanguages) {
  const Desk desk;
  desk.open_ledger();
  const std::string stranger =
      R"({"type":"SecretaryAppointed","on":"2024-03-01","data":{"person":"p-9","org":"o-village"}})";
  EXPECT_EQ(problem(desk.submit(stranger)), "absent at events[0].data");
  const Ran said = desk.tenure({"act", "submit", "submitted.json", "--data", "ledger"});
  EXPECT_EQ(said.exit, 1);
  EXPECT_EQ(said.out, "");
  EXPECT_NE(said.err.find("记录中没有"), std::string::npos);
  EXPECT_NE(said.err.find("The record does not hold"), std::string::npos);
  EXPECT_NE(said.err.find("events[0].data"), std::string::npos);
}

TEST(CommandActSubmit, ARefusalSaysLabelsAndNamesForCodesAndOrganisations) {
  const Desk desk;
  desk.open_ledger();
  const Ran ran =
      desk.submit(R"({"type":"OfficeSuspended","on":"2024-03-01","data":{"person":"p-1","org":"o-village",)"
                  R"("post":"secretary","reason":"investigation"}})");
  EXPECT_EQ(problem(ran), "absent at events[0].data.post");
  const std::string detail = member(ran.out, "detail");
  EXPECT_NE(detail.find("村支部（o-village）"), std::string::npos) << detail;
  EXPECT_NE(detail.find("书记"), std::string::npos) << detail;
  EXPECT_NE(detail.find("Secretary of 村支部 (o-village)"), std::string::npos) << detail;
  EXPECT_EQ(detail.find("secretary"), std::string::npos) << detail;
}

TEST(CommandActSubmit, ARefusalByARuleHasItsMembersAsOverHttp) {
  const Desk desk;
  desk.open_ledger();
  const Ran adopted =
      desk.submit(R"({"type":"PolicyAdopted","on":"2024-01-05","data":{"org":"o-county","title":"办法",)"
                  R"("status":"in_force","pack":"[rules.\"law.dated_ahead\"]\nmode = \"enforce\"\n"}})");
  ASSERT_EQ(adopted.exit, 0) << adopted.out;
  const Ran ran = desk.submit(
      R"({"type":"SecretaryAppointed","on":"2199-03-01","data":{"person":"p-1","org":"o-village"}})");
  EXPECT_EQ(member(ran.out, "status"), "422") << ran.out;
  EXPECT_EQ(member(ran.out, "rule"), "law.dated_ahead");
  EXPECT_EQ(member(ran.out, "mechanisms"), R"(["LAW-09"])");
  EXPECT_EQ(member(ran.out, "actual"), "2199-03-01");
  EXPECT_NE(member(ran.out, "required"), "");
  EXPECT_NE(member(ran.out, "policy"), "");
}

TEST(CommandActSubmit, ProblemHasItsMembers) {
  const Desk desk;
  const Ran ran = desk.tenure({"act", "submit", "nothing.json", "--data", "ledger", "--json"});
  EXPECT_EQ(ran.exit, 1);
  EXPECT_EQ(member(ran.out, "type"), "urn:tenure:problem:not_found");
  EXPECT_EQ(member(ran.out, "status"), "404");
  EXPECT_NE(member(ran.out, "title").find("没有找到"), std::string::npos);
  EXPECT_EQ(member(ran.out, "where"), "nothing.json");
}

TEST(CommandActSubmit, UnsignedAndForgedActsAreRefused) {
  const Desk desk;
  desk.open_ledger();
  desk.must({"act", "new", "--data", "ledger", "--authority", "o-county", "--out", "act.json"}, kAppointment);
  EXPECT_TRUE(problem(desk.tenure({"act", "submit", "act.json", "--data", "ledger", "--json"}))
                  .starts_with("limit_signatures"));
  desk.make_key("stranger.key");
  desk.must({"act", "sign", "act.json", "--key", "stranger.key"});
  EXPECT_EQ(problem(desk.tenure({"act", "submit", "act.json", "--data", "ledger", "--json"})),
            "key_unknown at signatures");
}

TEST(CommandActCheck, LeavesNothingBehind) {
  const Desk desk;
  desk.open_ledger();
  desk.sign("act.json", kAppointment);
  const std::string before = desk.must({"status", "--data", "ledger", "--json"});
  EXPECT_EQ(member(desk.must({"act", "check", "act.json", "--data", "ledger", "--json"}), "index"), "2");
  EXPECT_EQ(desk.must({"status", "--data", "ledger", "--json"}), before);
}

TEST(CommandActCheck, TakesAnUnsignedDraft) {
  const Desk desk;
  desk.open_ledger();
  desk.must({"act", "new", "--data", "ledger", "--authority", "o-county", "--out", "act.json"}, kAppointment);
  const Ran unsigned_act = desk.tenure({"act", "check", "act.json", "--data", "ledger"});
  EXPECT_EQ(unsigned_act.exit, 0);
  for (const char* half : {"没有签名，未核对签署权限", "unsigned: authority was not judged"})
    EXPECT_NE(unsigned_act.err.find(half), std::string::npos) << unsigned_act.err;
  const auto judged = [&] {
    return member(desk.must({"act", "check", "act.json", "--data", "ledger", "--json"}), "authority_judged");
  };
  EXPECT_EQ(judged(), "false");
  desk.must({"act", "sign", "act.json", "--key", "root.key"});
  EXPECT_EQ(judged(), "true");
  EXPECT_EQ(desk.tenure({"act", "check", "act.json", "--data", "ledger"}).err.find("未核对签署权限"),
            std::string::npos);
}

TEST(CommandActCheck, StaleExpectationIsRefusedWithTheNewestPosition) {
  const Desk desk;
  desk.open_ledger();
  const auto check = [&](const std::string& expects) {
    desk.must({"act", "new", "--data", "ledger", "--authority", "o-county", "--expects", expects, "--out",
               "act.json"},
              kAppointment);
    return desk.tenure({"act", "check", "act.json", "--data", "ledger", "--json"});
  };
  EXPECT_EQ(check("person/p-1/registry=1.2").exit, 0);
  const Ran stale = check("person/p-1/registry=0.0");
  EXPECT_EQ(problem(stale), "stale_expects at expects.person/p-1/registry");
  EXPECT_EQ(member(stale.out, "detail"), "现在在位置 1.2 | now at 1.2");
}

TEST(CommandActSign, KeySignsOnce) {
  const Desk desk;
  desk.open_ledger();
  desk.sign("act.json", kAppointment);
  EXPECT_EQ(problem(desk.tenure({"act", "sign", "act.json", "--key", "root.key", "--json"})),
            "key_twice at signatures");
}

TEST(CommandActSign, ReadsFromAPipeAndWritesToOne) {
  const Desk desk;
  desk.open_ledger();
  const std::string act =
      desk.must({"act", "new", "--data", "ledger", "--authority", "o-county"}, kAppointment);
  const std::string signed_act = desk.must({"act", "sign", "-", "--key", "root.key"}, act);
  EXPECT_EQ(desk.tenure({"act", "submit", "-", "--data", "ledger"}, signed_act).exit, 0);
}

TEST(CommandActNew, ArrayAndLinesSayTheSame) {
  const Desk desk;
  EXPECT_EQ(draft(desk, "[" + kAppointment + ",\n" + kAppointment + "]").exit, 0);
  EXPECT_EQ(draft(desk, kAppointment + "\n\n" + kAppointment + "\n").exit, 0);
  EXPECT_EQ(problem(draft(desk, "")), "limit_events at events");
}

TEST(CommandActNew, StrictReaderNamesThePlace) {
  const Desk desk;
  const std::string unknown =
      R"({"type":"SecretaryAppointed","on":"2024-03-01","data":{"person":"p-1","org":"o-1","wine":1}})";
  EXPECT_EQ(problem(draft(desk, kAppointment + "\n" + unknown)), "json_unknown at events[1].data");
  EXPECT_EQ(problem(draft(desk, R"({"type":"GuestReceived","on":"2024-03-01","data":{}})")),
            "event_unknown at events[0].type");
  EXPECT_TRUE(problem(draft(desk, "{")).starts_with("json_syntax"));
}

TEST(CommandActNew, WrongOptionsAreNamed) {
  const Desk desk;
  EXPECT_EQ(problem(draft(desk, kAppointment, {"--issued-at", "yesterday"}), 2), "bad_moment at --issued-at");
  EXPECT_EQ(problem(draft(desk, kAppointment, {"--expects", "p-1=3"}), 2), "bad_value at --expects");
  EXPECT_EQ(desk.tenure({"act", "new", "--authority", "o-1"}, kAppointment).exit, 2) << "no ledger";
}

}  // namespace
}  // namespace tenure::testing
