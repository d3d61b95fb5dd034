#include "server/access/uploads.h"

#include <fmt/format.h>
#include <spdlog/spdlog.h>

#include <algorithm>
#include <filesystem>
#include <optional>
#include <sstream>
#include <vector>

#include "storage/files/files.h"

namespace tenure {
namespace {

constexpr std::size_t kLineMax = 1 << 10;

std::string encode(const Upload& upload) {
  return fmt::format("{}\n{}\n{}\n{}\n", upload.at.str(), upload.token, upload.org, upload.bytes);
}

std::optional<Upload> decode(const std::string& text) {
  std::istringstream in(text);
  std::string at;
  Upload out;
  if (!std::getline(in, at) || !std::getline(in, out.token) || !std::getline(in, out.org) ||
      !(in >> out.bytes))
    return std::nullopt;
  const auto moment = Moment::parse(at);
  if (!moment) return std::nullopt;
  out.at = *moment;
  return out;
}

}  // namespace

struct Uploads::Limit {
  std::string_view zh, en;
  std::size_t most;
  std::function<bool(const Upload&)> counts;
  bool of_bytes = false;

  std::size_t share(const Upload& upload) const { return of_bytes ? upload.bytes : 1; }
};

std::string Uploads::path_of(const Digest& digest) const { return folder_ + "/" + digest.hex(); }

Result<std::unique_ptr<Uploads>> Uploads::open(const std::string& ledger_folder) {
  const std::string folder = ledger_folder + "/uploads";
  if (auto made = ensure_folder(*default_file_system(), folder); !made) return tl::unexpected(made.error());
  std::unique_ptr<Uploads> out(new Uploads(folder));
  if (auto done = out->load(); !done) return tl::unexpected(done.error());
  return out;
}

Result<void> Uploads::load() {
  std::error_code error;
  for (const auto& entry : std::filesystem::directory_iterator(folder_, error)) {
    const auto raw = from_hex(entry.path().filename().string());
    const auto digest = raw ? Digest::from_raw(*raw) : std::nullopt;
    if (!digest) continue;
    const auto text = read_file(*default_file_system(), entry.path().string(), kLineMax);
    const auto upload = text ? decode(*text) : std::nullopt;
    if (upload) {
      waiting_.emplace(*digest, *upload);
    } else {
      spdlog::warn("upload {} cannot be read", digest->hex());
    }
  }
  if (error) return refuse(Reason::io, folder_, error.message());
  return {};
}

void Uploads::forget(const Digest& digest) {
  waiting_.erase(digest);
  std::error_code error;
  std::filesystem::remove(path_of(digest), error);
  if (error) spdlog::error("{}: {}", path_of(digest), error.message());
}

/// Whoever is cited meanwhile counts no more; of the others the oldest go once they have rested.
Result<void> Uploads::make_room(const Limit& limit, const Upload& wanted, const Hooks& hooks) {
  std::size_t used = limit.share(wanted);
  std::vector<std::pair<Moment, Digest>> counted;
  for (const auto& [digest, upload] : waiting_) {
    if (!limit.counts(upload)) continue;
    used += limit.share(upload);
    counted.emplace_back(upload.at, digest);
  }
  if (used <= limit.most) return {};
  std::ranges::sort(counted);
  for (const auto& [at, digest] : counted) {
    const std::size_t share = limit.share(waiting_.at(digest));
    const bool rested = at.us + kUploadRestDays * Moment::kDayUs <= wanted.at.us;
    if (!hooks.is_cited(digest) && !(rested && hooks.drop(digest))) continue;
    forget(digest);
    used -= share;
    if (used <= limit.most) return {};
  }
  return refuse(
      Reason::quota_full, "attachments",
      fmt::format(
          "{}不得超过 {}：先提交引用它们的文书 | {}: {} at most; submit the acts that cite them first",
          limit.zh, limit.most, limit.en, limit.most));
}

Result<void> Uploads::admit(const Digest& digest, const Upload& upload, const Hooks& hooks) {
  const std::lock_guard lock(mutex_);
  if (waiting_.contains(digest)) return {};
  const auto of_token = [&](const Upload& other) { return other.token == upload.token; };
  const Limit limits[] = {
      {"该令牌未被引用的附件", "attachments of this token that nobody cites", kUploadsOfTokenMax, of_token},
      {"该令牌未被引用的附件字节", "bytes of this token's attachments that nobody cites",
       kUploadBytesOfTokenMax, of_token, true},
      {"该组织未被引用的附件", "attachments of this organisation that nobody cites", kUploadsOfOrgMax,
       [&](const Upload& other) { return !upload.org.empty() && other.org == upload.org; }},
      {"未被引用的附件", "attachments that nobody cites", kUploadsMax, [](const Upload&) { return true; }}};
  for (const Limit& limit : limits) {
    if (auto room = make_room(limit, upload, hooks); !room) return room;
  }
  if (auto done =
          write_file(*default_file_system(), path_of(digest), as_bytes(encode(upload)), IfExists::replace);
      !done)
    return done;
  waiting_.emplace(digest, upload);
  return {};
}

}  // namespace tenure
