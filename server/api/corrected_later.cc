#include "server/api/corrected_later.h"

#include <simdjson.h>

#include <algorithm>

#include "domain/describe/json_out.h"
#include "replay/corrected.h"
#include "server/api/call.h"
#include "server/tables/form.h"

namespace tenure {
namespace {

/// The positions that an answer carries, where its members hold some.
class CarriedPositions {
 public:
  void look(simdjson::dom::element value, bool is_named) {
    simdjson::dom::object object;
    simdjson::dom::array array;
    std::string_view text;
    if (!value.get(object)) {
      for (const auto& [name, member] : object) look(member, position_members().contains(name));
    } else if (!value.get(array)) {
      for (const simdjson::dom::element item : array) look(item, is_named);
    } else if (is_named && out_.size() < kCorrectedLookedUpMax && !value.get(text)) {
      if (const auto position = Position::parse(text)) out_.insert(*position);
    }
  }
  const std::set<Position>& found() const { return out_; }

 private:
  std::set<Position> out_;
};

/// One request's marks.
class Marker {
 public:
  Marker(const QuestionContext& context, const Request& request, std::uint64_t size)
      : call_(context, request), size_(size), knowledge_(call_.questions().knowledge()) {}

  /// Puts the member behind the others of a JSON object. `always`: also where there is nothing to tell.
  Result<void> mark(std::string& json, bool always) {
    simdjson::dom::element root;
    if (parser_.parse(json).get(root) != simdjson::SUCCESS) return {};
    if (simdjson::dom::element told; !root[kCorrectedLater].get(told)) return {};  // it says it itself
    CarriedPositions carried;
    carried.look(root, false);
    JsonOut out = JsonOut::object();
    for (const Position position : carried.found()) {
      auto made = corrected_after(call_.questions().now(), position, size_);
      keep_known(made, knowledge_);
      if (!made.empty()) out.raw(position.str(), to_json(made));
    }
    if (call_.questions().now().failure()) return tl::unexpected(*call_.questions().now().failure());
    if (out.empty() && !always) return {};
    json.pop_back();
    json += (json.size() > 1 ? "," : "") + json_string(kCorrectedLater) + ":" + out.str() + "}";
    return {};
  }

  Result<void> mark_lines(std::string& lines) {
    std::string out;
    for (std::size_t begin = 0; begin < lines.size();) {
      const std::size_t end = std::min(lines.find('\n', begin), lines.size());
      std::string line = lines.substr(begin, end - begin);
      if (auto done = mark(line, false); !done) return done;
      out += line + "\n";
      begin = end + 1;
    }
    lines = std::move(out);
    return {};
  }

 private:
  const Call call_;
  std::uint64_t size_;
  const Knowledge knowledge_;
  simdjson::dom::parser parser_;
};

PullStream marked_lines(const QuestionContext& context, const Request& request, std::uint64_t size,
                        PullStream lines) {
  auto asked = std::make_shared<const Request>(request);
  return [&context, asked, size, lines = std::move(lines)]() -> Result<std::optional<std::string>> {
    auto piece = lines();
    if (!piece || !*piece) return piece;
    // Another one for each piece: it remembers what it looked up.
    if (auto done = Marker(context, *asked, size).mark_lines(**piece); !done)
      return tl::unexpected(done.error());
    return piece;
  };
}

Response marked(const QuestionContext& context, const Request& request, Response answer) {
  if (answer.status != 200 || request.query.all("at").empty()) return answer;
  std::uint64_t size = 0;
  {
    const Call call(context, request);
    const auto when = call.when();
    if (!when || when->size >= call.questions().now().when().size) return answer;
    size = when->size;
  }
  if (answer.stream) {
    answer.stream = marked_lines(context, request, size, std::move(answer.stream));
  } else if (answer.type == kJson) {
    if (auto done = Marker(context, request, size).mark(answer.body, true); !done)
      return problem(done.error());
  }
  return answer;
}

}  // namespace

void mark_corrected(Router& router, const QuestionContext& context) {
  const Shape::Member member{kCorrectedLater, Shape::map(Shape::of<std::vector<Position>>()), false};
  for (Router::Route& route : router.routes()) {
    if (route.operation.is_fixed) continue;
    if (std::ranges::find(route.operation.arguments, "at", &Argument::name) ==
        route.operation.arguments.end())
      continue;
    for (Content& content : route.operation.outcomes.front().contents)
      content.shape = content.shape.with(member);
    route.work = [&context, answer = std::move(route.work)](const Request& request) {
      return marked(context, request, answer(request));
    };
  }
}

}  // namespace tenure
