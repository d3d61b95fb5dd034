// A ledger that is served: a TestLedger's folder under an App on a loopback port, with tokens.
//
//   ServedLedger s;
//   s.client().get("/v1/acts/0", bearer(s.token(Role::auditor)));
//
// The TestLedger stays as the maker of acts; its own sequencer is stopped. One thread.
#pragma once

#include <memory>
#include <string>

#include "server/app/app.h"
#include "tests/server/http_client.h"
#include "tests/support/ledger.h"

namespace tenure::testing {

/// Serves the folder of a ledger whose own sequencer is stopped by it.
std::unique_ptr<App> serve(TestLedger& ledger, Config config = {});
/// The text of a new token for who is served from the folder.
std::string new_token(const std::string& folder, Role role, const std::string& scope = {},
                      const std::string& person = {});

class ServedLedger {
 public:
  explicit ServedLedger(Config config = {});
  ~ServedLedger() { app_.reset(); }

  TestLedger& ledger() { return ledger_; }
  App& app() { return *app_; }
  std::uint16_t port() const { return app_->port(); }
  const std::string& folder() const { return ledger_.folder(); }

  std::unique_ptr<HttpClient> connect() const { return std::make_unique<HttpClient>(port()); }
  /// The text of a new token.
  std::string token(Role role, const std::string& scope = {}, const std::string& person = {}) const {
    return new_token(folder(), role, scope, person);
  }
  std::string token_id(const std::string& token) const { return token.substr(7, 16); }

  /// Submissions as JSON, signed by each.
  static std::string signed_act(const ActBuilder& act, const Signers& signers);
  /// Submits it with the root's signature; its index. Throws when it is refused.
  std::uint64_t record(const ActBuilder& act);
  void register_org(const std::string& org, const std::string& parent);
  void register_person(const std::string& person, const std::string& org);
  /// A policy with this pack binds the county from 2024 on.
  void adopt(const std::string& pack);
  /// Their name's value goes into the vault, as it would with a submission that holds it.
  void open_name(const std::string& person);
  /// An act that appoints nobody new: a person registered below the town.
  ActBuilder registration(const std::string& person);

 private:
  TestLedger ledger_;
  std::unique_ptr<App> app_;
};

}  // namespace tenure::testing
