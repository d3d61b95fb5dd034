// Whatever is changed, cut off, deleted or put back in the folder of a stopped ledger: it does not open, or
// an answer refuses in words, or every answer is what it was. What is damaged is never left out of an answer
// as if it had been erased.
#include <fmt/format.h>
#include <gtest/gtest.h>

#include <filesystem>
#include <map>
#include <random>

#include "domain/core/both.h"
#include "server/access/tokens.h"
#include "server/app/app.h"
#include "storage/anchor/head_anchor.h"
#include "storage/verify/access_check.h"
#include "storage/verify/verify.h"
#include "tests/crash/ledger_checks.h"
#include "tests/support/ledger.h"
#include "tests/unit/verify/raw_log.h"

namespace tenure::testing {
namespace {

namespace files = std::filesystem;

constexpr int kDamages = 60;
constexpr int kDamagesLong = 10'000;
constexpr int kPeople = 12;
constexpr std::size_t kKeyRecord = 128;
const std::string kScan = "a scan of a document";

/// What a reader is told.
struct Told {
  int status = 0;
  std::string body;
  bool operator==(const Told&) const = default;
};
using Answers = std::map<std::string, Told>;

Viewer reader() {
  Viewer viewer;
  viewer.roles = {Role::operator_, Role::clerk, Role::auditor, Role::reviewer};
  viewer.every_class = true;
  viewer.token_id = "test";
  return viewer;
}

Told ask(App& app, const std::string& target) {
  Request request;
  request.method = "GET";
  if (!parse_target(target, request)) throw std::runtime_error(target);
  request.viewer = reader();
  request.loopback = true;
  Response response = app.answer(std::move(request));
  if (!response.stream) return {response.status, response.shared ? *response.shared : response.body};
  Told out{response.status, {}};
  while (true) {
    const auto piece = response.stream();
    if (!piece) return {info(piece.error().reason).status, piece.error().text()};
    if (!*piece) return out;
    out.body += **piece;
  }
}

/// A county with sealed names, one of them erased, an attachment, a journal of reads and a token; closed, and
/// made once. Of the keys there are two older copies.
class County {
 public:
  County() {
    for (int i = 0; i < kPeople; ++i) {
      // The first half ends in tables, the second stays in the write-ahead logs.
      if (i == kPeople / 2) must(ledger_.reopen());
      if (i == kPeople - 1) older_keys_ = read_whole(keys_file(ledger_.folder()));
      register_person(i);
    }
    unerased_keys_ = read_whole(keys_file(ledger_.folder()));
    must(ledger_.submit(
        ledger_.act().add("2024-04-01", SubjectErased{{"p-3"}, {"pipl_47"}, {"平法〔2024〕1号"}}),
        ledger_.root()));
    must(ledger_.store().attachments().put(sha256(kScan), as_bytes(kScan)));
    auto attaching = ledger_.act().add("2024-05-01", OrgRenamed{{"o-village"}, {"新村"}, {}});
    attaching.act().attachments = {{{sha256(kScan)}, {"application/pdf"}}};
    must(ledger_.submit(attaching, ledger_.root()));
    ledger_.close();
    note_reads();
    TokenGrant grant;
    grant.roles = {Role::auditor};
    grant.scope = OrgId{"o-town"};
    token_ = TokenFile(ledger_.folder()).create(grant, now()).value().text;
    for (const auto& file : files::recursive_directory_iterator(ledger_.folder())) {
      const std::string name = file.path().filename();
      if (!file.is_regular_file() || name.starts_with("LOG") || name.starts_with("OPTIONS") ||
          name == "LOCK" || name == "lock" || file.file_size() == 0)
        continue;
      files_.push_back(files::relative(file.path(), ledger_.folder()));
    }
    std::ranges::sort(files_);
    const TempFolder copy;
    copy_folder(folder(), copy.path());
    answers_ = answers(copy.path()).value();
  }
  static const County& instance() {
    static const County county;
    return county;
  }

  const std::string& folder() const { return ledger_.folder(); }
  const std::vector<std::string>& all_files() const { return files_; }
  const std::string& older_keys() const { return older_keys_; }
  const std::string& unerased_keys() const { return unerased_keys_; }
  const Answers& right_answers() const { return answers_; }
  static std::string keys_file(const std::string& folder) { return folder + "/keys/subjects.keys"; }
  /// The files of a folder of the ledger whose names end so.
  std::vector<std::string> files_of(const std::string& below, const std::string& end) const {
    std::vector<std::string> out;
    for (const std::string& file : files_) {
      if (file.starts_with(below + "/") && file.ends_with(end)) out.push_back(file);
    }
    return out;
  }

  /// Whether the token is let in, and where it sees.
  Told let_in(const std::string& folder) const {
    const auto viewer = TokenTable(folder).authenticate(token_, now());
    if (!viewer) return {info(viewer.error().reason).status, viewer.error().text()};
    return {200, viewer->scope ? viewer->scope->value : "everywhere"};
  }
  /// What the folder tells whoever asks; the refusal when it does not open.
  Result<Answers> answers(const std::string& folder) const {
    Answers out;
    out["token"] = let_in(folder);
    auto store = LedgerStore::open({.folder = folder});
    if (!store) return tl::unexpected(store.error());
    const auto app = App::open(folder, std::move(*store));
    if (!app) return tl::unexpected(app.error());
    for (const std::string& target : targets()) out[target] = ask(**app, target);
    return out;
  }

 private:
  template <class T>
  static void must(const Result<T>& done) {
    if (!done) throw std::runtime_error(done.error().text());
  }
  static Moment now() { return *Moment::parse("2024-08-01T00:00:00Z"); }

  static std::vector<std::string> targets() {
    return {"/v1/persons?org=o-county",
            "/v1/persons?org=o-county&format=csv",
            "/v1/persons?org=o-county&q=zhangsan",
            "/v1/persons?org=o-county&q=110101199003070",
            "/v1/names?subjects=person/p-1,person/p-3,person/p-11,org/o-village",
            "/v1/persons/p-1",
            "/v1/persons/p-3",
            "/v1/persons/p-11",
            "/v1/events?subject=person/p-2",
            "/v1/acts/3",
            "/v1/alerts?org=o-county",
            "/v1/attachments/" + ContentDigest{sha256(kScan)}.str(),
            "/v1/journal?until=2024-08-01T00:00:00Z",
            "/checkpoint"};
  }

  static SealedInput seal(std::string_view path, const std::string& value) {
    const Digest salt = sha256(value);
    return {Commitment::make(salt.view(), path, value), {to_base64url(salt.view())}, {value}};
  }

  void register_person(int i) {
    PersonRegistered registered;
    registered.person = {"p-" + std::to_string(i)};
    registered.org = {"o-village"};
    const SealedInput name = seal("name", "张三 " + std::to_string(i));
    registered.name = {name.commitment};
    auto submission = sign(ledger_.act().add("2024-02-01", std::move(registered)).payload(), ledger_.root());
    submission.sealed = {name};
    must(ledger_.sequencer().submit_and_wait(std::move(submission)));
  }

  void note_reads() const {
    for (const char* month : {"2024-06", "2024-07"}) {
      const auto reads = ReadJournal::open(folder()).value();
      for (int i = 1; i < 4; ++i)
        reads->note(reader(), "person/p-1", "/v1/persons",
                    *Moment::parse(fmt::format("{}-0{}T00:00:00Z", month, i)), {});
    }
  }

  TestLedger ledger_{{.root_keys = 2}};
  std::string older_keys_;     ///< without the last person's
  std::string unerased_keys_;  ///< with the one that was erased since
  std::string token_;
  std::vector<std::string> files_;
  Answers answers_;
};

enum class Outcome { not_opened, refused, harmless, another_answer };

class Damage : public ::testing::Test {
 protected:
  Damage() { renew(); }

  void renew() {
    copy_.emplace();
    copy_folder(County::instance().folder(), copy_->path());
  }
  std::string at(const std::string& file) const { return copy_->path() + "/" + file; }
  void write(const std::string& file, const std::string& content) const { write_whole(at(file), content); }
  void cut(const std::string& file, std::size_t size) const { files::resize_file(at(file), size); }
  void flip(const std::string& file, std::size_t place, unsigned char with = 0x55) const {
    std::string content = read_whole(at(file));
    content[place] = static_cast<char>(content[place] ^ static_cast<char>(with));
    write(file, content);
  }

  /// Of the copy as it is now, which a new one then replaces.
  Outcome outcome(const std::string& what) {
    const auto now = County::instance().answers(copy_->path());
    refusal_ = now ? Refusal() : now.error();
    renew();
    if (!now) return Outcome::not_opened;
    Outcome out = Outcome::harmless;
    for (const auto& [target, right] : County::instance().right_answers()) {
      const Told& told = now->at(target);
      if (told == right) continue;
      const bool said = told.status >= 400 || told.body.find(R"("damaged":)") != std::string::npos;
      if (!said) {
        ADD_FAILURE() << what << ": " << target << " answers " << told.status << ' ' << told.body << "\nnot "
                      << right.body;
        return Outcome::another_answer;
      }
      out = Outcome::refused;
    }
    return out;
  }
  /// Because of the part of the folder that is named, as damage.
  void expect_not_opened(const std::string& what, std::string_view part) {
    const auto report = verify_ledger({.folder = copy_->path(), .threads = 1});
    EXPECT_TRUE(report && !report->clean()) << what << ": verification finds it too";
    EXPECT_EQ(outcome(what), Outcome::not_opened) << what;
    EXPECT_EQ(name(refusal_.reason), name(Reason::damaged)) << what;
    EXPECT_NE(refusal_.where.find(part), std::string::npos) << what << ": " << refusal_.text();
  }
  /// A verification names the file, in words of both languages.
  void expect_found(const std::string& file, const std::string& what) const {
    const auto report = verify_ledger({.folder = copy_->path(), .threads = 1});
    ASSERT_TRUE(report);
    const auto found = std::ranges::find(report->findings, file, &Finding::where);
    ASSERT_NE(found, report->findings.end()) << file << what;
    EXPECT_NE(halves(found->what).zh, halves(found->what).en) << found->what;
  }
  /// It is told, one way or the other.
  void expect_told(const std::string& what) { EXPECT_LT(outcome(what), Outcome::harmless) << what; }

  std::optional<TempFolder> copy_;
  Refusal refusal_;
};

TEST_F(Damage, NoneLeavesEveryAnswerAsItWas) {
  const Answers& right = County::instance().right_answers();
  for (const auto& [target, told] : right) EXPECT_EQ(told.status, 200) << target << ' ' << told.body;
  EXPECT_NE(right.at("/v1/persons?org=o-county").body.find("张三 11"), std::string::npos);
  EXPECT_EQ(right.at("/v1/persons?org=o-county").body.find("张三 3"), std::string::npos) << "erased";
  const auto report = verify_ledger({.folder = copy_->path()});
  ASSERT_TRUE(report && report->clean());
  EXPECT_EQ(report->reads, 6U);
  EXPECT_EQ(report->tokens, 1U);
  EXPECT_EQ(report->sealed.commitments, kPeople);
  EXPECT_EQ(report->sealed.opened, kPeople - 1);
  EXPECT_EQ(report->sealed.erased, 1U);
  EXPECT_EQ(report->sealed.attachments, 1U);
  EXPECT_EQ(outcome("untouched"), Outcome::harmless);
}

TEST_F(Damage, ACutKeyFileIsNotOpened) {
  const std::string file = "keys/subjects.keys";
  const std::size_t size = files::file_size(at(file));
  for (std::size_t end = kKeyRecord; end < size; end += kKeyRecord) {
    cut(file, end);
    expect_not_opened(fmt::format("keys cut at record {}", end / kKeyRecord - 1), "subjects.keys");
  }
  for (const std::size_t end : {size - 1, size - 64, size / 2 + 3}) {
    cut(file, end);
    expect_not_opened(fmt::format("keys cut at byte {}", end), "subjects.keys");
  }
  for (const std::size_t end : {std::size_t{0}, kKeyRecord / 2}) {
    cut(file, end);
    expect_not_opened(fmt::format("the keys' header cut at byte {}", end), "subjects.keys");
  }
  files::remove(at(file));
  expect_not_opened("keys deleted", "subjects.keys");
}

TEST_F(Damage, ARefusedKeyFileIsLeftAsItIs) {
  const std::string file = "keys/subjects.keys";
  cut(file, files::file_size(at(file)) - 64);
  const std::string cut_off = read_whole(at(file));
  ASSERT_FALSE(LedgerStore::open({.folder = copy_->path()}));
  EXPECT_EQ(read_whole(at(file)), cut_off) << "who restores the rest finds it as it was";
}

/// As a program wrote it that did not count: the first one that does counts at once.
TEST_F(Damage, OfALedgerFromBeforeTheCountsIsSaidOnceItWasOpened) {
  {
    auto anchor = HeadAnchor::open(default_file_system(), at("head"));
    ASSERT_TRUE(anchor);
    for (std::size_t slot = 0; slot < kAnchorSlots; ++slot)
      ASSERT_TRUE(anchor->write(std::string(anchor->checkpoint()), SealCounts()));
  }
  ASSERT_TRUE(County::instance().answers(copy_->path()));
  const std::string file = "keys/subjects.keys";
  cut(file, files::file_size(at(file)) - kKeyRecord);
  expect_not_opened("keys cut after the ledger was opened", "subjects.keys");
}

TEST_F(Damage, AnOlderKeyFileIsNotOpened) {
  write("keys/subjects.keys", County::instance().older_keys());
  expect_not_opened("an older copy of the keys", "subjects.keys");
}

TEST_F(Damage, AnOlderKeyFileBringsNobodyBack) {
  write("keys/subjects.keys",
        County::instance().unerased_keys() +
            read_whole(at("keys/subjects.keys")).substr(County::instance().unerased_keys().size()));
  const auto report = verify_ledger({.folder = copy_->path()});
  ASSERT_TRUE(report);
  EXPECT_FALSE(report->clean());
  EXPECT_EQ(outcome("keys from before the erasure"), Outcome::harmless) << "they are erased again";
}

TEST_F(Damage, AVaultThatLostValuesIsNotOpened) {
  const auto& county = County::instance();
  const auto tables = county.files_of("vault", ".sst");
  ASSERT_FALSE(tables.empty());
  for (const std::string& table : tables) {
    files::remove(at(table));
    EXPECT_EQ(outcome(table + " deleted"), Outcome::not_opened);
    for (const std::size_t part : {2, 3, 50}) {
      cut(table, files::file_size(at(table)) / part);
      expect_told(fmt::format("{} cut to 1/{}", table, part));
    }
  }
  const auto logs = county.files_of("vault", ".log");
  ASSERT_FALSE(logs.empty());
  for (const std::string& log : logs) {
    files::remove(at(log));
    expect_not_opened(log + " deleted", "vault");
    cut(log, files::file_size(at(log)) / 2);
    expect_not_opened(log + " cut at half", "vault");
  }
  files::remove(at("vault/CURRENT"));
  expect_not_opened("the vault's CURRENT deleted", "vault");
  files::remove_all(at("vault"));
  expect_not_opened("the vault deleted", "vault");
}

TEST_F(Damage, AChangedByteOfAVaultsTableIsSaidByWhateverReadsIt) {
  const auto tables = County::instance().files_of("vault", ".sst");
  ASSERT_FALSE(tables.empty());
  int told = 0;
  for (const std::string& table : tables) {
    for (std::size_t place = 0; place < files::file_size(at(table)); place += 193) {
      flip(table, place);
      const auto report = verify_ledger({.folder = copy_->path(), .threads = 1});
      const Outcome now = outcome(fmt::format("{} at byte {}", table, place));
      EXPECT_TRUE(now == Outcome::harmless || !report || !report->clean()) << table << " at byte " << place;
      told += now < Outcome::harmless ? 1 : 0;
    }
  }
  EXPECT_GT(told, 0);
}

TEST_F(Damage, OfAnAttachmentIsSaid) {
  const auto stored = County::instance().files_of("attachments", "");
  ASSERT_EQ(stored.size(), 1U);
  const std::string& file = stored.front();
  const auto expect_found_and_told = [&](const std::string& what) {
    const auto report = verify_ledger({.folder = copy_->path(), .threads = 1});
    EXPECT_TRUE(report && !report->clean()) << what << ": verification finds it too";
    expect_told(what);
  };
  flip(file, files::file_size(at(file)) / 2);
  expect_found_and_told("an attachment with another byte");
  cut(file, files::file_size(at(file)) - 1);
  expect_found_and_told("an attachment without its end");
  files::remove(at(file));
  expect_found_and_told("a deleted attachment");
}

TEST_F(Damage, OfTheJournalOfReadsIsSaid) {
  const auto expect_found_and_told = [&](const std::string& file, const std::string& what) {
    expect_found(file, what);
    expect_told(file + what);
  };
  for (const std::string& file : County::instance().files_of("reads", ".log")) {
    const std::string lines = read_whole(at(file));
    flip(file, lines.size() / 2);
    expect_found_and_told(file, " with another byte");
    cut(file, lines.size() / 2);
    expect_found_and_told(file, " cut in a line");
    cut(file, lines.find('\n') + 1);
    expect_found_and_told(file, " cut behind a line");
    files::remove(at(file));
    expect_found_and_told(file, " deleted");
  }
  const std::string sizes = "reads/.sizes";
  for (std::size_t place = 0; place < files::file_size(at(sizes)); ++place) {
    const std::string whole = read_whole(at(sizes));
    flip(sizes, place, 1);
    expect_found(sizes, " with another byte");
    write(sizes, whole);
  }
}

/// With everything that says how long it was, but for the head anchor.
TEST_F(Damage, OfAWholeJournalOfReadsIsSaid) {
  ASSERT_TRUE(County::instance().answers(copy_->path())) << "whoever opens the ledger counts it";
  ASSERT_TRUE(verify_ledger({.folder = copy_->path(), .threads = 1})->clean());
  const std::string journal = "reads";
  const TempFolder kept;
  copy_folder(at(journal), kept.path());
  files::remove_all(at(journal));
  expect_found(journal, " deleted");
  ASSERT_TRUE(County::instance().answers(copy_->path())) << "a journal that is begun anew";
  expect_found(journal, " deleted before the ledger was opened again");
  copy_folder(kept.path(), at(journal));
  EXPECT_TRUE(verify_ledger({.folder = copy_->path(), .threads = 1})->clean()) << "put back";
}

/// What a server wrote until it stopped is counted too, without an act.
TEST_F(Damage, OfWhatAServerNotedLastIsSaid) {
  ASSERT_TRUE(County::instance().answers(copy_->path()));
  const std::string before = read_whole(at("head"));
  {
    const auto app = App::open(copy_->path(), LedgerStore::open({.folder = copy_->path()}).value()).value();
    app->reads().note(reader(), "person/p-1", "/v1/persons", *Moment::parse("2024-07-20T00:00:00Z"), {});
  }
  EXPECT_NE(read_whole(at("head")), before);
  EXPECT_TRUE(verify_ledger({.folder = copy_->path(), .threads = 1})->clean());
  write("reads/2024-07.log", read_whole(County::instance().folder() + "/reads/2024-07.log"));
  write("reads/.sizes", read_whole(County::instance().folder() + "/reads/.sizes"));
  expect_found("reads", " as they were before");
}

/// It was never counted, and goes with the next batch: no damage.
TEST_F(Damage, WhatACrashToreOfTheJournalOfReadsIsNone) {
  const std::string file = County::instance().files_of("reads", ".log").back();
  const std::string lines = read_whole(at(file));
  const std::string torn = lines.substr(0, lines.find('\n') / 2);
  write(file, lines + torn);
  EXPECT_TRUE(verify_ledger({.folder = copy_->path(), .threads = 1})->clean());
  {
    const auto reads = ReadJournal::open(copy_->path()).value();
    reads->note(reader(), "person/p-1", "/v1/persons", *Moment::parse("2024-07-20T00:00:00Z"), {});
    EXPECT_EQ(reads->find({}).value().damaged, 0U);
    EXPECT_EQ(reads->find({}).value().reads.size(), 7U);
  }
  EXPECT_TRUE(read_whole(at(file)).starts_with(lines));
  EXPECT_EQ(read_whole(at(file)).find(torn, lines.size()), std::string::npos) << "the torn one is gone";
  EXPECT_TRUE(verify_ledger({.folder = copy_->path(), .threads = 1})->clean());
}

TEST_F(Damage, OfTheTokensLetsNobodyIn) {
  const std::string file = "access/tokens.json";
  const std::string whole = read_whole(at(file));
  int refused = 0;
  for (std::size_t place = 0; place < whole.size(); ++place) {
    flip(file, place, 1);
    const Told told = County::instance().let_in(copy_->path());
    const bool same = told == County::instance().right_answers().at("token");
    EXPECT_TRUE(same || told.status >= 400) << "byte " << place << ": " << told.body;
    VerifyReport report;
    verification::Findings findings(report);
    verification::check_tokens(copy_->path(), findings);
    EXPECT_FALSE(report.clean()) << "byte " << place;
    refused += same ? 0 : 1;
    write(file, whole);
  }
  EXPECT_GT(refused, 0);
  cut(file, files::file_size(at(file)) / 2);
  expect_found(file, " cut at half");
  expect_told("tokens cut at half");
  files::remove(at(file));
  expect_told("tokens deleted");
}

/// RocksDB reads a MANIFEST up to what it takes for its torn end, and opens the database as it was then.
TEST_F(Damage, OfTheManifestOfAVaultIsToldWhereverItIs) {
  constexpr std::size_t kStep = 5;
  const auto& all = County::instance().all_files();
  const auto manifest =
      std::ranges::find_if(all, [](const std::string& file) { return file.starts_with("vault/MANIFEST"); });
  ASSERT_NE(manifest, all.end());
  int told = 0;
  for (std::size_t place = 0; place < files::file_size(at(*manifest)); place += kStep) {
    cut(*manifest, place);
    told += outcome(fmt::format("cut at byte {}", place)) != Outcome::harmless ? 1 : 0;
    flip(*manifest, place);
    told += outcome(fmt::format("changed at byte {}", place)) != Outcome::harmless ? 1 : 0;
  }
  EXPECT_GT(told, 0);
}

TEST_F(Damage, AtRandomNeverMakesAnotherAnswer) {
  const std::uint64_t seed = testing::seed();
  fmt::print("TENURE_SEED={}, {} files\n", seed, County::instance().all_files().size());
  std::mt19937_64 random(seed);
  std::map<Outcome, int> outcomes;
  for (int i = 0; i < (is_long_run() ? kDamagesLong : kDamages); ++i) {
    const auto& all = County::instance().all_files();
    const std::string& file = all[random() % all.size()];
    const std::size_t place = random() % files::file_size(at(file));
    std::string what = fmt::format("seed {}, {}", seed, file);
    switch (random() % 4) {
      case 0:
        cut(file, place);
        what += fmt::format(" cut at byte {}", place);
        break;
      case 1:
        files::remove(at(file));
        what += " deleted";
        break;
      default:
        flip(file, place, static_cast<unsigned char>(1 + random() % 255));
        what += fmt::format(" changed at byte {}", place);
    }
    const Outcome now = outcome(what);
    ++outcomes[now];
    if (now == Outcome::another_answer) break;
  }
  fmt::print("not opened {}, refused in an answer {}, harmless {}\n", outcomes[Outcome::not_opened],
             outcomes[Outcome::refused], outcomes[Outcome::harmless]);
  EXPECT_GT(outcomes[Outcome::not_opened], 0);
}

}  // namespace
}  // namespace tenure::testing
