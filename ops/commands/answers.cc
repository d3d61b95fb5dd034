#include "ops/commands/answers.h"

#include <fmt/ranges.h>
#include <unistd.h>

#include <algorithm>
#include <limits>

#include "domain/core/both.h"
#include "domain/core/sha256.h"
#include "ops/commands/table.h"
#include "ops/commands/usage.h"
#include "server/bundle/bundle.h"
#include "server/sheets/zip.h"
#include "server/tables/format.h"

namespace tenure {
namespace {

constexpr std::uint64_t kPageItems = 1000;  ///< as many as the server answers

/// Writes the answer as the server makes it a file.
Result<Exit> write_file_of(Source& source, const Question& question, const ShownAs& shown, Console& console) {
  if (question.limit > kPageItems)
    return console.usage("与 --format 同用时 --limit 至多 1000；不给 --limit 则为全部",
                         "--limit is 1000 at most with --format; without it a file has all");
  Target target = question.target;
  target.with("at", question.at).with("on", question.on);
  target.with("format", shown.format).with("lang", name(console.language));
  if (question.limit > 0) target.with("limit", std::to_string(std::min(question.limit, kPageItems)));
  const auto file = source.get(target);
  if (!file) return tl::unexpected(file.error());
  if (auto done = write_output(shown.output, *file, console); !done) return tl::unexpected(done.error());
  if (!shown.output.empty()) console.remark(both("已写出 {0}", "written to {0}", shown.output));
  if (shown.format != "bundle") return Exit::done;
  auto bundle = ZipArchive::open(*file);
  const auto manifest = bundle ? bundle->read(kBundleManifest) : tl::unexpected(bundle.error());
  if (!manifest) return tl::unexpected(manifest.error());
  console.remark(both("清单摘要 sha256:{0}，请另行保存", "digest of the manifest: sha256:{0}; keep it apart",
                      sha256(*manifest).hex()));
  return Exit::done;
}

/// One page after the other, as of the size and the date of the first one where they have them.
class Pages {
 public:
  Pages(Source& source, const Question& question)
      : source_(source),
        question_(question),
        at_(question.at),
        on_(question.on),
        left_(question.limit == 0 ? std::numeric_limits<std::uint64_t>::max() : question.limit) {}

  /// Nothing after the last one.
  Result<std::optional<std::string>> next() {
    if (ended_) return std::optional<std::string>();
    Target target = question_.target;
    if (question_.is_list)
      target.with("limit", std::to_string(std::min(left_, kPageItems))).with("cursor", cursor_);
    target.with("at", at_).with("on", on_);
    auto body = source_.get(target);
    if (!body) return tl::unexpected(body.error());
    const auto page = ParsedAnswer::parse(*body);
    if (!page) return tl::unexpected(page.error());
    cursor_ = page->root().text("next");
    if (question_.is_dated) {
      at_ = page->root().text("size");
      on_ = page->root().text("on");
    }
    left_ -= std::min<std::uint64_t>(left_, page->root().list("items").size());
    ended_ = !question_.is_list || cursor_.empty() || left_ == 0;
    return std::optional(std::move(*body));
  }

 private:
  Source& source_;
  const Question& question_;
  std::string at_, on_;
  std::uint64_t left_;
  std::string cursor_;
  bool ended_ = false;
};

/// Items a line each; an answer that is no list as it is.
std::string data_of(const Question& question, const std::string& body, const Shown& answer) {
  if (!question.is_list) return body + "\n";
  std::string out;
  for (const Shown& item : answer.list("items")) out += item.text() + "\n";
  return out;
}

Result<Exit> print_data(Source& source, const Question& question, const ShownAs& shown, Console& console) {
  Pages pages(source, question);
  std::string kept;
  while (true) {
    const auto body = pages.next();
    if (!body) return tl::unexpected(body.error());
    if (!*body) break;
    const auto answer = ParsedAnswer::parse(**body);
    if (!answer) return tl::unexpected(answer.error());
    const std::string data = data_of(question, **body, answer->root());
    if (shown.output.empty()) {
      console.print(data);
    } else {
      kept += data;
    }
  }
  if (shown.output.empty()) return Exit::done;
  if (auto done = write_output(shown.output, kept, console); !done) return tl::unexpected(done.error());
  return Exit::done;
}

Result<Exit> print_pages(Source& source, const Question& question, Console& console) {
  const TableForm& form = *table_form(question.operation);
  Wording wording = wording_of(source, console);
  if (!question.org.empty()) {
    if (auto learnt = wording.learn_words_of(question.org); !learnt) return tl::unexpected(learnt.error());
  }
  Pages pages(source, question);
  bool hides = false;
  for (bool is_first = true;; is_first = false) {
    const auto body = pages.next();
    if (!body) return tl::unexpected(body.error());
    if (!*body) break;
    const auto answer = ParsedAnswer::parse(**body);
    if (!answer) return tl::unexpected(answer.error());
    if (const std::string org = question.org.empty() ? form.org(answer->root()) : std::string();
        is_first && !org.empty()) {
      if (auto learnt = wording.learn_words_of(org); !learnt) return tl::unexpected(learnt.error());
    }
    const auto done = print_table(form, answer->root(), question.is_headed, is_first, wording, console);
    if (!done) return tl::unexpected(done.error());
    if (question.named.empty()) continue;
    hides = hides || std::ranges::any_of(answer->root().list("items"),
                                         [&](const Shown& item) { return !item.has(question.named); });
  }
  if (hides || wording.hides_names()) remark_hidden(wording, console);
  return Exit::done;
}

}  // namespace

void add_format_options(CLI::App& command, ShownAs& options, std::vector<std::string> also) {
  std::vector<std::string> known;
  for (const AnswerFormat& format : answer_formats()) {
    if (format.writer != nullptr || format.name == "json") known.emplace_back(format.name);
  }
  std::ranges::move(also, std::back_inserter(known));
  command
      .add_option("--format", options.format,
                  fmt::format("格式：{} | As a file: {}", fmt::join(known, "、"), fmt::join(known, ", ")))
      ->check(one_of(known));
  command.add_option("--output", options.output,
                     "写入文件，默认标准输出 | File to write, default standard output");
}

Result<void> print_table(const TableForm& form, const Shown& answer, bool is_headed, bool is_first,
                         Wording& wording, Console& console) {
  if (auto learnt = learn(form, answer, wording); !learnt) return learnt;
  if (is_headed && is_first) {
    console.line(form.title(wording, answer));
    Table lines({"", ""});
    for (auto& [what, which] : form.lines(wording, answer)) lines.row({what, which});
    if (!lines.empty()) lines.print(console, false);
  }
  std::vector<std::string> titles;
  for (const SheetColumn& column : columns_of(form, wording, answer, Room::terminal))
    titles.push_back(column.title);
  Table table(titles);
  for (const SheetRow& row :
       rows_of(form, wording, answer, Room::terminal, has_corrected_column(form, answer))) {
    std::vector<std::string> cells;
    for (const Cell& cell : row) cells.push_back(for_people(cell));
    table.row(std::move(cells));
  }
  table.print(console, is_first);
  return {};
}

Result<Exit> show(Source& source, const Question& question, const ShownAs& shown, Console& console) {
  if (console.json || shown.format == "json") return print_data(source, question, shown, console);
  if (!shown.format.empty()) return write_file_of(source, question, shown, console);
  if (!shown.output.empty()) return console.usage("--output 与 --format 同用", "--output goes with --format");
  return print_pages(source, question, console);
}

Result<Exit> show(const SourceOptions& options, const Question& question, const ShownAs& shown,
                  Console& console) {
  const bool is_bytes = (shown.format == "xlsx" || shown.format == "bundle") && !console.json;
  if (is_bytes && shown.output.empty() && ::isatty(STDOUT_FILENO) != 0)
    return console.usage("工作簿和证据包不写到终端，请用 --output 给出文件",
                         "workbooks and bundles are not written to a terminal; name a file with --output");
  const auto source = open_source(options, console);
  if (!source) return tl::unexpected(source.error());
  return show(**source, question, shown, console);
}

}  // namespace tenure
