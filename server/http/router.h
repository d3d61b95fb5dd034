// Which handler answers which method and path.
//
//   router.work({.path = "/v1/persons/{id}", ...},
//               [](const Request& r) { ... return Response::json(...); });
//
// `{name}` takes one segment of the path; `{name...}` at the end takes the rest. HEAD is answered by GET's
// handler without the body. A handler is called for who may ask and with arguments that fit (operation.h).
// Filled before the server starts, constant afterwards: any thread.
#pragma once

#include <functional>
#include <memory>
#include <span>
#include <string>
#include <string_view>
#include <vector>

#include "server/http/operation.h"

namespace tenure {

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
  virtual std::size_t held() const = 0;   ///< bytes of memory, for the budget of bodies
  virtual bool owes() const = 0;          ///< whether something was answered, or will be to what came
  /// The body ends here, for this reason: it is answered last, behind what is due. Only when it owes().
  virtual void break_off(const Refusal& why) = 0;
};

class Router {
 public:
  using Work = std::function<Response(const Request&)>;
  using Later = std::function<void(Request, Reply)>;
  using Meet = std::function<Result<std::unique_ptr<Exchange>>(const Request&)>;

  /// Runs on the worker pool: may read the disk and take its time.
  void work(Operation operation, Work handler);
  /// Runs on the io thread: answers at once, from memory.
  void quick(Operation operation, Work handler);
  /// Starts on the io thread, answers when it can.
  void later(Operation operation, Later handler);
  /// Answers with the operation's first content while the body comes; the body is not limited, what is held
  /// of it is.
  void meet(Operation operation, Meet handler);

  struct Route {
    std::size_t number = 0;  ///< in routes(): what figures are kept under
    Operation operation;
    std::vector<std::string> parts;  ///< of the path
    Work work;
    Work quick;
    Later later;
    Meet meet;
  };
  std::span<const Route> routes() const { return routes_; }
  /// To give them more, before the server starts.
  std::span<Route> routes() { return routes_; }

  struct Match {
    const Route* route = nullptr;  ///< null: see `allow`
    std::string allow;             ///< the methods of this path; empty: there is no such path
  };
  /// Fills in the request's params.
  Match match(Request& request) const;

 private:
  Route& add(Operation operation);

  std::vector<Route> routes_;
};

}  // namespace tenure
