// How the domain's tests make values: from the JSON that a payload would hold.
#pragma once

#include <fmt/format.h>
#include <gtest/gtest.h>

#include <filesystem>
#include <fstream>
#include <iterator>
#include <stdexcept>
#include <string>
#include <string_view>

#include "domain/act/catalogue.h"
#include "domain/describe/read.h"
#include "domain/describe/write.h"

namespace tenure::test {

inline Date day(std::string_view text) { return Date::parse(text).value(); }

/// A described structure out of JSON that the test knows to be good.
template <class T>
T made(std::string_view json) {
  auto value = read_json<T>(json);
  if (!value) throw std::runtime_error(fmt::format("{}: {}", json, value.error().text()));
  return *value;
}

/// What an event of that type does to such a row: the catalogue knows.
template <class E, class Row>
const Application& application() {
  const EventType* type = find_event_type(Description<E>::kInfo.name);
  for (const Application& known : type->applications) {
    if (known.view == &kView<Row>) return known;
  }
  throw std::runtime_error(fmt::format("{} leaves the row alone", type->name()));
}

/// Applies an event to a row, as the fold does.
template <class E, class Row>
void happen(Row& row, std::string_view on, std::string_view data, Position position = {},
            std::string_view self = {}) {
  application<E, Row>().apply(&row, make_event(day(on), made<E>(data)), position, self);
}

/// The parts of `self`'s row that an event belongs to.
template <class Row, class E>
std::vector<std::string> parts_of(std::string_view on, std::string_view data, std::string_view self) {
  return application<E, Row>().parts(make_event(day(on), made<E>(data)), {}, self);
}

inline std::string read_file(const std::filesystem::path& path) {
  std::ifstream in(path, std::ios::binary);
  return {std::istreambuf_iterator<char>(in), {}};
}

inline std::filesystem::path source_dir() { return TENURE_SOURCE_DIR; }

/// Whether the test run may bring the lock and the corpus up to date.
inline bool updating() { return std::getenv("TENURE_UPDATE_LOCK") != nullptr; }

}  // namespace tenure::test
