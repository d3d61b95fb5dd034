// Which handler answers which method and path.
//
//   router.work("GET", "/v1/persons/{id}", [](const Request& r) { ... return Response::json(...); });
//
// `{name}` takes one segment of the path; `{name...}` at the end takes the rest. HEAD is answered by GET's
// handler without the body. Filled before the server starts, constant afterwards: any thread.
#pragma once

#include <functional>
#include <memory>
#include <span>
#include <string>
#include <string_view>
#include <vector>

#include "server/http/request.h"
#include "server/http/response.h"

namespace tenure {

inline constexpr std::size_t kBodyDefaultMax =
    64 << 10;  ///< bytes of a request's body where a route says nothing

/// Gives the answer, once, from any thread; `make` runs on the connection's strand, so that who calls is not
/// held up. A reply that is never given ends the connection.
using Reply = std::function<void(std::function<Response()> make)>;

/// Answers a body while it arrives. Everything is called on the connection's strand.
class Exchange {
 public:
  virtual ~Exchange() = default;
  /// `wake` may be called from any thread whenever one of the answers below may have changed.
  virtual void start(std::function<void()> wake) = 0;
  virtual bool wants_input() const = 0;  ///< false: the client has to wait
  virtual void input(std::string_view bytes) = 0;
  virtual void end_of_input() = 0;
  virtual std::string take_output() = 0;  ///< what is ready; empty when nothing is
  virtual bool finished() const = 0;      ///< nothing more will come
};

class Router {
 public:
  using Work = std::function<Response(const Request&)>;
  using Later = std::function<void(Request, Reply)>;
  using Meet = std::function<Result<std::unique_ptr<Exchange>>(const Request&)>;

  /// Runs on the worker pool: may read the disk and take its time.
  void work(std::string_view method, std::string_view pattern, Work handler,
            std::size_t body_max = kBodyDefaultMax);
  /// Runs on the io thread: answers at once, from memory.
  void quick(std::string_view method, std::string_view pattern, Work handler,
             std::size_t body_max = kBodyDefaultMax);
  /// Starts on the io thread, answers when it can.
  void later(std::string_view method, std::string_view pattern, Later handler,
             std::size_t body_max = kBodyDefaultMax);
  /// Answers with media type `type` while the body comes; the body is not limited, what is held of it is.
  void meet(std::string_view method, std::string_view pattern, std::string_view type, Meet handler);

  struct Route {
    std::size_t number = 0;  ///< in routes(): what figures are kept under
    std::string method;
    std::string pattern;
    std::vector<std::string> parts;
    std::size_t body_max = 0;
    Work work;
    Work quick;
    Later later;
    Meet meet;
    std::string type;
  };
  std::span<const Route> routes() const { return routes_; }

  struct Match {
    const Route* route = nullptr;  ///< null: see `allow`
    std::string allow;             ///< the methods of this path; empty: there is no such path
  };
  /// Fills in the request's params.
  Match match(Request& request) const;

 private:
  Route& add(std::string_view method, std::string_view pattern, std::size_t body_max);

  std::vector<Route> routes_;
};

}  // namespace tenure
