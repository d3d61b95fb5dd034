#include <fmt/format.h>

#include "domain/describe/json_out.h"
#include "domain/describe/schema.h"
#include "server/api/descriptions.h"
#include "server/api/shapes.h"
#include "server/stream/message.h"

namespace tenure {
namespace {

// Our schemas are of another draft than AsyncAPI's own, so each says of which.
constexpr std::string_view kFormat = "application/schema+json;version=draft-2020-12";

std::string formatted(std::string_view schema) {
  return fmt::format(R"({{"schemaFormat":"{}","schema":{}}})", kFormat, schema);
}

Shape checkpoint_shape() {
  return Shape::object({{"size", Shape::count()}, {"root", Shape::text()}, {"note", Shape::text()}});
}

std::vector<StreamMessage> told() {
  return server_messages(event_shape(),
                         {standing_shape(SubjectKind::person), standing_shape(SubjectKind::org),
                          statistic_shape(), alerts_shape(), checkpoint_shape()});
}

std::string message_json(const StreamMessage& message) {
  JsonOut out = JsonOut::object();
  out.text("name", message.name).text("title", message.zh).text("summary", message.en);
  return out.raw("payload", formatted(message.shape.json())).str();
}

std::string references(const std::vector<StreamMessage>& messages) {
  JsonOut out = JsonOut::array();
  for (const StreamMessage& message : messages) {
    out.item(fmt::format(R"({{"$ref":"#/channels/stream/messages/{}"}})", message.name));
  }
  return out.str();
}

/// The application's side: it receives what clients send.
std::string operation_json(std::string_view action, std::string_view zh, std::string_view en,
                           const std::vector<StreamMessage>& messages) {
  JsonOut out = JsonOut::object();
  out.text("action", action).text("title", zh).text("summary", en);
  out.raw("channel", R"({"$ref":"#/channels/stream"})");
  return out.raw("messages", references(messages)).str();
}

}  // namespace

std::string asyncapi_json() {
  const auto from_clients = client_messages();
  const auto to_clients = told();
  JsonOut channel_messages = JsonOut::object();
  JsonOut component_messages = JsonOut::object();
  Inventory types;
  for (const auto* messages : {&from_clients, &to_clients}) {
    for (const StreamMessage& message : *messages) {
      channel_messages.raw(message.name,
                           fmt::format(R"({{"$ref":"#/components/messages/{}"}})", message.name));
      component_messages.raw(message.name, message_json(message));
      types.insert(message.shape.types().begin(), message.shape.types().end());
    }
  }
  SchemaDefinitions definitions = act_definitions();
  add_definitions(types, definitions);
  JsonOut schemas = JsonOut::object();
  for (const auto& [name, definition] : definitions) schemas.raw(name, formatted(definition));

  JsonOut channel = JsonOut::object();
  channel.text("address", "/v1/stream").text("title", "实时订阅");
  channel.text("description", "WebSocket, subprotocol tenure.v1, JSON text frames");
  channel.raw("messages", channel_messages.str());
  channel.raw("bindings", R"({"ws":{"method":"GET","bindingVersion":"0.1.0"}})");
  JsonOut operations = JsonOut::object();
  operations.raw("hear", operation_json("receive", "客户端指令", "What a client says", from_clients));
  operations.raw("tell", operation_json("send", "服务端消息", "What a client is told", to_clients));
  JsonOut components = JsonOut::object();
  components.raw("messages", component_messages.str()).raw("schemas", schemas.str());

  JsonOut out = JsonOut::object();
  out.text("asyncapi", "3.0.0");
  out.raw("info",
          R"({"title":"履职账本 Tenure","version":"1","description":"实时订阅 | The feed of a ledger"})");
  out.text("defaultContentType", kJson);
  out.raw("channels", JsonOut::object().raw("stream", channel.str()).str());
  out.raw("operations", operations.str()).raw("components", components.str());
  return with_references(out.str(), "#/components/schemas/", "/schema");
}

}  // namespace tenure
