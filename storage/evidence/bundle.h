// Entry bundles (C2SP tlog-tiles): up to 256 entries, each as `uint16 big-endian length || entry`. Pure; any
// thread.
#pragma once

#include <span>
#include <string>
#include <string_view>
#include <vector>

#include "domain/core/refusal.h"

namespace tenure {

inline constexpr std::size_t kBundleEntriesMax = 256;
inline constexpr std::size_t kBundleEntryMax = 0xffff;

/// Refuses (proof_shape) none or more than 256 entries, and an entry that its length field cannot tell.
Result<std::string> encode_bundle(std::span<const std::string_view> entries);

/// Exactly `width` entries and nothing after them. The views point into `bundle`.
Result<std::vector<std::string_view>> parse_bundle(std::string_view bundle, std::size_t width);

}  // namespace tenure
