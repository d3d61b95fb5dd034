// Who may say what: signers, grants, delegation, root keys. Judged on the day of recording, never on an
// event's date.
//
// An act's signers are looked at once, before its first event is applied, so no act can grant itself
// anything. Each event is then judged against the record that the events before it left.
#pragma once

#include <span>
#include <string>
#include <vector>

#include "domain/act/act.h"
#include "domain/ledger/rows.h"

namespace tenure {

/// A grant of a key, and whether it lets sign an event on the day of the facts.
struct GrantHeld {
  Grant grant;
  bool revoked = false;
  std::optional<Refusal> lacks;  ///< why it does not; nothing where it does
};

/// A key that signed an act, as the record knew it.
struct SigningRight {
  std::string keyid;
  bool is_root = false;
  std::optional<Ref<PersonId>> person;
  std::optional<Position> registered;
  std::vector<GrantHeld> grants;
};

/// The keys that signed an act, as the record knew them before it.
class Signers {
 public:
  /// Checks what concerns the act as a whole: keys registered and not revoked, the authorities registered,
  /// within a signer's subtree, each signed for by a key of its own.
  static Result<Signers> of(const Facts& facts, const Act& act, std::span<const std::string> keyids);

  /// Whether the keys together may issue this event.
  Result<void> may_issue(const Facts& facts, const Act& act, const Event& event) const;

  /// Whether the keys together act on what is recorded of somebody in an area, whatever type it is of: what
  /// admission may tell them of it. Of nobody who is not there, and so the same of who is elsewhere.
  bool may_act_on(const Facts& facts, const Subject& subject, const Area& area) const;
  /// The same of somebody in whatever area, and of the event at an original position.
  bool may_act_on(const Facts& facts, const Subject& subject) const;
  bool may_act_on(const Facts& facts, Position position) const;

  /// Every key with its grants, and which of them let sign the event.
  std::vector<SigningRight> rights(const Facts& facts, const Act& act, const Event& event) const;

  /// Whether the root keys signed, at their threshold.
  bool root() const { return root_; }

 private:
  struct Signer {
    std::string keyid;
    KeyRow row;
  };
  /// What a grant is used for.
  struct Use {
    std::string_view type, area;
    std::vector<std::string> orgs;
    std::int64_t amount = 0;
  };

  static Use use_of(const Facts& facts, const Act& act, const Event& event);
  Result<void> may_use_grants(const Facts& facts, const Use& use) const;
  Result<void> may_delegate(const Facts& facts, const Grant* wanted) const;
  Result<void> may_correct(const Facts& facts, const Act& act, const CorrectionRecorded& correction) const;
  Result<void> may_erase(const Facts& facts, const Event& event) const;
  Result<void> may_end_grants(const Facts& facts, const KeyId& key,
                              const std::optional<Position>& grant) const;
  Result<void> authority_is_covered(const Facts& facts, const Act& act) const;
  /// Whether each organisation lies within a grant in force, for the area; null: for anything.
  bool reaches(const Facts& facts, const std::vector<std::string>& orgs, const Area* area) const;
  bool may_act_on(const Facts& facts, const Subject& subject, const Area* area) const;

  std::vector<Signer> signers_;
  bool root_ = false;
};

/// Whether the key is a root key or registered: what the verification stage may accept.
bool is_known_key(const Facts& facts, std::string_view keyid);

}  // namespace tenure
