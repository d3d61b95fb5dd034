// What clients of /v1/stream say and are told: one JSON text a message.
//
// `id` is the first member of every frame that belongs to a subscription, so that what follows is made once
// for all subscribers (the "rest"). Pure; any thread.
#pragma once

#include <optional>
#include <string>
#include <string_view>

#include "domain/core/value.h"
#include "domain/describe/shape.h"
#include "server/stream/feed.h"

namespace tenure {

TENURE_ENUM(StreamOp, (subscribe, "订阅", "subscribe")(unsubscribe, "退订", "unsubscribe")(ping, "探测", "ping")
                      (auth, "认证", "authenticate")(pause, "暂停回放", "pause what is played")
                      (resume, "继续回放", "go on playing")(step, "回放下一份文书", "play the next act")
                      (seek, "跳至", "go on from another place"));
TENURE_ENUM(Topic, (events, "事件", "events")(standing, "现状", "standing")(stats, "统计", "statistics")(
                       alerts, "预警", "alerts")(checkpoint, "检查点", "checkpoint"));

/// A subscription's name on its connection: [a-z0-9]{1,8}, chosen by the client.
struct SubscriptionId {
  std::string value;

  static constexpr Reason kReason = Reason::bad_value;
  static constexpr std::string_view kName = "SubscriptionId";
  static constexpr std::string_view kPattern = "^[a-z0-9]{1,8}$";
  static constexpr std::size_t kLengthMax = 8;

  static std::optional<SubscriptionId> parse(std::string_view text);
  const std::string& str() const { return value; }
  auto operator<=>(const SubscriptionId&) const = default;
};

/// A subject in a subscription: person/p-0001, org/o-1, ...
struct SubjectName {
  Subject subject;

  static constexpr Reason kReason = Reason::bad_value;
  static constexpr std::string_view kName = "SubjectName";
  static constexpr std::string_view kPattern = "^[a-z]+/[A-Za-z0-9._:-]{1,64}$";

  static std::optional<SubjectName> parse(std::string_view text);
  std::string str() const { return subject.str(); }
};

/// Seconds of the record that are played in one second, at most: a year.
inline constexpr std::int32_t kPlaySpeedMax = 366 * 24 * 3600;

/// A place in the record: the position of an event, or a moment.
struct StreamPoint {
  std::string text;

  static constexpr Reason kReason = Reason::bad_value;
  static constexpr std::string_view kName = "StreamPoint";
  static constexpr std::string_view kPattern =
      "^((0|[1-9][0-9]{0,17})[.](0|[1-9][0-9]{0,4})|[0-9]{4}-[0-9]{2}-[0-9]{2}T[0-9]{2}:[0-9]{2}:[0-9]{2}([.]"
      "[0-9]{1,6})?Z)$";

  static std::optional<StreamPoint> parse(std::string_view text);
  const std::string& str() const { return text; }
  std::optional<Position> position() const { return Position::parse(text); }
  std::optional<Moment> moment() const { return Moment::parse(text); }
  auto operator<=>(const StreamPoint&) const = default;
};

TENURE_STRUCT(ClientOp, "订阅指令", "Stream operation",
  (StreamOp, op, "指令", "operation", StreamOp::ping)
  (std::optional<SubscriptionId>, id, "标识", "id")
  (std::optional<Topic>, topic, "主题", "topic")
  (std::optional<StreamPoint>, from, "自", "from")
  (std::optional<StreamPoint>, until, "至", "until")
  (std::optional<std::int32_t>, speed, "速度", "speed")  ///< seconds of the record a second; of what is played
  (std::optional<StreamPoint>, to, "跳至", "to")
  (std::optional<StreamFilter>, filter, "筛选", "filter")
  (std::optional<SubjectName>, subject, "对象", "subject")
  (std::optional<Code>, name, "名称", "name")
  (std::optional<OrgId>, org, "组织", "organisation")
  (std::optional<LongText>, token, "令牌", "token"));

/// Reads one message. What was read before a refusal stays in `out`, so that the error can name the id.
Result<void> read_client_op(std::string_view text, ClientOp& out);

/// A kind of message, for /asyncapi.json.
struct StreamMessage {
  std::string name;
  std::string_view zh, en;
  Shape shape;
};
/// What read_client_op accepts, an operation and topic each.
std::vector<StreamMessage> client_messages();
/// What a client is told; `event` and `states` are what stands in `data`.
std::vector<StreamMessage> server_messages(const Shape& event, const std::vector<Shape>& states);

/// "kind":"event","position":"...","data":...}
std::string event_rest(Position position, std::string_view data);
/// "kind":"change","position":"...","data":...}
std::string change_rest(Position position, std::string_view data);
/// "kind":"snapshot","size":N,"data":...}
std::string snapshot_rest(std::uint64_t size, std::string_view data);
/// "kind":"clock","size":N,"at":"<moment>","paused":false}: how far a stretch is played, and whether it
/// stands
std::string clock_rest(std::uint64_t size, Moment at, bool paused);
/// "kind":"played","size":N}
std::string played_rest(std::uint64_t size);
/// "kind":"caught_up","size":N}
std::string caught_up_rest(std::uint64_t size);
/// "kind":"error" and the members of the problem (domain/describe/problem.h)}
std::string error_rest(const Refusal& refusal);

/// Appends a whole text frame {"id":"<id>",<rest>; without an id {<rest>.
void append_message(std::string& out, std::string_view id, std::string_view rest);
std::string message_frame(std::string_view id, std::string_view rest);

}  // namespace tenure
