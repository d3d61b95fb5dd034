// What was recorded, as the fold reads it: rows by version, positions by subject and area, events by
// position.
//
// Implemented by storage. `size` is a tree size: only what acts with index < size did is seen, so the
// standing at any past size costs what the present one costs. Implementations are safe for many readers.
#pragma once

#include <cstdint>
#include <functional>
#include <limits>
#include <memory>
#include <optional>
#include <string>
#include <string_view>
#include <utility>
#include <vector>

#include "domain/act/facts.h"

namespace tenure {

inline constexpr std::uint64_t kNewest = std::numeric_limits<std::uint64_t>::max();

/// [kind u8][length u8][subject][view u8][length u8][part]: what is before the version in a row's key. All
/// rows of a subject stand together, so that who asks of many reads them in one go.
std::string row_key(const View& view, std::string_view subject, std::string_view part);
/// The same, put behind what `out` holds.
void add_row_key(std::string& out, const View& view, std::string_view subject, std::string_view part);
/// [kind u8][length u8][subject][view u8]: all parts of a subject's row.
std::string row_prefix(const View& view, std::string_view subject);
/// [kind u8][length u8][subject]: all rows of a subject.
std::string rows_prefix(const Subject& subject);
/// What a row key, or a row prefix, is of.
const View& view_of_row_key(std::string_view key);
std::string_view subject_of_row_key(std::string_view key);
/// The part of a row key.
std::string_view part_of_row_key(std::string_view key);
/// [area u8][kind u8][length u8][subject]: what is before the position in an index key.
std::string index_key(const Area& area, const Subject& subject);
/// The same for the events that their verdict flagged, whatever their area: [255 u8].
std::string flag_index_key();
/// The same for events in whose first subject's file a flag stands: [254 u8][kind u8][length u8][subject].
std::string standing_flag_key(const Subject& subject);

/// The same for the acts that cite an attachment: [253 u8][digest].
std::string attachment_index_key(const Digest& digest);

/// What the index says of an event: where it stands, and of which type it is (EventType::number).
struct IndexEntry {
  Position position;
  std::uint16_t type = 0;
  auto operator<=>(const IndexEntry&) const = default;
};

/// What a group of acts changed: rows by key, and index entries. A row's version is the index of the last act
/// in it.
struct RowChanges {
  struct Row {
    std::string key;
    std::uint64_t index;
    std::string row;
  };
  std::vector<Row> rows;
  std::vector<std::pair<std::string, IndexEntry>> index;
  std::vector<std::pair<std::uint64_t, std::string>> classes;  ///< of restricted acts
};

/// What a question needs to know of an act beside its events.
struct ActInfo {
  Moment recorded_at;
  OrgId authority;
  std::uint32_t event_count = 0;
  std::string klass;
  std::string verdict;  ///< JSON
  bool transcribed = false;
  std::vector<std::string> keyids;  ///< of those who signed
};

class History {
 public:
  virtual ~History() = default;

  /// The same as it stands when this is asked first, for one question on one thread: what it opens for one
  /// row serves the next ones; a `visit` asks it for nothing. Null: nothing is gained by it. This outlives
  /// it.
  virtual std::unique_ptr<const History> reader() const { return nullptr; }

  /// The newest version of a row, encoded, or nothing when there was none.
  virtual Result<std::optional<std::string>> row(std::string_view row_key, std::uint64_t size) const = 0;
  /// Calls `visit(encoded row)` for the versions of a row, newest first, until it says false.
  virtual Result<void> versions(std::string_view row_key, std::uint64_t size,
                                const std::function<bool(std::string_view row)>& visit) const = 0;
  /// Calls `visit(row key, encoded row)` for the newest version of each part, in the order of the parts.
  virtual Result<void> parts(
      std::string_view row_prefix, std::uint64_t size,
      const std::function<void(std::string_view key, std::string_view row)>& visit) const = 0;
  /// The events of a subject and area (an index key), by ascending position.
  Result<std::vector<IndexEntry>> indexed(std::string_view index_key, std::uint64_t size) const {
    return indexed(index_key, size, {});
  }
  /// Those from a position on, at the cost of what is there.
  virtual Result<std::vector<IndexEntry>> indexed(std::string_view index_key, std::uint64_t size,
                                                  Position from) const = 0;
  /// The position of the last one.
  virtual Result<std::optional<Position>> newest_position(std::string_view index_key,
                                                          std::uint64_t size) const = 0;
  /// Whether there is one.
  virtual Result<bool> is_indexed(std::string_view index_key, std::uint64_t size) const {
    return newest_position(index_key, size).map([](const auto& newest) { return newest.has_value(); });
  }
  /// Calls `visit(index key)` for those that begin so and of which there is one, ascending.
  virtual Result<void> index_keys(std::string_view prefix, std::uint64_t size,
                                  const std::function<void(std::string_view index_key)>& visit) const = 0;
  /// The event as it was recorded, and who issued it.
  virtual Result<Facts::Original> original(Position position) const = 0;
  virtual Result<std::optional<ShortText>> document_no(Position) const { return std::nullopt; }
  /// The event alone, which may cost less.
  virtual Result<Event> event(Position position) const {
    return original(position).map([](Facts::Original&& found) { return std::move(found.event); });
  }
  /// The verdict of an act, JSON.
  virtual Result<std::string> verdict(std::uint64_t index) const = 0;
};

/// The history with what belongs to whole acts.
class Archive : public History {
 public:
  virtual std::uint64_t size() const = 0;
  /// How many acts were recorded at or before the moment.
  virtual Result<std::uint64_t> size_at(Moment moment) const = 0;
  virtual Result<ActInfo> act_info(std::uint64_t index) const = 0;
  /// Positions of flagged events from `from` on, ascending.
  virtual Result<std::vector<Position>> flagged(Position from, std::uint64_t size) const = 0;
  /// The event's JSON as it was signed.
  virtual Result<std::string> event_json(Position position) const = 0;
};

}  // namespace tenure
