// What `tenure init` needs to open a ledger: given as options, or asked for by its guide. One thread.
#pragma once

#include <string>
#include <vector>

#include "ops/commands/open_ledger.h"
#include "ops/import/fault.h"

namespace tenure {

struct InitOptions {
  LedgerOptions ledger;
  std::string origin;
  std::string clock = "system";
  std::string opened_at;
  std::vector<std::string> root_keys;      ///< files that are there
  std::vector<std::string> new_root_keys;  ///< files that are made
  std::string root_passphrase_file;
  std::int32_t root_threshold = 0;  ///< 0: more than half of the root keys
  std::string authority;
  std::string authority_name;
  std::string authority_kind = "county";
  std::string register_file;
  std::string signers_file;
  std::string transcriber;
  std::string pack;  ///< a shipped one, or a file; empty: none
  bool unencrypted = false;
  bool unencrypted_root_keys = false;
  bool guide = false;
  bool check = false;
  std::string url, token_file, ca_file;  ///< of a check
  std::string backup;                    ///< of a check
};

/// A pack that ships with the program.
struct ShippedPack {
  std::string_view name, zh, en, toml;
};
std::span<const ShippedPack> shipped_packs();
/// The text of a shipped pack or of a file, read as strictly as a policy is adopted.
Result<std::string> pack_text(const std::string& name_or_file);
/// What it is called: a shipped one by its label, a file by its name.
std::string pack_title(const std::string& name_or_file);

/// The folder without a slash behind, and where the ledger is made before it is whole.
std::string init_folder(const InitOptions& options);
std::string init_staging(const InitOptions& options);
/// Refuses where something stands in the place of either.
Result<void> init_place_is_free(const InitOptions& options);

/// What a ledger that is opened with these answers would say of the sheet, row by row: the faults of an
/// import into one that is made for this and thrown away. Of the signers, with the register before them.
Result<import::Faults> judge_sheet(const InitOptions& options, const char* of, const std::string& file);

/// Asks on standard error for what was not given, and takes answers from standard input; each is looked at at
/// once, and asked for again with what is wrong. bad_request where the input ends.
Result<void> ask_for_init(InitOptions& options, Console& console);

}  // namespace tenure
