#include "domain/discipline/dismissals.h"

#include <algorithm>
#include <iterator>

#include "domain/core/find.h"

namespace tenure {
namespace {

struct Dismissing {
  std::string_view word;
  Loss loss;
};
constexpr Dismissing kDismissing[] = {
    {"removal", Loss::post},                   // 免职
    {"dismissal", Loss::post},                 // 撤职
    {"ordered_resignation", Loss::post},       // 责令辞职
    {"removal_from_post", Loss::party_posts},  // 撤销党内职务
    {"probation", Loss::party_posts},          // 留党察看
    {"expulsion", Loss::party_posts},          // 开除党籍
    {"discharge", Loss::every_office},         // 开除
    {"sentence", Loss::every_office},          // 判刑
};

constexpr std::string_view kPartyPosts[] = {
    "secretary",           "deputy_secretary",    "first_secretary",
    "secretary_assistant", "full_time_organiser", "organisation_committee_member",
    "township_secretary",
};

}  // namespace

std::optional<Loss> loss_by(std::string_view word) {
  const auto* found =
      find_first(kDismissing, [&](const Dismissing& dismissing) { return dismissing.word == word; });
  return found == nullptr ? std::nullopt : std::optional(found->loss);
}

bool is_party_post(std::string_view post) {
  return std::ranges::find(kPartyPosts, post) != std::end(kPartyPosts);
}

}  // namespace tenure
