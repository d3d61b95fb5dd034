#include "server/api/shapes.h"

#include "domain/access/public_facts.h"
#include "domain/act/catalogue.h"
#include "domain/act/verdict.h"
#include "domain/ledger/events.h"
#include "domain/rules/alerts.h"
#include "server/sequencer/submission.h"

namespace tenure {

Shape page_shape(const Shape& item, bool dated) {
  std::vector<Shape::Member> members;
  if (dated) members = {{"size", Shape::count()}, {"on", Shape::of<Date>()}};
  members.push_back({"items", Shape::list(item)});
  members.push_back({"next", Shape::of<ShortText>(), false});
  return Shape::object(members);
}

namespace {

std::vector<Shape::Member> admission_members() {
  return {{"index", Shape::count()},
          {"position", Shape::of<Position>()},
          {"recorded_at", Shape::of<Moment>()},
          {"flags", Shape::of<std::vector<Flag>>()}};
}

}  // namespace

Shape checked_shape() {
  std::vector<Shape::Member> members = admission_members();
  members.push_back({"authority_judged", Shape::flag()});
  return Shape::object(members);
}

Shape admission_shape(bool with_receipt) {
  std::vector<Shape::Member> members = admission_members();
  if (with_receipt) members.push_back({"receipt", Shape::text()});
  return Shape::object(members);
}

Shape envelope_shape() {
  const Shape signature = Shape::object({{"keyid", Shape::text()}, {"sig", Shape::text()}});
  return Shape::object({{"payload", Shape::text()},
                        {"payloadType", Shape::word(kActPayloadType)},
                        {"signatures", Shape::list(signature)}});
}

Shape submission_shape() {
  return Shape::one_of(
      {envelope_shape(), Shape::object({{"envelope", envelope_shape()},
                                        {"sealed", Shape::of<std::vector<SealedInput>>(), false}})});
}

Shape event_shape() {
  // To a dashboard its public facts alone (domain/access/public_facts.h); of a correction what stands there
  // now.
  std::vector<Shape::Member> data = {{"target", Shape::of<Position>(), false},
                                     {"replacement", Shape(), false}};
  for (const std::string_view field : public_fields()) data.push_back({field, Shape(), false});
  const Shape fact = Shape::object({{"type", Shape::text()},
                                    {"on", Shape::of<Date>()},
                                    {"on_precision", Shape::of<DatePrecision>(), false},
                                    {"data", Shape::object(data)}});
  return Shape::object({{"position", Shape::of<Position>()},
                        {"recorded_at", Shape::of<Moment>()},
                        {"authority", Shape::of<OrgId>()},
                        {"class", Shape::of<Code>(), false},
                        {"area", Shape::text(), false},
                        {"subjects", Shape::list(Shape::text()), false},
                        {"event", Shape::any_of({Shape::of<Event>(), fact})}});
}

Shape standing_shape(SubjectKind kind) {
  std::vector<Shape::Member> areas_of_kind;
  for (const Area* area : areas()) {
    std::vector<Shape::Member> rows, parts;
    for (const View* view : area->views) {
      if (view->subject != kind) continue;
      rows.push_back({view->name, Shape::described(*view->type), false});
      parts.push_back({view->name, Shape::map(Shape::described(*view->type)), false});
    }
    if (rows.empty()) continue;
    const Shape standing = Shape::object({{"position", Shape::of<Position>(), false},
                                          {"rows", Shape::object(rows)},
                                          {"parts", Shape::object(parts), false}});
    areas_of_kind.push_back({area->name, standing, false});
  }
  std::vector<Shape::Member> members = {{name(kind), Shape::text()},
                                        {"size", Shape::count()},
                                        {"on", Shape::of<Date>()},
                                        {"areas", Shape::object(areas_of_kind)}};
  if (kind == SubjectKind::person) {
    members.push_back({"decisions", Shape::list(event_shape())});
    members.push_back({"sealed", Shape::map(Shape::text()), false});
  }
  return Shape::object(members);
}

Shape alerts_shape() {
  return Shape::object({{"size", Shape::count()},
                        {"on", Shape::of<Date>()},
                        {"total", Shape::count()},
                        {"left_out", Shape::count()},
                        {"rules", Shape::map(Shape::count())},
                        {"items", Shape::of<std::vector<Alert>>()},
                        {"next", Shape::text(), false}});
}

Shape statistic_shape() {
  const std::vector<Shape::Member> figure = {{"count", Shape::count()},
                                             {"known", Shape::count(), false},
                                             {"sum", Shape::number(), false},
                                             {"mean", Shape::number(), false},
                                             {"least", Shape::number(), false},
                                             {"most", Shape::number(), false},
                                             {"among", Shape::count(), false},
                                             {"share", Shape::number(), false},
                                             {"corrected_later", Shape::of<std::vector<Position>>(), false}};
  std::vector<Shape::Member> grouped = {{"group", Shape::list(Shape::text())}};
  grouped.insert(grouped.end(), figure.begin(), figure.end());
  return Shape::object(
      {{"name", Shape::of<Code>()},
       {"by", Shape::list(Shape::text())},
       {"unit", Shape::text(), false},
       {"figures", Shape::list(Shape::object(grouped))},
       {"total", Shape::object(figure)},
       {"labels",
        Shape::map(Shape::object(
            {{"zh", Shape::text()},
             {"en", Shape::text()},
             {"subject", Shape::words({"person", "org"}), false},
             {"words", Shape::map(Shape::object({{"zh", Shape::text()},
                                                 {"en", Shape::text()},
                                                 {"mentions", Shape::list(Shape::text()), false}}))}}))}});
}

Shape labels_shape() { return Shape::object({{"zh", Shape::text()}, {"en", Shape::text()}}); }

std::vector<Shape::Member> given_members() {
  return {{"key", Shape::text()},
          {"type", Shape::text()},
          {"given", Shape::words({"absent", "value", "masked", "unspecified"})},
          {"value", Shape(), false},
          {"value_labels", labels_shape(), false},
          {"of_labels", labels_shape(), false},
          {"unit", Shape::text()},
          {"mechanisms", Shape::of<Codes>()},
          {"labels", labels_shape()}};
}

Shape parameters_shape() {
  auto members = given_members();
  members.push_back({"policy", Shape::of<Position>(), false});
  return Shape::list(Shape::object(members));
}

Shape flag_shape() {
  const Shape review = Shape::object({{"position", Shape::of<Position>()},
                                      {"on", Shape::of<Date>()},
                                      {"disposition", Shape::of<Disposition>()}});
  return Shape::object({{"position", Shape::of<Position>()},
                        {"recorded_at", Shape::of<Moment>()},
                        {"type", Shape::text()},
                        {"subjects", Shape::list(Shape::text())},
                        {"rule", Shape::of<Code>()},
                        {"mechanisms", Shape::of<std::vector<ShortText>>()},
                        {"mode", Shape::of<RuleMode>()},
                        {"message", Shape::of<LongText>()},
                        {"policy", Shape::of<Position>(), false},
                        {"required", Shape::of<LongText>(), false},
                        {"actual", Shape::of<LongText>(), false},
                        {"required_labels", Shape::of<Labels>(), false},
                        {"actual_labels", Shape::of<Labels>(), false},
                        {"mentions", Shape::list(Shape::text()), false},
                        {"reviews", Shape::list(review)}});
}

}  // namespace tenure
