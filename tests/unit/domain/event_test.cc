// What an event says of itself: its subjects, its sealed fields, its money, its text.
#include "domain/act/event.h"

#include "domain/ledger/events.h"
#include "domain/registry/events.h"
#include "domain/tenure/events.h"
#include "tests/unit/domain/making.h"

namespace tenure {

/// A structure with everything that the shipped ones do not have yet.
TENURE_STRUCT(TestItem, "项", "Item",
  (Sealed<LongText>, text, "文字", "text")
  (std::optional<Sealed<ShortText>>, account, "账户", "account"));

TENURE_STRUCT(TestPayment, "测试支付", "Test payment",
  (CaseId, case_, "案件", "case")
  (std::vector<PersonId>, persons, "人员", "persons")
  (std::optional<PersonId>, witness, "证人", "witness")
  (Ref<MatterId>, matter, "事项", "matter")
  (std::vector<TestItem>, items, "项", "items")
  (Fen, amount_fen, "金额", "amount"));

TENURE_STRUCT(TestRefund, "测试退款", "Test refund",
  (PersonId, person, "人员", "person")
  (std::optional<Fen>, amount_fen, "金额", "amount"));

}  // namespace tenure

namespace tenure {
namespace {

using test::day;
using test::made;

template <class E>
Event test_event(std::string_view data) {
  static const Area area =
      make_area("test", "测试", "Test", EventList<TestPayment, TestRefund>{}, RowList<>{});
  for (const EventType& type : area.events) {
    if (type.structure == &Description<E>::kInfo) {
      return make_event(type, day("2024-03-01"), DatePrecision::day, std::make_shared<E>(made<E>(data)));
    }
  }
  return {};
}

std::string sealed(std::string_view value) {
  const std::string salt(Commitment::kSaltSize, 's');
  return Commitment::make(as_bytes(salt), "a", value).str();
}

std::vector<std::string> subject_names(const Event& event) {
  std::vector<std::string> out;
  for (const Subject& subject : subjects(event)) out.push_back(subject.str());
  return out;
}

Event payment() {
  return test_event<TestPayment>(fmt::format(
      R"({{"case":"c-1","persons":["p-1","p-2","p-1"],"witness":"p-2","matter":"m-1","amount_fen":140950,
          "items":[{{"text":"{}","account":"{}"}},{{"text":"{}"}}]}})",
      sealed("a"), sealed("b"), sealed("c")));
}

using Names = std::vector<std::string>;

TEST(EventSubjects, AreItsIdFieldsOnceInTheirOrder) {
  EXPECT_EQ(subject_names(payment()), (Names{"case/c-1", "person/p-1", "person/p-2"}));
}

TEST(EventSubjects, OfShippedTypesFollowTheirFields) {
  EXPECT_EQ(
      subject_names(make_event(day("2024-03-01"),
                               made<OrgRegistered>(R"({"org":"o-1","name":"a","kind":"b","parent":"o-0"})"))),
      (Names{"org/o-1", "org/o-0"}));
  EXPECT_EQ(
      subject_names(make_event(
          day("2024-03-01"),
          made<SignerAuthorised>(R"({"key":"k-1","person":"p-1","org_subtree":"o-1","from":"2024-03-01"})"))),
      Names{"key/k-1"});
}

TEST(EventSubjects, OfAnEventWithoutAnyIsTheLedger) {
  EXPECT_EQ(subject_names(make_event(day("2024-03-01"), made<LogKeyRotated>(R"({"log_key":"k"})"))),
            Names{"ledger/self"});
}

TEST(EventSealed, VisitsEachFieldThatIsThereWithItsPath) {
  Names seen;
  for_each_sealed(payment(),
                  [&](const std::string& path, const TypeInfo& type, const Commitment& commitment) {
                    seen.push_back(fmt::format("{} {} {}", path, type.max, commitment.str()));
                  });
  EXPECT_EQ(seen, (Names{"items.0.text 4000 " + sealed("a"), "items.0.account 120 " + sealed("b"),
                         "items.1.text 4000 " + sealed("c")}));
}

TEST(EventSealed, OfAShippedTypeNamesTheField) {
  Names seen;
  const auto data = made<PersonRegistered>(fmt::format(
      R"({{"person":"p-1","org":"o-1","name":"{}","id_number":"{}"}})", sealed("a"), sealed("b")));
  for_each_sealed(make_event(day("2024-03-01"), data),
                  [&](const std::string& path, const TypeInfo&, const Commitment&) { seen.push_back(path); });
  EXPECT_EQ(seen, (Names{"name", "id_number"}));
}

TEST(EventAmount, IsItsAmountOrZero) {
  EXPECT_EQ(amount_fen(payment()), 140'950);
  EXPECT_EQ(amount_fen(test_event<TestRefund>(R"({"person":"p-1","amount_fen":7})")), 7);
  EXPECT_EQ(amount_fen(test_event<TestRefund>(R"({"person":"p-1"})")), 0);
  EXPECT_EQ(amount_fen(make_event(day("2024-03-01"), made<LogKeyRotated>(R"({"log_key":"k"})"))), 0);
}

TEST(EventText, IsCompactAndLeavesOutWhatIsAbsent) {
  Event event = make_event(day("2024-01-01"),
                           made<SecretaryAppointed>(R"({ "org" : "o-1", "person" : "p-1", "basis" : [] })"));
  std::string out;
  write_event(event, out);
  EXPECT_EQ(out, R"({"type":"SecretaryAppointed","on":"2024-01-01","data":{"person":"p-1","org":"o-1"}})");
  event.precision = DatePrecision::year;
  out.clear();
  write_event(event, out);
  EXPECT_EQ(out, R"({"type":"SecretaryAppointed","on":"2024-01-01","on_precision":"year",)"
                 R"("data":{"person":"p-1","org":"o-1"}})");
}

TEST(EventText, EscapesWhatJsonAsksFor) {
  EXPECT_EQ(json_string("a\"\\\n\r\t\x01村"), R"("a\"\\\n\r\t\u0001村")");
}

TEST(EventText, KeepsAReservedWordsOutsideName) {
  std::string out;
  write_event(payment(), out);
  EXPECT_NE(out.find(R"("data":{"case":"c-1")"), std::string::npos);
}

}  // namespace
}  // namespace tenure
