#include "replay/audit/sample.h"

#include <algorithm>

#include "domain/core/sha256.h"
#include "domain/describe/json_out.h"

namespace tenure {
namespace {

constexpr std::string_view kMethods[] = {"record", "monetary_unit", "strata"};

SampledLine line_of(const Spent& spent, std::int32_t hits = 1) {
  SampledLine out;
  out.position = spent.position;
  out.on = spent.on;
  if (spent.is_person) {
    out.person = Ref<PersonId>{{spent.payee}};
  } else if (!spent.payee.empty()) {
    out.payee = ShortText{spent.payee};
  }
  out.purpose = {spent.purpose};
  out.amount_fen = spent.amount_fen;
  out.hits = hits;
  return out;
}

/// The first eight bytes of SHA-256 over the seed, a line feed and the text, as a number.
std::uint64_t drawn(const std::string& seed, std::string_view text) {
  const Digest digest = sha256(seed + "\n" + std::string(text));
  std::uint64_t out = 0;
  for (std::size_t i = 0; i < sizeof(out); ++i) out = out << 8 | static_cast<std::uint8_t>(digest.bytes[i]);
  return out;
}

std::vector<SampledLine> records(const std::vector<const Spent*>& all, std::size_t size,
                                 const std::string& seed) {
  std::vector<std::pair<std::uint64_t, const Spent*>> ranked;
  for (const Spent* each : all) ranked.emplace_back(drawn(seed, each->position.str()), each);
  std::ranges::sort(ranked, {},
                    [](const auto& each) { return std::pair(each.first, each.second->position); });
  ranked.resize(std::min(size, ranked.size()));
  std::ranges::sort(ranked, {}, [](const auto& each) { return each.second->position; });
  std::vector<SampledLine> out;
  for (const auto& [rank, each] : ranked) out.push_back(line_of(*each));
  return out;
}

/// Every `interval`th fen of the payments one behind the other, from a start below the interval on.
std::vector<SampledLine> units(const std::vector<const Spent*>& all, std::uint64_t interval,
                               std::uint64_t start) {
  std::vector<SampledLine> out;
  std::uint64_t next = start;
  std::uint64_t passed = 0;
  for (const Spent* each : all) {
    passed += static_cast<std::uint64_t>(each->amount_fen.value);
    std::int32_t hits = 0;
    for (; next < passed; next += interval) ++hits;
    if (hits > 0) out.push_back(line_of(*each, hits));
  }
  return out;
}

std::vector<Stratum> strata(const std::vector<const Spent*>& all) {
  std::vector<Stratum> out;
  for (const Spent* each : all) {
    std::int64_t from = 1;
    while (each->amount_fen.value >= from * 10) from *= 10;
    Stratum* known = find_first(out, [&](const Stratum& stratum) { return stratum.from_fen.value == from; });
    if (known == nullptr) known = &out.emplace_back(Stratum{{from}, {from * 10}, 0, {}});
    ++known->payments;
    known->amount_fen.value += each->amount_fen.value;
  }
  std::ranges::sort(out, {}, &Stratum::from_fen);
  return out;
}

}  // namespace

Result<std::string> audit_sample(const Questions& questions, const Archive& archive,
                                 const SampleRequest& request) {
  const Past past(archive, request.when);
  const auto spent = spent_by(past, request.scope.org, request.scope.from, request.scope.until);
  if (!spent) return tl::unexpected(spent.error());
  const Knowledge knowledge = questions.knowledge();
  std::vector<const Spent*> all;
  std::uint64_t total = 0;
  for (const Spent& each : *spent) {
    if (!knowledge.of_event(each.position)) continue;
    all.push_back(&each);
    total += static_cast<std::uint64_t>(each.amount_fen.value);
  }
  std::ranges::sort(all, {}, [](const Spent* each) { return each->position; });
  JsonOut out = JsonOut::object();
  out.text("method", kMethods[static_cast<std::size_t>(request.method)]).text("org", request.scope.org);
  out.text("from", request.scope.from.str()).text("until", request.scope.until.str());
  out.number("size", request.when.size).text("on", request.when.on.str());
  JsonOut population = JsonOut::object();
  out.raw("population", population.number("payments", all.size()).number("amount_fen", total).str());
  if (request.method == SampleMethod::strata) {
    out.raw("strata", to_json(strata(all)));
  } else {
    out.text("seed", request.seed);
  }
  if (request.method == SampleMethod::record)
    out.raw("items", to_json(records(all, request.size, request.seed)));
  if (request.method == SampleMethod::monetary_unit) {
    const std::uint64_t interval = std::max<std::uint64_t>(1, total / std::max<std::size_t>(1, request.size));
    out.number("interval_fen", interval);
    out.raw("items", to_json(units(all, interval, drawn(request.seed, "start") % interval)));
  }
  if (past.failure()) return tl::unexpected(*past.failure());
  const std::string text = out.str();
  return out.text("digest", "sha256:" + sha256(text).hex()).str();
}

}  // namespace tenure
