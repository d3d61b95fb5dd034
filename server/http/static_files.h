// The files of the page: read whole when the server starts, answered from memory.
//
//   GET /assets/<name>   the file of that name; its name is made from its content, so it may be kept for ever
//   GET <anything else>  that a browser navigates to and that is no call: index.html, whose script knows the
//                        page
//
// Only names that were found at the start are answered, so no path leads out of the folder. Constant once
// loaded: any thread.
#pragma once

#include <map>
#include <memory>
#include <optional>
#include <string>

#include "server/http/encoding.h"

namespace tenure {

inline constexpr std::uint64_t kStaticBytesMax = 32 << 20;  ///< of all files together
inline constexpr std::size_t kStaticFilesMax = 4'096;

class StaticFiles {
 public:
  /// Reads `<folder>/index.html` and `<folder>/assets/*`. not_found without an index, bad_value beyond the
  /// limits and for a file of a type that is not served.
  static Result<StaticFiles> load(const std::string& folder);

  /// Nothing for what is no GET or HEAD of a file or a page.
  std::optional<Response> answer(const Request& request) const;

 private:
  std::optional<Response> asset(const Request& request) const;
  Response index(const Request& request) const;

  std::map<std::string, Document, std::less<>> assets_;  ///< by name
  Document index_;
};

}  // namespace tenure
