// The table of a review: a row for each thing that it says, as known then beside as known now.
#include <fmt/format.h>

#include "domain/ledger/rows.h"
#include "replay/review/review.h"
#include "server/api/table_forms.h"

namespace tenure {
namespace {

/// Puts the rows together: part, what, as known then, as known now, positions, receipt.
class DecisionRows {
 public:
  DecisionRows(const Wording& wording, Room room) : wording_(wording), room_(room) {}

  void part(std::string_view zh, std::string_view en) { part_ = wording_.say(zh, en); }
  void add(std::string what, std::string then, std::string now, std::string positions = {},
           std::string receipt = {}) {
    SheetRow& row = rows_.emplace_back();
    for (std::string* text : {&part_, &what, &then, &now}) row.push_back({CellKind::text, *text});
    row.push_back({CellKind::position, std::move(positions)});
    if (room_ == Room::file) row.push_back({CellKind::code, std::move(receipt)});
  }
  std::vector<SheetRow> take() { return std::move(rows_); }

 private:
  const Wording& wording_;
  Room room_;
  std::string part_;
  std::vector<SheetRow> rows_;
};

std::string pair_text(const Wording& wording, std::string_view zh, std::string_view en,
                      const std::string& value) {
  return wording.say(zh, en) + wording.say("：", ": ") + value;
}

std::string positions_of(const Shown& item, std::string_view member) {
  const auto positions = item.member(member);
  return positions ? positions_text(*positions) : std::string();
}

void act_rows(const Wording& wording, const Shown& answer, DecisionRows& rows) {
  const Shown act = *answer.member("act");
  rows.part("文书", "act");
  const auto add = [&](std::string_view zh, std::string_view en, std::string value) {
    if (!value.empty()) rows.add(wording.say(zh, en), std::move(value), {}, {}, act.text("receipt"));
  };
  add("文号", "document number", act.text("document_no"));
  add("签发机关", "authority", wording.named(Subject{SubjectKind::org, act.text("authority")}));
  std::vector<std::string> others;
  for (const Shown& org : act.list("co_authorities"))
    others.push_back(wording.named(Subject{SubjectKind::org, org.text()}));
  add("联合签发", "co-authorities", joined(wording, others));
  add("签发时间", "issued", act.has("issued_at") ? wording.moment(act.text("issued_at")) : std::string());
  add("入账时间", "recorded", wording.moment(act.text("recorded_at")));
  add("密级", "class", act.text("class"));
  if (const auto provenance = act.member("provenance"))
    add("史料来源", "provenance", wording.value(kType<Provenance>, *provenance));
  rows.add(wording.say("决定", "decision"), event_text(wording, *answer.member("event")), {},
           answer.text("position"), act.text("receipt"));
}

/// "按机关组织范围，事件类型 *，限额 1,000.00 元，2024-01-05 起：有效"
std::string grant_text(const Wording& wording, const Shown& grant) {
  std::vector<std::string> said = {wording.named(Subject{SubjectKind::org, grant.text("org_subtree")})};
  std::vector<std::string> types;
  for (const Shown& type : grant.list("types")) types.push_back(type.text());
  said.push_back(joined(wording, types));
  if (grant.has("limit_fen"))
    said.push_back(pair_text(wording, "限额", "limit", wording.money(grant.text("limit_fen"))));
  said.push_back(fmt::format(fmt::runtime(wording.say("{} 至 {}", "{} to {}")), grant.text("from"),
                             grant.has("until") ? grant.text("until") : wording.say("未定", "open")));
  said.push_back(pair_text(wording, "须共同签署人数", "quorum", grant.text("quorum")));
  const std::string verdict =
      grant.text("covers") == "true"
          ? wording.say("有权签署", "lets sign it")
          : pair_text(wording, "不适用", "does not let sign it", wording.half(grant.text("detail")));
  return joined(wording, said) + wording.say("；", "; ") + verdict;
}

void signer_rows(const Wording& wording, const Shown& answer, DecisionRows& rows) {
  rows.part("签署", "signed");
  for (const Shown& signer : answer.list("signers")) {
    const std::string who = signer.has("person")
                                ? wording.named(Subject{SubjectKind::person, signer.text("person")})
                                : signer.text("key");
    std::string what = signer.text("key");
    if (signer.text("root") == "true") what += wording.say("（根密钥）", " (root key)");
    rows.add(who, what,
             signer.has("revoked") ? pair_text(wording, "已吊销", "revoked", signer.text("revoked"))
                                   : std::string(),
             signer.text("registered"));
    for (const Shown& grant : signer.list("grants"))
      rows.add(pair_text(wording, "授权", "grant", who), grant_text(wording, grant), {},
               grant.text("position"));
  }
}

std::string policy_text(const Wording& wording, const Shown& item, std::string_view side) {
  const auto policy = item.member(side);
  if (!policy || !policy->has("position")) return wording.say("无", "none");
  return fmt::format("{} {}", policy->text("title"), policy->text("position"));
}

void policy_rows(const Wording& wording, const Shown& answer, DecisionRows& rows) {
  rows.part("政策", "policy");
  for (const Shown& item : answer.list("policies")) {
    std::string now = policy_text(wording, item, "now");
    const std::string today = policy_text(wording, item, "today");
    if (today != now) now += wording.say("；今日：", "; today: ") + today;
    rows.add(wording.named(Subject{SubjectKind::org, item.text("org")}) + " " + item.text("on"),
             policy_text(wording, item, "then"), std::move(now), item.text("then", "position"),
             item.text("then", "receipt"));
  }
}

std::string answer_text(const Wording& wording, const Shown& rule, std::string_view side) {
  const auto said = rule.member(side);
  if (!said) return wording.say("未适用", "not asked");
  std::string out = wording.value(kType<RuleOutcome>, *said->member("outcome"));
  const auto mentions = said->list("mentions");
  if (said->has("message"))
    out += wording.say("：", ": ") + wording.named(wording.half(said->text("message")), mentions);
  for (const auto& [member, zh, en] :
       {std::tuple("required_labels", "要求", "required"), std::tuple("actual_labels", "实际", "found")}) {
    if (const auto labels = said->member(member))
      out += wording.say("；", "; ") +
             pair_text(wording, zh, en, wording.named(wording.label(*labels), mentions));
  }
  for (const Shown& parameter : said->list("parameters"))
    out += wording.say("；", "; ") + wording.label(*parameter.member("labels")) + " " +
           given_text(wording, parameter);
  return out;
}

void rule_rows(const Wording& wording, const Shown& answer, DecisionRows& rows) {
  for (const bool differs : {true, false}) {
    rows.part(differs ? "规则：结论有变" : "规则", differs ? "rule: another answer" : "rule");
    for (const Shown& rule : answer.list("rules")) {
      if ((rule.text("differs") == "true") != differs) continue;
      std::string positions;
      for (const std::string& some :
           {positions_of(*rule.member(rule.has("then") ? "then" : "now"), "evidence"),
            positions_of(rule, "because")}) {
        if (!some.empty()) positions += (positions.empty() ? "" : " ") + some;
      }
      std::string then = answer_text(wording, rule, "then");
      if (rule.text("repeats") == "false")
        then += wording.say("；以准入结论为准，今不能复现", "; as the verdict says; asked again it differs");
      rows.add(wording.label(*rule.member("labels")), std::move(then), answer_text(wording, rule, "now"),
               std::move(positions));
    }
  }
}

void flag_rows(const Wording& wording, const Shown& answer, DecisionRows& rows) {
  rows.part("标记与豁免", "flags and overrides");
  for (const Shown& flag : answer.list("flags")) {
    std::vector<std::string> reviews;
    std::string positions;
    for (const Shown& review : flag.list("reviews")) {
      reviews.push_back(wording.value(kType<Disposition>, *review.member("disposition")) + " " +
                        review.text("on"));
      positions += (positions.empty() ? "" : " ") + review.text("position");
    }
    rows.add(rule_label(wording, flag.text("rule")),
             wording.named(wording.half(flag.text("message")), flag.list("mentions")),
             pair_text(wording, "复核", "reviews",
                       reviews.empty() ? wording.say("无", "none") : joined(wording, reviews)),
             positions);
  }
  for (const Shown& item : answer.list("overrides"))
    rows.add(pair_text(wording, "豁免", "override", rule_label(wording, item.text("rule"))),
             pair_text(wording, "批准人", "approver",
                       wording.named(Subject{SubjectKind::person, item.text("approver")})),
             {}, item.text("position"));
}

void event_rows(const Wording& wording, const Shown& answer, DecisionRows& rows) {
  rows.part("相关与后续", "around and after");
  for (const Shown& item : answer.list("events")) {
    const Shown event = *item.member("event");
    std::vector<std::string> relations;
    for (const Shown& relation : item.list("relations"))
      relations.push_back(wording.value(kType<Relation>, relation));
    // What was recorded after the decision was not known then.
    const auto own = Position::parse(answer.text("position"));
    const auto position = Position::parse(event.text("position"));
    const bool is_later = own && position && position->index > own->index;
    const std::string text = event_text(wording, event);
    rows.add(joined(wording, relations), is_later ? std::string() : text, is_later ? text : std::string(),
             event.text("position"), item.text("receipt"));
  }
}

std::string side_text(const Wording& wording, const Shown& answer, std::string_view side) {
  const std::string count = answer.text(side, "objections");
  const std::string said =
      answer.text(side, "regular") == "true"
          ? wording.say("无规则提出异议", "no rule objects")
          : fmt::format(fmt::runtime(wording.say("{} 条规则提出异议", "{} rules object")), count);
  return fmt::format(fmt::runtime(wording.say("账本 {} 条，事实截至 {}：{}", "{} acts, facts until {}: {}")),
                     answer.text(side, "size"), answer.text(side, "until"), said);
}

}  // namespace

TableForm decision_form() {
  TableForm out;
  out.file = "review";
  out.title = [](const Wording& wording, const Shown& answer) {
    return wording.say("决策复核 ", "Review of the decision at ") + answer.text("position");
  };
  out.columns = [](const Wording& wording, const Shown&, Room room) {
    std::vector<SheetColumn> titles = {{wording.say("部分", "part")},
                                       {wording.say("项目", "what")},
                                       {wording.say("当时所知", "as known then")},
                                       {wording.say("现在所知", "as known now")},
                                       {wording.say("位置", "positions"), CellKind::position}};
    if (room == Room::file) titles.push_back({wording.say("回执", "receipt"), CellKind::code});
    return titles;
  };
  out.rows = [](const Wording& wording, const Shown& answer, Room room) {
    DecisionRows rows(wording, room);
    for (auto* part : {&act_rows, &signer_rows, &policy_rows, &rule_rows, &flag_rows, &event_rows})
      part(wording, answer, rows);
    return rows.take();
  };
  out.subjects = [](const Shown& answer, std::set<Subject>& named) {
    if (const auto event = answer.member("event")) add_named_by_event(*event, named);
    for (const Shown& org : answer.member("act")->list("co_authorities"))
      named.insert({SubjectKind::org, org.text()});
    for (const Shown& signer : answer.list("signers")) {
      if (signer.has("person")) named.insert({SubjectKind::person, signer.text("person")});
      for (const Shown& grant : signer.list("grants"))
        named.insert({SubjectKind::org, grant.text("org_subtree")});
    }
    for (const Shown& item : answer.list("overrides"))
      named.insert({SubjectKind::person, item.text("approver")});
    for (const Shown& item : answer.list("policies")) named.insert({SubjectKind::org, item.text("org")});
    for (const Shown& rule : answer.list("rules")) {
      for (const std::string_view side : {"then", "now"}) {
        if (const auto said = rule.member(side)) add_named(*said, "mentions", named);
      }
    }
    for (const Shown& flag : answer.list("flags")) add_named(flag, "mentions", named);
    for (const Shown& item : answer.list("events")) add_named_by_event(*item.member("event"), named);
  };
  out.org = [](const Shown& answer) {
    const auto policies = answer.list("policies");
    return policies.empty() ? std::string() : policies.front().text("org");
  };
  out.lines = [](const Wording& wording, const Shown& answer) {
    return TableForm::Lines{{wording.say("当时所知", "as known then"), side_text(wording, answer, "then")},
                            {wording.say("现在所知", "as known now"), side_text(wording, answer, "now")}};
  };
  return out;
}

}  // namespace tenure
