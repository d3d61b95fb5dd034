// The strict JSON reader: a described value out of JSON, or the exact place and reason of a refusal.
//
// Refused: unknown, duplicate and missing members, wrong types, numbers out of range, -0, U+0000, invalid
// UTF-8, values that do not follow their type, nesting beyond kDepthMax, anything after the document. A
// Reader is used by one thread.
#pragma once

#include <simdjson.h>

#include <string>
#include <string_view>
#include <vector>

#include "domain/describe/type.h"

namespace tenure {

using JsonValue = simdjson::ondemand::value;
using JsonObject = simdjson::ondemand::object;
using JsonDocument = simdjson::ondemand::document;

inline constexpr std::size_t kDepthMax = 16;

/// Walks JSON along a description and remembers where it is; the first refusal stays.
class Reader {
 public:
  /// Reads `json` into `out`, an object of the described type. False: see refusal().
  bool read(const TypeInfo& type, JsonValue json, void* out);
  /// Reads an object's members into a structure.
  bool read_members(const StructInfo& structure, JsonObject json, void* out);

  bool fail(Reason reason, std::string detail = {});
  bool fail(simdjson::error_code error);

  const Refusal& refusal() const { return *refusal_; }
  Refusal take_refusal() { return std::move(*refusal_); }

  /// While it lives, the reader is inside that member or element.
  class Inside {
   public:
    Inside(Reader& reader, std::string_view member) : reader_(reader) {
      reader_.path_.push_back({member, 0});
    }
    Inside(Reader& reader, std::size_t element) : reader_(reader) { reader_.path_.push_back({{}, element}); }
    ~Inside() { reader_.path_.pop_back(); }
    Inside(const Inside&) = delete;
    Inside& operator=(const Inside&) = delete;

   private:
    Reader& reader_;
  };

 private:
  struct Step {
    std::string_view member;
    std::size_t element;
  };

  bool read_text(const TypeInfo& type, JsonValue json, void* out);
  bool read_number(const TypeInfo& type, JsonValue json, void* out);
  bool read_list(const TypeInfo& type, JsonValue json, void* out);
  std::string path() const;

  std::vector<Step> path_;
  std::optional<Refusal> refusal_;
  const Field* field_ = nullptr;  ///< that is being read
};

/// Depth, size and UTF-8 checks, then `read` on the document; also refuses whatever follows the document.
/// `text` needs no padding: it is copied.
Result<void> read_json(std::string_view text, const TypeInfo& type, void* out);

template <class T>
Result<T> read_json(std::string_view text) {
  T out{};
  if (auto done = read_json(text, kType<T>, &out); !done) return tl::unexpected(done.error());
  return out;
}

/// Whether a text is a value of a text type or an enumeration: how an opened sealed value is checked.
bool fits(const TypeInfo& type, std::string_view text);

/// The deepest nesting of objects and arrays outside strings. Of malformed JSON: some number, no fault.
std::size_t json_depth(std::string_view text);

Reason reason_of(simdjson::error_code error);
/// What the parser found, in both languages.
std::string told(simdjson::error_code error);

/// What a refusal shows of text that came from outside: its first 64 bytes, cut between characters.
std::string quoted(std::string_view text);

/// A parser of this thread whose strings live until its next use.
simdjson::ondemand::parser& thread_parser();

/// Whether nothing but white space follows what was read of `document`.
bool at_end(JsonDocument& document, std::string_view text);

}  // namespace tenure
