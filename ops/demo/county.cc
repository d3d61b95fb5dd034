#include "ops/demo/county.h"

#include <fmt/format.h>

#include "domain/core/find.h"
#include "domain/describe/write.h"

namespace tenure::demo {
namespace {

constexpr std::size_t kPeopleAnId = 6;  ///< digits

const Date kFounded = Date::of(1949, 10, 1);  ///< every organisation of the demo

void register_org(Draft& act, const std::string& id, const std::string& name, std::string_view kind,
                  std::string_view parent, const std::string& code = {}) {
  act.add(kFounded, "OrgRegistered", R"("org":"{}","name":{},"kind":"{}","parent":"{}"{})", id,
          json_string(name), kind, parent, code.empty() ? code : fmt::format(R"(,"region_code":"{}")", code));
}

void grant(Draft& act, Date on, const std::string& key, const std::string& holder, const std::string& org,
           bool may_delegate) {
  act.add(on, "SignerAuthorised",
          R"("key":"{}","person":"{}","org_subtree":"{}","types":["*"],"from":"{}","may_delegate":{})", key,
          holder, org, on.str(), may_delegate);
}

}  // namespace

County::County(const CountyRow& row, std::uint64_t seed, std::size_t villages)
    : row_(row), random_(seed, row.code), id_(fmt::format("o-{}", row.code)) {
  for (std::size_t i = 0; i < row.townships.size(); ++i) {
    const TownshipRow& township = row.townships[i];
    const std::string code(township.code);
    townships_.push_back({code.empty() ? fmt::format("{}-t{}", id_, i + 1) : "o-" + code,
                          std::string(township.name), code.empty() ? code : code + "000"});
  }
  VillageNames names(random_);
  for (std::size_t i = 0; i < villages; ++i) {
    const std::size_t township = i * townships_.size() / villages;
    const std::string& above = townships_[township].id;
    villages_.push_back({fmt::format("{}-v{:03}", id_, i + 1), names.next(above), township});
  }
  clerk_ = add_person(id_, "clerk", 1980, 1995);
}

const std::string& County::township_of(std::size_t village) const {
  return townships_[villages_[village].township].id;
}

std::string County::document_no(Date on) {
  return fmt::format("{}组〔{}〕{}号", row_.letter, on.year(), ++documents_);
}

std::string County::add_person(const std::string& org, std::string_view role, int born_least, int born_most,
                               std::size_t women_percent) {
  Person person;
  person.id = fmt::format("p-{}-{:0{}}", row_.code, people_.size() + 1, kPeopleAnId);
  person.org = org;
  person.name = person_name(random_);
  person.woman = random_.percent(women_percent);
  person.role = role;
  const auto [year, day] = random_.each_between<2>({{{born_least, born_most}, {0, 364}}});
  person.born = Date::of(year, 1, 1).plus_days(day);
  people_.push_back(std::move(person));
  return people_.back().id;
}

void County::born_by(const std::string& id, Date last) {
  Person* person = find_last(people_, [&](const Person& each) { return each.id == id; });
  if (person != nullptr) person->born = std::min(person->born, last);
}

void County::name_person(const std::string& id, const std::string& name) {
  for (Person& person : people_) {
    if (person.id == id) person.name = name;
  }
}

std::vector<std::string> County::signing_orgs() const {
  std::vector<std::string> out{id_};
  for (const Township& township : townships_) out.push_back(township.id);
  return out;
}

void County::plan_opening(Schedule& schedule, Date day, const Keyring& keys) {
  schedule.on(day, [this, &keys](Scribe& scribe, Date on) {
    Draft act(scribe, std::string(kTopOrg), fmt::format("开立〔{}〕{}", on.year(), row_.code));
    register_org(act, id_, fmt::format("{}委组织部", row_.name), "county", kTopOrg,
                 fmt::format("{}000000", row_.code));
    for (const Township& township : townships_)
      register_org(act, township.id, township.name + "党委", "township", id_, township.code);
    for (const std::string& org : signing_orgs())
      act.add(on, "KeyRegistered", R"("key":"{}","alg":"ed25519","person":"{}")", keys.id_of(org), clerk_);
    grant(act, on, keys.id_of(id_), clerk_, id_, true);
    act.send();
    scribe.settle();
  });
  schedule.on(day, [this, &keys](Scribe& scribe, Date on) {
    Draft act(scribe, id_, document_no(on));
    for (const Township& township : townships_)
      grant(act, on, keys.id_of(township.id), clerk_, township.id, false);
  });
  each_township(schedule, *this, day.plus_days(1), 0, [this](Scribe& scribe, Date, std::size_t township) {
    Draft act(scribe, townships_[township].id);
    for (const Village& village : villages_) {
      if (village.township == township)
        register_org(act, village.id, village.name + "党支部", "village", townships_[township].id);
    }
  });
}

void County::plan_register(Schedule& schedule, Date day) {
  const auto enter = [](Draft& act, Date on, const Person& person) {
    act.add(on, "PersonRegistered", R"("person":"{}","org":"{}","name":"{}","sex":"{}","role":"{}")",
            person.id, person.org, act.seal("name", person.name), person.woman ? "female" : "male",
            person.role);
    act.add(on, "PersonAttributeRecorded", R"("person":"{}","attribute":"birth_date","date":"{}")", person.id,
            person.born.str());
  };
  schedule.on(day, [this, enter](Scribe& scribe, Date on) {
    Draft act(scribe, id_, document_no(on));
    for (const Person& person : people_) {
      if (person.org == id_) enter(act, on, person);
    }
  });
  each_township(schedule, *this, day, 0, [this, enter](Scribe& scribe, Date on, std::size_t township) {
    std::vector<std::string> below{townships_[township].id};
    for (const Village& village : villages_) {
      if (village.township == township) below.push_back(village.id);
    }
    const std::set<std::string> here(below.begin(), below.end());
    Draft act(scribe, townships_[township].id);
    for (const Person& person : people_) {
      if (here.contains(person.org)) enter(act, on, person);
    }
  });
}

void each_township(Schedule& schedule, const County& county, Date first, int apart,
                   const std::function<void(Scribe& scribe, Date day, std::size_t township)>& step) {
  for (std::size_t i = 0; i < county.townships().size(); ++i) {
    schedule.on(first.plus_days(static_cast<int>(i) * apart),
                [step, i](Scribe& scribe, Date day) { step(scribe, day, i); });
  }
}

}  // namespace tenure::demo
