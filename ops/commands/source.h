// Where a command asks: a ledger's folder, or a server that runs. Either answers the same calls with the same
// bytes: a folder is asked through the server's own handlers, in this process.
//
// Who has the folder and its keys sees everything in it; over HTTP the token says who asks. One thread.
#pragma once

#include <CLI/CLI.hpp>
#include <memory>
#include <string>

#include "ops/commands/open_ledger.h"
#include "server/client/api_call.h"
#include "server/tables/wording.h"

namespace tenure {

inline constexpr std::size_t kSourceAnswerMax = std::size_t{64} << 20;  ///< of an answer that is kept whole

struct SourceOptions {
  LedgerOptions ledger;
  std::string url;
  std::string token_file;
  std::string ca_file;
};

/// --data with --passphrase-file, or --url with --token-file and --ca-file: one of both. `options` outlives
/// `command`.
void add_source_options(CLI::App& command, SourceOptions& options);

/// The same for a command that only asks names there, and does without: neither is needed, and
/// --passphrase-file is left to the command.
void add_name_source_options(CLI::App& command, SourceOptions& options);

class Source {
 public:
  struct Answer {
    int status = 0;
    std::string body;
  };

  virtual ~Source() = default;

  /// The status of an answer of success, whose body went to `sink`.
  virtual Result<int> ask(const ApiCall& call, const ApiSink& sink) = 0;
  Result<Answer> ask(const ApiCall& call);
  /// The body of a GET.
  Result<std::string> get(const Target& target);
};

/// To ask. A folder may be a backup (open_to_read).
Result<std::unique_ptr<Source>> open_source(const SourceOptions& options, Console& console);
/// Of a store that is open. `folder` is the store's.
Result<std::unique_ptr<Source>> open_folder_source(const std::string& folder,
                                                   std::unique_ptr<LedgerStore> store);
/// To submit as well: a backup is refused.
Result<std::unique_ptr<Source>> open_writable_source(const SourceOptions& options, Console& console);

/// What it does not know it asks of the source, which outlives it; in the console's language.
Wording wording_of(Source& source, const Console& console);
/// Says on standard error that names are sealed here.
void remark_hidden(const Wording& wording, const Console& console);

}  // namespace tenure
