// A benchmark ends with an exception where anything fails.
#pragma once

#include <stdexcept>
#include <utility>

#include "domain/core/refusal.h"

namespace tenure::bench {

template <class T>
T must(Result<T> result) {
  if (!result) throw std::runtime_error(result.error().text());
  return std::move(*result);
}

}  // namespace tenure::bench
