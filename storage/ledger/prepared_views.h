// Views that are built before the program of their schema serves: `<ledger>/prepared` names their folder, so
// that a server of another schema does not delete them when it is restarted meanwhile. One name: of several
// preparations the last one counts. Once the program that they are for serves them, the file goes. Plain
// functions; writers of one file exclude each other by the views' own lock.
#pragma once

#include <memory>
#include <string>

#include "storage/files/files.h"
#include "storage/log/log_store.h"
#include "storage/views/view_store.h"

namespace tenure {

/// The name of the folder of prepared views; empty when there are none.
Result<std::string> prepared_views(rocksdb::FileSystem& fs, const std::string& folder);
Result<void> set_prepared_views(rocksdb::FileSystem& fs, const std::string& folder, const std::string& name);
Result<void> clear_prepared_views(rocksdb::FileSystem& fs, const std::string& folder);

/// The views at `path` if their rows are those of this log; others, after a restore say, are deleted and made
/// anew.
Result<ViewStore> open_views_of(const LogStore& log, const std::shared_ptr<rocksdb::FileSystem>& fs,
                                const std::string& path);

}  // namespace tenure
