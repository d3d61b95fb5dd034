// How answers travel: gzip where it is taken and safe, and tags by which a client knows that it has an
// answer.
//
// Where a browser brings the credentials (a cookie), an answer may hold what is secret beside what somebody
// else chose, and its compressed length would tell of the one by the other: such answers are never
// compressed. What is the same for everybody always may be.
//
// Any thread.
#pragma once

#include <memory>
#include <string>
#include <string_view>

#include "server/http/request.h"
#include "server/http/response.h"

namespace tenure {

/// Answers below it are sent as they are.
inline constexpr std::size_t kCompressedFrom = 1 << 10;

/// Whether Accept-Encoding takes gzip.
bool takes_gzip(std::string_view accept_encoding);

/// One member of RFC 1952; the same bytes for the same text.
std::string gzip(std::string_view text);

/// The pieces of `plain`, compressed; each as soon as it is there, so that a reader need not wait for the
/// rest.
PullStream gzip(PullStream plain);

/// Whether If-None-Match names the tag.
bool has_it(const Request& request, std::string_view tag);

/// A handler's answer as it goes to who asked: JSON that is asked for with GET has a tag and is not sent to
/// who has it, texts are compressed.
Response fitted(const Request& request, Response response);

/// A text that is the same for everybody, made ready once.
class Document {
 public:
  Document() = default;
  Document(std::string_view type, std::string text);

  Response answer(const Request& request) const;

 private:
  std::string_view type_;
  std::string tag_;
  std::shared_ptr<const std::string> plain_, gzip_;  ///< null: not worth it
};

}  // namespace tenure
