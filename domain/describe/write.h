// The writer: compact JSON out of a described value. Absent optionals and empty lists are left out.
#pragma once

#include <string>
#include <string_view>

#include "domain/describe/type.h"

namespace tenure {

void write_json(const TypeInfo& type, const void* value, std::string& out);

template <class T>
std::string to_json(const T& value) {
  std::string out;
  write_json(kType<T>, &value, out);
  return out;
}

/// A JSON string with its quotes.
void write_json_string(std::string_view text, std::string& out);
std::string json_string(std::string_view text);

}  // namespace tenure
