// What acts say around their events, read once for the tests of an audit. One question, one object, one
// thread.
#pragma once

#include <unordered_map>

#include "domain/act/history.h"
#include "domain/audit/lead.h"

namespace tenure {

class ArchivedActs final : public ActsAround {
 public:
  explicit ArchivedActs(const Archive& archive) : archive_(archive) {}

  Result<const ActAround*> of(Position position) const override;

 private:
  const Archive& archive_;
  mutable std::unordered_map<std::uint64_t, ActAround> known_;
};

}  // namespace tenure
