#include "domain/act/catalogue.h"

#include <set>

#include "domain/describe/inventory.h"
#include "tests/unit/domain/making.h"

namespace tenure {
namespace {

constexpr std::size_t kReadersFieldsMax = 64;  // the strict reader marks the members it has seen in a word

template <class Visit>
void each_type(Visit visit) {
  for (const Area* area : areas()) {
    for (const EventType& type : area->events) visit(*area, type);
  }
}

bool holds_event(const TypeInfo& type) {
  Inventory types;
  add_to_inventory(type, types);
  return types.contains("Event");
}

TEST(Catalogue, NoTwoAreasShareANameOrAnEventType) {
  std::set<std::string_view> names;
  for (const Area* area : areas()) EXPECT_TRUE(names.insert(area->name).second) << area->name;
  names.clear();
  each_type([&](const Area&, const EventType& type) {
    EXPECT_TRUE(names.insert(type.name()).second) << type.name();
  });
}

TEST(Catalogue, FindsEachTypeInItsArea) {
  each_type([](const Area& area, const EventType& type) {
    EXPECT_EQ(find_event_type(type.name()), &type);
    EXPECT_EQ(type.area, &area);
  });
  EXPECT_EQ(find_event_type("LedgerClosed"), nullptr);
  EXPECT_EQ(find_area("astrology"), nullptr);
}

TEST(Catalogue, NumbersAreTheOrder) {
  for (std::size_t i = 0; i < areas().size(); ++i) EXPECT_EQ(areas()[i]->number, i);
  for (std::size_t i = 0; i < views().size(); ++i) EXPECT_EQ(views()[i]->number, i);
}

TEST(Catalogue, EveryStructureFitsTheReader) {
  for (const auto& [name, type] : make_inventory(areas())) {
    if (type->structure == nullptr) continue;
    EXPECT_LE(type->structure->fields.size(), kReadersFieldsMax) << name;
  }
}

TEST(Catalogue, EveryLabelIsInBothLanguages) {
  for (const auto& [name, type] : make_inventory(areas())) {
    if (type->structure == nullptr) continue;
    EXPECT_FALSE(type->structure->zh.empty() || type->structure->en.empty()) << name;
    for (const Field& field : type->structure->fields) {
      EXPECT_FALSE(field.zh.empty() || field.en.empty()) << name << "." << field.name;
    }
  }
}

TEST(Catalogue, NoRowHoldsAnEventBecauseTheCodecHasNoFormForIt) {
  for (const View* view : views()) EXPECT_FALSE(holds_event(*view->type)) << view->name;
}

void collect_subject_kinds(const StructInfo& structure, std::set<SubjectKind>& out) {
  for (const Field& field : structure.fields) {
    const TypeInfo& type = item_type(*field.type);
    if (type.subject) out.insert(*type.subject);
    if (type.structure != nullptr) collect_subject_kinds(*type.structure, out);
  }
}

// A row is applied only for a subject of its kind, so the type must have a field of that kind, or none at all
// when the row is the ledger's.
TEST(Catalogue, EveryApplicationHasASubjectOfItsRow) {
  each_type([](const Area&, const EventType& type) {
    std::set<SubjectKind> kinds;
    collect_subject_kinds(*type.structure, kinds);
    if (kinds.empty()) kinds.insert(SubjectKind::ledger);
    for (const Application& application : type.applications) {
      EXPECT_TRUE(kinds.contains(application.view->subject)) << type.name() << " " << application.view->name;
    }
  });
}

}  // namespace
}  // namespace tenure
