// What may be shown of whole acts, drafts and journals, by the rules of domain/access and today's hierarchy.
//
// Each asks the newest rows; a row that cannot be read hides. Any thread.
#pragma once

#include <set>
#include <string>

#include "domain/access/visibility.h"
#include "domain/act/history.h"
#include "storage/ledger/ledger_store.h"
#include "storage/log/commit_log.h"

namespace tenure {

/// Whether the viewer may see every event of the act, and so its envelope.
bool may_see_act(const Archive& archive, const Viewer& viewer, const LogRecord& record);

/// The index of the act of that id, when the viewer may see all of it. An id that nobody used takes the way
/// of one that is hidden: another act is looked at in its place.
Result<std::optional<std::uint64_t>> find_seen_act(const LedgerStore& store, const Viewer& viewer,
                                                   const ActId& act);

/// Whether the viewer may read an attachment: who may see an act that cites it; what no act cites, who may
/// see every act.
Result<bool> may_see_attachment(const LedgerStore& store, const Viewer& viewer, const Digest& digest);

/// Whether the viewer may hear what admission says of an act that is not submitted: it answers out of the
/// files of those whom the act is about, so the viewer must see them, or bring them into the record with it.
/// An act that cannot be read is refused for what it is. role_missing with the event, the same for who is
/// not there.
Result<void> may_try(const Archive& archive, const Viewer& viewer, const std::string& payload);
/// The same of an act that is tried after others: whom they registered need not be seen. Adds whom it
/// registers.
Result<void> may_try_after(const Archive& archive, const Viewer& viewer, const std::string& payload,
                           std::set<Subject>& registered);

bool may_see_authority(const Archive& archive, const Viewer& viewer, const OrgId& authority);

/// `subject` as the journal writes it. One that is no subject of the ledger (an attachment) is for viewers
/// without a scope.
bool may_see_journal_of(const Archive& archive, const Viewer& viewer, const std::string& subject);

}  // namespace tenure
