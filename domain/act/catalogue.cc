#include "domain/act/catalogue.h"

#include <array>
#include <unordered_map>

#include "domain/affairs/area.h"
#include "domain/appraisal/area.h"
#include "domain/care/area.h"
#include "domain/discipline/area.h"
#include "domain/incentive/area.h"
#include "domain/ledger/area.h"
#include "domain/pay/area.h"
#include "domain/pension/area.h"
#include "domain/registry/area.h"
#include "domain/reserve/area.h"
#include "domain/selection/area.h"
#include "domain/supervision/area.h"
#include "domain/targets/area.h"
#include "domain/tenure/area.h"
#include "domain/training/area.h"

namespace tenure {
namespace {

struct Catalogue {
  std::array<Area*, 15> areas = {&ledger_area(),     &registry_area(), &tenure_area(),      &selection_area(),
                                 &reserve_area(),    &targets_area(),  &supervision_area(), &appraisal_area(),
                                 &training_area(),   &pay_area(),      &pension_area(),     &incentive_area(),
                                 &discipline_area(), &care_area(),     &affairs_area()};
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

}  // namespace tenure
