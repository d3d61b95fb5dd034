// Every way in which an event is refused, with its reason and its place.
#include "domain/ledger/events.h"
#include "domain/tenure/events.h"
#include "tests/unit/domain/making.h"

namespace tenure {
namespace {

using test::made;

struct Refused {
  std::string json;
  std::string reason;
  std::string where;
};

std::string event(std::string_view type, std::string_view data) {
  return fmt::format(R"({{"type":"{}","on":"2024-03-01","data":{}}})", type, data);
}

std::string assumed(std::string_view members) {
  return event("OfficeAssumed", fmt::format(R"({{"person":"p-1","org":"o-1",{}}})", members));
}

std::string opened(std::string_view members) {
  return event("LedgerOpened", fmt::format(R"({{"log_key":"k","root_threshold":1,{}}})", members));
}

std::string threshold(std::string_view number) {
  return event("LedgerOpened",
               fmt::format(R"({{"log_key":"k","origin":"a","clock":"system","root_threshold":{}}})", number));
}

std::string years(std::string_view number) {
  return event("ServiceCertified",
               fmt::format(R"({{"person":"p-1","org":"o-1","certifier":"o-2","years":{}}})", number));
}

std::string registered(std::string_view name) {
  return event("PersonRegistered", fmt::format(R"({{"person":"p-1","org":"o-1","name":{}}})", name));
}

std::string nested(std::size_t depth) { return std::string(depth, '[') + std::string(depth, ']'); }

void expect_refused(const std::vector<Refused>& table) {
  for (const auto& [json, reason, where] : table) {
    const auto read = read_json<Event>(json);
    ASSERT_FALSE(read) << json;
    EXPECT_EQ(name(read.error().reason), reason) << json << "\n" << read.error().text();
    EXPECT_EQ(read.error().where, where) << json;
  }
}

TEST(StrictReader, RefusesUnknownMembers) {
  expect_refused({
      {assumed(R"("post":"clerk","extra":1)"), "json_unknown", "data"},
      {assumed(R"("post":"clerk","Post":"clerk")"), "json_unknown", "data"},
      {R"({"type":"OfficeAssumed","on":"2024-03-01","data":{},"extra":{}})", "json_missing", "data.person"},
      {R"({"type":"OfficeAssumed","extra":{},"on":"2024-03-01"})", "json_unknown", ""},
      {event("OrgProfileUpdated", R"({"org":"o-1","facts":[{"name":"a"},{"name":"b","unit":"c"}]})"),
       "json_unknown", "data.facts[1]"},
  });
}

TEST(StrictReader, RefusesDuplicateMembersHoweverTheyAreWritten) {
  expect_refused({
      {assumed(R"("post":"a","post":"a")"), "json_duplicate", "data.post"},
      {assumed(R"("post":"a","\u0070ost":"a")"), "json_duplicate", "data.post"},
      {assumed(R"("\u0070ost":"a","post":"a")"), "json_duplicate", "data.post"},
      {assumed(R"("post":"a","basis":[],"basis":[])"), "json_duplicate", "data.basis"},
      {R"({"type":"OfficeResumed","on":"2024-03-01","on":"2024-03-01"})", "json_duplicate", "on"},
      {R"({"type":"OfficeResumed","\u0074ype":"OfficeAssumed"})", "json_duplicate", "type"},
      {R"({"type":"OfficeResumed","on_precision":"day","on_precision":"day"})", "json_duplicate",
       "on_precision"},
      {R"({"type":"OfficeResumed","data":{"person":"p","org":"o","post":"x"},"data":{}})", "json_duplicate",
       "data"},
  });
}

TEST(StrictReader, RefusesMissingMembers) {
  expect_refused({
      {assumed(R"("by":"election")"), "json_missing", "data.post"},
      {R"({"on":"2024-03-01","data":{}})", "json_missing", "type"},
      {R"({"type":"PostsSet","data":{"org":"o-1","post":"a","count":1}})", "json_missing", "on"},
      {R"({"type":"PostsSet","on":"2024-03-01"})", "json_missing", "data"},
      {event("OrgProfileUpdated", R"({"org":"o-1","facts":[{}]})"), "json_missing", "data.facts[0].name"},
      {"{}", "json_missing", "type"},
  });
}

TEST(StrictReader, RefusesOtherTypes) {
  expect_refused({
      {assumed(R"("post":1)"), "json_type", "data.post"},
      {assumed(R"("post":["clerk"])"), "json_type", "data.post"},
      {assumed(R"("post":"a","by":null)"), "json_type", "data.by"},
      {assumed(R"("post":"a","basis":"1.0")"), "json_type", "data.basis"},
      {assumed(R"("post":"a","basis":["1.0",2])"), "json_type", "data.basis[1]"},
      {event("OfficeAssumed", "[]"), "json_type", "data"},
      {event("OrgProfileUpdated", R"({"org":"o-1","facts":["a"]})"), "json_type", "data.facts[0]"},
      {R"({"type":"OfficeAssumed","on":20240301,"data":{}})", "json_type", "on"},
      {R"({"type":7,"on":"2024-03-01","data":{}})", "json_type", "type"},
      {R"({"type":"OfficeAssumed","on_precision":true})", "json_type", "on_precision"},
      {"[]", "json_type", ""},
      {threshold(R"("1")"), "json_type", "data.root_threshold"},
      {threshold("true"), "json_type", "data.root_threshold"},
      {event("TenureEnded", R"({"person":"p","org":"o","post":"a","reason":"b","normal":1})"), "json_type",
       "data.normal"},
  });
}

TEST(StrictReader, RefusesNumbersThatDoNotFit) {
  std::vector<Refused> table;
  for (const char* number : {"2147483648", "-2147483649", "99999999999999999999", "1.5", "1.0", "1e2", "1E0",
                             "-0", "01", "1e400", "0x10"}) {
    table.push_back({threshold(number), "json_number", "data.root_threshold"});
  }
  for (const char* number : {"1e2", "-0", "-0.0", "1.23456", "100000000000", "1e400", "01.5", "1."}) {
    table.push_back({years(number), "json_number", "data.years"});
  }
  table.push_back({event("SignerAuthorised",
                         R"({"key":"k","person":"p","org_subtree":"o","limit_fen":9007199254740992})"),
                   "json_number", "data.limit_fen"});
  expect_refused(table);
}

TEST(StrictReader, TakesNumbersAtTheirLimits) {
  EXPECT_EQ(made<Event>(threshold("2147483647")).as<LedgerOpened>().root_threshold, 2'147'483'647);
  EXPECT_EQ(made<Event>(threshold("-2147483648")).as<LedgerOpened>().root_threshold, -2'147'483'648);
  EXPECT_EQ(made<Event>(years("12.50 ")).as<ServiceCertified>().years.str(), "12.5");
}

TEST(StrictReader, RefusesNulBadUtf8AndLoneSurrogates) {
  const auto origin = [](std::string_view text) {
    return opened(fmt::format(R"("clock":"system","origin":"{}")", text));
  };
  expect_refused({
      {origin(R"(a\u0000b)"), "json_nul", "data.origin"},
      {origin("a\xff"), "json_utf8", ""},
      {origin("\xed\xa0\x80"), "json_utf8", ""},
      {origin("\xc0\x80"), "json_utf8", ""},
      {origin(R"(\ud800)"), "json_syntax", "data.origin"},
      {origin(R"(\udc00)"), "json_syntax", "data.origin"},
      {origin(R"(\ud800\u0041)"), "json_syntax", "data.origin"},
      {origin("a\nb"), "json_syntax", ""},
      {origin(R"(\x41)"), "json_syntax", "data.origin"},
  });
  EXPECT_EQ(made<Event>(origin(R"(\ud842\udfb7)")).as<LedgerOpened>().origin.value, "𠮷");
}

TEST(StrictReader, RefusesDepthBeyondItsLimitBeforeReading) {
  expect_refused({
      {nested(kDepthMax), "json_type", ""},
      {nested(kDepthMax + 1), "limit_depth", ""},
      {std::string(1'000'000, '['), "limit_depth", ""},
  });
  EXPECT_EQ(json_depth(R"({"a":"[[[\"[["})"), 1U);
}

TEST(StrictReader, RefusesWhateverFollowsTheDocument) {
  const std::string good =
      R"({"type":"OfficeResumed","on":"2024-03-01","data":{"person":"p","org":"o","post":"x"}})";
  ASSERT_TRUE(read_json<Event>(good + " \n\t"));
  for (const char* tail : {"{}", "}", ",", " x", " 1", "\"\"", "\xC2\xA0", "//"}) {
    const auto read = read_json<Event>(good + tail);
    ASSERT_FALSE(read) << tail;
    EXPECT_TRUE(read.error().reason == Reason::json_trailing || read.error().reason == Reason::json_syntax)
        << tail << ": " << read.error().text();
  }
  expect_refused({{good + "{}", "json_trailing", ""}});
}

TEST(StrictReader, RefusesBrokenJson) {
  const std::string good =
      R"({"type":"OfficeResumed","on":"2024-03-01","data":{"person":"p","org":"o","post":"x"}})";
  for (std::size_t size = 0; size < good.size(); ++size) {
    EXPECT_FALSE(read_json<Event>(good.substr(0, size))) << size;
  }
  expect_refused({
      {assumed(R"("post":"a",)"), "json_syntax", "data"},
      {assumed(R"("post" "a")"), "json_syntax", "data"},
      {assumed(R"('post':"a")"), "json_syntax", "data"},
  });
}

TEST(StrictReader, RefusesValuesThatDoNotFollowTheirType) {
  const std::string long_text(121, 'a');
  expect_refused({
      {assumed(R"("post":"a b")"), "bad_id", "data.post"},
      {assumed(R"("post":"")"), "bad_id", "data.post"},
      {opened(R"("origin":"a","clock":"sundial")"), "bad_enum", "data.clock"},
      {opened(R"("origin":"","clock":"system")"), "limit_text", "data.origin"},
      {opened(fmt::format(R"("origin":"{}","clock":"system")", long_text)), "limit_text", "data.origin"},
      {event("PeriodClosed", R"({"org":"o","period":"2024-Q5"})"), "bad_period", "data.period"},
      {event("FlagReviewed", R"({"flagged":"1","rule":"r","disposition":"explained"})"), "bad_value",
       "data.flagged"},
      {event("ActingAssigned", R"({"person":"p","org":"o","post":"a","until":"2024-02-30"})"), "bad_date",
       "data.until"},
      {R"({"type":"PostsSet","on":"2023-02-29"})", "bad_date", "on"},
      {event("LedgerClosed", "{}"), "event_unknown", "type"},
      {event("", "{}"), "event_unknown", "type"},
      {event("CorrectionRecorded", fmt::format(R"({{"target":"1.0","reason":"{}","replacement":{}}})",
                                               Commitment{}.str(), assumed(R"("post":7)"))),
       "json_type", "data.replacement.data.post"},
  });
}

TEST(StrictReader, RefusesPrecisionThatTheDateDoesNotBear) {
  const auto dated = [](std::string_view on, std::string_view precision) {
    return fmt::format(
        R"({{"on_precision":"{}","type":"OfficeResumed","on":"{}","data":{{"person":"p","org":"o","post":"x"}}}})",
        precision, on);
  };
  expect_refused({
      {dated("2024-03-01", "week"), "bad_enum", "on_precision"},
      {dated("2024-03-02", "month"), "bad_date", "on"},
      {dated("2024-03-01", "year"), "bad_date", "on"},
      {dated("2024-01-02", "year"), "bad_date", "on"},
  });
  EXPECT_EQ(made<Event>(dated("2024-03-01", "month")).precision, DatePrecision::month);
  EXPECT_EQ(made<Event>(dated("2024-01-01", "year")).precision, DatePrecision::year);
}

TEST(StrictReader, RefusesAListOverItsLimit) {
  std::string items = R"("1.0")";
  for (std::int64_t i = 1; i < kListItemsMax; ++i) items += R"(,"1.0")";
  EXPECT_TRUE(read_json<Event>(assumed(R"("post":"a","basis":[)" + items + "]")));
  expect_refused({{assumed(R"("post":"a","basis":["1.0",)" + items + "]"), "limit_list",
                   fmt::format("data.basis[{}]", kListItemsMax)}});
}

TEST(StrictReader, NeverRepeatsWhatShouldHaveBeenSealed) {
  const std::vector<Refused> table = {
      {registered(R"("王小明")"), "unsealed", "data.name"},
      {registered(R"("王小明\u0000")"), "json_nul", "data.name"},
      {registered(R"({"full":"王小明"})"), "json_type", "data.name"},
      {registered(R"(["王小明"])"), "json_type", "data.name"},
      {registered(R"("c1:王小明")"), "unsealed", "data.name"},
      {event("PersonRegistered", R"({"person":"p","org":"o","id_number":"王小明"})"), "unsealed",
       "data.id_number"},
  };
  expect_refused(table);
  for (const Refused& row : table) {
    EXPECT_EQ(read_json<Event>(row.json).error().text().find("王小明"), std::string::npos) << row.json;
  }
}

TEST(StrictReader, ShowsOutsideTextOnlyInPartAndInWholeCharacters) {
  std::string post;
  for (int i = 0; i < 100; ++i) post += "村";
  const auto refusal = read_json<Event>(assumed(R"("post":")" + post + "\"")).error();
  EXPECT_LT(refusal.detail.size(), 80U);
  EXPECT_TRUE(simdjson::validate_utf8(refusal.detail)) << refusal.detail;
}

TEST(StrictReader, TakesTheMembersInAnyOrder) {
  const auto event = made<Event>(
      R"({"data":{"post":"clerk","org":"o-1","person":"p-1"},"on":"2024-03-01","type":"OfficeResumed"})");
  EXPECT_EQ(event.type->name(), "OfficeResumed");
  EXPECT_EQ(event.on, test::day("2024-03-01"));
  EXPECT_EQ(event.as<OfficeResumed>().post.value, "clerk");
}

TEST(StrictReader, ReadsOneEventsSliceOfAnAct) {
  const std::string one =
      R"({"type":"OfficeResumed","on":"2024-03-01","data":{"person":"p","org":"o","post":"x"}})";
  EXPECT_TRUE(read_event_slice(one));
  EXPECT_TRUE(read_event_slice(one + " ,\n "));
  EXPECT_FALSE(read_event_slice(""));
  EXPECT_FALSE(read_event_slice(one.substr(0, one.size() - 1)));
}

}  // namespace
}  // namespace tenure
