#include "domain/describe/schema.h"

#include <set>

#include "domain/act/act.h"
#include "domain/describe/inventory.h"
#include "domain/tenure/events.h"
#include "tests/unit/domain/making.h"

namespace tenure {
namespace {

class Schema : public ::testing::Test {
 protected:
  Schema() : text_(json_schema()) { root_ = parser_.parse(text_); }

  /// The text of what stands at a JSON pointer; empty when nothing does.
  std::string at(const std::string& pointer) {
    simdjson::dom::element element;
    return root_.at_pointer(pointer).get(element) ? std::string() : simdjson::minify(element);
  }

  std::set<std::string> members(const std::string& pointer) {
    std::set<std::string> out;
    for (const auto member : root_.at_pointer(pointer).get_object()) out.emplace(member.key);
    return out;
  }

  std::string text_;
  simdjson::dom::parser parser_;
  simdjson::dom::element root_;
};

TEST_F(Schema, IsTheSameTextEveryTime) { EXPECT_EQ(json_schema(), text_); }

TEST_F(Schema, IsADraft2020DocumentOfAnAct) {
  EXPECT_EQ(at("/$schema"), R"("https://json-schema.org/draft/2020-12/schema")");
  EXPECT_EQ(at("/$ref"), R"("#/$defs/Act")");
}

TEST_F(Schema, EveryReferenceLeadsToADefinition) {
  constexpr std::string_view kMark = "\"#/$defs/";
  const auto defined = members("/$defs");
  for (auto i = text_.find(kMark); i != std::string::npos; i = text_.find(kMark, i + 1)) {
    const auto start = i + kMark.size();
    EXPECT_TRUE(defined.contains(text_.substr(start, text_.find('"', start) - start)));
  }
}

TEST_F(Schema, EveryEventTypeIsAChoiceOfEvent) {
  std::size_t count = 0;
  for (const Area* area : areas()) {
    for (const EventType& type : area->events) {
      const std::string name(type.name());
      EXPECT_EQ(at("/$defs/" + name + "Event/properties/type/const"), "\"" + name + "\"");
      EXPECT_EQ(at("/$defs/" + name + "Event/properties/data/$ref"), "\"#/$defs/" + name + "\"");
      EXPECT_EQ(at(fmt::format("/$defs/Event/oneOf/{}/$ref", count)), "\"#/$defs/" + name + "Event\"");
      ++count;
    }
  }
  EXPECT_EQ(at(fmt::format("/$defs/Event/oneOf/{}", count)), "");
}

TEST_F(Schema, NoTwoDefinitionsShareAName) {
  const auto types = make_inventory(areas());
  EXPECT_FALSE(types.contains("Act"));
  for (const Area* area : areas()) {
    for (const EventType& type : area->events)
      EXPECT_FALSE(types.contains(std::string(type.name()) + "Event"));
  }
}

TEST_F(Schema, AStructureIsClosedAndNamesWhatItNeeds) {
  EXPECT_EQ(at("/$defs/OfficeAssumed/additionalProperties"), "false");
  EXPECT_EQ(at("/$defs/OfficeAssumed/required"), R"(["person","org","post"])");
  EXPECT_EQ(at("/$defs/OfficeAssumed/title"), "\"任职\"");
  EXPECT_EQ(
      at("/$defs/OfficeAssumed/properties/by"),
      R"({"$ref":"#/$defs/Code","title":"产生方式","description":"by election or appointment","x-words":["appointing"]})");
}

TEST_F(Schema, AListThatIsLeftOutIsAnEmptyOne) {
  EXPECT_EQ(at("/$defs/OrgRow/properties/names/default"), "[]");
  EXPECT_EQ(at("/$defs/OrgRow/properties/kind/default"), "");
}

TEST_F(Schema, ASealedFieldIsACommitmentThatNamesWhatItHides) {
  EXPECT_EQ(
      at("/$defs/PersonRegistered/properties/name"),
      R"({"$ref":"#/$defs/Commitment","x-sealed":true,"x-value":"Text120","title":"姓名","description":"name"})");
  EXPECT_EQ(at("/$defs/PersonRegistered/properties/id_number/x-value"), "\"Code\"");
  EXPECT_EQ(at("/$defs/Commitment/pattern"), "\"" + std::string(Commitment::kPattern) + "\"");
}

TEST_F(Schema, ASubjectSaysItsKindAndAMentionDoesNot) {
  EXPECT_EQ(at("/$defs/OfficeAssumed/properties/person/x-subject"), "\"person\"");
  EXPECT_EQ(at("/$defs/OrgMerged/properties/merged/items/x-subject"), "\"org\"");
  EXPECT_EQ(at("/$defs/HandoverRecorded/properties/successor/$ref"), "\"#/$defs/PersonId\"");
  EXPECT_EQ(at("/$defs/HandoverRecorded/properties/successor/x-subject"), "");
}

TEST_F(Schema, AreasNameTheirRowsWhichAreDefinedWithLabels) {
  for (const Area* area : areas()) {
    const std::string pointer = "/x-areas/" + std::string(area->name);
    EXPECT_EQ(at(pointer + "/title"), fmt::format("\"{}\"", area->zh));
    for (std::size_t i = 0; i < area->views.size(); ++i) {
      const std::string row(area->views[i]->name);
      EXPECT_EQ(at(fmt::format("{}/rows/{}", pointer, i)), "\"" + row + "\"");
      EXPECT_NE(at("/$defs/" + row + "/properties"), "") << row;
    }
  }
  EXPECT_EQ(at("/$defs/Office/properties/until/title"), "\"至\"");
}

TEST_F(Schema, NumbersHaveTheirBounds) {
  EXPECT_EQ(at("/$defs/Fen"), R"({"type":"integer","minimum":-9007199254740991,"maximum":9007199254740991})");
  EXPECT_EQ(at("/$defs/Int32"), R"({"type":"integer","minimum":-2147483648,"maximum":2147483647})");
  EXPECT_EQ(at("/$defs/Decimal/type"), "\"number\"");
  EXPECT_EQ(at("/$defs/Boolean"), R"({"type":"boolean"})");
}

TEST_F(Schema, AnEnumerationListsItsValuesWithLabels) {
  EXPECT_EQ(
      at("/$defs/Sex/oneOf"),
      R"([{"const":"male","title":"男","description":"male"},{"const":"female","title":"女","description":"female"}])");
}

TEST_F(Schema, AnActHasOneToTenThousandEvents) {
  EXPECT_EQ(at("/$defs/Act/properties/events/minItems"), "1");
  EXPECT_EQ(at("/$defs/Act/properties/events/maxItems"), "10000");
  EXPECT_EQ(at("/$defs/Act/properties/events/items"), R"({"$ref":"#/$defs/Event"})");
  EXPECT_EQ(at("/$defs/Act/required"), R"(["act","authority","issued_at","events"])");
}

// The members of the schema are the members that the reader knows.
TEST_F(Schema, DescribesEveryMemberOfAnActThatTheWriterWrites) {
  Act act;
  act.ledger = ShortText{"a#0123456789abcdef"};
  act.nonce = Code{"n"};
  act.co_authorities = {OrgId{"o-1"}};
  act.document_no = ShortText{"1"};
  act.klass = Code{"restricted"};
  act.expects = {{Subject{SubjectKind::person, "p-1"}, areas()[0], {}}};
  act.provenance.emplace();
  act.attachments.emplace_back();
  act.events = {make_event(test::day("2024-03-01"),
                           test::made<OfficeResumed>(R"({"person":"p","org":"o","post":"x"})"))};
  const std::string json = write_act(act);
  simdjson::dom::parser parser;
  std::set<std::string> written;
  for (const auto member : parser.parse(json).get_object()) written.emplace(member.key);
  EXPECT_EQ(members("/$defs/Act/properties"), written);
}

}  // namespace
}  // namespace tenure
