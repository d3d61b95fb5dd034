// One call's way from a request to an answer: its viewer's questions, its common parameters, its refusals.
//
// Made by a handler for one request; one thread.
#pragma once

#include <string>

#include "replay/questions.h"
#include "server/api/questions.h"

namespace tenure {

/// A handler's way: the questions of one request, and its refusals as problems.
class Call {
 public:
  Call(const QuestionContext& context, const Request& request)
      : context_(context), request_(request), questions_(context.store, request.viewer, context.clock()) {}

  const Questions& questions() const { return questions_; }
  const Request& request() const { return request_; }

  /// Who shows no token is told so, before anything else is looked at.
  Result<void> needs_token() const {
    if (request_.viewer.known()) return {};
    return refuse(Reason::token_missing);
  }

  Result<When> when() const {
    const auto at = request_.query.one("at");
    if (!at) return tl::unexpected(at.error());
    const auto on = request_.query.one("on");
    if (!on) return tl::unexpected(on.error());
    return questions_.when(at->value_or(""), on->value_or(""));
  }

  Result<std::size_t> limit() const {
    const auto limit = request_.query.number("limit");
    if (!limit) return tl::unexpected(limit.error());
    const std::uint64_t wanted = limit->value_or(kPageDefault);
    if (wanted < 1 || wanted > kPageMax)
      return refuse(Reason::bad_request, "limit", "from 1 to " + std::to_string(kPageMax));
    return wanted;
  }

  Result<std::string> text(std::string_view name) const {
    auto value = request_.query.one(name);
    if (!value) return tl::unexpected(value.error());
    return value->value_or("");
  }

  OpenSealed open_sealed() const {
    return [&vault = context_.store.vault()](const std::string& subject, const std::string& commitment) {
      auto opening = vault.get(subject, commitment);
      return opening ? std::optional(std::move(opening->value)) : std::nullopt;
    };
  }

  Past past(const When& when) const { return Past(context_.store, when); }

  void note_read(const Subject& subject) const { context_.note_read(request_, subject.str()); }

 private:
  const QuestionContext& context_;
  const Request& request_;
  Questions questions_;
};

inline Response answer(Result<std::string> json) {
  return json ? Response::json(std::move(*json)) : problem(json.error());
}

using CallHandler = Response (*)(const Call& call);

/// A GET that needs a token.
inline void add_call(Router& router, const QuestionContext& context, std::string_view pattern,
                     CallHandler handler) {
  router.work("GET", pattern, [&context, handler](const Request& request) {
    const Call call(context, request);
    if (auto shown = call.needs_token(); !shown) return problem(shown.error());
    return handler(call);
  });
}

}  // namespace tenure
