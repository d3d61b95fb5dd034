// What calls are asked with, where several ask with the same. Each is a text type of a query (request.h).
// Pure; any thread.
#pragma once

#include "domain/act/catalogue.h"
#include "replay/questions.h"
#include "replay/rules/alert_shelf.h"
#include "server/http/operation.h"
#include "server/stream/message.h"

namespace tenure {

/// A decimal number without sign or leading zeros: a size, an index.
struct Count {
  std::uint64_t value = 0;

  static constexpr Reason kReason = Reason::bad_request;
  static Shape shape() { return Shape::count(); }
  static std::optional<Count> parse(std::string_view text);
};

/// How many items a page holds at most.
struct PageLimit {
  std::size_t value = kPageDefault;

  static constexpr Reason kReason = Reason::bad_request;
  static Shape shape() { return Shape::count(1, kPageMax); }
  static std::optional<PageLimit> parse(std::string_view text);
};

/// What was known: a tree size or a moment.
struct AsOf {
  std::string text;

  static constexpr Reason kReason = Reason::bad_request;
  static Shape shape() { return Shape::one_of({Shape::count(), Shape::of<Moment>()}); }
  static std::optional<AsOf> parse(std::string_view text);
};

/// Subjects with commas between: "person/p-0001,org/o-east".
struct SubjectList {
  static constexpr std::size_t kMax = 100;
  std::vector<Subject> subjects;

  static constexpr Reason kReason = Reason::bad_request;
  static Shape shape() { return Shape::text(); }
  static std::optional<SubjectList> parse(std::string_view text);
};

struct SortOrder {
  bool newest_first = false;

  static constexpr Reason kReason = Reason::bad_request;
  static Shape shape() { return Shape::words({"asc", "desc"}); }
  static std::vector<Word> words() {
    return {{"asc", "升序", "oldest first"}, {"desc", "降序", "newest first"}};
  }
  static std::optional<SortOrder> parse(std::string_view text);
};

/// The id of a person or an organisation, whichever it is that is asked about.
struct PersonOrOrg {
  std::string id;

  static constexpr Reason kReason = Reason::bad_id;
  static Shape shape() { return Shape::text(); }
  static std::optional<PersonOrOrg> parse(std::string_view text);
};

/// Where a page of alerts ended.
struct AlertCursor {
  AlertPlace place;

  static constexpr Reason kReason = Reason::bad_request;
  static Shape shape() { return Shape::text(); }
  static std::optional<AlertCursor> parse(std::string_view text);
};

/// The name of a rule of this version.
struct RuleName {
  std::string value;

  static constexpr Reason kReason = Reason::not_found;
  static Shape shape() { return Shape::of<Code>(); }
  static std::vector<Word> words();
  static std::optional<RuleName> parse(std::string_view text);
};

/// The name of an event type of this version.
struct EventTypeName {
  std::string value;

  static constexpr Reason kReason = Reason::event_unknown;
  static Shape shape() { return Shape::text(); }
  static std::vector<Word> words() { return event_type_words(); }
  static std::optional<EventTypeName> parse(std::string_view text);
};

/// A post: a word of its vocabulary, or one that a pack added.
struct PostName {
  std::string value;

  static constexpr Reason kReason = Reason::bad_request;
  static Shape shape() { return Shape::of<Code>(); }
  static std::vector<Word> words();
  static std::optional<PostName> parse(std::string_view text);
};

/// The name of an area of this version.
struct AreaName {
  std::string value;

  static constexpr Reason kReason = Reason::bad_request;
  static Shape shape();
  static std::vector<Word> words() { return area_words(); }
  static std::optional<AreaName> parse(std::string_view text);
};

Argument at_argument();
Argument on_argument();
Argument limit_argument();
Argument cursor_argument();
/// An organisation with everything below it; the token's own where it is not named.
Argument org_argument();
Argument subject_argument();

}  // namespace tenure
