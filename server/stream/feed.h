// What the WebSocket feed is fed from: events in their order, who may see them, and values that change.
//
// The hub knows nothing else of the ledger. A FeedSource is asked from several threads at once (the hub's and
// its workers') and outlives the hub.
#pragma once

#include <functional>
#include <optional>
#include <span>
#include <string>
#include <string_view>
#include <vector>

#include "domain/access/viewer.h"
#include "domain/act/event.h"

namespace tenure {

/// One event as it is told to clients.
struct FeedEvent {
  Position position;
  Event event;                      ///< no type when this version does not know it
  std::string type;                 ///< its name; empty when unknown
  std::string klass;                ///< of its act
  std::vector<Subject> subjects;    ///< whose standing it may change
  bool touches_everything = false;  ///< standings of others may change too (a correction, an erasure)
  std::string
      rest;  ///< of its frame, behind the subscription's id: "kind":"event","position":...,"data":...}
  std::string fact_rest;  ///< the same for who is told public facts alone; empty: of them
};

struct FeedPage {
  std::vector<FeedEvent> events;
  Position next;  ///< where the next page begins
};

/// Bounds of one page; the event that passes a bound is still in it.
struct FeedLimit {
  std::size_t events = 512;
  std::size_t bytes = 256 << 10;  ///< of `rest`
};

/// Which events a client wants. Nothing named: all that it may see.
TENURE_STRUCT(StreamFilter, "订阅筛选", "Stream filter",
  (std::optional<OrgId>, org, "组织", "organisation")  ///< that organisation and everything below it
  (std::vector<Code>, types, "事件类型", "event types"));

class FeedSource {
 public:
  virtual ~FeedSource() = default;

  /// Number of acts whose events and rows can be read.
  virtual std::uint64_t size() const = 0;
  /// Of the last event of the first `size` acts; 0.0 where there is none.
  virtual Result<Position> newest(std::uint64_t size) const = 0;
  /// Events from `from` on (inclusive) of the acts below `until`, in order.
  virtual Result<FeedPage> events(Position from, std::uint64_t until, const FeedLimit& limit) const = 0;
  /// Of each event whether the viewer may see it and the filter's organisation covers it; types are not
  /// looked at.
  virtual Result<std::vector<bool>> visible(const Viewer& viewer, const std::optional<OrgId>& org,
                                            std::span<const FeedEvent> events) const = 0;
  /// How many acts were recorded at or before the moment, and when an act was.
  virtual Result<std::uint64_t> size_at(Moment moment) const = 0;
  virtual Result<Moment> recorded_at(std::uint64_t index) const = 0;
  /// The newest signed checkpoint as the topic's data.
  virtual Result<std::string> checkpoint() const = 0;
};

/// What was known at a size of what was true on a date; nothing: now.
struct PastSize {
  std::uint64_t size = 0;
  Date on;
};
using FeedWhen = std::optional<PastSize>;

/// What the feed asks of the rest of the server. Each is called on a worker thread of the hub, except
/// `authenticate` and `still_valid`, which are called on a connection's strand and are quick. Values are
/// JSON; a refusal ends the subscription and is told to the client.
struct FeedHooks {
  std::function<Result<Viewer>(std::string_view token, const std::string& peer)> authenticate =
      [](std::string_view, const std::string&) -> Result<Viewer> {
    return refuse(Reason::not_found, "token");
  };
  /// Whether a viewer's token still stands, and the session whose cookie brought it (else empty); asked when
  /// `token_changes` is another than it was.
  std::function<bool(const Viewer& viewer, const std::string& session)> still_valid =
      [](const Viewer&, const std::string&) { return true; };
  /// A number that changes whenever a token or a session may have ended. Asked once a tick, on the hub's
  /// thread: quick.
  std::function<std::uint64_t()> token_changes = [] { return std::uint64_t{0}; };
  std::function<Result<std::string>(const Viewer& viewer, const Subject& subject, const FeedWhen& when)>
      standing = [](const Viewer&, const Subject&, const FeedWhen&) -> Result<std::string> {
    return refuse(Reason::not_found, "subject");
  };
  std::function<Result<std::string>(const Viewer& viewer, const Code& name, const std::optional<OrgId>& org,
                                    const FeedWhen& when)>
      stat = [](const Viewer&, const Code&, const std::optional<OrgId>&,
                const FeedWhen&) -> Result<std::string> { return refuse(Reason::not_found, "name"); };
  std::function<Result<std::string>(const Viewer& viewer, const std::optional<OrgId>& org,
                                    const FeedWhen& when)>
      alerts = [](const Viewer&, const std::optional<OrgId>&, const FeedWhen&) -> Result<std::string> {
    return refuse(Reason::not_found, "topic");
  };
  /// A viewer began to follow a subject's standing, or the events or alerts below an organisation or (the
  /// ledger's own subject) everywhere: for the journal of reads.
  std::function<void(const Viewer& viewer, const Subject& subject, const std::string& filter)> watched =
      [](const Viewer&, const Subject&, const std::string&) {};
};

}  // namespace tenure
