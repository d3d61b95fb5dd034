#include "ops/commands/act_words.h"

#include <fmt/format.h>

#include "domain/act/catalogue.h"
#include "server/tables/form.h"

namespace tenure {
namespace {

void add_line(const Console& console, const Wording& wording, std::string_view zh, std::string_view en,
              const std::string& what) {
  if (!what.empty()) console.remark(fmt::format("{}  {}", wording.say(zh, en), what));
}

void show_head(const Act& act, const Wording& wording, const Console& console) {
  const auto org = [&](const OrgId& id) { return wording.named(subject(id)); };
  add_line(console, wording, "签署文书", "signing", act.id.value);
  add_line(console, wording, "签发机关", "by", org(act.authority));
  std::vector<std::string> others;
  for (const OrgId& other : act.co_authorities) others.push_back(org(other));
  add_line(console, wording, "联合签发", "with", joined(wording, others));
  add_line(console, wording, "签发时间", "issued", wording.moment(act.issued_at.str()));
  if (act.document_no) add_line(console, wording, "文号", "document", act.document_no->value);
  if (act.klass.value != kOrdinaryClass) add_line(console, wording, "密级", "class", act.klass.value);
  if (act.provenance)
    add_line(console, wording, "史料来源", "transcribed from",
             act.provenance->original_issuer.value + "  " + act.provenance->source_digest.str());
  for (const AttachmentRef& attachment : act.attachments)
    add_line(console, wording, "附件", "attachment",
             attachment.media_type.value + "  " + attachment.digest.str());
}

}  // namespace

Result<Submission> read_submission(const std::string& text) {
  auto submission = parse_submission(text, 0);
  if (submission) return submission;
  const auto document = ParsedAnswer::parse(text);
  const auto inner = document ? document->root().member("submission") : std::nullopt;
  return inner ? parse_submission(inner->text(), 0) : submission;
}

Result<void> show_act(const Submission& submission, Wording& wording, const Console& console) {
  std::string payload = submission.envelope.payload;
  payload.reserve(payload.size() + simdjson::SIMDJSON_PADDING);
  const ParsedAct parsed = parse_act(payload);
  if (parsed.shape) return tl::unexpected(*parsed.shape);
  const auto document = ParsedAnswer::parse(submission.envelope.payload);
  if (!document) return tl::unexpected(document.error());
  for (const SealedInput& sealed : submission.sealed)
    wording.learn_sealed(sealed.commitment.str(), sealed.value.value);
  const auto events = document->root().list("events");
  std::set<Subject> named{subject(parsed.act.authority)};
  for (std::size_t i = 0; i < events.size(); ++i) {
    if (const auto data = events[i].member("data"))
      add_subjects(*parsed.act.events[i].type->structure, *data, named);
  }
  if (auto learnt = wording.learn_names(named); !learnt) return learnt;
  show_head(parsed.act, wording, console);
  for (std::size_t i = 0; i < events.size(); ++i) {
    const StructInfo& structure = *parsed.act.events[i].type->structure;
    const auto data = events[i].member("data");
    console.remark(fmt::format(
        "  [{}] {}  {}  {}", i, wording.day(events[i].text("on"), events[i].text("on_precision")),
        wording.say(structure.zh, structure.en), data ? wording.structure(structure, *data) : std::string()));
  }
  return {};
}

Wording wording_without_source(const Console& console) {
  const auto names = [](std::span<const Subject>) -> Result<std::string> { return R"({"names":{}})"; };
  const auto policy = [](std::string_view) -> Result<std::string> { return R"({"words":{}})"; };
  return {WordSource{names, policy}, console.language};
}

}  // namespace tenure
