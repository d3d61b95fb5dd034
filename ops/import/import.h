// An import from the file to the ledger: read, planned, rehearsed by the ledger itself, and only when nothing
// is wrong submitted. One thread.
#pragma once

#include <functional>
#include <string>
#include <vector>

#include "domain/act/verdict.h"
#include "ops/commands/source.h"
#include "ops/import/acts.h"

namespace tenure::import {

struct ImportRequest {
  const Template* of = nullptr;
  std::string file;   ///< its bytes
  std::string sheet;  ///< of a workbook; empty: the first one
  std::optional<TextEncoding> encoding;
  OrgId authority;
  std::string document_no;
  std::string issuer;       ///< of the document; empty: the authority
  std::string original_no;  ///< of the document; empty: none
  std::string transcriber;
  std::string checker;
  std::string issued_at;  ///< empty: now
  const std::vector<SecretKey>* keys = nullptr;
  bool only_check = false;
};

/// What the ledger would flag, or flagged, and where.
struct FlagTold {
  std::uint32_t row = 0;
  Flag flag;
};

struct ActTold {
  std::string id;
  std::string position;
  bool existed = false;
};

struct ImportOutcome {
  std::size_t rows = 0, events = 0;
  std::size_t acts = 0;  ///< that it takes
  TextEncoding encoding = TextEncoding::utf8;
  bool is_csv = false, ambiguous = false;
  std::string sheet;
  Faults faults;
  std::vector<FlagTold> flags;
  std::vector<Cautioned> cautioned;
  std::vector<ActTold> recorded;
  std::optional<Refusal> stopped;  ///< why not all acts that it takes were recorded
};

/// A step in words, for who looks on.
using OnStep = std::function<void(const std::string&)>;

/// A refusal where nothing could be looked at; faults of the file, and an end halfway, are in the outcome.
Result<ImportOutcome> run_import(Source& source, const ImportRequest& request, const OnStep& on_step);

}  // namespace tenure::import
