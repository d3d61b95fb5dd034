#include "tests/crash/small_ledger.h"

namespace tenure::testing {

SmallLedger::SmallLedger() {
  ledger_.register_person("p-before", "o-village");
  for (std::size_t i = 0; i < kAttempts; ++i) attempts_.push_back(attempt(i));
  records_ = all_records(ledger_.store());
  ledger_.close();
}

Attempt SmallLedger::attempt(std::size_t i) {
  const std::string person = "p-" + std::to_string(i);
  PersonRegistered registered;
  registered.person = {person};
  registered.org = {"o-village"};
  const std::string value = "张三 " + person;
  const Digest salt = sha256(value);
  registered.name = {Commitment::make(salt.view(), "name", value)};
  const auto commitment = registered.name.commitment;
  const auto act = ledger_.act().add("2024-02-01", std::move(registered));
  Attempt out{act.act().id.value, sign(act.payload(), ledger_.root()), {}, {}};
  if (i % 2 == 0) {
    out.subject = "person/" + person;
    out.commitment = commitment.str();
    out.submission.sealed.push_back({commitment, {to_base64url(salt.view())}, {value}});
  }
  return out;
}

}  // namespace tenure::testing
