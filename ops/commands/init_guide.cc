// The first hour, asked for step by step: each question a row of a table.
#include <fmt/format.h>

#include <cstdio>
#include <filesystem>

#include "domain/core/both.h"
#include "ops/commands/init.h"
#include "ops/import/value.h"

namespace tenure {
namespace {

constexpr std::size_t kAnswerMax = 4'096;
constexpr std::size_t kRootKeysAdvised = 3;
constexpr std::size_t kFaultsTold = 20;  ///< of a sheet, at once

/// What is wrong with an answer, in both languages; nothing when it will do.
using Objected = std::optional<std::string>;

std::optional<std::string> read_answer() {
  std::string line;
  int c = std::getchar();
  if (c == EOF) return std::nullopt;
  for (; c != EOF && c != '\n' && line.size() < kAnswerMax; c = std::getchar())
    line.push_back(static_cast<char>(c));
  return std::string(import::trimmed(line));
}

Objected objected(const Result<void>& done) {
  if (done) return std::nullopt;
  const ReasonInfo& reason = info(done.error().reason);
  const Halves detail = halves(done.error().detail);
  return both("{0} {1} {2}", "{3} {1} {4}", reason.zh, done.error().where, detail.zh, reason.en, detail.en);
}

Objected is_origin(const std::string& text) {
  const bool bad = text.find("://") != std::string::npos || text.find_first_of(" \t+") != std::string::npos ||
                   text.find('/') == std::string::npos || !ShortText::parse(text);
  return bad ? Objected(
                   "写主机名和路径，不带 https://，如 county.example/tenure | a host name and a path without "
                   "https://, as county.example/tenure")
             : std::nullopt;
}

Objected is_an_id(const std::string& text) {
  return is_id(text) ? std::nullopt
                     : Objected(
                           "编号只能用字母、数字和 . _ : -，不超过 64 个字符 | letters, digits and . _ : - "
                           "only, 64 at most");
}

Objected is_a_name(const std::string& text) {
  return ShortText::parse(text) ? std::nullopt : Objected("1 到 120 个字 | 1 to 120 characters");
}

Objected is_a_new_file(const std::string& path) {
  std::error_code error;
  if (std::filesystem::exists(path, error))
    return "该文件已存在，请换一个文件名 | the file is there already: choose another name";
  const auto folder = std::filesystem::absolute(path).parent_path();
  if (!std::filesystem::is_directory(folder, error))
    return "没有这个目录，请先建好或插好存储设备 | there is no such folder: make it, or plug the medium in";
  return std::nullopt;
}

/// A sheet of which every row will do: a ledger of its own judges it before anything is made.
Objected is_a_sheet(const InitOptions& options, const char* of, const std::string& path) {
  const auto faults = judge_sheet(options, of, path);
  if (!faults) return objected(tl::unexpected(faults.error()));
  if (faults->empty()) return std::nullopt;
  std::string zh = fmt::format("{} 处错误，改正后再填此文件名：", faults->in_all());
  std::string en = fmt::format("{} faults; mend them, then name the file again:", faults->in_all());
  std::size_t told = 0;
  for (const import::Fault& fault : faults->sorted()) {
    if (told++ == kFaultsTold) break;
    zh += fmt::format("\n    {} {}", fault.cell(), fault.said.zh);
    en += fmt::format("\n    {} {}", fault.cell(), fault.said.en);
  }
  return both("{0}", "{1}", zh, en);
}

struct GuideQuestion {
  std::string zh, en;
  std::string preset;
  std::function<Objected(const std::string&)> objects;
};

Result<void> ask(const GuideQuestion& question, std::string& answer) {
  if (!answer.empty()) return {};
  while (true) {
    std::fputs(fmt::format("{}\n{}{}：", question.zh, question.en,
                           question.preset.empty() ? "" : fmt::format(" [{}]", question.preset))
                   .c_str(),
               stderr);
    auto line = read_answer();
    if (!line)
      return refuse(Reason::bad_request, "standard input",
                    both("没有回答完，什么也没有建立", "it ended before all was answered; nothing was made"));
    if (line->empty()) *line = question.preset;
    const Objected objection = question.objects(*line);
    if (!objection) {
      answer = std::move(*line);
      return {};
    }
    const Halves said = halves(*objection);
    std::fputs(fmt::format("  {}\n  {}\n", said.zh, said.en).c_str(), stderr);
  }
}

Result<void> ask_for_root_keys(InitOptions& options) {
  if (!options.root_keys.empty() || !options.new_root_keys.empty()) return {};
  std::vector<std::string> files(kRootKeysAdvised);
  for (std::size_t i = 0; i < files.size(); ++i) {
    const auto is_another = [&](const std::string& path) -> Objected {
      if (std::find(files.begin(), files.begin() + static_cast<std::ptrdiff_t>(i), path) !=
          files.begin() + static_cast<std::ptrdiff_t>(i))
        return "三把密钥各要一个文件 | each key has a file of its own";
      return is_a_new_file(path);
    };
    const std::size_t number = i + 1;
    auto done = ask(
        {fmt::format("第 {} 把根密钥写到哪个文件？三把中两把同签有效，宜放在三个不同的存储设备上", number),
         fmt::format("File for root key {} of 3; two of them sign together, so keep each on a medium of its "
                     "own",
                     number),
         fmt::format("root-{}.key", number), is_another},
        files[i]);
    if (!done) return done;
  }
  options.new_root_keys = std::move(files);
  return {};
}

Result<void> ask_for_pack(InitOptions& options) {
  std::string zh = "采用哪个政策包？可填", en = "Which policy pack? One of";
  for (const ShippedPack& pack : shipped_packs()) {
    zh += fmt::format(" {}（{}）", pack.name, pack.zh);
    en += fmt::format(" {}", pack.name);
  }
  std::string answer = options.pack;
  auto done =
      ask({zh + "，或一个 TOML 文件，或 none（以后再定）", en + ", a TOML file, or none for now", "none",
           [](const std::string& text) {
             if (text == "none") return Objected();
             const auto pack = pack_text(text);
             return pack ? Objected() : objected(tl::unexpected(pack.error()));
           }},
          answer);
  if (answer != "none") options.pack = answer;
  return done;
}

Result<void> ask_for_sheet(const InitOptions& options, const char* of, const char* zh, const char* en,
                           std::string& file) {
  std::string answer = file;
  auto done = ask(
      {fmt::format("{}（CSV 或 XLSX；模板：tenure import --template {}）？没有则填 none", zh, of),
       fmt::format("{}, CSV or XLSX, or none", en), "none",
       [&](const std::string& path) { return path == "none" ? Objected() : is_a_sheet(options, of, path); }},
      answer);
  if (answer != "none") file = answer;
  return done;
}

}  // namespace

Result<void> ask_for_init(InitOptions& options, Console& console) {
  console.remark(
      "以下逐项询问，随时可按 Ctrl-C 停止，全部答完才建立账本 | step by step; nothing is made until all is "
      "answered");
  const GuideQuestion questions[] = {
      {"账本放在哪个目录？", "Folder of the ledger", "ledger",
       [&](const std::string& path) {
         InitOptions there = options;
         there.ledger.data = path;
         return objected(init_place_is_free(there));
       }},
      {"账本的来源名：主机名和路径，以后不变", "The ledger's origin: a host name and a path, for ever", "",
       &is_origin},
      {"顶层组织的编号", "Id of the top organisation", "o-county", &is_an_id},
      {"顶层组织的名称，如“示例县委组织部”", "Its name", "", &is_a_name}};
  std::string* const answers[] = {&options.ledger.data, &options.origin, &options.authority,
                                  &options.authority_name};
  for (std::size_t i = 0; i < std::size(questions); ++i) {
    if (auto done = ask(questions[i], *answers[i]); !done) return done;
  }
  if (auto done = ask_for_root_keys(options); !done) return done;
  if (auto done = ask_for_pack(options); !done) return done;
  if (auto done = ask_for_sheet(options, "register", "组织和人员的登记表",
                                "Register of organisations and people", options.register_file);
      !done)
    return done;
  if (!options.register_file.empty()) {
    auto done = ask({"由谁转录（人员编号）？", "Who transcribed it, a person's id", "", &is_an_id},
                    options.transcriber);
    if (!done) return done;
  }
  return ask_for_sheet(options, "signers", "签署人和授权表", "Signers and their grants",
                       options.signers_file);
}

}  // namespace tenure
