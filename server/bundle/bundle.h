// A bundle: a report with all that proves it, for whoever has nothing but Python 3 and no network.
//
//   MANIFEST                     SHA-256 and name of every other file, in the order of their names
//   README.txt verify.py ed25519.py
//   checkpoint log.vkey          the signed head of the log, and the key that signed it
//   cited.json                   {origin, size, positions}: what the report cites
//   keys.json                    [{key, registered?, authorised: [...]}] of who signed the acts
//   report/<file>                as they were given
//   acts/<index>/entry receipt   the Merkle leaf and its tlog-proof under the checkpoint
//   acts/<index>/envelope.json verdict.json   of acts that the viewer may see whole
//
// The acts that registered and authorised the signers are put in with them, back to the ledger's first one.
// What no signature covers, the report and the verifier, is covered by the manifest, whose digest is told to
// who makes the bundle. The same ledger, viewer and report make the same bytes. One thread.
#pragma once

#include <map>
#include <set>
#include <string>
#include <string_view>

#include "domain/access/viewer.h"
#include "replay/past.h"
#include "storage/ledger/ledger_store.h"

namespace tenure {

inline constexpr std::string_view kBundleManifest = "MANIFEST";
inline constexpr std::string_view kBundleType = "application/zip";
inline constexpr std::string_view kManifestHeader = "Tenure-Bundle-Manifest";  ///< sha256:<hex>
/// Acts that a bundle holds at most, with those that it needs for their signers.
inline constexpr std::size_t kBundleActsMax = 2'000;

struct MadeBundle {
  std::string zip;
  Digest manifest;
};

class Bundle {
 public:
  /// Everything outlives it. The log as of now proves it.
  Bundle(LedgerStore& store, const Viewer& viewer);

  /// A file of the report; `name` is a plain file name.
  void add_file(std::string_view name, std::string content);
  /// A position that the report cites, with its act.
  void cite(Position position);
  /// An act, cited or not.
  void add_act(std::uint64_t index) { acts_.insert(index); }
  /// Every position that an answer's JSON cites: the members `position`, `policy`, `registered`, `revoked`,
  /// `evidence` and `because`.
  Result<void> cite_all_of(std::string_view json);

  /// not_found for an act that is not there, limit_list for too many.
  Result<MadeBundle> make() &&;

 private:
  Result<void> put_act(std::uint64_t index);
  /// Where a key was registered and authorised before the act; adds those acts.
  void add_signer(const std::string& keyid, std::uint64_t index);
  std::string cited_json() const;
  std::string keys_json() const;
  std::string manifest() const;

  struct Key {
    std::optional<Position> registered;
    std::set<Position> authorised;
  };

  LedgerStore& store_;
  const Viewer& viewer_;
  std::shared_ptr<const Published> head_;
  Past now_;
  std::map<std::string, std::string> files_;
  std::set<std::uint64_t> acts_;  ///< grows while acts are put in
  std::set<Position> cited_;
  std::map<std::string, Key> keys_;  ///< of signers, by id
};

}  // namespace tenure
