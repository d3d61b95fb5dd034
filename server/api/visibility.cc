#include "server/api/visibility.h"

#include <algorithm>

#include "domain/act/act.h"
#include "domain/describe/read.h"
#include "replay/past.h"

namespace tenure {
namespace {

/// The record of now, on the day of the newest entry.
Result<When> newest(const Archive& archive) {
  const std::uint64_t size = archive.size();
  if (size == 0) return When{0, Date{}};
  const auto act = archive.act_info(size - 1);
  if (!act) return tl::unexpected(act.error());
  return When{size, act->recorded_at.date()};
}

template <class Question>
bool ask(const Archive& archive, const Question& question) {
  const auto when = newest(archive);
  if (!when) return false;
  const Past now(archive, *when);
  const bool answer = question(now);
  return answer && !now.failure();
}

}  // namespace

bool may_see_act(const Archive& archive, const Viewer& viewer, const LogRecord& record) {
  if (!may_read_files(viewer)) return false;
  std::string payload = record.payload;
  payload.reserve(payload.size() + simdjson::SIMDJSON_PADDING);
  const ParsedAct parsed = parse_act(payload);
  // An act of a newer version: what it is about is not known here.
  if (parsed.shape) return !viewer.scope && viewer.has(Role::auditor);
  const Act& act = parsed.act;
  return ask(archive, [&](const Facts& now) {
    return std::all_of(act.events.begin(), act.events.end(), [&](const Event& event) {
      return may_see_event(viewer, now, event, act.klass.value);
    });
  });
}

bool may_see_authority(const Archive& archive, const Viewer& viewer, const OrgId& authority) {
  return ask(archive, [&](const Facts& now) { return may_see_org(viewer, now, authority.value); });
}

bool may_see_journal_of(const Archive& archive, const Viewer& viewer, const std::string& subject) {
  if (!viewer.scope) return true;
  const auto parsed = Subject::parse(subject);
  return parsed && ask(archive, [&](const Facts& now) { return may_see_subject(viewer, now, *parsed); });
}

}  // namespace tenure
