#include "tests/server/http_client.h"

#include <arpa/inet.h>
#include <netinet/tcp.h>
#include <openssl/ssl.h>
#include <sys/socket.h>
#include <sys/time.h>
#include <unistd.h>

#include <algorithm>
#include <charconv>
#include <stdexcept>

#include "tests/support/plain_words.h"

namespace tenure::testing {
namespace {

constexpr std::size_t kReadSize = 64 << 10;

std::string lower(std::string text) {
  std::transform(text.begin(), text.end(), text.begin(),
                 [](unsigned char c) { return static_cast<char>(std::tolower(c)); });
  return text;
}

std::size_t number(const std::string& text, int base) {
  std::size_t out = 0;
  std::from_chars(text.data(), text.data() + text.size(), out, base);
  return out;
}

}  // namespace

struct HttpClient::Tls {
  SSL_CTX* context = SSL_CTX_new(TLS_client_method());
  SSL* ssl = SSL_new(context);
  ~Tls() {
    SSL_free(ssl);
    SSL_CTX_free(context);
  }
};

HttpClient::HttpClient(std::uint16_t port, bool tls) : port_(port) {
  fd_ = ::socket(AF_INET, SOCK_STREAM | SOCK_CLOEXEC, 0);
  const timeval patience{kPatience.count(), 0};
  ::setsockopt(fd_, SOL_SOCKET, SO_RCVTIMEO, &patience, sizeof patience);
  ::setsockopt(fd_, SOL_SOCKET, SO_SNDTIMEO, &patience, sizeof patience);
  const int on = 1;
  ::setsockopt(fd_, IPPROTO_TCP, TCP_NODELAY, &on, sizeof on);
  sockaddr_in address{};
  address.sin_family = AF_INET;
  address.sin_port = htons(port);
  address.sin_addr.s_addr = htonl(INADDR_LOOPBACK);
  connected_ = ::connect(fd_, reinterpret_cast<const sockaddr*>(&address), sizeof address) == 0;
  if (!tls || !connected_) return;
  tls_ = std::make_unique<Tls>();
  SSL_set_fd(tls_->ssl, fd_);
  connected_ = SSL_connect(tls_->ssl) == 1;
}

HttpClient::~HttpClient() {
  if (fd_ >= 0) ::close(fd_);
}

bool HttpClient::send(std::string_view bytes) {
  while (!bytes.empty()) {
    const auto sent = tls_ ? SSL_write(tls_->ssl, bytes.data(), static_cast<int>(bytes.size()))
                           : ::send(fd_, bytes.data(), bytes.size(), MSG_NOSIGNAL);
    if (sent <= 0) return false;
    bytes.remove_prefix(static_cast<std::size_t>(sent));
  }
  return true;
}

bool HttpClient::has_answer() const {
  char byte = 0;
  return !in_.empty() || ::recv(fd_, &byte, 1, MSG_PEEK | MSG_DONTWAIT) == 1;
}

bool HttpClient::fill() {
  const std::size_t old = in_.size();
  in_.resize(old + kReadSize);
  const auto got = tls_ ? SSL_read(tls_->ssl, in_.data() + old, static_cast<int>(kReadSize))
                        : ::recv(fd_, in_.data() + old, kReadSize, 0);
  in_.resize(old + static_cast<std::size_t>(std::max<long>(got, 0)));
  return got > 0;
}

std::optional<std::string> HttpClient::line() {
  std::size_t end = in_.find("\r\n");
  while (end == std::string::npos) {
    if (!fill()) return std::nullopt;
    end = in_.find("\r\n");
  }
  std::string out = in_.substr(0, end);
  in_.erase(0, end + 2);
  return out;
}

bool HttpClient::take(std::size_t count, std::string& out) {
  while (in_.size() < count) {
    if (!fill()) return false;
  }
  out.append(in_, 0, count);
  in_.erase(0, count);
  return true;
}

void HttpClient::read_chunks(Answer& answer) {
  while (true) {
    const auto size = line();
    if (!size) return;
    const std::size_t count = number(*size, 16);
    std::string ending;
    if (!take(count, answer.body) || !take(2, ending)) return;
    if (count == 0) {
      answer.whole = true;
      return;
    }
  }
}

Answer HttpClient::read(bool head) {
  Answer out;
  const auto status = line();
  if (!status || status->size() < 12) return out;
  out.status = static_cast<int>(number(status->substr(9, 3), 10));
  for (auto field = line(); field && !field->empty(); field = line()) {
    const std::size_t colon = field->find(": ");
    out.headers[lower(field->substr(0, colon))] = field->substr(colon + 2);
  }
  if (head || out.status == 204 || out.status == 304 || out.status < 200) {
    out.whole = true;
  } else if (out.header("transfer-encoding") == "chunked") {
    read_chunks(out);
  } else if (out.headers.contains("content-length")) {
    out.whole = take(number(out.header("content-length"), 10), out.body);
  } else {
    while (fill()) {
    }
    out.body = std::move(in_);
    out.whole = true;
  }
  return out;
}

bool HttpClient::ended() {
  const auto until = std::chrono::steady_clock::now() + kPatience;
  while (fill()) in_.clear();
  return std::chrono::steady_clock::now() < until;
}

Answer HttpClient::ask(std::string_view method, const std::string& path, std::string_view body,
                       const std::string& headers) {
  if (!send(request_text(method, path, port_, body, headers))) return {};
  Answer answer = read(method == "HEAD");
  constexpr std::string_view kDetail = R"("detail":")";
  const auto at = answer.body.find(kDetail);
  if (answer.status < 400 || at == std::string::npos) return answer;
  // Whatever a test asks for: no refusal is in English alone.
  const std::string detail = answer.body.substr(
      at + kDetail.size(), answer.body.find('"', at + kDetail.size()) - at - kDetail.size());
  if (is_english_alone(detail)) throw std::logic_error("a refusal in English alone: " + answer.body);
  return answer;
}

Answer HttpClient::get(const std::string& path, const std::string& headers) {
  return ask("GET", path, {}, headers);
}

Answer HttpClient::post(const std::string& path, std::string_view body, const std::string& headers) {
  return ask("POST", path, body, headers);
}

std::string request_text(std::string_view method, const std::string& path, std::uint16_t port,
                         std::string_view body, const std::string& headers) {
  std::string out = std::string(method) + " " + path +
                    " HTTP/1.1\r\nHost: 127.0.0.1:" + std::to_string(port) + "\r\n" + headers;
  if (!body.empty() || method == "POST" || method == "PUT") {
    out += "Content-Length: " + std::to_string(body.size()) + "\r\n";
  }
  return out + "\r\n" + std::string(body);
}

}  // namespace tenure::testing
