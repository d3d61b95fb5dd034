#include "ops/import/acts.h"

#include <fmt/format.h>

#include <algorithm>

#include "domain/act/catalogue.h"
#include "domain/describe/read.h"
#include "ops/commands/seal.h"
#include "ops/commands/signing.h"

namespace tenure::import {
namespace {

/// A ULID out of the file rather than of the clock.
ActId act_id_of(const std::string& seed, std::size_t number) {
  const Digest digest = sha256(fmt::format("{}/act/{}", seed, number));
  const auto bytes = digest.view();
  std::uint64_t ms = 0;
  constexpr std::size_t kTimeBytes = 6;
  for (std::size_t i = 0; i < kTimeBytes; ++i) ms = ms << 8U | std::to_integer<std::uint64_t>(bytes[i]);
  std::array<std::byte, 10> rest;
  std::copy_n(bytes.begin() + kTimeBytes, rest.size(), rest.begin());
  return ActId::make(ms, rest);
}

/// "第 2–1400 行 rows"
ShortText rows_of(const Plan& plan, const PlannedAct& act) {
  const auto events = std::span(plan.events).subspan(act.first, act.count);
  const auto [least, most] =
      std::minmax_element(events.begin(), events.end(),
                          [](const PlannedEvent& a, const PlannedEvent& b) { return a.row < b.row; });
  return {fmt::format("第 {}–{} 行 rows", least->row, most->row)};
}

}  // namespace

std::vector<PlannedAct> group_events(const Plan& plan, const std::string& seed) {
  std::vector<PlannedAct> out;
  std::size_t bytes = 0;
  for (std::size_t i = 0; i < plan.events.size(); ++i) {
    const bool goes_on = i > 0 && plan.events[i].row == plan.events[i - 1].row;
    const bool full = out.empty() || out.back().count >= kEventsAnAct || bytes >= kBytesAnAct;
    if (full && !goes_on) {
      out.push_back({act_id_of(seed, out.size()), i, 0, {}});
      bytes = 0;
    }
    ++out.back().count;
    bytes += plan.events[i].json.size();
  }
  return out;
}

Result<void> make_act(const Plan& plan, const ActHead& head, const std::vector<SecretKey>& keys,
                      PlannedAct& act) {
  std::string json = "[";
  for (std::size_t i = 0; i < act.count; ++i) json += (i == 0 ? "" : ",") + plan.events[act.first + i].json;
  auto sealed = seal_events(json + "]");
  if (!sealed) return tl::unexpected(sealed.error());
  auto events = read_json<std::vector<Event>>(sealed->json);
  if (!events) {
    events.error().where = "events" + events.error().where;
    return tl::unexpected(events.error());
  }
  Act out;
  out.id = act.id;
  out.ledger = ShortText{head.ledger};
  out.authority = head.authority;
  out.issued_at = head.issued_at;
  if (!head.document_no.empty()) out.document_no = ShortText{head.document_no};
  out.provenance = head.provenance;
  if (out.provenance) out.provenance->place = rows_of(plan, act);
  out.events = std::move(*events);
  act.submission.envelope.payload_type = kActPayloadType;
  act.submission.envelope.payload = write_act(out);
  act.submission.sealed = std::move(sealed->sealed);
  for (const SecretKey& key : keys) {
    if (auto done = add_signature(act.submission.envelope, key); !done) return done;
  }
  return {};
}

}  // namespace tenure::import
