#include "server/api/status.h"

#include "domain/core/both.h"
#include "domain/describe/json_out.h"
#include "domain/ledger/events.h"

namespace tenure {
namespace {

Shape status_shape() {
  return Shape::object({{"origin", Shape::text()},
                        {"log_key", Shape::text()},
                        {"size", Shape::count()},
                        {"root", Shape::text()},
                        {"checkpoint", Shape::text()},
                        {"anchored", Shape::count()},
                        {"unanchored", Shape::count()},
                        {"anchor_damage", Shape::text(), false},
                        {"ledger", Shape::text(), false},
                        {"clock", Shape::of<Clock>(), false},
                        {"root_keys", Shape::list(Shape::of<Ref<KeyId>>()), false},
                        {"root_threshold", Shape::count(), false}});
}

/// What the genesis act laid down.
Result<void> add_foundation(const LedgerStore& store, JsonOut& out) {
  const auto id = store.ledger_id();
  if (!id) return tl::unexpected(id.error());
  if (!*id) return {};
  const auto first = store.original({0, 0});
  if (!first) return tl::unexpected(first.error());
  if (first->event.type->type != &kType<LedgerOpened>)
    return refuse(Reason::damaged, "0.0", both("没有 LedgerOpened", "no LedgerOpened"));
  const auto& opened = first->event.as<LedgerOpened>();
  out.text("ledger", **id).text("clock", name(opened.clock)).raw("root_keys", to_json(opened.root_keys));
  out.number("root_threshold", static_cast<std::uint64_t>(opened.root_threshold));
  return {};
}

Response status(const LedgerStore& store) {
  const auto published = store.log().published();
  const Opened& opened = store.log().opened();
  JsonOut out = JsonOut::object();
  out.text("origin", store.origin()).text("log_key", store.log_key().text());
  out.number("size", published->head.size).text("root", published->head.root.hex());
  out.text("checkpoint", published->checkpoint);
  out.number("anchored", opened.anchored).number("unanchored", opened.unanchored);
  if (opened.damage) out.text("anchor_damage", *opened.damage);
  if (auto done = add_foundation(store, out); !done) return problem(done.error());
  return Response::json(out.str());
}

}  // namespace

void add_status_route(Router& router, const LedgerStore& store) {
  router.work({.path = "/v1/status",
               .id = "getStatus",
               .zh = "账本概况",
               .en = "The ledger's size, root, checkpoint and keys, and what opening it found",
               .lane = WorkLane::act,
               .outcomes = json_outcome(status_shape())},
              [&store](const Request&) { return status(store); });
}

}  // namespace tenure
