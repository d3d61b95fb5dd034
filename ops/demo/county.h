// A county of the demo: its townships, villages and people, and how they enter the register.
#pragma once

#include <string>
#include <string_view>
#include <vector>

#include "ops/demo/names.h"
#include "ops/demo/schedule.h"
#include "ops/demo/townships.h"

namespace tenure::demo {

/// The organisation above all counties of the demo: the root keys'.
inline constexpr std::string_view kTopOrg = "o-demo";

struct Township {
  std::string id;
  std::string name;
  std::string code;
};

struct Village {
  std::string id;
  std::string name;
  std::size_t township = 0;
};

struct Person {
  std::string id;
  std::string org;
  std::string name;
  bool woman = false;
  std::string_view role;
  Date born;
};

class County {
 public:
  County(const CountyRow& row, std::uint64_t seed, std::size_t villages);

  const CountyRow& row() const { return row_; }
  const std::string& id() const { return id_; }
  const std::vector<Township>& townships() const { return townships_; }
  const std::vector<Village>& villages() const { return villages_; }
  const std::string& township_of(std::size_t village) const;
  const std::vector<Person>& people() const { return people_; }
  /// The county's clerk, who transcribes.
  const std::string& clerk() const { return clerk_; }

  /// "平组〔2024〕14号": the county's next document of the year.
  std::string document_no(Date on);
  /// Gives a village of the township the name of a real one.
  void rename(std::size_t village, const std::string& name) { villages_[village].name = name; }
  void name_person(const std::string& id, const std::string& name);
  /// Born no later than that day.
  void born_by(const std::string& id, Date last);
  /// A new person with the next id; not registered yet.
  std::string add_person(const std::string& org, std::string_view role, int born_least, int born_most,
                         std::size_t women_percent = 20);

  /// Keys that sign for it: its own and its townships'.
  std::vector<std::string> signing_orgs() const;
  /// Registers organisations and keys; the townships' clerks get theirs from the county's.
  void plan_opening(Schedule& schedule, Date day, const Keyring& keys);
  /// Registers all people that were added, a township an act.
  void plan_register(Schedule& schedule, Date day);

  Random& random() { return random_; }

 private:
  const CountyRow& row_;
  Random random_;
  std::string id_;
  std::string clerk_;
  std::vector<Township> townships_;
  std::vector<Village> villages_;
  std::vector<Person> people_;
  int documents_ = 0;
};

/// Calls `step(scribe, day, township number)` for each township, `apart` days between them.
void each_township(Schedule& schedule, const County& county, Date first, int apart,
                   const std::function<void(Scribe& scribe, Date day, std::size_t township)>& step);

}  // namespace tenure::demo
