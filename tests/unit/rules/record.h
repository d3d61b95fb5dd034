// A record in memory for tests of rules: a small county, events as JSON, and the facts as of a date. No
// admission.
#pragma once

#include "domain/registry/events.h"
#include "domain/rules/answers.h"
#include "domain/tenure/events.h"
#include "replay/past.h"
#include "tests/unit/domain/making.h"
#include "tests/unit/sequencer/memory_history.h"

namespace tenure::testing {

class Record {
 public:
  /// o-county with o-town and o-other below it, o-village below o-town.
  Record() {
    add<OrgRegistered>("2000-01-01", R"({"org":"o-county","name":"县","kind":"county"})");
    org("o-town", "o-county");
    org("o-other", "o-county");
    org("o-village", "o-town");
  }

  template <class E>
  Position add(std::string_view on, std::string_view json, DatePrecision precision = DatePrecision::day) {
    Event event = make_event(test::day(on), test::made<E>(json));
    event.precision = precision;
    return {ledger_.record({event}), 0};
  }
  void org(const std::string& id, const std::string& parent) {
    add<OrgRegistered>(
        "2000-01-01", fmt::format(R"({{"org":"{}","name":"x","kind":"village","parent":"{}"}})", id, parent));
  }
  /// Adopts a pack, or no pack when it is empty.
  Position adopt(const std::string& org, std::string_view on, std::string_view pack,
                 std::string_view status = "in_force", std::string_view until = {}) {
    PolicyAdopted policy =
        test::made<PolicyAdopted>(fmt::format(R"({{"org":"{}","title":"办法","status":"{}"}})", org, status));
    if (!pack.empty()) policy.pack = PackText{std::string(pack)};
    if (!until.empty()) policy.until = test::day(until);
    return {ledger_.record({make_event(test::day(on), policy)}), 0};
  }
  Position secretary(std::string_view on, const std::string& person, const std::string& org = "o-village") {
    return add<SecretaryAppointed>(on, fmt::format(R"({{"person":"{}","org":"{}"}})", person, org));
  }
  Position ended(std::string_view on, const std::string& person, const std::string& reason,
                 const std::string& post = "secretary", const std::string& org = "o-village") {
    return add<TenureEnded>(on, fmt::format(R"({{"person":"{}","org":"{}","post":"{}","reason":"{}"}})",
                                            person, org, post, reason));
  }
  Position office(std::string_view on, const std::string& person, const std::string& post,
                  const std::string& org = "o-village") {
    return add<OfficeAssumed>(on,
                              fmt::format(R"({{"person":"{}","org":"{}","post":"{}"}})", person, org, post));
  }

  Past facts(std::string_view on) const { return Past(ledger_.history(), {ledger_.size(), test::day(on)}); }

 private:
  MemoryLedger ledger_;
};

/// A policy out of the text of a pack.
inline PolicyView policy_of(std::string_view toml, bool binds = true) {
  return {std::make_shared<const Pack>(parse_pack(toml).value()), Position{9, 0}, binds};
}

}  // namespace tenure::testing
