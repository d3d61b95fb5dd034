#include "server/stream/message.h"

#include <fmt/format.h>

#include <algorithm>
#include <array>

#include "domain/act/catalogue.h"
#include "domain/core/both.h"
#include "domain/describe/problem.h"
#include "domain/describe/read.h"
#include "domain/words/nearest.h"
#include "server/stream/frame.h"

namespace tenure {
namespace {

constexpr std::string_view kIdHead = R"({"id":")";
constexpr std::string_view kIdTail = R"(",)";

// Members of a message, as bits.
constexpr unsigned kId = 1, kTopic = 2, kFrom = 4, kFilter = 8, kSubject = 16, kName = 32, kOrg = 64,
                   kToken = 128, kUntil = 256, kSpeed = 512, kTo = 1024;

struct MemberName {
  unsigned member;
  std::string_view name;
};
constexpr std::array<MemberName, 11> kMembers = {{{kId, "id"},
                                                  {kTopic, "topic"},
                                                  {kFrom, "from"},
                                                  {kFilter, "filter"},
                                                  {kSubject, "subject"},
                                                  {kName, "name"},
                                                  {kOrg, "org"},
                                                  {kToken, "token"},
                                                  {kUntil, "until"},
                                                  {kSpeed, "speed"},
                                                  {kTo, "to"}}};
constexpr unsigned kPlay = kFrom | kUntil | kSpeed;

unsigned members_of(const ClientOp& op) {
  return (op.id ? kId : 0U) | (op.topic ? kTopic : 0U) | (op.from ? kFrom : 0U) | (op.filter ? kFilter : 0U) |
         (op.subject ? kSubject : 0U) | (op.name ? kName : 0U) | (op.org ? kOrg : 0U) |
         (op.token ? kToken : 0U) | (op.until ? kUntil : 0U) | (op.speed ? kSpeed : 0U) | (op.to ? kTo : 0U);
}

struct Demand {
  unsigned required = 0;
  unsigned allowed = 0;  ///< beside the required ones
};

Demand demand_of_topic(Topic topic) {
  switch (topic) {
    case Topic::events:
      return {kId | kTopic, kPlay | kFilter};
    case Topic::standing:
      return {kId | kTopic | kSubject, kPlay};
    case Topic::stats:
      return {kId | kTopic | kName, kOrg | kPlay};
    case Topic::alerts:
      return {kId | kTopic, kOrg | kPlay};
    case Topic::checkpoint:
      break;
  }
  return {kId | kTopic, 0};
}

Demand demand_of(const ClientOp& op) {
  switch (op.op) {
    case StreamOp::subscribe:
      return op.topic ? demand_of_topic(*op.topic) : Demand{kId | kTopic, ~0U};
    case StreamOp::unsubscribe:
    case StreamOp::pause:
    case StreamOp::step:
      return {kId, 0};
    case StreamOp::resume:
      return {kId, kSpeed};
    case StreamOp::seek:
      return {kId | kTo, 0};
    case StreamOp::auth:
      return {kToken, 0};
    case StreamOp::ping:
      break;
  }
  return {0, 0};
}

/// The message of an operation as `demand_of` says it; the members' types are those of ClientOp.
Shape client_shape(const ClientOp& op) {
  const auto [required, allowed] = demand_of(op);
  std::vector<Shape::Member> members = {{"op", Shape::word(name(op.op))}};
  for (const auto& [member, member_name] : kMembers) {
    if (((required | allowed) & member) == 0) continue;
    const auto& fields = Description<ClientOp>::kInfo.fields;
    const auto field = std::find_if(fields.begin(), fields.end(),
                                    [name = member_name](const Field& f) { return f.name == name; });
    const bool fixed = member == kTopic && op.topic;
    members.push_back({member_name, fixed ? Shape::word(name(*op.topic)) : Shape::described(*field->type),
                       (required & member) != 0});
  }
  return Shape::object(members);
}

StreamMessage told(std::string_view kind, std::string_view zh, std::string_view en,
                   std::vector<Shape::Member> members) {
  members.insert(members.begin(), {"kind", Shape::word(kind)});
  return {std::string(kind), zh, en, Shape::object(members)};
}

std::string state_rest(std::string_view kind, Position position, std::string_view data) {
  return fmt::format(R"("kind":"{}","position":"{}","data":{}}})", kind, position.str(), data);
}

}  // namespace

std::optional<SubscriptionId> SubscriptionId::parse(std::string_view text) {
  const auto fits = [](char c) { return (c >= 'a' && c <= 'z') || (c >= '0' && c <= '9'); };
  if (text.empty() || text.size() > kLengthMax || !std::all_of(text.begin(), text.end(), fits)) {
    return std::nullopt;
  }
  return SubscriptionId{std::string(text)};
}

std::optional<SubjectName> SubjectName::parse(std::string_view text) {
  auto found = Subject::parse(text);
  if (!found) return std::nullopt;
  return SubjectName{std::move(*found)};
}

std::optional<StreamPoint> StreamPoint::parse(std::string_view text) {
  if (!Position::parse(text) && !Moment::parse(text)) return std::nullopt;
  return StreamPoint{std::string(text)};
}

namespace {

/// What is played has a beginning and a speed; what is not has none of an end, and begins at a position.
Result<void> play_holds(const ClientOp& op) {
  if (op.speed && (*op.speed < 1 || *op.speed > kPlaySpeedMax))
    return refuse(Reason::bad_request, "speed", both("应为 1 至 {}", "1 to {}", kPlaySpeedMax));
  if (op.op != StreamOp::subscribe) return {};
  if (op.speed) return op.from ? Result<void>() : refuse(Reason::json_missing, "from");
  if (op.until || (op.from && *op.topic != Topic::events)) return refuse(Reason::json_missing, "speed");
  if (op.from && !op.from->position())
    return refuse(Reason::bad_value, "from", tenure::quoted(op.from->text));
  return {};
}

}  // namespace

Result<void> read_client_op(std::string_view text, ClientOp& out) {
  if (auto done = read_json(text, kType<ClientOp>, &out); !done) return done;
  const unsigned members = members_of(out);
  const auto [required, allowed] = demand_of(out);
  for (const auto& [member, member_name] : kMembers) {
    if ((required & ~members & member) != 0) return refuse(Reason::json_missing, std::string(member_name));
    if ((members & ~required & ~allowed & member) != 0) {
      return refuse(Reason::json_unknown, std::string(member_name),
                    both("此操作没有这个成员", "it does not belong to this operation"));
    }
  }
  if (auto holds = play_holds(out); !holds) return holds;
  if (!out.filter) return {};
  for (std::size_t i = 0; i < out.filter->types.size(); ++i) {
    const std::string& type = out.filter->types[i].value;
    if (find_event_type(type) == nullptr) {
      return refuse(Reason::event_unknown, fmt::format("filter.types[{}]", i),
                    unknown_among(type, event_type_words()));
    }
  }
  return {};
}

std::vector<StreamMessage> client_messages() {
  std::vector<StreamMessage> out;
  for (std::size_t i = 0; i < Description<Topic>::kValues.size(); ++i) {
    const EnumValue& topic = Description<Topic>::kValues[i];
    ClientOp op;
    op.op = StreamOp::subscribe;
    op.topic = static_cast<Topic>(i);
    out.push_back({fmt::format("subscribe_{}", topic.name), topic.zh, topic.en, client_shape(op)});
  }
  for (const StreamOp each : {StreamOp::unsubscribe, StreamOp::ping, StreamOp::auth, StreamOp::pause,
                              StreamOp::resume, StreamOp::step, StreamOp::seek}) {
    const EnumValue& words = describe_value(each);
    ClientOp op;
    op.op = each;
    out.push_back({std::string(words.name), words.zh, words.en, client_shape(op)});
  }
  return out;
}

std::vector<StreamMessage> server_messages(const Shape& event, const std::vector<Shape>& states) {
  const Shape::Member id{"id", Shape::of<SubscriptionId>()};
  const Shape::Member position{"position", Shape::of<Position>()};
  const Shape::Member size{"size", Shape::count()};
  const Shape::Member state{"data", Shape::one_of(states)};
  std::vector<Shape::Member> problem = {{"id", id.shape, false}};
  for (const Field& field : Description<Problem>::kInfo.fields) {
    problem.push_back({field.name, Shape::described(*field.type), field.required()});
  }
  return {told("event", "事件", "an event", {id, position, {"data", event}}),
          told("snapshot", "初值", "a state topic's value when it is subscribed to", {id, size, state}),
          told("change", "新值", "its newest value since", {id, position, state}),
          told("caught_up", "已追上", "everything recorded so far was told", {id, size}),
          told("clock", "回放时刻，暂停和继续时立即告知",
               "how far a stretch is played; told at once when it is paused and when it goes on",
               {id, size, {"at", Shape::of<Moment>()}, {"paused", Shape::flag()}}),
          told("played", "已放完", "the stretch is played to its end; it may be sought in", {id, size}),
          told("error", "拒绝", "a refusal", std::move(problem)),
          told("pong", "应答", "the answer to a ping", {}),
          told("authenticated", "已认证", "the token was taken", {})};
}

std::string event_rest(Position position, std::string_view data) {
  return state_rest("event", position, data);
}

std::string change_rest(Position position, std::string_view data) {
  return state_rest("change", position, data);
}

std::string snapshot_rest(std::uint64_t size, std::string_view data) {
  return fmt::format(R"("kind":"snapshot","size":{},"data":{}}})", size, data);
}

std::string clock_rest(std::uint64_t size, Moment at, bool paused) {
  return fmt::format(R"("kind":"clock","size":{},"at":"{}","paused":{}}})", size, at.str(), paused);
}

std::string played_rest(std::uint64_t size) { return fmt::format(R"("kind":"played","size":{}}})", size); }

std::string caught_up_rest(std::uint64_t size) {
  return fmt::format(R"("kind":"caught_up","size":{}}})", size);
}

std::string error_rest(const Refusal& refusal) {
  return R"("kind":"error",)" + problem_json(refusal).substr(1);
}

void append_message(std::string& out, std::string_view subscription, std::string_view rest) {
  if (subscription.empty()) {
    append_frame_head(out, Opcode::text, 1 + rest.size());
    out += '{';
  } else {
    append_frame_head(out, Opcode::text, kIdHead.size() + subscription.size() + kIdTail.size() + rest.size());
    out += kIdHead;
    out += subscription;
    out += kIdTail;
  }
  out += rest;
}

std::string message_frame(std::string_view subscription, std::string_view rest) {
  std::string out;
  append_message(out, subscription, rest);
  return out;
}

}  // namespace tenure
