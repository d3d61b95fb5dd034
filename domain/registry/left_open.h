// LAW-04 as one form over many lists: what an organisation that has ended leaves open. Pure; any thread.
#pragma once

#include "domain/rules/rule.h"

namespace tenure {

/// What an item of a list says of its time: in which organisation, from when on, until when.
struct Lasting {
  std::string_view org;
  Date from;
  std::optional<Date> until;
  Position position;
  /// Days after the organisation's end in which an end of it comes in time; nothing: whenever it comes.
  std::optional<std::int32_t> within = std::nullopt;
};

/// Whether it had begun by the day, and was open after it.
bool outlasts(const Lasting& lasting, Date end);
/// Objects to what is open after the organisation's end: once it is ended, be it later, nothing is.
Objections outlasts_its_org(const Examined& examined, const Lasting& lasting);
/// Whether the organisation has ended: an `awake`.
bool has_ended(const Facts& facts, std::string_view org);

/// `std::optional<Lasting> lasts(const Examined&, const Item&)`: nothing of an item that needs no end.
template <auto List, auto Lasts>
form::Invariant left_open() {
  using Row = typename MemberOf<List>::Structure;
  using Item = typename MemberOf<List>::Type::value_type;
  constexpr auto kCheck = [](const Examined& examined, const Row&, const Item& item) -> Objections {
    const auto lasting = Lasts(examined, item);
    return lasting ? outlasts_its_org(examined, *lasting) : std::nullopt;
  };
  auto out = invariant<List, kCheck>();
  if (Row::kSubject == SubjectKind::org) out.awake = &has_ended;
  return out;
}

}  // namespace tenure
