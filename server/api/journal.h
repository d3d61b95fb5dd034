// GET /v1/journal: who read whom. For auditors; a subject sees who read their own file. Outlives the server.
#pragma once

#include "server/access/reads.h"
#include "server/http/router.h"
#include "storage/ledger/ledger_store.h"

namespace tenure {

/// From now on each answer of a route that reads of the record (Operation::reads) is noted, for whoever shows
/// a token. `reads` outlives the server.
void note_reads(Router& router, ReadJournal& reads);

/// A line for a question that is refused with 401 or 403 before its handler, if it reads of the record;
/// `operation` null: of the feed. Quick; any thread.
void note_refused(ReadJournal& reads, const Request& request, const Operation* operation);

class JournalApi {
 public:
  JournalApi(ReadJournal& reads, LedgerStore& store) : reads_(reads), store_(store) {}

  void add_routes(Router& router);

 private:
  Response get(const Request& request);

  ReadJournal& reads_;
  LedgerStore& store_;
};

}  // namespace tenure
