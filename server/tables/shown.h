// An answer of the API as a command shows it to people: members by their names, what is absent is empty.
//
// A Shown points into its ParsedAnswer, which must outlive it. One thread.
#pragma once

#include <simdjson.h>

#include <memory>
#include <optional>
#include <string>
#include <string_view>
#include <utility>
#include <vector>

#include "domain/core/refusal.h"

namespace tenure {

class Shown {
 public:
  explicit Shown(simdjson::dom::element value) : value_(value) {}

  /// A text without its quotes; anything else as JSON.
  std::string text() const;
  std::string text(std::string_view member) const;
  std::string text(std::string_view member, std::string_view inner) const;
  bool has(std::string_view member) const;
  std::vector<Shown> list(std::string_view member) const;
  std::vector<std::pair<std::string_view, Shown>> members(std::string_view member) const;
  std::optional<Shown> member(std::string_view name) const;
  /// Of an array.
  std::vector<Shown> items() const;
  /// Of an object.
  std::vector<std::pair<std::string_view, Shown>> members() const;

 private:
  simdjson::dom::element value_;
};

class ParsedAnswer {
 public:
  /// unreachable when it is not JSON.
  static Result<ParsedAnswer> parse(std::string_view json);
  Shown root() const { return Shown(parser_->doc.root()); }

 private:
  ParsedAnswer() : parser_(std::make_unique<simdjson::dom::parser>()) {}
  std::unique_ptr<simdjson::dom::parser> parser_;
};

}  // namespace tenure
