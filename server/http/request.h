// An HTTP request as handlers see it: read whole, decoded, and with the viewer who asks.
//
// Owns its bytes. A plain value; one thread at a time.
#pragma once

#include <map>
#include <memory>
#include <optional>
#include <string>
#include <string_view>
#include <utility>
#include <vector>

#include "domain/access/viewer.h"
#include "domain/describe/read.h"

namespace tenure {

inline constexpr std::size_t kTargetMax = 8 << 10;   ///< bytes of a request's target
inline constexpr std::size_t kQueryMembersMax = 64;  ///< members of a query
inline constexpr std::size_t kPathSegmentsMax = 16;  ///< of a path, also of one that {rest...} takes

/// The members of a query, decoded, in their order. The route's arguments were checked before a handler sees
/// them (operation.h).
class Query {
 public:
  using Members = std::vector<std::pair<std::string, std::string>>;

  void add(std::string name, std::string value) { members_.emplace_back(std::move(name), std::move(value)); }
  const Members& members() const { return members_; }
  /// In place of what stood there under that name.
  void set(std::string_view name, std::string value);
  std::vector<std::string_view> all(std::string_view name) const;

  /// The value of an argument that is a `T`; nothing when it is absent.
  template <class T>
  std::optional<T> get(std::string_view name) const {
    const auto values = all(name);
    return values.empty() ? std::nullopt : T::parse(values.front());
  }

 private:
  Members members_;
};

class Reading;

struct Request {
  std::string method;                                      ///< GET, HEAD, POST, PUT, DELETE, ...
  std::vector<std::string> segments;                       ///< of the path, decoded
  std::map<std::string, std::string, std::less<>> params;  ///< what the route's {names} stand for
  Query query;
  std::vector<std::pair<std::string, std::string>> headers;  ///< lower-case names; no credentials
  std::string body;
  Viewer viewer;
  std::string peer;     ///< the client's address, without its port
  bool secure = false;  ///< over TLS
  bool loopback = false;
  bool by_cookie = false;  ///< a browser brought the credentials
  std::string session;     ///< whose cookie that was (access.h), for who outlives the request; else empty
  /// For the journal of reads; null where nothing of the record is read. Set by the route on the request that
  /// it was given: bodies are large.
  mutable std::shared_ptr<Reading> reading;

  /// The value of a header; empty when it is absent. `name` in lower case.
  std::string_view header(std::string_view name) const;
  /// All headers of that name as one list.
  std::string joined(std::string_view name) const;
  /// In place of what stood there under that name.
  void set_header(std::string_view name, std::string value);
  /// What stands for {name} of the route's pattern.
  const std::string& param(std::string_view name) const;
  /// The same as a value of a text type; not_found when it is none, for then nothing of that name exists.
  template <class T>
  Result<T> param_as(std::string_view name) const {
    auto value = T::parse(param(name));
    if (!value) return refuse(Reason::not_found, std::string(name), tenure::quoted(param(name)));
    return std::move(*value);
  }
  /// Whether Accept names the media type.
  bool accepts(std::string_view media_type) const;
};

/// Percent-decoding; nothing when it is malformed, not UTF-8 or holds a control character.
std::optional<std::string> percent_decode(std::string_view text, bool plus_is_space);

/// Whether a text is a host with or without a port, as Host holds it (RFC 9112, 3.2): no user information.
bool is_host(std::string_view text);

/// Splits a target in origin or absolute form into segments and query; bad_request for anything else. The
/// authority of an absolute one takes the place of Host (RFC 9112, 3.2.2).
Result<void> parse_target(std::string_view target, Request& out);

}  // namespace tenure
