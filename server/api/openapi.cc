#include <fmt/format.h>

#include <algorithm>
#include <map>
#include <set>

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

/// What every route refuses for, and what follows from who may ask, with what and with which body.
std::set<Reason> refusals_of(const Operation& operation) {
  std::set<Reason> out = {Reason::bad_request,      Reason::token_invalid,   Reason::origin_refused,
                          Reason::rate_limited,     Reason::request_timeout, Reason::limit_header,
                          Reason::too_many_waiting, Reason::overload,        Reason::io,
                          Reason::damaged};
  out.insert(operation.refuses.begin(), operation.refuses.end());
  if (operation.audience.token) out.insert({Reason::token_missing, Reason::rebuilding});
  if (!operation.audience.roles.empty() || operation.audience.unscoped) out.insert(Reason::role_missing);
  if (!operation.request.empty()) out.insert({Reason::limit_body, Reason::media_type});
  for (const Argument& argument : operation.arguments) {
    out.insert(operation.in_path(argument) ? Reason::not_found : argument.reason);
    if (argument.name == "format") out.insert({Reason::not_acceptable, Reason::limit_table});
  }
  return out;
}

constexpr int kTooMany = 429;
constexpr int kUnavailable = 503;

/// A status with its problem types and what each says, and when to ask again.
std::string refusal_json(int status, const std::vector<Reason>& reasons) {
  JsonOut names = JsonOut::array();
  std::string zh, en;
  for (const Reason reason : reasons) {
    names.item(json_string(name(reason)));
    zh += (zh.empty() ? "" : "；") + std::string(info(reason).zh);
    en += (en.empty() ? "" : "; ") + std::string(info(reason).en);
  }
  JsonOut out = JsonOut::object();
  out.text("description", fmt::format("{} | {}", zh, en)).raw("x-problems", names.str());
  if (status == kTooMany || status == kUnavailable)
    out.raw("headers",
            fmt::format(R"({{"Retry-After":{{"description":"秒 | seconds","required":true,"schema":{}}}}})",
                        Shape::count().json()));
  return out
      .raw("content", fmt::format(R"({{"{}":{{"schema":{}}}}})", kProblemJson, Shape::of<Problem>().json()))
      .str();
}

std::string responses_json(const Operation& operation) {
  JsonOut out = JsonOut::object();
  for (const Outcome& outcome : operation.outcomes) {
    JsonOut one = JsonOut::object();
    one.text("description", operation.zh);
    if (!outcome.contents.empty()) one.raw("content", contents_json(outcome.contents));
    out.raw(std::to_string(outcome.status), one.str());
  }
  std::map<int, std::vector<Reason>> refusals;
  for (const Reason reason : refusals_of(operation)) refusals[info(reason).status].push_back(reason);
  for (const auto& [status, reasons] : refusals)
    out.raw(std::to_string(status), refusal_json(status, reasons));
  return out.str();
}

std::string operation_json(const Operation& operation) {
  JsonOut out = JsonOut::object();
  out.text("operationId", operation.id).text("summary", operation.zh).text("description", operation.en);
  if (!operation.arguments.empty()) out.raw("parameters", parameters_json(operation));
  if (!operation.request.empty()) {
    JsonOut body = JsonOut::object();
    // Of lines there may be none.
    const bool required = std::ranges::none_of(
        operation.request, [](const Content& content) { return content.type == kNdjson; });
    out.raw("requestBody",
            body.flag("required", required).raw("content", contents_json(operation.request)).str());
  }
  out.raw("responses", responses_json(operation));
  out.raw("security", operation.audience.token ? R"([{"token":[]},{"session":[]}])" : "[]");
  if (!operation.audience.roles.empty()) out.raw("x-roles", to_json(operation.audience.roles));
  if (!operation.reads.empty()) out.flag("x-journal", true);
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
  JsonOut out = JsonOut::object();
  return out.raw("schemas", schemas.str())
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
  out.raw("servers", R"([{"url":"/","description":"本服务 | This server"}])");
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
