// The journal of reads: who looked at whose file, when, through what; one line a question, whatever came of
// it.
//
// <ledger>/reads/<year>-<month>.log, one line a read: the first 16 hex digits of the SHA-256 of the JSON, a
// space, the JSON. Noted in memory and written in batches once in kReadsFlush, so a crash may lose the last
// second; the end of a line that it tore goes with the next batch. A line whose digest does not fit (torn,
// changed) is skipped and counted, and so is a file that is shorter than it was: how long each one is, once
// written, stands in <ledger>/reads/.sizes, `<month> <bytes>` a line, then their digest. Any thread.
#pragma once

#include <chrono>
#include <condition_variable>
#include <cstdint>
#include <functional>
#include <map>
#include <memory>
#include <mutex>
#include <optional>
#include <string>
#include <thread>
#include <vector>

#include "domain/access/viewer.h"

namespace tenure {

inline constexpr std::chrono::milliseconds kReadsFlush{500};
inline constexpr std::size_t kReadsPendingMax =
    100'000;  ///< in memory while the disk refuses; then they are lost
inline constexpr std::size_t kReadsPageMax = 1'000;

inline constexpr std::size_t kReadFilterMax = 512;   ///< bytes of a question's conditions that are kept
inline constexpr std::size_t kReadSubjectMax = 120;  ///< bytes of what it is about: a ShortText

/// Of questions that were refused before anything looked at them, lines a minute: of one address, and of all.
/// Those beyond are counted, in one line for the minute.
inline constexpr std::size_t kRefusedReadsOfOneMax = 20;
inline constexpr std::size_t kRefusedReadsMax = 200;

/// `refused` answers like what is not there: nothing was read.
TENURE_ENUM(ReadOutcome, (read, "已查阅", "read")(empty, "无结果", "nothing found")(refused, "未准许", "refused"));

TENURE_STRUCT(ReadRecord, "查阅记录", "Read",
  (Moment, at, "时刻", "moment")
  (ShortText, viewer, "查阅者", "viewer")  ///< id of the token; `public` without one
  (std::vector<Role>, roles, "角色", "roles")
  (std::optional<Ref<PersonId>>, person, "查阅人", "reader")  ///< who held the token
  /// as person/p-0001; of a question about several, the organisation below which it asks, or ledger/self
  (ShortText, subject, "对象", "subject")
  (ShortText, endpoint, "接口", "endpoint")
  (std::optional<ReadOutcome>, outcome, "结果", "outcome")  ///< absent in old lines: read
  (std::optional<LongText>, filter, "条件", "conditions")  ///< never the text that was searched for
  (std::optional<std::int32_t>, count, "条数", "items")  ///< that were told
  (std::optional<bool>, names, "显示姓名", "names opened")
  (std::optional<ShortText>, address, "地址", "address")  ///< of a question refused for its token, or the lack of one
  (std::optional<std::int32_t>, times, "次数", "times"));  ///< of a line that counts several: questions refused

class ReadJournal {
 public:
  struct Question {
    std::optional<std::string> subject;
    std::optional<std::string> viewer;
    std::optional<Moment> from;   ///< inclusive
    std::optional<Moment> until;  ///< exclusive
    std::size_t limit = kReadsPageMax;
  };
  struct Page {
    std::vector<ReadRecord> reads;  ///< newest first
    bool more = false;
    std::uint64_t damaged = 0;  ///< lines that could not be read, and files that lost their end
  };

  /// `on_written` is told how many bytes all files have, durably: at once, and after each batch; by whoever
  /// writes it.
  static Result<std::unique_ptr<ReadJournal>> open(
      const std::string& ledger_folder, std::function<void(std::uint64_t bytes)> on_written = nullptr);
  /// Writes what is pending.
  ~ReadJournal();
  ReadJournal(const ReadJournal&) = delete;
  ReadJournal& operator=(const ReadJournal&) = delete;

  /// What came of a question, beside who asked about whom.
  struct Told {
    ReadOutcome outcome = ReadOutcome::read;
    std::string filter = {};
    std::optional<std::size_t> count = {};
    bool names = false;
  };
  /// `subject` as person/p-0001.
  void note(const Viewer& viewer, std::string_view subject, std::string_view endpoint, Moment at,
            const Told& told);
  /// A question that was refused for its token, the lack of one or its role, before its handler: a line each
  /// within the bounds of a minute.
  void note_refused(const Viewer& viewer, std::string_view subject, std::string_view endpoint, Moment at,
                    std::string filter, const std::string& address);
  /// Sees what was noted before it was asked.
  Result<Page> find(const Question& question);
  /// Writes what is pending.
  void flush();
  /// How many could not be written.
  std::uint64_t lost() const;

 private:
  explicit ReadJournal(std::string folder) : folder_(std::move(folder)) {}

  /// Of the minute in which questions were refused last.
  struct Refused {
    std::int64_t minute = 0;
    std::map<std::string, std::size_t> lines;  ///< by address
    std::size_t lines_all = 0;
    std::int32_t left_out = 0;
    Moment last;  ///< when one was left out
  };

  void flush_loop();
  void push(ReadRecord read);
  /// The line of those that were left out, of a minute before `now`'s.
  void count_left_out(std::optional<Moment> now);
  Result<void> append(const std::string& name, const std::string& lines);
  std::map<std::string, std::uint64_t> read_sizes() const;
  void write_sizes() const;
  void tell_size() const;
  Result<std::vector<std::string>> months_backwards() const;
  Result<void> search(const std::string& file, const Question& question, Page& page) const;

  std::string folder_;
  std::function<void(std::uint64_t bytes)> on_written_;
  mutable std::mutex mutex_;  ///< guards pending_, refused_, stopping_, lost_
  std::condition_variable wake_;
  std::vector<ReadRecord> pending_;
  Refused refused_;
  std::uint64_t lost_ = 0;
  bool stopping_ = false;
  std::mutex file_mutex_;  ///< held while the files are written or searched; guards sizes_
  std::map<std::string, std::uint64_t> sizes_;  ///< by file, of those that were written once
  std::thread thread_;
};

/// One question while it is answered. It is noted when the last who answers lets go: of a stream, at its end.
/// One thread at a time.
class Reading {
 public:
  Reading(ReadJournal& journal, const Viewer& viewer, std::string about, std::string endpoint,
          std::string filter, Moment at)
      : subject(std::move(about)),
        journal_(journal),
        viewer_(viewer),
        endpoint_(std::move(endpoint)),
        filter_(std::move(filter)),
        at_(at) {}
  ~Reading();
  Reading(const Reading&) = delete;
  Reading& operator=(const Reading&) = delete;

  void found(std::size_t items) { count_ = count_.value_or(0) + items; }
  void opened_names() { names_ = true; }
  void answered(int status) { status_ = refused_ ? 403 : status; }
  /// Answered with what everybody may have alone.
  void refused() { refused_ = true; }

  std::string subject;

 private:
  ReadJournal& journal_;
  Viewer viewer_;
  std::string endpoint_, filter_;
  Moment at_;
  int status_ = 0;  ///< of HTTP
  std::optional<std::size_t> count_;
  bool names_ = false;
  bool refused_ = false;
};

}  // namespace tenure
