#include "ops/import/directory.h"

#include <fmt/format.h>

#include <algorithm>

#include "domain/act/sealed_values.h"
#include "domain/words/nearest.h"
#include "ops/commands/pages.h"

namespace tenure::import {
namespace {

constexpr std::size_t kToldMax = 5;  ///< of those who share a name

std::string_view kind_zh(SubjectKind kind) { return kind == SubjectKind::person ? "人员" : "组织"; }
std::string_view kind_en(SubjectKind kind) { return kind == SubjectKind::person ? "person" : "organisation"; }

}  // namespace

void Directory::add(SubjectKind kind, const std::string& id, std::string_view name, std::uint32_t row,
                    const std::string& org) {
  ids_.emplace(Subject{kind, id}, row);
  if (kind == SubjectKind::org) org_names_.emplace(id, name);
  remember(kind, name, {id, org, row});
}

std::optional<Directory::Namesake> Directory::namesake(SubjectKind kind, const std::string& id,
                                                       std::string_view name, const std::string& org) {
  learn();
  const auto found = names_.find({kind, folded(name)});
  if (found == names_.end()) return std::nullopt;
  const auto other = std::find_if(found->second.begin(), found->second.end(),
                                  [&](const Known& each) { return each.id != id && each.org == org; });
  if (other == found->second.end()) return std::nullopt;
  return Namesake{told(*other), other->row};
}

Said Directory::told(const Known& known) const {
  if (known.row != 0)
    return {fmt::format("{}（第 {} 行）", known.id, known.row),
            fmt::format("{} (row {})", known.id, known.row)};
  const auto org = org_names_.find(known.org);
  if (org == org_names_.end()) return {known.id, known.id};
  return {fmt::format("{}（{}）", known.id, org->second), fmt::format("{} ({})", known.id, org->second)};
}

void Directory::remember(SubjectKind kind, std::string_view name, Known known) {
  auto& all = names_[{kind, folded(name)}];
  const bool there =
      std::any_of(all.begin(), all.end(), [&](const Known& each) { return each.id == known.id; });
  if (!there) all.push_back(std::move(known));
}

std::uint32_t Directory::row_of(SubjectKind kind, const std::string& id) const {
  const auto found = ids_.find({kind, id});
  return found == ids_.end() ? 0 : found->second;
}

void Directory::learn() {
  if (std::exchange(learnt_, true)) return;
  auto done = learn_orgs();
  if (done) done = learn_people();
  if (!done) failure_ = done.error();
}

Result<void> Directory::learn_orgs() {
  const auto names = source_.get(Target("/v1/names").with("subjects", Subject{SubjectKind::org, top_}.str()));
  if (!names) return tl::unexpected(names.error());
  const auto answer = ParsedAnswer::parse(*names);
  if (!answer) return tl::unexpected(answer.error());
  for (const auto& [subject, name] : answer->root().members("names")) {
    remember(SubjectKind::org, name.text(), {top_, {}, 0});
    org_names_[top_] = name.text();
  }
  ids_.emplace(Subject{SubjectKind::org, top_}, 0);
  std::vector<std::string> open{top_};
  while (!open.empty()) {
    const std::string parent = std::move(open.back());
    open.pop_back();
    auto done = for_each_item(source_, Target("/v1/orgs").with("parent", parent), [&](const Shown& org) {
      const std::string id = org.text("org");
      if (!ids_.emplace(Subject{SubjectKind::org, id}, 0).second && org_names_.contains(id)) return;
      org_names_[id] = org.text("name");
      remember(SubjectKind::org, org.text("name"), {id, {}, 0});
      open.push_back(id);
    });
    if (!done) return done;
  }
  return {};
}

Result<void> Directory::learn_people() {
  return for_each_item(source_, Target("/v1/persons").with("org", top_), [&](const Shown& person) {
    const std::string id = person.text("person");
    ids_.emplace(Subject{SubjectKind::person, id}, 0);
    if (person.has("name")) remember(SubjectKind::person, person.text("name"), {id, person.text("org"), 0});
  });
}

Read<std::string> Directory::find(SubjectKind kind, std::string_view text) {
  const std::string id(text);
  if (ids_.contains({kind, id})) return id;
  learn();
  if (ids_.contains({kind, id})) return id;
  const std::string key = folded(text);
  const auto found = names_.find({kind, key});
  if (found != names_.end() && found->second.size() == 1) return found->second.front().id;
  if (found != names_.end()) return several(kind, found->second);
  if (is_id(text)) return id;  // whether it is registered is the ledger's to say
  return nobody(kind, key);
}

tl::unexpected<Said> Directory::several(SubjectKind kind, const std::vector<Known>& all) const {
  Said list;
  for (std::size_t i = 0; i < std::min(all.size(), kToldMax); ++i) {
    const Said each = told(all[i]);
    list.zh += (i == 0 ? "" : "、") + each.zh;
    list.en += (i == 0 ? "" : ", ") + each.en;
  }
  return wrong(fmt::format("{} 个{}同名：{}；请改填编号", all.size(), kind_zh(kind), list.zh),
               fmt::format("{} of that name: {}; give the id instead", all.size(), list.en));
}

/// An organisation's name is public, so the nearest one is told; a person's is not.
tl::unexpected<Said> Directory::nobody(SubjectKind kind, std::string_view key) const {
  Said said{
      fmt::format("没有这个名称的{}，请核对，或改填编号，或先登记", kind_zh(kind)),
      fmt::format("no {} is called so: check the name, give the id, or register it first", kind_en(kind))};
  if (kind == SubjectKind::org) {
    std::vector<std::string_view> names;
    for (const auto& [name, known] : names_) {
      if (name.first == kind) names.push_back(name.second);
    }
    if (const auto near = nearest_of(key, names); !near.empty()) {
      said.zh += fmt::format("；是否为“{}”？", near);
      said.en += fmt::format("; did you mean \"{}\"?", near);
    }
  }
  return tl::unexpected(std::move(said));
}

}  // namespace tenure::import
