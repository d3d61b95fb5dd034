// Passphrases: from a file, or asked for on the terminal without echo. Never from the command line or the
// environment, which other processes can read. One thread.
#pragma once

#include <optional>
#include <string>
#include <string_view>
#include <utility>

#include "domain/core/refusal.h"

namespace tenure {

inline constexpr std::size_t kPassphraseMax = 1024;  ///< bytes

/// The file's first line. bad_value when it is empty or too long.
Result<std::string> passphrase_from_file(const std::string& path);

/// Whether somebody can be asked: standard input is a terminal.
bool can_ask();

/// `what` is shown. Asked for again while it is empty, or `twice` and the two differ; `passphrase` where the
/// input ends.
Result<std::string> ask_passphrase(std::string_view what, bool twice);

/// The passphrase of something new: of the file, else as asked on the terminal; nothing when `unencrypted`.
/// bad_request when it cannot be had.
Result<std::optional<std::string>> new_passphrase(const std::string& file, bool unencrypted,
                                                  std::string_view what);

/// Opens what may be protected: with the file's passphrase, else without one, else with one that is asked
/// for. `open` takes a std::optional<std::string>.
template <class Open>
auto unlock(const std::string& file, std::string_view what, const Open& open)
    -> decltype(open(std::optional<std::string>())) {
  if (!file.empty()) {
    auto passphrase = passphrase_from_file(file);
    if (!passphrase) return tl::unexpected(passphrase.error());
    return open(std::optional(std::move(*passphrase)));
  }
  auto opened = open(std::optional<std::string>());
  if (opened || opened.error().reason != Reason::passphrase || !can_ask()) return opened;
  auto passphrase = ask_passphrase(what, false);
  if (!passphrase) return tl::unexpected(passphrase.error());
  return open(std::optional(std::move(*passphrase)));
}

}  // namespace tenure
