// GET /v1/status: how large the ledger is, what vouches for it, what opening it found. For everybody: all of
// it stands in the checkpoint and the genesis act, or is about the process.
#pragma once

#include "server/http/router.h"
#include "storage/ledger/ledger_store.h"

namespace tenure {

/// `store` outlives the router.
void add_status_route(Router& router, const LedgerStore& store);

}  // namespace tenure
