#include <fmt/format.h>

#include <algorithm>
#include <map>

#include "domain/describe/json_out.h"
#include "domain/describe/problem.h"
#include "domain/describe/schema.h"
#include "server/api/descriptions.h"
#include "server/api/formats.h"
#include "server/http/encoding.h"

namespace tenure {
namespace {

constexpr std::string_view kSchemas = "#/components/schemas/";

std::string variable_path(std::string_view path) {
  std::string out(path);
  if (const std::size_t rest = out.find("...}"); rest != std::string::npos) out.erase(rest, 3);
  return out;
}

/// OpenAPI 3.1 has no word for a body of lines: each line's schema stands in a member of our own.
std::string content_json(const Content& content) {
  JsonOut out = JsonOut::object();
  if (content.type == kNdjson) {
    out.raw("schema", Shape::text().json()).raw("x-line-schema", content.shape.json());
  } else if (content.type != kOctets) {
    out.raw("schema", content.shape.json());
  }
  return out.str();
}

std::string contents_json(const std::vector<Content>& contents) {
  JsonOut out = JsonOut::object();
  for (const Content& content : contents) out.raw(content.type, content_json(content));
  return out.str();
}

std::string parameters_json(const Operation& operation) {
  JsonOut out = JsonOut::array();
  for (const Argument& argument : operation.arguments) {
    const bool in_path = operation.in_path(argument);
    JsonOut one = JsonOut::object();
    one.text("name", argument.name).text("in", in_path ? "path" : "query");
    one.flag("required", in_path || argument.required);
    one.text("description", fmt::format("{} | {}", argument.zh, argument.en));
    const Shape shape = argument.repeats ? Shape::list(argument.shape) : argument.shape;
    out.item(one.raw("schema", shape.json()).str());
  }
  return out.str();
}

std::string response_reference(std::string_view name) {
  return fmt::format(R"({{"$ref":"#/components/responses/{}"}})", name);
}

/// Refusals that are the server's, not the handler's: of a body, and under load.
void add_server_refusals(const Operation& operation, JsonOut& out) {
  const bool file = std::any_of(operation.arguments.begin(), operation.arguments.end(),
                                [](const Argument& argument) { return argument.name == kFormatArgument; });
  const bool body = !operation.request.empty();
  if (body || file) out.raw("413", response_reference("Problem"));
  if (body) out.raw("415", response_reference("Problem"));
  out.raw("429", response_reference("Later")).raw("503", response_reference("Later"));
}

std::string responses_json(const Operation& operation) {
  JsonOut out = JsonOut::object();
  for (const Outcome& outcome : operation.outcomes) {
    JsonOut one = JsonOut::object();
    one.text("description", operation.zh);
    if (!outcome.contents.empty()) one.raw("content", contents_json(outcome.contents));
    out.raw(std::to_string(outcome.status), one.str());
  }
  add_server_refusals(operation, out);
  return out.raw("default", response_reference("Problem")).str();
}

std::string operation_json(const Operation& operation) {
  JsonOut out = JsonOut::object();
  out.text("operationId", operation.id).text("summary", operation.zh).text("description", operation.en);
  if (!operation.arguments.empty()) out.raw("parameters", parameters_json(operation));
  if (!operation.request.empty()) {
    JsonOut body = JsonOut::object();
    out.raw("requestBody",
            body.flag("required", true).raw("content", contents_json(operation.request)).str());
  }
  out.raw("responses", responses_json(operation));
  out.raw("security", operation.audience.token ? R"([{"token":[]},{"session":[]}])" : "[]");
  if (!operation.audience.roles.empty()) out.raw("x-roles", to_json(operation.audience.roles));
  return out.str();
}

std::string lower(std::string_view text) {
  std::string out(text);
  for (char& c : out) c = static_cast<char>(c | 0x20);
  return out;
}

std::string paths_json(std::span<const Router::Route> routes) {
  std::map<std::string, JsonOut> paths;
  for (const auto& route : routes) {
    auto& methods = paths.try_emplace(variable_path(route.operation.path), JsonOut::object()).first->second;
    methods.raw(lower(route.operation.method), operation_json(route.operation));
  }
  JsonOut out = JsonOut::object();
  for (const auto& [path, methods] : paths) out.raw(path, methods.str());
  return out.str();
}

Inventory types_of(std::span<const Router::Route> routes) {
  Inventory out;
  add_to_inventory(kType<Problem>, out);
  const auto add = [&](const Shape& shape) { out.insert(shape.types().begin(), shape.types().end()); };
  for (const auto& route : routes) {
    for (const Argument& argument : route.operation.arguments) add(argument.shape);
    for (const Content& content : route.operation.request) add(content.shape);
    for (const Outcome& outcome : route.operation.outcomes) {
      for (const Content& content : outcome.contents) add(content.shape);
    }
  }
  return out;
}

std::string components_json(std::span<const Router::Route> routes) {
  SchemaDefinitions definitions = act_definitions();
  add_definitions(types_of(routes), definitions);
  JsonOut schemas = JsonOut::object();
  for (const auto& [name, definition] : definitions) schemas.raw(name, definition);
  const std::string content =
      fmt::format(R"("content":{{"{}":{{"schema":{}}}}})", kProblemJson, Shape::of<Problem>().json());
  JsonOut responses = JsonOut::object();
  responses.raw(
      "Problem",
      fmt::format(R"({{"description":"拒绝：原因、位置、如何处理 | A refusal: why, where, what to do",{}}})",
                  content));
  responses.raw(
      "Later",
      fmt::format(
          R"({{"description":"请稍后重试 | To be asked again later","headers":{{"Retry-After":{{"description":"秒 | seconds","required":true,"schema":{}}}}},{}}})",
          Shape::count().json(), content));
  JsonOut out = JsonOut::object();
  out.raw("schemas", schemas.str()).raw("responses", responses.str());
  return out
      .raw("securitySchemes",
           R"({"token":{"type":"http","scheme":"bearer","description":"令牌 | A token"},)"
           R"("session":{"type":"apiKey","in":"cookie","name":"tenure","description":"会话 | A session"}})")
      .str();
}

}  // namespace

std::string openapi_json(std::span<const Router::Route> routes) {
  JsonOut out = JsonOut::object();
  out.text("openapi", "3.1.0");
  out.raw(
      "info",
      R"({"title":"履职账本 Tenure","version":"1","description":"村级公职履职账本 | A ledger of public office"})");
  out.text("jsonSchemaDialect", "https://json-schema.org/draft/2020-12/schema");
  out.raw("paths", paths_json(routes)).raw("components", components_json(routes));
  return with_references(out.str(), kSchemas, "");
}

void add_description_routes(Router& router) {
  const auto openapi = std::make_shared<Document>();
  const auto asyncapi = std::make_shared<Document>(kJson, asyncapi_json());
  const auto document = [](std::shared_ptr<const Document> text) {
    return [text = std::move(text)](const Request& request) { return text->answer(request); };
  };
  router.quick({.path = "/asyncapi.json",
                .id = "getAsyncapi",
                .zh = "实时订阅的说明",
                .en = "AsyncAPI 3.0 of the feed",
                .outcomes = json_outcome(Shape::open_object({{"asyncapi", Shape::word("3.0.0")}}))},
               document(asyncapi));
  router.quick({.path = "/openapi.json",
                .id = "getOpenapi",
                .zh = "接口说明",
                .en = "OpenAPI 3.1 of these calls",
                .outcomes = json_outcome(Shape::open_object({{"openapi", Shape::word("3.1.0")}}))},
               document(openapi));
  *openapi = Document(kJson, openapi_json(router.routes()));
}

}  // namespace tenure
