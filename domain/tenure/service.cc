#include "domain/tenure/service.h"

#include <algorithm>

namespace tenure {
namespace {

constexpr std::int32_t kDaysAMonth = 31;  ///< the days that one spell leaves over never make a month

bool is_counted(const std::vector<Code>& posts, const Code& post) {
  return std::ranges::find(posts, post) != posts.end();
}

std::int32_t months_unknown(DatePrecision precision) {
  return precision == DatePrecision::day ? 0 : precision == DatePrecision::month ? 1 : kMonthsAYear;
}

/// Time in office without overlaps.
struct Spell {
  Date from, until;
  std::int32_t months_unknown;
  std::vector<Position> basis;
};

std::vector<Spell> spells(const PersonTenure& row, const std::vector<Code>& posts, Date on) {
  std::vector<const Office*> offices;
  for (const Office& office : row.offices) {
    if (!office.acting && office.from < on && is_counted(posts, office.post)) offices.push_back(&office);
  }
  std::stable_sort(offices.begin(), offices.end(),
                   [](const Office* a, const Office* b) { return a->from < b->from; });
  std::vector<Spell> out;
  for (const Office* office : offices) {
    const Date until = std::min(office->until.value_or(on), on);
    if (out.empty() || out.back().until < office->from) {
      out.push_back({office->from, until, months_unknown(office->precision), {}});
    } else {
      out.back().until = std::max(out.back().until, until);
    }
    out.back().basis.push_back(office->begun_at);
    if (office->ended_at && office->until <= on) out.back().basis.push_back(*office->ended_at);
  }
  return out;
}

/// What is left of a spell without the years that do not count. Its basis stays with the first piece.
std::vector<Spell> without(Spell spell, const std::vector<int>& years) {
  std::vector<Spell> out{std::move(spell)};
  for (const int year : years) {
    const Date from = Date::of(year, 1, 1);
    const Date until = Date::of(year + 1, 1, 1);
    std::vector<Spell> left;
    for (Spell& piece : out) {
      if (piece.until <= from || until <= piece.from) {
        left.push_back(std::move(piece));
        continue;
      }
      if (piece.from < from) left.push_back({piece.from, from, piece.months_unknown, std::move(piece.basis)});
      if (until < piece.until) left.push_back({until, piece.until, 0, std::move(piece.basis)});
    }
    out = std::move(left);
  }
  return out;
}

/// Adds up spells: whole months, and days that are left over.
class Sum {
 public:
  void add(const Spell& spell) {
    int whole = (spell.until.year() - spell.from.year()) * kMonthsAYear +
                static_cast<int>(spell.until.month()) - static_cast<int>(spell.from.month());
    if (spell.until < spell.from.plus_months(whole)) --whole;
    whole = std::max(whole, 0);
    months_ += whole;
    days_ += std::max(spell.until.days - spell.from.plus_months(whole).days, 0);
    unknown_ += spell.months_unknown;
    basis_.insert(basis_.end(), spell.basis.begin(), spell.basis.end());
  }

  Service service() const {
    const std::int32_t most = months_ + days_ / kDaysAMonth;
    return {std::max(most - unknown_, 0), most, basis_};
  }

 private:
  std::int32_t months_ = 0;
  std::int32_t days_ = 0;
  std::int32_t unknown_ = 0;
  std::vector<Position> basis_;
};

}  // namespace

void Service::add(const Service& more) {
  months_least += more.months_least;
  months_most += more.months_most;
  basis.insert(basis.end(), more.basis.begin(), more.basis.end());
}

Service served(const PersonTenure& row, const std::vector<Code>& posts, Counting counting,
               std::int32_t gap_days, Date on, const ExcludedYears& excluded) {
  Service longest;
  Sum run;
  const Spell* last = nullptr;
  const auto all = spells(row, posts, on);
  for (const Spell& spell : all) {
    bool breaks = last != nullptr && spell.from.days - last->until.days > gap_days;
    for (const Spell& piece : without(spell, excluded.years)) {
      if (breaks && counting == Counting::consecutive) run = Sum();
      run.add(piece);
      breaks = excluded.breaks;
      if (Service service = run.service(); service.months_most >= longest.months_most)
        longest = std::move(service);
    }
    last = &spell;
  }
  return longest;
}

Service certified(const PersonTenure& row, const std::vector<Code>& posts, Date on) {
  Service out;
  for (const CertifiedService& entry : row.certified) {
    const bool counts =
        std::ranges::any_of(entry.posts, [&](const Code& post) { return is_counted(posts, post); });
    if (!counts || entry.on > on) continue;
    const auto months = static_cast<std::int32_t>(entry.years.scaled * kMonthsAYear / Decimal::kScale);
    out.add({months, months, {entry.position}});
  }
  return out;
}

Decimal years(std::int32_t months) { return {std::int64_t{months} * Decimal::kScale / kMonthsAYear}; }

}  // namespace tenure
