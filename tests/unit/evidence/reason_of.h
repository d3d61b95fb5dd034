// Why a result was refused, for expectations: error() of a result that holds a value would read anything.
#pragma once

#include <optional>

#include "domain/core/refusal.h"

namespace tenure::test {

/// Nothing when it was not refused.
template <class T>
std::optional<Reason> reason_of(const Result<T>& result) {
  if (result) return std::nullopt;
  return result.error().reason;
}

}  // namespace tenure::test
