#include "domain/appraisal/score.h"

#include <fmt/format.h>

#include <algorithm>
#include <map>
#include <set>

#include "domain/appraisal/policy.h"
#include "domain/incentive/rows.h"

namespace tenure {
namespace {

using form::Computed;
using form::Part;

Decimal product(Decimal a, Decimal b) { return {a.scaled * b.scaled / Decimal::kScale}; }
Decimal count(std::size_t n) { return {static_cast<std::int64_t>(n) * Decimal::kScale}; }

/// One person, one scheme, one period.
class Sheet {
 public:
  Sheet(const Facts& facts, const PolicyView& policy, std::string_view person, std::string_view scheme,
        const Period& period)
      : facts_(facts), policy_(policy), person_(person), scheme_(scheme), period_(period) {
    row_ = facts.row<PersonScores>(person, score_part({std::string(scheme)}, period));
    out_.unit = form::kPoints;
  }

  void add_performance() {
    const auto parts = policy_.get(kScoreParts, scheme_);
    if (!parts) return unknown(phrase("政策未规定计分部分", "the policy names no parts that are scored"));
    if (row_ == nullptr) return unknown(phrase("没有评分记录", "nothing was scored"));
    if (policy_.get(kBasicGate, scheme_).value.value_or(false)) {
      const BasicItems basic = basic_items(*row_);
      if (!basic.failed.empty() || basic.met.empty())
        return unknown(phrase("基础项目未全部达标", "the basic items are not all met"));
    }
    Decimal sum;
    for (const Code& part : *parts) sum.scaled += add_part(part).scaled;
    const auto most = policy_.get(kScoreMax, scheme_);
    if (most && sum > *most) unknown(phrase("各部分合计超过 {} 分", "the parts together exceed {}", *most));
    total_.scaled += sum.scaled;
  }

  void add_review() {
    const auto dimensions = policy_.get(kReviewDimensions, scheme_);
    if (!dimensions) return;
    Part part{"review", "综合评议", "comprehensive review", {}, {}, {}};
    for (const Code& dimension : *dimensions) {
      const auto reviews = reviews_of(dimension);
      if (reviews.empty())
        unknown(phrase("未评议：{}", "not reviewed: {}", word_of(policy_, "review_dimension", dimension)));
      for (const Score* score : reviews) {
        part.basis.push_back(score->position);
        const auto points =
            score->level ? policy_.get(kReviewPoints, scheme_, score->level->value) : Setting<Decimal>();
        if (!points) {
          unknown(phrase("政策未规定“{}”该档次的分值", "the policy gives no points for the level of {}",
                         word_of(policy_, "review_dimension", dimension)));
        } else if (reviews.size() == 1) {
          part.value.scaled += points->scaled;
        } else {
          part.value.scaled += product(*points, rater_weight(score->rater ? score->rater->value : "")).scaled;
        }
      }
    }
    add(std::move(part));
  }

  void add_bonus() {
    for (const Honour& honour : facts_.items<&PersonHonours::honours>(person_)) {
      const auto points = policy_.get(kBonusPoints, scheme_, honour.level.value);
      if (points.absent() || !is_of_period(honour)) continue;
      if (!points)
        unknown(phrase("政策未规定“{}”表彰的加分",
                       "the policy gives no points for a commendation of level {}",
                       word_of(policy_, "level", honour.level)));
      add({"bonus",
           "加分",
           "bonus",
           points.value.value_or(Decimal()),
           {honour.position},
           word_of(policy_, "level", honour.level)});
    }
  }

  Computed take() {
    if (out_.why.empty()) out_.value = total_;
    return std::move(out_);
  }

 private:
  bool is_of_period(const Honour& honour) const {
    if (honour.period) return *honour.period == period_;
    return period_.calendar() && period_.first() <= honour.on && honour.on <= period_.last();
  }

  /// The first reason is the one that is said.
  void unknown(Saying why) {
    if (out_.why.empty()) out_.why = std::move(why);
  }

  void add(Part part) {
    total_.scaled += part.value.scaled;
    out_.parts.push_back(std::move(part));
  }

  /// What each rater said of a dimension. Of several, each counts with the rater's weight.
  std::vector<const Score*> reviews_of(const Code& dimension) const {
    std::vector<const Score*> out;
    for (std::size_t i = 0; row_ != nullptr && i < row_->scores.size(); ++i) {
      const Score& score = row_->scores[i];
      if (score.part.value == kReviewPart && score.item == dimension) out.push_back(&score);
    }
    return out;
  }

  /// The points of one part, weighed; a rater's points count with the rater's weight.
  Decimal add_part(const Code& part) {
    Part line{"part", "部分得分", "part", {}, {}, word_of(policy_, "score_part", part)};
    std::map<std::string, Decimal> by_rater;
    std::set<std::string> items;
    for (const Score& score : row_->scores) {
      if (score.part != part || !score.points) continue;
      by_rater[score.rater ? score.rater->value : std::string()].scaled += score.points->scaled;
      items.insert(score.item.value);
      line.basis.push_back(score.position);
    }
    const auto wanted = policy_.get(kScoreItems, scheme_, part.value);
    if (wanted && static_cast<std::int64_t>(items.size()) < *wanted)
      unknown(phrase("“{2}”共 {1} 项，已评 {0} 项", "{0} of {1} items of {2} are scored", items.size(),
                     *wanted, line.of));
    if (wanted && static_cast<std::int64_t>(items.size()) > *wanted)
      unknown(phrase("“{2}”共 {1} 项，评了 {0} 项", "{0} items of {2} are scored, it has {1}", items.size(),
                     *wanted, line.of));
    const auto raters = policy_.get(kRaters, scheme_);
    for (const auto& [rater, points] : by_rater) {
      line.value.scaled += raters ? product(points, rater_weight(rater)).scaled : points.scaled;
    }
    for (const Code& rater : raters ? *raters : Codes()) {
      if (!by_rater.contains(rater.value))
        unknown(phrase("{}未评分", "not scored by {}", rater_said(rater.value)));
    }
    line.value = product(line.value, part_weight(part));
    out_.parts.push_back({"items", "指标数", "items", count(items.size()), {}, line.of, form::kItems});
    out_.parts.push_back(line);
    return line.value;
  }

  Saying rater_said(const std::string& rater) const { return word_of(policy_, "organ audience", rater); }

  Decimal rater_weight(const std::string& rater) {
    const auto weight = policy_.get(kRaterWeight, scheme_, rater);
    if (!weight)
      unknown(phrase("政策未规定“{}”的权重", "the policy gives no weight for {}", rater_said(rater)));
    return weight ? weight->value : Decimal();
  }

  /// A policy that says nothing of weights leaves the points as they are.
  Decimal part_weight(const Code& part) {
    const auto weight = policy_.get(kPartWeight, scheme_, part.value);
    if (weight.unknown())
      unknown(phrase("政策未规定“{}”的权重", "the policy gives no weight for {}",
                     word_of(policy_, "score_part", part)));
    return weight.value.value_or(count(1));
  }

  const Facts& facts_;
  const PolicyView& policy_;
  std::string_view person_;
  std::string_view scheme_;
  const Period& period_;
  const PersonScores* row_;
  Decimal total_;
  Computed out_;
};

}  // namespace

Computed score_of(const Facts& facts, const PolicyView& policy, std::string_view person,
                  std::string_view scheme, const Period& period) {
  Sheet sheet(facts, policy, person, scheme, period);
  sheet.add_performance();
  sheet.add_review();
  sheet.add_bonus();
  return sheet.take();
}

Computed review_points(const Facts& facts, const PolicyView& policy, std::string_view person,
                       std::string_view scheme, const Period& period) {
  if (!policy.get(kReviewDimensions, scheme))
    return form::unknown(form::kPoints, phrase("政策未规定评议方面", "the policy reviews no dimensions"));
  Sheet sheet(facts, policy, person, scheme, period);
  sheet.add_review();
  return sheet.take();
}

Computed bonus_points(const Facts& facts, const PolicyView& policy, std::string_view person,
                      std::string_view scheme, const Period& period) {
  Sheet sheet(facts, policy, person, scheme, period);
  sheet.add_bonus();
  return sheet.take();
}

BasicItems basic_items(const PersonScores& row) {
  BasicItems out;
  for (const Score& score : row.scores) {
    if (score.part.value != kBasicPart || !score.passed) continue;
    (*score.passed ? out.met : out.failed).push_back(score.position);
  }
  return out;
}

}  // namespace tenure
