// Acts over HTTP: submitting, checking, submitting many, reading them again, and their attachments.
//
// Writes are trusted by their signatures alone. The entry and the receipt of an act are for everybody; its
// envelope is for viewers who may see all of it (visibility.h). Outlives the server whose router it
// fills.
#pragma once

#include <mutex>

#include "server/access/drafts.h"
#include "server/access/reads.h"
#include "server/access/uploads.h"
#include "server/app/metrics.h"
#include "server/http/router.h"
#include "server/sequencer/sequencer.h"

namespace tenure {

inline constexpr std::size_t kRehearsalMax = std::size_t{96} << 20;  ///< bytes of the acts of a rehearsal

class ActsApi {
 public:
  ActsApi(LedgerStore& store, Sequencer& sequencer, ReadJournal& reads, DraftStore& drafts, Uploads& uploads,
          Metrics& metrics)
      : store_(store),
        sequencer_(sequencer),
        reads_(reads),
        drafts_(drafts),
        uploads_(uploads),
        metrics_(metrics) {}

  void add_routes(Router& router);

  /// The answer to a submission: 201, or 200 when it was there already.
  Response admitted(const Result<Admission>& outcome);

 private:
  void add_writing(Router& router);
  void add_reading(Router& router);
  void add_attachments(Router& router);

  Response check(const Request& request);
  Response rehearse(const Request& request);
  Response get_act(const Request& request);
  Response get_receipt(const Request& request);
  Response get_payload(const Request& request);
  Response get_entry(const Request& request);
  Response put_attachment(const Request& request);
  /// Whether an act cites it, or a draft that may become one.
  bool is_cited(const Digest& digest) const;
  bool drop_uncited(const Digest& digest);
  Response get_attachment(const Request& request);

  void submit(Request request, const Reply& reply);

  /// The act that {act} names, by index or by id. One that is named by its id and may not be seen is not
  /// there: an id is no public fact.
  Result<std::uint64_t> index_of(const Request& request) const;
  Result<LogRecord> record_for(const Request& request);
  void journal(const Request& request, const LogRecord& record, std::string_view endpoint);

  LedgerStore& store_;
  Sequencer& sequencer_;
  ReadJournal& reads_;
  DraftStore& drafts_;
  Uploads& uploads_;
  Metrics& metrics_;
  std::mutex attachments_mutex_;  ///< one writer at a time
};

}  // namespace tenure
