// Who is called what: organisations and people that the ledger knows below an organisation, and those that
// the file itself brings in. What the ledger knows is asked once, when a name is first looked for. One
// thread.
#pragma once

#include <map>
#include <optional>
#include <string>
#include <vector>

#include "domain/core/id.h"
#include "ops/commands/source.h"
#include "ops/import/fault.h"

namespace tenure::import {

class Directory {
 public:
  /// Below `top`, itself too.
  Directory(Source& source, std::string top) : source_(source), top_(std::move(top)) {}

  /// The file's row brings it in; a person into an organisation.
  void add(SubjectKind kind, const std::string& id, std::string_view name, std::uint32_t row,
           const std::string& org = {});
  /// Another one, told: "o-east（示例镇）", and the row of the file that brings it in; 0: the ledger knows
  /// it.
  struct Namesake {
    Said told;
    std::uint32_t row = 0;
  };
  /// Another one of that name, and of a person in that organisation.
  std::optional<Namesake> namesake(SubjectKind kind, const std::string& id, std::string_view name,
                                   const std::string& org);

  /// The subject that a cell means, by its id or by its name. Where the name is several's, all are told; a
  /// name that nobody has is told without repeating it.
  Read<std::string> find(SubjectKind kind, std::string_view text);
  /// The row of the file that brings the subject in; 0: none.
  std::uint32_t row_of(SubjectKind kind, const std::string& id) const;

  /// Why the ledger could not be asked.
  const std::optional<Refusal>& failure() const { return failure_; }

 private:
  struct Known {
    std::string id;
    std::string org;        ///< of a person
    std::uint32_t row = 0;  ///< of the file; 0: of the ledger
  };

  void learn();
  Result<void> learn_orgs();
  Result<void> learn_people();
  void remember(SubjectKind kind, std::string_view name, Known known);
  Said told(const Known& known) const;
  tl::unexpected<Said> several(SubjectKind kind, const std::vector<Known>& all) const;
  tl::unexpected<Said> nobody(SubjectKind kind, std::string_view key) const;

  Source& source_;
  std::string top_;
  bool learnt_ = false;
  std::optional<Refusal> failure_;
  std::map<Subject, std::uint32_t> ids_;
  std::map<std::pair<SubjectKind, std::string>, std::vector<Known>> names_;  ///< by folded name
  std::map<std::string, std::string> org_names_;
};

}  // namespace tenure::import
