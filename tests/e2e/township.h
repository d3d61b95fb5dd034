// One township's clerk: submits acts of mixed kinds over one kept connection, and keeps what must come of
// them in plain maps, with nothing of the ledger's own code.
//
// People are appointed, leave, are suspended and come back; an end that was recorded in error is corrected;
// some acts contradict the record and must be refused. Dates of one person only grow, so that the naive model
// needs no order. An act that was not answered is sent again. One thread.
#pragma once

#include <map>
#include <memory>
#include <optional>
#include <random>
#include <set>
#include <string>
#include <vector>

#include "tests/e2e/running.h"
#include "tests/server/http_client.h"
#include "tests/support/ledger.h"

namespace tenure::testing {

/// An office as the model knows it: held from <= day < until.
struct HeldOffice {
  std::string org;
  std::string post;
  std::string from;
  std::string until;  ///< empty: still held
  int rests = 0;

  bool operator==(const HeldOffice&) const = default;
};

struct ModelPerson {
  std::string org;  ///< where registered
  Date day;         ///< of the newest event
  std::vector<HeldOffice> offices;
  bool suspended = false;            ///< in the last office
  std::optional<Position> last_end;  ///< while nothing came after it
};

/// Who holds which posts where: (organisation, person) to posts.
using Roster = std::map<std::pair<std::string, std::string>, std::set<std::string>>;

class Township {
 public:
  Township(Running& running, std::string org, const Signer& clerk, std::string ledger_id, unsigned seed);

  /// Submits until `acts` more are admitted.
  void work(std::size_t acts);

  const std::string& org() const { return org_; }
  const std::map<std::string, ModelPerson>& people() const { return people_; }
  const std::vector<std::string>& failures() const { return failures_; }
  std::uint64_t events() const { return events_; }
  /// Everybody registered below the township, with the posts that they hold on the day.
  Roster roster_on(Date day) const;

 private:
  ActBuilder act();
  /// The index at which the act stands; nothing when it was not admitted, which is a failure.
  std::optional<std::uint64_t> admit(const ActBuilder& act);
  Answer send(const std::string& body);

  void step();
  void open_village();
  void register_people();
  void appoint();
  void end_office();
  void take_back_an_end();
  void suspend_or_resume();
  void contradict();

  std::size_t below(std::size_t count) { return static_cast<std::size_t>(random_() % count); }
  /// Somebody, with their newest day moved on; null while there is nobody.
  std::pair<const std::string, ModelPerson>* somebody();
  static HeldOffice* open_office(ModelPerson& person);

  Running& running_;
  std::string org_;
  const Signer& clerk_;
  std::string ledger_id_;
  std::mt19937_64 random_;
  std::unique_ptr<HttpClient> client_;
  Moment now_;
  std::size_t admitted_ = 0;
  std::uint64_t events_ = 0;
  std::vector<std::string> villages_;
  std::map<std::string, ModelPerson> people_;
  std::vector<std::string> failures_;
};

}  // namespace tenure::testing
