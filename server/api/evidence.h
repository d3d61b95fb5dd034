// Evidence over HTTP, for everybody and without a token: checkpoint, tiles, proofs (storage/evidence). And
// what operation asks: health, readiness, figures. Outlives the server whose router it fills.
#pragma once

#include <functional>

#include "server/app/metrics.h"
#include "server/http/router.h"
#include "storage/ledger/ledger_store.h"

namespace tenure {

class EvidenceApi {
 public:
  EvidenceApi(LedgerStore& store, const Metrics& metrics, std::function<Result<void>()> ready)
      : log_(store.log()), metrics_(metrics), ready_(std::move(ready)) {}

  void add_routes(Router& router);

 private:
  void add_evidence(Router& router);
  void add_operation(Router& router);

  Response checkpoint(const Request& request) const;
  Response tile(const Request& request);
  Response inclusion(const Request& request);
  Response consistency(const Request& request);
  Response readiness() const;
  Response figures(const Request& request) const;

  LogStore& log_;
  const Metrics& metrics_;
  std::function<Result<void>()> ready_;
};

}  // namespace tenure
