// A desk with the built command on it: a temporary folder, keys, a ledger, and verbs that call `tenure`.
//
//   Desk desk;                                      nothing yet
//   Ran ran = desk.tenure({"key", "new", "a.key", "--unencrypted"});
//   desk.open_ledger();                             root.key, ledger with o-county, o-town, o-village, p-1
//
// Everything runs in the folder, so names are relative. Standard input is no terminal. One thread.
#pragma once

#include <gtest/gtest.h>
#include <simdjson.h>

#include <string>
#include <vector>

#include "tests/support/temp_folder.h"

namespace tenure::testing {

struct Ran {
  int exit = -1;
  std::string out;
  std::string err;
};

/// The text of a member of a JSON object, a string without its quotes; "not JSON" and "no <name>" otherwise.
std::string member(const std::string& json, const std::string& name);
bool is_json(const std::string& text);
std::vector<std::string> lines(const std::string& text);
std::string read_text(const std::string& path);
void write_text(const std::string& path, const std::string& text);

inline const std::vector<std::string> kLedgerArguments = {
    "--data",     "ledger",   "--unencrypted", "--origin", "county.example/tenure",
    "--root-key", "root.key", "--authority",   "o-county", "--authority-name",
    "县委组织部"};

class Desk {
 public:
  /// Runs a program of the path, or by its path, in the folder.
  Ran run(const std::vector<std::string>& command, const std::string& input = "") const;
  Ran tenure(const std::vector<std::string>& arguments, const std::string& input = "") const;
  /// As above; a test that needs it to work stops here when it does not.
  std::string must(std::vector<std::string> arguments, const std::string& input = "") const;

  void make_key(const std::string& file) const { must({"key", "new", file, "--unencrypted"}); }
  void open_ledger() const;
  /// Drafts, signs with root.key and leaves the act in `file`.
  void sign(const std::string& file, const std::string& events) const;
  Ran submit(const std::string& events) const;

  std::string operator/(const std::string& name) const { return folder_ / name; }
  const std::string& path() const { return folder_.path(); }

 private:
  TempFolder folder_;
  TempFolder streams_;
};

inline const std::string kAppointment =
    R"({"type":"SecretaryAppointed","on":"2024-03-01","data":{"person":"p-1","org":"o-village"}})";

}  // namespace tenure::testing
