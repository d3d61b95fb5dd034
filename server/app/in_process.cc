#include "server/app/in_process.h"

#include <future>

#include "domain/core/both.h"

namespace tenure {

Response answer_in_process(const Router& router, Request request) {
  const Router::Match match = router.match(request);
  if (match.route == nullptr) {
    return problem({match.allow.empty() ? Reason::not_found : Reason::method_not_allowed, "path", {}});
  }
  const Router::Route& route = *match.route;
  if (auto may = route.operation.audience.admits(request.viewer); !may) return problem(may.error());
  if (auto fit = route.operation.accepts(request.query); !fit) return problem(fit.error());
  if (route.work) return route.work(request);
  if (route.quick) return route.quick(request);
  if (!route.later)
    return problem({Reason::bad_request, "path", both("只在连接上答复", "it is answered over a connection")});
  // Shared: the answerer may still be in set_value() when the answer is here.
  const auto answer = std::make_shared<std::promise<Response>>();
  auto answered = answer->get_future();
  route.later(std::move(request),
              [answer](const std::function<Response()>& make) { answer->set_value(make()); });
  return answered.get();
}

}  // namespace tenure
