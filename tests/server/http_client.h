// An HTTP client for tests that sends whatever bytes it is told to, over a plain or a TLS socket.
//
// Blocking, to loopback; every wait ends after kPatience. One thread.
#pragma once

#include <chrono>
#include <cstdint>
#include <map>
#include <memory>
#include <optional>
#include <string>
#include <string_view>
#include <vector>

namespace tenure::testing {

struct Answer {
  int status = 0;                              ///< 0: the connection ended first
  std::map<std::string, std::string> headers;  ///< lower-case names
  std::string body;
  bool whole = false;  ///< the body ended as the header said

  std::string header(const std::string& name) const {
    const auto found = headers.find(name);
    return found == headers.end() ? "" : found->second;
  }
};

class HttpClient {
 public:
  static constexpr std::chrono::seconds kPatience{20};

  explicit HttpClient(std::uint16_t port, bool tls = false);
  ~HttpClient();
  HttpClient(const HttpClient&) = delete;
  HttpClient& operator=(const HttpClient&) = delete;

  /// False when the server does not take the bytes.
  bool send(std::string_view bytes);
  /// The next answer. `head`: of a HEAD request.
  Answer read(bool head = false);
  /// Whether the server ends the connection (what it still says is dropped).
  bool ended();
  bool connected() const { return connected_; }
  /// Whether something of an answer has come.
  bool has_answer() const;

  Answer get(const std::string& path, const std::string& headers = {});
  Answer post(const std::string& path, std::string_view body, const std::string& headers = {});
  Answer ask(std::string_view method, const std::string& path, std::string_view body = {},
             const std::string& headers = {});

 private:
  struct Tls;
  bool fill();
  std::optional<std::string> line();
  bool take(std::size_t count, std::string& out);
  void read_chunks(Answer& answer);

  int fd_ = -1;
  std::uint16_t port_;
  bool connected_ = false;
  std::unique_ptr<Tls> tls_;
  std::string in_;
};

/// "GET /path HTTP/1.1", Host, the headers given (each with its CRLF) and the empty line.
std::string request_text(std::string_view method, const std::string& path, std::uint16_t port,
                         std::string_view body = {}, const std::string& headers = {});

inline std::string bearer(const std::string& token) { return "Authorization: Bearer " + token + "\r\n"; }

}  // namespace tenure::testing
