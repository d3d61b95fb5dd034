// A client of a running server's API: one call, one connection, answered while the caller waits.
//
// https is verified with the system's authorities, or with those of a file; plain http is for loopback alone,
// as the server has it, so that no token travels in the clear. Redirections are not followed. One thread.
#pragma once

#include <chrono>
#include <string>

#include "server/client/api_call.h"

namespace tenure {

inline constexpr std::chrono::seconds kConnectMax{10};  ///< connecting, and the TLS handshake
inline constexpr std::chrono::seconds kSendMax{60};     ///< a request
inline constexpr std::chrono::seconds kHeaderMax{60};   ///< until the answer begins
inline constexpr std::chrono::seconds kPieceMax{60};    ///< and until each further piece of it
inline constexpr std::size_t kAnswerHeaderMax = 32 << 10;
inline constexpr std::size_t kProblemMax = 64 << 10;  ///< bytes of an answer of refusal

class ApiClient {
 public:
  struct Options {
    std::string url;      ///< http[s]://host[:port]
    std::string token;    ///< empty: none
    std::string ca_file;  ///< PEM; empty: the system's authorities
  };

  /// bad_value when the URL is none of a server, or would send in the clear. Connects nowhere yet.
  static Result<ApiClient> make(Options options);

  /// The status of an answer of success, whose body went to `sink`. What the server refuses is refused in its
  /// words; unreachable when it cannot be asked.
  Result<int> ask(const ApiCall& call, const ApiSink& sink) const;

 private:
  ApiClient() = default;

  Options options_;
  bool tls_ = false;
  std::string host_;  ///< without brackets
  std::string port_;
  std::string authority_;  ///< for the header Host
};

}  // namespace tenure
