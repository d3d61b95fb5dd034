// Drafts over HTTP: POST /v1/drafts, GET /v1/drafts?awaiting=, GET /v1/drafts/{digest},
// DELETE the same, PUT /v1/drafts/{digest}/signatures. For clerks, within their scope; a draft is deleted by
// the token that made it.
//
// A draft that gathers the signatures it needs is submitted with the request that brings the last one.
// Handlers run on workers and wait for the sequencer. Outlives the server whose router it fills.
#pragma once

#include "server/access/drafts.h"
#include "server/api/acts.h"

namespace tenure {

inline constexpr std::size_t kDraftsPageMax = 200;

class DraftsApi {
 public:
  DraftsApi(DraftStore& drafts, LedgerStore& archive, Sequencer& sequencer, ActsApi& acts)
      : drafts_(drafts), archive_(archive), sequencer_(sequencer), acts_(acts) {}

  void add_routes(Router& router);

 private:
  Response post(const Request& request);
  Response list(const Request& request);
  Response get(const Request& request);
  Response sign(const Request& request);
  Response remove(const Request& request);

  bool sees(const Viewer& viewer, const Submission& submission) const;
  /// not_found for a draft that the viewer may not see.
  Result<Draft> draft_for(const Request& request);
  Response submit_if_complete(const Request& request, const Draft& draft);
  /// The admission of a draft that was admitted, for who signed it; nothing when it was not.
  std::optional<Response> admitted_before(const Request& request, const Digest& digest,
                                          const std::vector<Signed>& signatures);

  DraftStore& drafts_;
  LedgerStore& archive_;
  Sequencer& sequencer_;
  ActsApi& acts_;
};

}  // namespace tenure
