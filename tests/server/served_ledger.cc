#include "tests/server/served_ledger.h"

#include <algorithm>
#include <stdexcept>

namespace tenure::testing {

std::unique_ptr<App> serve(TestLedger& ledger, Config config) {
  ledger.close();
  LedgerStore::Options options;
  options.folder = ledger.folder();
  auto store = LedgerStore::open(options);
  if (!store) throw std::runtime_error(store.error().text());
  config.http.listen = "127.0.0.1:0";
  config.access_log = false;
  auto app = App::start(std::move(config), ledger.folder(), std::move(*store));
  if (!app) throw std::runtime_error(app.error().text());
  return std::move(*app);
}

std::string new_token(const std::string& folder, Role role, const std::string& scope,
                      const std::string& person) {
  TokenGrant grant;
  grant.roles = {role};
  if (!scope.empty()) grant.scope = OrgId{scope};
  if (!person.empty()) grant.person = PersonId{person};
  const auto made = TokenFile(folder).create(grant, Sequencer::system_now());
  if (!made) throw std::runtime_error(made.error().text());
  return made->text;
}

ServedLedger::ServedLedger(Config config) : app_(serve(ledger_, std::move(config))) {}

std::string ServedLedger::signed_act(const ActBuilder& act, const Signers& signers) {
  return to_json(sign(act.payload(), signers));
}

std::uint64_t ServedLedger::record(const ActBuilder& act) {
  const auto answer = connect()->post("/v1/acts", signed_act(act, ledger_.root()));
  if (answer.status != 201) throw std::runtime_error(answer.body);
  return app_->store().log().head().size - 1;
}

void ServedLedger::register_org(const std::string& org, const std::string& parent) {
  record(ledger_.act().add("2024-01-01", OrgRegistered{{org}, {"组织"}, {"village"}, OrgId{parent}, {}, {}}));
}

void ServedLedger::register_person(const std::string& person, const std::string& org) {
  PersonRegistered registered;
  registered.person = {person};
  registered.org = {org};
  registered.name = {sealed_as("name", "张三 " + person)};
  record(ledger_.act().add("2024-01-01", std::move(registered)));
}

void ServedLedger::adopt(const std::string& pack) {
  PolicyAdopted policy;
  policy.org = {"o-county"};
  policy.title = {"办法"};
  policy.status = PolicyStatus::in_force;
  policy.pack = PackText{pack};
  record(ledger_.act().add("2024-01-01", policy));
}

void ServedLedger::open_name(const std::string& person) {
  const std::string name = "张三 " + person;
  Salt salt;
  const Digest digest = sha256(name);  // as sealed_as takes it
  std::ranges::copy(digest.view(), salt.begin());
  const std::string subject = "person/" + person;
  const std::string commitment = sealed_as("name", name).str();
  const SealedValue sealed{subject, commitment, salt, name, SealedKind::name};
  if (auto put = app_->store().vault().put({&sealed, 1}); !put) throw std::runtime_error(put.error().text());
}

ActBuilder ServedLedger::registration(const std::string& person) {
  PersonRegistered registered;
  registered.person = {person};
  registered.org = {"o-village"};
  registered.name = {sealed_as("name", "张三 " + person)};
  return ledger_.act().add("2024-01-01", std::move(registered));
}

}  // namespace tenure::testing
