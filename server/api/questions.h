// The calls that ask about the record: files, rosters, events, differences, the schema.
#pragma once

#include <functional>
#include <string>

#include "replay/rules/alert_board.h"
#include "server/http/router.h"
#include "storage/ledger/ledger_store.h"

namespace tenure {

/// What the calls need; everything outlives the server.
struct QuestionContext {
  LedgerStore& store;
  AlertBoard& alerts;
  std::function<Moment()> clock;
};

void add_question_routes(Router& router, const QuestionContext& context);

}  // namespace tenure
