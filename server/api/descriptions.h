// The API described for programs: OpenAPI 3.1 out of the table of routes, AsyncAPI 3.0 out of the feed's
// messages; schemas are those of the described types. Pure; any thread.
#pragma once

#include <span>
#include <string>

#include "server/http/router.h"

namespace tenure {

std::string openapi_json(std::span<const Router::Route> routes);
std::string asyncapi_json();

/// GET /openapi.json and /asyncapi.json, for everybody. The last routes to be added: they are described too.
void add_description_routes(Router& router);

}  // namespace tenure
