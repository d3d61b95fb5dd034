// GET /v1/journal: who read whom. For auditors; a subject sees who read their own file. Outlives the server.
#pragma once

#include "domain/act/history.h"
#include "server/access/reads.h"
#include "server/http/router.h"

namespace tenure {

class JournalApi {
 public:
  JournalApi(ReadJournal& reads, const Archive& archive) : reads_(reads), archive_(archive) {}

  void add_routes(Router& router);

 private:
  Response get(const Request& request);

  ReadJournal& reads_;
  const Archive& archive_;
};

}  // namespace tenure
