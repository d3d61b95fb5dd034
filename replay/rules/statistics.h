// Statistics and reports over an organisation and everything below it, as of a past size and on a date.
//
// One evaluator for every declared count: it walks the subtree, looks at each row's items and puts those that
// count into groups. An item whose field has several values stands in several groups (one person may belong
// to several source groups); the total counts it once. One question, one thread.
#pragma once

#include <functional>

#include "domain/rules/rule.h"
#include "replay/past.h"

namespace tenure {

/// The value of a group whose field is not recorded.
inline constexpr std::string_view kUnrecorded = "unrecorded";
/// A group by the organisation that the row is of; every statistic knows it.
inline constexpr std::string_view kByOrg = "org";

/// Of the field that the statistic adds up, in its own unit (fen, ten-thousandths).
struct Amounts {
  std::int64_t known = 0;  ///< items that have a number; what is not known is left out, never zero
  std::int64_t sum = 0;
  std::int64_t least = 0;
  std::int64_t most = 0;
};

struct Figure {
  std::vector<std::string> group;  ///< a value for each of `by`
  std::int64_t count = 0;
  std::int64_t among = 0;          ///< of a share: those for which its second condition holds
  std::optional<Amounts> amounts;  ///< nothing where no item has a number
  /// The corrections, since, of what it counts; those of a past size alone, kCorrectionsToldMax at most.
  std::vector<Position> corrected_later = {};
};

inline constexpr std::size_t kCorrectionsToldMax = 20;

/// As of now, for what was counted at a past size; and which corrections may be told of.
struct Later {
  const Facts& now;
  std::function<bool(Position position)> may_know;
};

/// What a group is by, and each of its words that has a label: a code by its vocabulary or the pack that
/// binds the organisation asked about, a value of an enumeration, a truth. Ids and texts have none.
struct GroupWords {
  std::string_view zh, en;
  std::optional<SubjectKind> ids;  ///< whose its words are
  std::map<std::string, Saying> words;
};

struct StatisticAnswer {
  const Rule* rule;
  std::vector<std::string> by;
  std::vector<Figure> figures;  ///< in the order of their groups
  Figure total;
  std::vector<GroupWords> labels = {};  ///< for each of `by`
};

/// Counts for `org` and all below it. `by` empty: as the statistic is declared. `from` is the first day of a
/// period that ends on the date of `past`. Refuses with `bad_request` a field that the items do not have.
Result<StatisticAnswer> statistic(const Past& past, const Rule& rule, std::string_view org,
                                  std::vector<std::string> by = {}, std::optional<Date> from = std::nullopt,
                                  const Later* later = nullptr);
/// {name, by, unit?, figures: [{group, count, known?, sum?, mean?, least?, most?, among?, share?,
/// corrected_later?}], total:
/// {...}, labels: {<by>: {zh, en, subject?, words: {<word>: {zh, en, mentions?}}}}}; `unit` is fen where
/// money is added up, `subject` says whose ids its words are.
std::string to_json(const StatisticAnswer& answer);

/// Every line of the report: {name, labels, org, on, size, lines: [a statistic, ...]}.
Result<std::string> report_json(const Past& past, const Rule& rule, std::string_view org,
                                std::optional<Date> from = std::nullopt, const Later* later = nullptr);

}  // namespace tenure
