#include "server/http/encoding.h"

#include <zlib.h>

#include <algorithm>
#include <stdexcept>

#include "domain/core/sha256.h"
#include "server/http/header_text.h"

namespace tenure {
namespace {

constexpr int kLevel = 5;             ///< a third of the time of the best one, for a few percent of its bytes
constexpr int kGzipWindow = 15 + 16;  ///< the largest window, in gzip's frame
constexpr int kMemory = 8;            ///< zlib's default
constexpr std::size_t kPiece = 64 << 10;
constexpr std::size_t kTagShown = 16;

class Deflater {
 public:
  Deflater() {
    if (deflateInit2(&stream_, kLevel, Z_DEFLATED, kGzipWindow, kMemory, Z_DEFAULT_STRATEGY) != Z_OK)
      throw std::bad_alloc();
  }
  ~Deflater() { deflateEnd(&stream_); }
  Deflater(const Deflater&) = delete;
  Deflater& operator=(const Deflater&) = delete;

  /// What comes out for `text`, up to the point that `flush` asks for.
  std::string take(std::string_view text, int flush) {
    std::string out;
    // zlib reads it only; its type is older than const.
    stream_.next_in = reinterpret_cast<Bytef*>(const_cast<char*>(text.data()));
    stream_.avail_in = static_cast<uInt>(text.size());
    do {
      const std::size_t had = out.size();
      out.resize(had + kPiece);
      stream_.next_out = reinterpret_cast<Bytef*>(out.data() + had);
      stream_.avail_out = kPiece;
      if (deflate(&stream_, flush) == Z_STREAM_ERROR) throw std::runtime_error("zlib's stream is damaged");
      out.resize(out.size() - stream_.avail_out);
    } while (stream_.avail_out == 0);
    return out;
  }

 private:
  z_stream stream_{};
};

bool is_text(std::string_view type) {
  return type.starts_with("text/") || type == kJson || type == kNdjson || type == kProblemJson ||
         type == "image/svg+xml";
}

/// The tag of an answer that may be sent in two codings: the same text, not the same bytes.
std::string weak_tag(std::string_view text) {
  return "W/\"" + sha256(text).hex().substr(0, kTagShown) + "\"";
}

Response not_modified(const Response& whole, std::string_view tag) {
  Response out(304, {}, {});
  out.headers = whole.headers;
  out.headers.emplace_back("ETag", tag);
  return out;
}

/// "q=0", "q=0.000" and the like: the coding is not wanted.
bool is_refused(std::string_view parameters) {
  const std::string_view weight = trimmed(parameters);
  return (weight.starts_with("q=0") || weight.starts_with("Q=0")) &&
         weight.substr(3).find_first_not_of(".0") == std::string_view::npos;
}

}  // namespace

bool takes_gzip(std::string_view accept_encoding) {
  bool any = false;  // by "*", unless gzip is named
  while (!accept_encoding.empty()) {
    const std::string_view each = accept_encoding.substr(0, accept_encoding.find(','));
    accept_encoding.remove_prefix(std::min(each.size() + 1, accept_encoding.size()));
    const std::size_t end = std::min(each.find(';'), each.size());
    const std::string_view coding = trimmed(each.substr(0, end));
    const bool taken = end == each.size() || !is_refused(each.substr(end + 1));
    if (coding == "gzip" || coding == "x-gzip") return taken;
    if (coding == "*") any = taken;
  }
  return any;
}

std::string gzip(std::string_view text) { return Deflater().take(text, Z_FINISH); }

PullStream gzip(PullStream plain) {
  return [plain = std::move(plain), deflater = std::make_shared<Deflater>(),
          ended = false]() mutable -> Result<std::optional<std::string>> {
    if (ended) return std::optional<std::string>();
    auto piece = plain();
    if (!piece) return piece;
    ended = !*piece;
    if (ended) return std::optional(deflater->take({}, Z_FINISH));
    if ((*piece)->empty()) return piece;
    return std::optional(deflater->take(**piece, Z_SYNC_FLUSH));
  };
}

bool has_it(const Request& request, std::string_view tag) {
  const std::string_view held = request.header("if-none-match");
  return held == "*" || (!held.empty() && held.find(tag) != std::string_view::npos);
}

Response fitted(const Request& request, Response response) {
  const bool is_read = request.method == "GET" || request.method == "HEAD";
  if (is_read && response.status == 200 && response.type == kJson && !response.stream &&
      !response.has("ETag")) {
    const std::string tag = weak_tag(response.body);
    if (has_it(request, tag)) return not_modified(response, tag);
    response.headers.emplace_back("ETag", tag);
  }
  if (!is_text(response.type)) return response;
  response.headers.emplace_back("Vary", "Accept-Encoding");
  if (request.by_cookie || !takes_gzip(request.header("accept-encoding"))) return response;
  if (response.stream) {
    response.stream = gzip(std::move(response.stream));
  } else if (response.body.size() >= kCompressedFrom) {
    response.body = gzip(response.body);
  } else {
    return response;
  }
  response.headers.emplace_back("Content-Encoding", "gzip");
  return response;
}

Document::Document(std::string_view type, std::string text) : type_(type), tag_(weak_tag(text)) {
  if (is_text(type) && text.size() >= kCompressedFrom)
    gzip_ = std::make_shared<const std::string>(gzip(std::string_view(text)));
  plain_ = std::make_shared<const std::string>(std::move(text));
}

Response Document::answer(const Request& request) const {
  Response out(200, type_, {});
  // Not by with(): g++ 12 sees an overread in a short name that is moved.
  if (gzip_) out.headers.emplace_back("Vary", "Accept-Encoding");
  if (has_it(request, tag_)) return not_modified(out, tag_);
  out.headers.emplace_back("ETag", tag_);
  const bool compressed = gzip_ && takes_gzip(request.header("accept-encoding"));
  if (compressed) out.headers.emplace_back("Content-Encoding", "gzip");
  out.shared = compressed ? gzip_ : plain_;
  return out;
}

}  // namespace tenure
