// What admission and rules may look at: the newest rows, including what earlier events of the same act did.
#pragma once

#include <cstdint>
#include <memory>
#include <optional>
#include <string>
#include <string_view>
#include <vector>

#include "domain/act/event.h"

namespace tenure {

struct EventType;
struct View;

/// An event as it was recorded.
struct Recorded {
  Event event;
  Position position;
};

/// The record as of now. A returned row stays valid until the next event is applied. Used by the sequencer's
/// thread.
class Facts {
 public:
  virtual ~Facts() = default;

  /// The row of `subject` (its id; the kind is the row's), or null when nothing was recorded.
  template <class R>
  const R* row(std::string_view subject, std::string_view part = {}) const;

  /// The items of one of its lists, as of `&PersonPay::cells`; none when nothing was recorded.
  template <auto List>
  const typename MemberOf<List>::Type& items(std::string_view subject, std::string_view part = {}) const {
    static const typename MemberOf<List>::Type kNone;
    const auto* found = row<typename MemberOf<List>::Structure>(subject, part);
    return found == nullptr ? kNone : found->*List;
  }

  virtual const void* find_row(const View& view, std::string_view subject, std::string_view part) const = 0;

  /// The parts of a subject's row, in their order.
  virtual Result<std::vector<std::string>> parts(const View& view, std::string_view subject) const = 0;

  /// The event at an original position and the authority that issued it; nothing when there is none.
  struct Original {
    Event event;
    OrgId authority;
  };
  virtual Result<Original> original(Position position) const = 0;

  /// The number of the document by which the event at an original position was issued; nothing where its act
  /// has none.
  virtual Result<std::optional<ShortText>> document_no(Position) const { return std::nullopt; }

  /// The events of a subject and area as they count now: corrected ones as corrected, voided ones left out,
  /// in the order (on, type rank, position).
  Result<std::vector<Recorded>> events(const Area& area, const Subject& subject) const {
    return find_events(area, subject, nullptr);
  }
  /// Those of one type; the others are not read.
  Result<std::vector<Recorded>> events(const EventType& type, const Subject& subject) const;
  virtual Result<std::vector<Recorded>> find_events(const Area& area, const Subject& subject,
                                                    const EventType* type) const = 0;

  /// The date in Asia/Shanghai on which the act is being recorded: authority and hierarchy are judged on it.
  virtual Date today() const = 0;

  /// Another one, of no other facts, each time that what stands about organisations and policies may be
  /// another: what was found out from their rows holds for whoever keeps the pointer, as long as it is this
  /// one.
  using Ground = std::shared_ptr<const char>;
  const Ground& ground() const { return ground_; }

 protected:
  void ground_changed() { ground_ = std::make_shared<const char>(); }

 private:
  Ground ground_ = std::make_shared<const char>();
};

}  // namespace tenure
