#include "domain/act/catalogue.h"

#include <unordered_map>

/// Every area, in an order that only grows: AREA(pay) is made by pay_area() in domain/pay/area.cc.
#define TENURE_AREAS(AREA) \
  AREA(ledger)             \
  AREA(registry)           \
  AREA(tenure)             \
  AREA(selection)          \
  AREA(reserve)            \
  AREA(targets)            \
  AREA(supervision)        \
  AREA(appraisal)          \
  AREA(training)           \
  AREA(pay)                \
  AREA(pension)            \
  AREA(incentive)          \
  AREA(discipline)         \
  AREA(care)               \
  AREA(affairs)            \
  AREA(audit)              \
  AREA(decisions)          \
  AREA(collective)

namespace tenure {

#define TENURE_DECLARE(name) Area& name##_area();
TENURE_AREAS(TENURE_DECLARE)

namespace {

struct Catalogue {
#define TENURE_MADE(name) &name##_area(),
  std::vector<Area*> areas{TENURE_AREAS(TENURE_MADE)};
  std::vector<const View*> views;
  std::vector<const EventType*> event_types;
  std::unordered_map<std::string_view, const EventType*> types;

  Catalogue() {
    std::uint8_t area_number = 0;
    for (Area* area : areas) {
      area->number = area_number++;
      for (View* view : area->views) {
        view->number = static_cast<std::uint8_t>(views.size());
        views.push_back(view);
      }
      for (EventType& type : area->events) {
        type.area = area;
        type.number = static_cast<std::uint16_t>(event_types.size());
        event_types.push_back(&type);
        types.emplace(type.name(), &type);
      }
    }
  }
};

const Catalogue& catalogue() {
  static const Catalogue built;
  return built;
}

}  // namespace

std::span<Area* const> areas() { return catalogue().areas; }

const EventType* find_event_type(std::string_view name) {
  const auto found = catalogue().types.find(name);
  return found == catalogue().types.end() ? nullptr : found->second;
}

const Area* find_area(std::string_view name) {
  for (const Area* area : areas()) {
    if (area->name == name) return area;
  }
  return nullptr;
}

std::span<const View* const> views() { return catalogue().views; }

std::span<const EventType* const> event_types() { return catalogue().event_types; }

std::vector<Word> event_type_words() {
  std::vector<Word> out;
  for (const EventType* type : event_types())
    out.push_back({type->name(), type->structure->zh, type->structure->en});
  return out;
}

std::vector<Word> area_words() {
  std::vector<Word> out;
  for (const Area* area : areas()) out.push_back({area->name, area->zh, area->en});
  return out;
}

}  // namespace tenure
