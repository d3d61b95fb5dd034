// How wide a text stands: a wide (Chinese) character takes two columns of a terminal, and of a sheet's cell.
// Pure; any thread.
#pragma once

#include <cstddef>
#include <string_view>

namespace tenure {

std::size_t display_width(std::string_view utf8);

}  // namespace tenure
