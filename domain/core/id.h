// Identifiers of the subjects that events are about, and of the things that they mention.
//
// An id is chosen by its issuer and never changes; codes and names that change over the years are dated
// attributes.
#pragma once

#include <cstdint>
#include <optional>
#include <string>
#include <string_view>

#include "domain/core/refusal.h"

namespace tenure {

/// What an event can be about. The order is part of row keys: only append.
enum class SubjectKind : std::uint8_t { ledger, key, person, org, matter, case_ };

std::string_view name(SubjectKind kind);
std::optional<SubjectKind> subject_kind(std::string_view name);

/// A subject of the ledger, written `person/p-0001`.
struct Subject {
  SubjectKind kind = SubjectKind::ledger;
  std::string id;

  std::string str() const;
  static std::optional<Subject> parse(std::string_view text);
  auto operator<=>(const Subject&) const = default;
};

/// The one subject of events about the ledger itself.
inline const Subject kLedgerSubject{SubjectKind::ledger, "self"};

inline constexpr std::size_t kIdLengthMax = 64;

/// Whether `text` matches [A-Za-z0-9._:-]{1,64}.
bool is_id(std::string_view text);

/// An id of one kind of thing. `Kind` has `kName`, and `kSubject` when it is a subject.
template <class Kind>
struct Id {
  using Tag = Kind;
  std::string value;

  static constexpr Reason kReason = Reason::bad_id;
  static constexpr std::string_view kName = Kind::kName;
  static constexpr std::string_view kPattern = "^[A-Za-z0-9._:-]{1,64}$";

  static std::optional<Id> parse(std::string_view text) {
    if (!is_id(text)) return std::nullopt;
    return Id{std::string(text)};
  }
  const std::string& str() const { return value; }
  auto operator<=>(const Id&) const = default;
};

#define TENURE_SUBJECT_ID(Type, kind)                          \
  struct Type##Kind {                                          \
    static constexpr std::string_view kName = #Type;           \
    static constexpr SubjectKind kSubject = SubjectKind::kind; \
  };                                                           \
  using Type = Id<Type##Kind>

TENURE_SUBJECT_ID(PersonId, person);
TENURE_SUBJECT_ID(OrgId, org);
TENURE_SUBJECT_ID(MatterId, matter);
TENURE_SUBJECT_ID(CaseId, case_);
TENURE_SUBJECT_ID(KeyId, key);

/// A word of an open vocabulary that a policy or a locality defines (a post, a kind, a source group).
struct CodeKind {
  static constexpr std::string_view kName = "Code";
};
using Code = Id<CodeKind>;

template <class Kind>
Subject subject(const Id<Kind>& id) {
  return {Kind::kSubject, id.value};
}

/// Mentions a subject without the event being about it: no index entry, no scope.
template <class T>
struct Ref {
  T id;

  static constexpr Reason kReason = T::kReason;
  static constexpr std::string_view kName = T::kName;
  static constexpr std::string_view kPattern = T::kPattern;
  static std::optional<Ref> parse(std::string_view text) {
    auto id = T::parse(text);
    if (!id) return std::nullopt;
    return Ref{std::move(*id)};
  }
  const std::string& str() const { return id.value; }
  auto operator<=>(const Ref&) const = default;
};

}  // namespace tenure
