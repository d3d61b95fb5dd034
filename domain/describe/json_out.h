// Puts JSON together where no described structure stands for it: answers that hold rows of any kind.
#pragma once

#include <string>
#include <string_view>

#include "domain/describe/write.h"

namespace tenure {

/// One object or array in the making; the values are JSON already, or are written by their description.
class JsonOut {
 public:
  static JsonOut object() { return JsonOut('{', '}'); }
  static JsonOut array() { return JsonOut('[', ']'); }

  JsonOut& raw(std::string_view name, std::string_view json) {
    separate();
    write_json_string(name, text_);
    text_ += ':';
    text_ += json;
    return *this;
  }
  JsonOut& text(std::string_view name, std::string_view value) { return raw(name, json_string(value)); }
  JsonOut& number(std::string_view name, std::uint64_t value) { return raw(name, std::to_string(value)); }
  JsonOut& flag(std::string_view name, bool value) { return raw(name, value ? "true" : "false"); }

  /// An array's next item.
  JsonOut& item(std::string_view json) {
    separate();
    text_ += json;
    return *this;
  }

  bool empty() const { return text_.size() == 1; }
  std::string str() const { return text_ + close_; }

 private:
  JsonOut(char open, char close) : text_(1, open), close_(close) {}
  void separate() {
    if (!empty()) text_ += ',';
  }

  std::string text_;
  char close_;
};

}  // namespace tenure
