#include "server/access/reads.h"

#include <fcntl.h>
#include <spdlog/spdlog.h>
#include <unistd.h>

#include <algorithm>
#include <filesystem>
#include <fstream>
#include <limits>
#include <map>
#include <sstream>

#include "domain/core/text.h"
#include "domain/describe/read.h"
#include "domain/describe/write.h"
#include "storage/files/files.h"

namespace tenure {
namespace {

constexpr std::size_t kDigestDigits = 16;
constexpr const char* kSizesFile = "/.sizes";
constexpr std::uint64_t kSizesMax = 1 << 20;
constexpr std::uint64_t kLostItsEnd = std::numeric_limits<std::uint64_t>::max();  ///< longer than any file
constexpr std::uint64_t kOffsetMax = std::numeric_limits<std::int64_t>::max();
constexpr std::size_t kMonthChars = 7;
constexpr std::string_view kPublicViewer = "public";
constexpr std::string_view kEveryEndpoint = "/v1";  ///< of a line that counts several questions
constexpr std::int64_t kMinuteUs = std::int64_t{60} * 1'000'000;

std::int64_t minute_of(Moment moment) { return moment.us / kMinuteUs; }

std::string line_of(const ReadRecord& read) {
  const std::string json = to_json(read);
  return sha256(json).hex().substr(0, kDigestDigits) + " " + json + "\n";
}

std::optional<ReadRecord> read_line(std::string_view line) {
  if (line.size() <= kDigestDigits || line[kDigestDigits] != ' ') return std::nullopt;
  const std::string_view json = line.substr(kDigestDigits + 1);
  if (sha256(json).hex().substr(0, kDigestDigits) != line.substr(0, kDigestDigits)) return std::nullopt;
  auto read = read_json<ReadRecord>(json);
  return read ? std::optional(std::move(*read)) : std::nullopt;
}

bool fits(const ReadRecord& read, const ReadJournal::Question& question) {
  return (!question.subject || read.subject.value == *question.subject) &&
         (!question.viewer || read.viewer.value == *question.viewer) &&
         (!question.from || *question.from <= read.at) && (!question.until || read.at < *question.until);
}

bool ends_a_line(int fd) {
  const off_t end = ::lseek(fd, 0, SEEK_END);
  char last = '\n';
  if (end > 0 && ::pread(fd, &last, 1, end - 1) != 1) return false;
  return last == '\n';
}

/// What a crash tore of a line behind those that were known to be written goes: it was never read.
bool cut_torn_end(int fd, off_t written) {
  constexpr std::size_t kPiece = 64 << 10;
  std::string piece(kPiece, '\0');
  for (off_t end = ::lseek(fd, 0, SEEK_END); end > written;) {
    const off_t begin = std::max(written, end - static_cast<off_t>(kPiece));
    const auto size = static_cast<std::size_t>(end - begin);
    if (::pread(fd, piece.data(), size, begin) != static_cast<ssize_t>(size)) return false;
    const std::size_t line_end = std::string_view(piece).substr(0, size).rfind('\n');
    if (line_end != std::string_view::npos)
      return ::ftruncate(fd, begin + static_cast<off_t>(line_end) + 1) == 0;
    end = begin;
  }
  return ::ftruncate(fd, written) == 0;
}

tl::unexpected<Refusal> refuse_errno(const std::string& path) {
  const int error = errno;
  return refuse(error == ENOSPC ? Reason::disk_full : Reason::io, path, std::strerror(error));
}

}  // namespace

Result<std::unique_ptr<ReadJournal>> ReadJournal::open(const std::string& ledger_folder,
                                                       std::function<void(std::uint64_t)> on_written) {
  const std::string folder = ledger_folder + "/reads";
  if (auto made = ensure_folder(*default_file_system(), folder); !made) return tl::unexpected(made.error());
  std::unique_ptr<ReadJournal> out(new ReadJournal(folder));
  out->on_written_ = std::move(on_written);
  out->sizes_ = out->read_sizes();
  out->tell_size();
  out->thread_ = std::thread([self = out.get()] { self->flush_loop(); });
  return out;
}

ReadJournal::~ReadJournal() {
  {
    const std::lock_guard lock(mutex_);
    stopping_ = true;
  }
  wake_.notify_all();
  if (thread_.joinable()) thread_.join();
  count_left_out({});
  flush();
}

std::uint64_t ReadJournal::lost() const {
  const std::lock_guard lock(mutex_);
  return lost_;
}

Reading::~Reading() {
  const bool refused = status_ == 401 || status_ == 403 || status_ == 404;
  // What is wrong with an act that is tried was found out of files too.
  const bool told = status_ == 200 || status_ == 201 || status_ == 202 || status_ == 409 || status_ == 422;
  if (!refused && !told) return;
  const bool empty = count_ == std::optional<std::size_t>(0);
  journal_.note(viewer_, subject, endpoint_, at_,
                {refused ? ReadOutcome::refused
                 : empty ? ReadOutcome::empty
                         : ReadOutcome::read,
                 filter_, refused ? std::nullopt : count_, names_});
}

namespace {

ReadRecord record_of(const Viewer& viewer, std::string_view subject, std::string_view endpoint, Moment at,
                     const ReadJournal::Told& told) {
  ReadRecord read;
  read.at = at;
  read.viewer = {viewer.known() ? viewer.token_id : std::string(kPublicViewer)};
  read.roles = viewer.roles;
  if (viewer.person) read.person = {*viewer.person};
  read.subject = {std::string(shortened(subject, kReadSubjectMax))};
  read.endpoint = {std::string(endpoint)};
  read.outcome = told.outcome;
  if (!told.filter.empty()) read.filter = {told.filter};
  if (told.count) read.count = static_cast<std::int32_t>(*told.count);
  if (told.names) read.names = true;
  return read;
}

}  // namespace

void ReadJournal::push(ReadRecord read) {
  if (pending_.size() >= kReadsPendingMax) {
    ++lost_;
    return;
  }
  pending_.push_back(std::move(read));
}

void ReadJournal::note(const Viewer& viewer, std::string_view subject, std::string_view endpoint, Moment at,
                       const Told& told) {
  ReadRecord read = record_of(viewer, subject, endpoint, at, told);
  const std::lock_guard lock(mutex_);
  push(std::move(read));
}

void ReadJournal::note_refused(const Viewer& viewer, std::string_view subject, std::string_view endpoint,
                               Moment at, std::string filter, const std::string& address) {
  ReadRecord read = record_of(viewer, subject, endpoint, at, {ReadOutcome::refused, std::move(filter)});
  read.address = {address};
  const std::lock_guard lock(mutex_);
  count_left_out(at);
  if (refused_.minute != minute_of(at)) {
    refused_ = Refused();
    refused_.minute = minute_of(at);
  }
  if (refused_.lines_all < kRefusedReadsMax && refused_.lines[address] < kRefusedReadsOfOneMax) {
    ++refused_.lines_all;
    ++refused_.lines[address];
    return push(std::move(read));
  }
  ++refused_.left_out;
  refused_.last = at;
}

void ReadJournal::count_left_out(std::optional<Moment> now) {
  if (refused_.left_out == 0 || (now && minute_of(*now) == refused_.minute)) return;
  ReadRecord read =
      record_of({}, kLedgerSubject.str(), kEveryEndpoint, refused_.last, {ReadOutcome::refused});
  read.times = std::exchange(refused_.left_out, 0);
  push(std::move(read));
}

void ReadJournal::flush_loop() {
  std::unique_lock lock(mutex_);
  while (!stopping_) {
    wake_.wait_for(lock, kReadsFlush, [this] { return stopping_; });
    count_left_out(Moment{std::chrono::duration_cast<std::chrono::microseconds>(
                              std::chrono::system_clock::now().time_since_epoch())
                              .count()});
    lock.unlock();
    flush();
    lock.lock();
  }
}

void ReadJournal::flush() {
  const std::lock_guard files(file_mutex_);
  std::vector<ReadRecord> batch;
  {
    const std::lock_guard lock(mutex_);
    batch.swap(pending_);
  }
  std::map<std::string, std::vector<ReadRecord>> months;
  for (ReadRecord& read : batch) months[read.at.str().substr(0, kMonthChars)].push_back(std::move(read));
  const auto before = sizes_;
  for (auto& [month, reads] : months) {
    std::string lines;
    for (const ReadRecord& read : reads) lines += line_of(read);
    const auto done = append(month + ".log", lines);
    if (done) continue;
    spdlog::error("journal of reads: {}", done.error().text());
    const std::lock_guard lock(mutex_);
    pending_.insert(pending_.begin(), std::make_move_iterator(reads.begin()),
                    std::make_move_iterator(reads.end()));
  }
  if (sizes_ == before) return;
  write_sizes();
  tell_size();
}

/// A file that lost its end counts no more: nobody knows how long it was.
void ReadJournal::tell_size() const {
  if (on_written_ == nullptr) return;
  std::uint64_t bytes = 0;
  for (const auto& [file, size] : sizes_) bytes += size == kLostItsEnd ? 0 : size;
  on_written_(bytes);
}

/// None where it was torn or changed: then the next batch begins them anew.
std::map<std::string, std::uint64_t> ReadJournal::read_sizes() const {
  const auto text = read_file(*default_file_system(), folder_ + kSizesFile, kSizesMax);
  std::map<std::string, std::uint64_t> out;
  if (!text || text->size() < kDigestDigits) return out;
  const std::string_view listed = std::string_view(*text).substr(0, text->size() - kDigestDigits);
  if (sha256(listed).hex().substr(0, kDigestDigits) != text->substr(listed.size())) return out;
  std::istringstream in{std::string(listed)};
  std::uint64_t size = 0;
  for (std::string file; in >> file >> size;) out[file] = size;
  return out;
}

void ReadJournal::write_sizes() const {
  std::string listed;
  for (const auto& [file, size] : sizes_) listed += file + " " + std::to_string(size) + "\n";
  listed += sha256(listed).hex().substr(0, kDigestDigits);
  const auto done =
      write_file(*default_file_system(), folder_ + kSizesFile, as_bytes(listed), IfExists::replace);
  if (!done) spdlog::error("journal of reads: {}", done.error().text());
}

Result<void> ReadJournal::append(const std::string& name, const std::string& lines) {
  const std::string file = folder_ + "/" + name;
  constexpr mode_t kOwnerFile = 0600;
  const int fd = ::open(file.c_str(), O_RDWR | O_CREAT | O_APPEND | O_CLOEXEC, kOwnerFile);
  if (fd < 0) return refuse_errno(file);
  Result<void> out;
  const auto known = sizes_.find(name);
  const off_t written = known == sizes_.end() ? 0 : static_cast<off_t>(std::min(known->second, kOffsetMax));
  if (!ends_a_line(fd) && ::lseek(fd, 0, SEEK_END) > written && !cut_torn_end(fd, written)) {
    out = refuse_errno(file);
    ::close(fd);
    return out;
  }
  const std::string text = ends_a_line(fd) ? lines : "\n" + lines;
  const off_t before = ::lseek(fd, 0, SEEK_END);
  if (::write(fd, text.data(), text.size()) != static_cast<ssize_t>(text.size()) || ::fdatasync(fd) != 0) {
    out = refuse_errno(file);
    if (::ftruncate(fd, before) != 0) spdlog::error("{}: half a batch stays", file);
  } else {
    // A file that lost its end is known from then on: what follows does not make good what is missing.
    const auto was = static_cast<std::uint64_t>(before);
    std::uint64_t& size = sizes_[name];
    size = was < size ? kLostItsEnd : was + text.size();
  }
  ::close(fd);
  return out;
}

Result<std::vector<std::string>> ReadJournal::months_backwards() const {
  std::vector<std::string> out;
  std::error_code error;
  for (const auto& entry : std::filesystem::directory_iterator(folder_, error)) {
    if (entry.path().extension() == ".log") out.push_back(entry.path().string());
  }
  if (error) return refuse(Reason::io, folder_, error.message());
  for (const auto& [file, size] : sizes_) out.push_back(folder_ + "/" + file);
  std::sort(out.rbegin(), out.rend());
  out.erase(std::unique(out.begin(), out.end()), out.end());
  return out;
}

Result<void> ReadJournal::search(const std::string& file, const Question& question, Page& page) const {
  std::ifstream in(file);
  std::error_code error;
  const auto written = sizes_.find(std::filesystem::path(file).filename().string());
  const std::uint64_t size =
      std::filesystem::exists(file, error) ? std::filesystem::file_size(file, error) : 0;
  if (written != sizes_.end() && size < written->second) ++page.damaged;
  if (size == 0) return {};
  if (!in) return refuse(Reason::io, file);
  std::vector<ReadRecord> found;  // of the newest in this file, so many as are wanted and one more
  const std::size_t wanted = question.limit - page.reads.size() + 1;
  for (std::string line; std::getline(in, line);) {
    if (line.empty()) continue;
    auto read = read_line(line);
    if (!read) {
      ++page.damaged;
      continue;
    }
    if (!fits(*read, question)) continue;
    found.push_back(std::move(*read));
    if (found.size() >= 2 * wanted)
      found.erase(found.begin(), found.end() - static_cast<std::ptrdiff_t>(wanted));
  }
  for (auto read = found.rbegin(); read != found.rend() && !page.more; ++read) {
    if (page.reads.size() == question.limit) {
      page.more = true;
    } else {
      page.reads.push_back(std::move(*read));
    }
  }
  return {};
}

Result<ReadJournal::Page> ReadJournal::find(const Question& question) {
  {
    const std::lock_guard lock(mutex_);
    count_left_out({});
  }
  flush();
  const std::lock_guard files(file_mutex_);
  const auto months = months_backwards();
  if (!months) return tl::unexpected(months.error());
  Page page;
  for (const std::string& file : *months) {
    const std::string month = std::filesystem::path(file).stem().string();
    if (question.until && month > question.until->str().substr(0, kMonthChars)) continue;
    if (question.from && month < question.from->str().substr(0, kMonthChars)) break;
    if (auto done = search(file, question, page); !done) return tl::unexpected(done.error());
    if (page.more) break;
  }
  return page;
}

}  // namespace tenure
