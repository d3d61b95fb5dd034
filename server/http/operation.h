// What a route is, as its callers know it: method, path, who may ask, arguments, bodies, answers.
//
// It is what a request is checked by before its handler runs, and what GET /openapi.json tells: no route
// without one. Made before the server starts, constant afterwards: any thread.
#pragma once

#include <array>
#include <cstdint>
#include <string_view>
#include <vector>

#include "domain/describe/shape.h"
#include "domain/words/words.h"
#include "server/http/request.h"
#include "server/http/response.h"

namespace tenure {

inline constexpr std::size_t kBodyDefaultMax =
    64 << 10;  ///< bytes of a request's body where a route says nothing

/// Who is answered at all; what they may see is the handler's.
struct Audience {
  bool token = false;            ///< false: everybody, also without a token
  std::vector<Role> roles = {};  ///< the viewer has one of them; empty: any token
  bool unscoped = false;         ///< what concerns the whole ledger: not for tokens of one organisation

  /// token_missing, role_missing.
  Result<void> admits(const Viewer& viewer) const;
};

inline Audience everybody() { return {}; }
inline Audience any_token() { return {true}; }
inline Audience any_of(std::vector<Role> roles) { return {true, std::move(roles)}; }
inline Audience unscoped(std::vector<Role> roles) { return {true, std::move(roles), true}; }

/// A variable of the path, or a member of the query.
struct Argument {
  std::string_view name, zh, en;
  Shape shape = {};
  bool (*fits)(std::string_view text) = nullptr;
  Reason reason = Reason::bad_request;  ///< of a value that does not fit
  bool required = false;
  bool repeats = false;
  std::vector<Word> (*words)() = nullptr;  ///< of which the value is one

  Argument needed() const;
  Argument repeated() const;
};

/// An argument that is a `T`: a type with parse() and kReason, described unless it says its shape().
template <class T>
Argument argument(std::string_view name, std::string_view zh, std::string_view en) {
  Argument out{name, zh, en};
  out.fits = [](std::string_view text) { return T::parse(text).has_value(); };
  out.reason = T::kReason;
  if constexpr (requires { T::words(); }) out.words = &T::words;
  if constexpr (requires { T::shape(); }) {
    out.shape = T::shape();
  } else {
    out.shape = Shape::of<T>();
  }
  return out;
}

/// What stands in a body. Of NDJSON, `shape` is one line's.
struct Content {
  std::string_view type;
  Shape shape = {};
};

/// An answer of a handler; refusals are problems and stand in Operation::refuses. Without contents it has no
/// body.
struct Outcome {
  int status = 200;
  std::vector<Content> contents = {};
};

/// Whose threads work for a route: what one of them takes long for keeps nobody of the others waiting.
enum class WorkLane : std::uint8_t {
  question,  ///< reads and computes
  act,       ///< acts and their checks, and what an operator looks at under load
  bulk,      ///< exports, and rehearsals of whole files
};
inline constexpr std::array kWorkLanes{WorkLane::question, WorkLane::act, WorkLane::bulk};
constexpr std::string_view name(WorkLane lane) {
  constexpr std::array<std::string_view, kWorkLanes.size()> kNames{"question", "act", "bulk"};
  return kNames[static_cast<std::size_t>(lane)];
}

struct Operation {
  std::string_view method = "GET";
  std::string_view path = {};
  std::string_view id = {};  ///< unique; a client generator's name for the call
  std::string_view zh = {};  ///< what it does
  std::string_view en = {};
  Audience audience = {};
  std::vector<Argument> arguments = {};
  std::vector<Content> request = {};
  std::size_t body_max = kBodyDefaultMax;
  WorkLane lane = WorkLane::question;
  std::vector<Outcome> outcomes = {};
  /// Why its handler refuses, beside what every route with such an audience, arguments and body refuses for.
  std::vector<Reason> refuses = {};
  /// What an answer reads of the record, as the journal of reads has it: "person/{id}", or several with `|`
  /// between, the first whose words are all given. Empty: nothing that is anybody's.
  std::string_view reads = {};
  /// The same arguments give the same bytes at any later time, or it says itself what was corrected since:
  /// nothing is added to its answers (api/corrected_later.h).
  bool is_fixed = false;

  /// Whether an argument stands in the path.
  bool in_path(const Argument& argument) const;
  /// Every member of the query is an argument and fits it, each once unless it repeats; those that are needed
  /// are there. bad_request, or the argument's own reason.
  Result<void> accepts(const Query& query) const;

 private:
  std::string unknown_member(std::string_view name) const;
};

/// 200 with JSON.
inline std::vector<Outcome> json_outcome(const Shape& shape) { return {{200, {{kJson, shape}}}}; }

}  // namespace tenure
