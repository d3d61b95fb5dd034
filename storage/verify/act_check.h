// One stored act against its entry: what can be said of it without the acts before it.
//
// The record, as storage/log/act_codec.h documents it, is decoded here anew. An ActChecker keeps its buffers
// and parsers between acts: one thread each.
#pragma once

#include <simdjson.h>

#include <span>
#include <string>
#include <string_view>
#include <vector>

#include "domain/core/sha256.h"
#include "storage/verify/keyring.h"
#include "storage/verify/verify.h"

namespace tenure::verification {

/// What lies in the log under one index. Views into the reader's batch.
struct StoredAct {
  std::uint64_t index = 0;
  std::string_view entry;
  std::string_view record;  ///< empty: it is missing, and that was said
  std::span<const std::string_view> slices;
};

/// A commitment of an act, and whose value it hides.
struct SealedPlace {
  std::string subject;  ///< person/p-0001
  std::string path;     ///< of the field
  std::string commitment;
};

/// What the acts after it, the tree and the counts need to know of it.
struct CheckedAct {
  std::uint64_t index = 0;
  std::uint64_t recorded_us = 0;
  Digest leaf;
  std::string id;                    ///< empty without a readable record
  std::vector<std::string> signers;  ///< keyids whose signatures verify
  std::vector<KeyChange> changes;
  std::vector<SealedPlace> sealed;
  std::vector<Digest> attachments;
  std::vector<std::string> erased;  ///< subjects whose keys it destroys
  std::uint64_t events = 0;
  std::vector<Finding> findings;
};

class ActChecker {
 public:
  /// `origin` and `ledger_id` (origin#<16 hex digits of the genesis leaf>) outlive it.
  ActChecker(const std::string& origin, const std::string& ledger_id)
      : origin_(origin), ledger_id_(ledger_id) {}

  CheckedAct check(const StoredAct& act);

 private:
  struct Record;

  void check_record(const StoredAct& act, const Record& record, CheckedAct& out);
  void check_signatures(const StoredAct& act, const Record& record, CheckedAct& out);
  void check_payload(const StoredAct& act, const Record& record, CheckedAct& out);
  void check_events(const StoredAct& act, const char* slice_at, const simdjson::dom::array& events,
                    CheckedAct& out);
  bool is_event(std::string_view slice, const simdjson::dom::object& event);
  static void note_sealed(std::string_view payload, CheckedAct& out);
  void note_keys(const simdjson::dom::object& event, CheckedAct& out);

  const std::string& origin_;
  const std::string& ledger_id_;
  std::string signed_bytes_;    ///< PAE of the act at hand, with simdjson's padding behind it
  std::size_t payload_at_ = 0;  ///< where the payload begins in it
  simdjson::dom::parser payload_parser_;
  simdjson::dom::parser event_parser_;
};

/// The act id in a record, or nothing.
std::string_view act_id_of(std::string_view record);

}  // namespace tenure::verification
