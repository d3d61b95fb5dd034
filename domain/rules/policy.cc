#include "domain/rules/policy.h"

#include <unordered_map>

#include "domain/registry/hierarchy.h"
#include "domain/rules/rule.h"

namespace tenure {
namespace {

bool only_proposes(PolicyStatus status) {
  return status == PolicyStatus::proposed || status == PolicyStatus::draft;
}

bool holds_on(const Policy& policy, Date on) {
  return policy.has_pack && policy.from <= on && (!policy.until || on <= *policy.until);
}

/// The packs that were parsed last, by their texts: a text says the same to every book. Of one thread.
class ParsedPacks {
 public:
  Result<std::shared_ptr<const Pack>> of(const std::string& text) {
    if (const auto found = packs_.find(text); found != packs_.end()) return found->second;
    auto pack = parse_pack(text);
    if (!pack) return tl::unexpected(pack.error());
    if (packs_.size() >= kMax) packs_.clear();
    return packs_[text] = std::make_shared<const Pack>(std::move(*pack));
  }

 private:
  static constexpr std::size_t kMax = 64;
  std::unordered_map<std::string, std::shared_ptr<const Pack>> packs_;
};

/// The part of a key before and behind its '*'.
std::pair<std::string_view, std::string_view> around_star(std::string_view key) {
  const std::size_t star = key.find('*');
  return {key.substr(0, star), key.substr(star + 1)};
}

}  // namespace

const PackValue* PolicyView::find(const ParameterInfo& parameter,
                                  std::initializer_list<std::string_view> words) const {
  const Pack* given = pack();
  if (given == nullptr && reads_ == nullptr) return nullptr;
  std::string filled;
  std::string_view key = parameter.key;
  if (key.find('*') != std::string_view::npos) {
    const auto* word = words.begin();
    for (const char c : key) {
      if (c == '*' && word != words.end()) {
        filled += *word++;
      } else {
        filled += c;
      }
    }
    key = filled;
  }
  const PackValue* found = nullptr;
  if (given != nullptr) {
    const auto value = given->values.find(key);
    if (value != given->values.end()) found = &value->second;
  }
  if (reads_ != nullptr) note(parameter, std::string(key), found);
  return found;
}

void PolicyView::note(const ParameterInfo& parameter, std::string key, const PackValue* found) const {
  const bool known = std::any_of(reads_->begin(), reads_->end(), [&](const ParameterRead& read) {
    return read.key == key && read.policy == position();
  });
  if (known) return;
  reads_->push_back({&parameter, std::move(key), found == nullptr ? PackValue() : *found, position()});
}

PolicyView PolicyView::noting(ParametersRead& reads) const {
  PolicyView out = *this;
  out.reads_ = &reads;
  return out;
}

Codes PolicyView::words(const ParameterInfo& parameter) const {
  Codes out;
  if (pack() == nullptr) return out;
  const auto [before, behind] = around_star(parameter.key);
  for (const auto& [key, value] : pack()->values) {
    if (key.size() <= before.size() + behind.size() || !key.starts_with(before) || !key.ends_with(behind))
      continue;
    std::string word = key.substr(before.size(), key.size() - before.size() - behind.size());
    if (word.find('.') == std::string::npos) out.push_back({std::move(word)});
  }
  return out;
}

PolicyView PolicyView::of(const Period& period) const {
  return period.calendar() ? on(period.first()) : *this;
}

PolicyView PolicyView::on(Date day) const {
  if (policy_ == nullptr || policy_->book == nullptr) return *this;
  const auto found = policy_->book->binding(*policy_->facts, policy_->org, day);
  PolicyView out = found && (found->position() || found->policy_->is_tried) ? *found : *this;
  out.reads_ = reads_;
  return out;
}

RuleMode PolicyView::mode(const Rule& rule) const {
  RuleMode mode = rule.default_mode;
  if (const Pack* given = pack()) {
    const auto found = given->rules.find(rule.name);
    if (found != given->rules.end() && found->second.mode) mode = *found->second.mode;
  }
  return mode == RuleMode::enforce && !binds() ? RuleMode::flag : mode;
}

Result<std::shared_ptr<const Pack>> PolicyBook::pack_at(const Facts& facts, Position position) {
  if (const auto found = packs_.find(position); found != packs_.end()) return found->second;
  const auto original = facts.original(position);
  if (!original) return tl::unexpected(original.error());
  const auto& text = original->event.as<PolicyAdopted>().pack;
  thread_local ParsedPacks parsed;
  auto pack = parsed.of(text ? text->value : std::string());
  if (!pack) return pack;
  if (packs_.size() >= kPacksMax) packs_.clear();
  return packs_[position] = overlaid(std::move(*pack));
}

std::shared_ptr<const Pack> PolicyBook::overlaid(std::shared_ptr<const Pack> pack) const {
  if (overlay_.empty()) return pack;
  Pack out = pack == nullptr ? Pack() : *pack;
  if (overlay_.below != nullptr)
    out.values.insert(overlay_.below->values.begin(), overlay_.below->values.end());
  if (overlay_.above != nullptr) {
    for (const auto& [key, value] : overlay_.above->values) out.values.insert_or_assign(key, value);
  }
  return std::make_shared<const Pack>(std::move(out));
}

template <class Wanted>
Result<std::optional<PolicyView>> PolicyBook::nearest(const Facts& facts, std::string_view org, Date on,
                                                      Wanted wanted) {
  std::string_view at = org;
  for (int depth = 0; depth < kHierarchyDepthMax; ++depth) {
    const auto* org_row = facts.row<OrgRow>(at);
    // What was merged goes by its successor's policies from that day on.
    const bool has_own = org_row == nullptr || org_row->successor_on(on) == nullptr;
    if (const auto* row = has_own ? facts.row<OrgPolicies>(at) : nullptr) {
      for (auto policy = row->policies.rbegin(); policy != row->policies.rend(); ++policy) {
        if (!holds_on(*policy, on)) continue;
        const bool binds = !only_proposes(policy->status);
        if (binds != wanted.binds) continue;
        const auto pack = pack_at(facts, policy->position);
        if (!pack) return tl::unexpected(pack.error());
        PolicyView view(*pack, policy->position, binds);
        if (policy->status != PolicyStatus::pilot || wanted.in_pilot(view)) return view;
      }
    }
    const auto* above = org_row == nullptr ? nullptr : org_row->above_on(on);
    if (above == nullptr) break;
    at = above->str();
  }
  return std::optional<PolicyView>();
}

void PolicyBook::forget() {
  recent_ = {};
  kept_.clear();
}

Result<PolicyBook::Found*> PolicyBook::find(const Facts& facts, std::string_view org, Date on) {
  if (ground_ != facts.ground() || kept_.size() >= kKeptMax) {
    forget();
    ground_ = facts.ground();
  }
  for (Found* recent : recent_) {
    if (recent != nullptr && recent->on == on && recent->org == org) return recent;
  }
  const auto known = kept_.find(Key{org, on});
  Found* found = known == kept_.end() ? nullptr : known->second.get();
  if (found == nullptr) {
    auto binding = find_binding(facts, org, on);
    if (!binding) return tl::unexpected(binding.error());
    auto own = std::make_unique<Found>(Found{std::string(org), on, std::move(*binding), std::nullopt});
    found = own.get();
    kept_.emplace(Key{found->org, on}, std::move(own));
  }
  recent_[next_recent_++ % kRecentMax] = found;
  return found;
}

Result<PolicyView> PolicyBook::binding(const Facts& facts, std::string_view org, Date on) {
  const auto found = find(facts, org, on);
  if (!found) return tl::unexpected(found.error());
  return (*found)->binding;
}

Result<PolicyView> PolicyBook::find_binding(const Facts& facts, std::string_view org, Date on) {
  struct {
    const Facts& facts;
    std::string_view org;
    Date on;
    bool binds = true;

    bool in_pilot(const PolicyView& view) const {
      const auto orgs = view.get(kPilotOrgs);
      return orgs.absent() || (orgs && std::any_of(orgs->begin(), orgs->end(), [&](const Code& pilot) {
                                 return is_within(facts, org, pilot.value, on);
                               }));
    }
  } const wanted{facts, org, on};
  PolicyView::Held out;
  if (tried_ && tried_->from <= on && on <= tried_->until && is_within(facts, org, tried_->org, on)) {
    ++tried_found_;
    out.pack = overlaid(tried_->pack);
    out.is_tried = true;
  } else {
    const auto found = nearest(facts, org, on, wanted);
    if (!found) return tl::unexpected(found.error());
    if (*found) {
      out = *(*found)->policy_;
    } else {
      out.pack = overlaid(nullptr);
    }
  }
  out.book = this;
  out.facts = &facts;
  out.org = org;
  return PolicyView(std::move(out));
}

Result<std::optional<PolicyView>> PolicyBook::find_proposed(const Facts& facts, std::string_view org,
                                                            Date on) {
  struct {
    bool binds = false;
    bool in_pilot(const PolicyView&) const { return true; }
  } const wanted;
  return nearest(facts, org, on, wanted);
}

Result<PolicyBook::Both> PolicyBook::both(const Facts& facts, std::string_view org, Date on) {
  const auto found = find(facts, org, on);
  if (!found) return tl::unexpected(found.error());
  auto& proposed = (*found)->proposed;
  if (!proposed) {
    auto nearest_one = find_proposed(facts, org, on);
    if (!nearest_one) return tl::unexpected(nearest_one.error());
    proposed = std::move(*nearest_one);
  }
  return Both{(*found)->binding, *proposed};
}

void PolicyBook::forget_from(std::uint64_t index) {
  const auto first = packs_.lower_bound({index, 0});
  if (first == packs_.end()) return;
  packs_.erase(first, packs_.end());
  forget();
}

std::string jurisdiction(const Facts& facts, const Event& event, const OrgId& authority) {
  const Subject* person = nullptr;
  for (const Subject& subject : subjects(event)) {
    if (subject.kind == SubjectKind::org && is_registered(facts, subject.kind, subject.id)) return subject.id;
    if (subject.kind == SubjectKind::person && person == nullptr) person = &subject;
  }
  const auto* row = person == nullptr ? nullptr : facts.row<PersonRow>(person->id);
  return row == nullptr || row->orgs.empty() ? authority.value : row->orgs.back().str();
}

}  // namespace tenure
