// The real townships of the demo's counties: names and statistical codes.
#pragma once

#include <span>
#include <string_view>

namespace tenure::demo {

struct TownshipRow {
  std::string_view code;  ///< 9 digits; empty: it has none any more
  std::string_view name;
};

struct CountyRow {
  std::string_view code;  ///< 6 digits
  std::string_view name;
  std::string_view letter;  ///< how its documents are numbered
  std::span<const TownshipRow> townships;
};

/// 平阳县 of 浙江. 龙尾乡, where the text's case happened, was merged since and has no code.
const CountyRow& pingyang_county();
/// 海兴县 of 河北: seven townships. (Its three state farms are none.)
const CountyRow& haixing_county();

}  // namespace tenure::demo
