// One call's way from a request to an answer: its viewer's questions, its common arguments, its refusals.
//
// Made by a handler for one request; one thread.
#pragma once

#include <string>

#include "domain/access/visibility.h"
#include "domain/describe/json_out.h"
#include "domain/ledger/policy.h"
#include "domain/registry/rows.h"
#include "domain/rules/policy.h"
#include "replay/questions.h"
#include "server/access/reads.h"
#include "server/api/arguments.h"
#include "server/api/questions.h"

namespace tenure {

/// A handler's way: the questions of one request, and its refusals as problems.
class Call {
 public:
  Call(const QuestionContext& context, const Request& request)
      : context_(context),
        request_(request),
        viewer_(with_own_classes(context, request.viewer)),
        questions_(context.store, viewer_, context.clock()) {}

  AlertBoard& alerts() const { return context_.alerts; }
  const Archive& archive() const { return context_.store; }
  const Questions& questions() const { return questions_; }
  const Request& request() const { return request_; }
  Moment clock() const { return context_.clock(); }

  /// An argument of the route; its default value when it is absent.
  template <class T>
  T get(std::string_view name) const {
    return request_.query.get<T>(name).value_or(T());
  }
  template <class T>
  std::optional<T> find(std::string_view name) const {
    return request_.query.get<T>(name);
  }

  Result<When> when() const {
    const auto on = find<Date>("on");
    return questions_.when(get<AsOf>("at").text, on ? on->str() : std::string());
  }
  /// The organisation that is asked about: the one named, else the viewer's own.
  std::optional<OrgId> org(std::string_view name = "org") const {
    if (auto named = find<OrgId>(name)) return named;
    return request_.viewer.scope;
  }
  std::size_t limit() const { return get<PageLimit>("limit").value; }

  OpenSealed open_sealed() const {
    return [&vault = context_.store.vault(), &reading = request_.reading](const std::string& subject,
                                                                          const std::string& commitment) {
      auto value = vault.value(subject, commitment);
      if (value && *value && reading) reading->opened_names();
      return value;
    };
  }

  FindSealed find_sealed() const {
    return [&vault = context_.store.vault()](const std::string& text) -> Result<std::vector<SealedHit>> {
      std::vector<SealedHit> out;
      auto names = vault.find_names(text);
      auto numbers = vault.find(SealedKind::id_number, text);
      if (!names) return tl::unexpected(names.error());
      if (!numbers) return tl::unexpected(numbers.error());
      out.reserve(names->size() + numbers->size());
      for (auto* found : {&*names, &*numbers}) {
        for (FoundValue& each : *found) out.push_back({std::move(each.subject), std::move(each.commitment)});
      }
      return out;
    };
  }

  Past past(const When& when) const { return Past(context_.store, when); }

  /// What is asked about, where the request does not say it all.
  void reads(const Subject& subject) const {
    if (request_.reading) request_.reading->subject = subject.str();
  }
  /// How many items are told.
  void found(std::size_t items) const {
    if (request_.reading) request_.reading->found(items);
  }

 private:
  /// Whoever reads nothing but their own file sees of it what the policy that binds them opens.
  static Viewer with_own_classes(const QuestionContext& context, Viewer viewer) {
    if (!viewer.person || !viewer.has(Role::subject) || may_read_files(viewer)) return viewer;
    const Past now(context.store, {context.store.size(), context.clock().date()});
    const auto* row = now.row<PersonRow>(viewer.person->value);
    if (row == nullptr || row->orgs.empty()) return viewer;
    PolicyBook book;
    const auto policy = book.binding(now, row->orgs.back().str(), now.when().on);
    const auto opened = policy ? policy->get(kOwnFileClasses) : Setting<Codes>();
    if (opened && !now.failure()) viewer.classes.insert(viewer.classes.end(), opened->begin(), opened->end());
    return viewer;
  }

  const QuestionContext& context_;
  const Request& request_;
  Viewer viewer_;
  Questions questions_;
};

inline Response answer(Result<std::string> json) {
  return json ? Response::json(std::move(*json)) : problem(json.error());
}

/// A page, with what it was asked of where that has two times.
inline Response answer(const Call& call, const Result<Page>& page, const When* when = nullptr) {
  if (!page) return problem(page.error());
  call.found(page->items.size());
  JsonOut items = JsonOut::array();
  for (const std::string& item : page->items) items.item(item);
  JsonOut out = JsonOut::object();
  if (when != nullptr) out.number("size", when->size).text("on", when->on.str());
  out.raw("items", items.str());
  if (page->next) out.text("next", *page->next);
  return Response::json(out.str());
}

using CallHandler = Response (*)(const Call& call);

/// A GET with a token.
inline void add_call(Router& router, const QuestionContext& context, Operation operation,
                     CallHandler handler) {
  operation.audience = any_token();
  router.work(std::move(operation),
              [&context, handler](const Request& request) { return handler(Call(context, request)); });
}

}  // namespace tenure
