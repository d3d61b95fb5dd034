// What the commands that ask about people have in common. One thread.
#pragma once

#include <CLI/CLI.hpp>
#include <string>

namespace tenure {

inline constexpr const char* kSearchHelp =
    "编号的开头、姓名或其一部分、拼音、首字母、身份证全号 | What the id begins with, a part of the name, its "
    "pinyin or initials, or the whole identity number";

/// --at and --on. `at` and `on` outlive `command`.
void add_when_options(CLI::App& command, std::string& at, std::string& on);

}  // namespace tenure
