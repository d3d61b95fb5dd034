// Who asks. Every question of replay and every answer of the server takes a viewer from the first day.
//
// A plain value, made by server/access from a token; the public viewer is the default one. Pure; any thread.
#pragma once

#include <algorithm>
#include <optional>
#include <string>
#include <vector>

#include "domain/act/act.h"
#include "domain/describe/type.h"

namespace tenure {

TENURE_ENUM(Role,
  (operator_, "运维员", "operator")
  (clerk, "经办员", "clerk")
  (auditor, "审计员", "auditor")
  (reviewer, "复核员", "reviewer")
  (dashboard, "看板", "dashboard")
  (subject, "本人", "subject of the file")
  (public_, "公众", "public"));

struct Viewer {
  std::vector<Role> roles;         ///< empty: the public
  std::optional<OrgId> scope;      ///< root of the subtree that may be seen; nothing: the whole ledger
  std::optional<PersonId> person;  ///< who holds the token; for the role subject, whose own file it is
  std::vector<Code> classes;       ///< restricted classes that may be seen beside the ordinary one
  std::string token_id;            ///< for the journal; empty without a token
  bool every_class = false;        ///< who has the ledger's folder and its keys at hand

  bool has(Role role) const {
    if (role == Role::public_) return true;
    return std::find(roles.begin(), roles.end(), role) != roles.end();
  }
  /// Whether a token was shown at all.
  bool known() const { return !token_id.empty(); }
  bool may_read_class(std::string_view klass) const {
    return klass == kOrdinaryClass || every_class ||
           std::any_of(classes.begin(), classes.end(), [&](const Code& code) { return code.value == klass; });
  }
};

}  // namespace tenure
