#include "tests/trials/endings.h"

#include <fmt/format.h>

#include <stdexcept>

#include "domain/describe/read.h"
#include "domain/describe/write.h"
#include "tests/support/ledger.h"

namespace tenure::trials {
namespace {

constexpr std::string_view kPaid = R"("payment":"{}","reason":"#")";

constexpr Ending kEndings[] = {
    {"SecretaryAppointed", "TenureEnded", R"("reason":"term_expiry","normal":true)", "secretary"},
    {"OfficeAssumed", "TenureEnded", R"("reason":"term_expiry","normal":true)"},
    {"ConcurrentPostAssumed", "TenureEnded", R"("reason":"term_expiry","normal":true)"},
    {"ActingAssigned", "TenureEnded", R"("reason":"term_expiry","normal":true)"},
    {"FirstSecretaryDispatched", "TenureEnded", R"("reason":"term_expiry","normal":true)", "first_secretary"},
    {"OfficeSuspended", "OfficeResumed", "", {}, true},
    {"SubsidyStopped", "SubsidyResumed", "", {}, true},
    {"ReserveListed", "ReserveRemoved", R"("reason":"moved")"},
    {"PlacementStarted", "PlacementEnded", ""},
    {"AdmonitionIssued", "AdmonitionEnded", R"("admonition":"{}","outcome":"revoked")", {}, true},
    {"SanctionImposed", "SanctionLifted", R"("sanction":"{}")", {}, true},
    {"PayDisbursed", "PaymentReversed", kPaid, {}, true},
    {"PayDisbursed", "PaymentReturned", R"("payment":"{}","cause":"account_closed")", {}, true},
    {"PayRecoveryOrdered", "PayRecovered", ""},
    {"RectificationOrdered", "RectificationClosed", R"("outcome":"accepted")"},
    {"IssueEscalated", "IssueDefused", R"("outcome":"accepted")"},
    {"GradeDetermined", "DecisionRevised", R"("decision":"{}","reason":"#")", {}, true},
};

/// The JSON of a member of an event's data; empty where it has none of that name.
std::string member(const Event& event, std::string_view name) {
  for (const Field& field : event.type->structure->fields) {
    if (field.name != name) continue;
    if (field.type->form == Form::optional && field.type->size(field.in(event.data.get())) == 0) return {};
    std::string out;
    write_json(*field.type, field.in(event.data.get()), out);
    return out;
  }
  return {};
}

std::string filled(std::string text, std::string_view place, const std::string& value) {
  for (std::size_t at = text.find(place); at != std::string::npos; at = text.find(place, at + value.size()))
    text.replace(at, place.size(), value);
  return text;
}

}  // namespace

std::span<const Ending> endings() { return kEndings; }

std::optional<Event> end_of(const Ending& pair, const Event& begins, Position name, Date on) {
  if (begins.type->name() != pair.begins) return std::nullopt;
  const EventType* ends = find_event_type(pair.ends);
  if (ends == nullptr) throw std::runtime_error(std::string(pair.ends) + " is no event");
  std::string data =
      filled(filled(std::string(pair.rest), "{}", name.str()), "#", testing::sealed_as("reason", "x").str());
  for (const Field& field : ends->structure->fields) {
    if (data.find(fmt::format("\"{}\":", field.name)) != std::string::npos) continue;
    std::string value = member(begins, field.name);
    if (field.name == "post" && value.empty() && !pair.post.empty()) value = fmt::format("\"{}\"", pair.post);
    const bool shared = field.required() || field.name == "post" || field.name == "payer";
    if (value.empty() || !shared) continue;
    data += fmt::format("{}\"{}\":{}", data.empty() ? "" : ",", field.name, value);
  }
  auto out =
      read_event_slice(fmt::format(R"({{"type":"{}","on":"{}","data":{{{}}}}})", pair.ends, on.str(), data));
  if (!out) throw std::runtime_error(fmt::format("{} {}: {}", pair.ends, data, out.error().text()));
  return std::move(*out);
}

}  // namespace tenure::trials
