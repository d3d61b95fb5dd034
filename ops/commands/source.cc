#include "ops/commands/source.h"

#include <cstdlib>

#include "domain/core/both.h"
#include "server/app/app.h"
#include "server/client/api_client.h"
#include "storage/backup/manifest.h"
#include "storage/files/files.h"

namespace tenure {
namespace {

constexpr std::uint64_t kTokenFileMax = 4 << 10;
constexpr const char* kTokenVariable = "TENURE_TOKEN";
/// What the journal of reads calls a reader of the folder.
constexpr std::string_view kFolderReader = "folder";

/// A ledger that this process has opened.
class FolderSource final : public Source {
 public:
  FolderSource(std::optional<ScratchFolder> scratch, std::unique_ptr<App> app)
      : scratch_(std::move(scratch)), app_(std::move(app)) {}

  using Source::ask;
  Result<int> ask(const ApiCall& call, const ApiSink& sink) override {
    auto request = request_of(call);
    if (!request) return tl::unexpected(request.error());
    Response response = app_->answer(std::move(*request));
    if (response.status >= 400) return tl::unexpected(refusal_in(response.status, response.body));
    if (!response.stream) {
      sink(response.shared ? *response.shared : response.body);
      return response.status;
    }
    while (true) {
      const auto piece = response.stream();
      if (!piece) return tl::unexpected(piece.error());
      if (!*piece || !sink(**piece)) return response.status;
    }
  }

 private:
  static Result<Request> request_of(const ApiCall& call) {
    Request out;
    out.method = call.method;
    if (auto read = parse_target(call.target, out); !read) return tl::unexpected(read.error());
    out.headers = {{"accept", call.accept}};
    out.body = call.body;
    out.peer = kFolderReader;
    out.loopback = true;
    out.viewer.roles = {Role::operator_, Role::clerk, Role::auditor, Role::reviewer};
    out.viewer.every_class = true;
    out.viewer.token_id = kFolderReader;
    return out;
  }

  std::optional<ScratchFolder> scratch_;  ///< where a backup's rows are; goes last
  std::unique_ptr<App> app_;
};

class UrlSource final : public Source {
 public:
  explicit UrlSource(ApiClient client) : client_(std::move(client)) {}

  using Source::ask;
  Result<int> ask(const ApiCall& call, const ApiSink& sink) override { return client_.ask(call, sink); }

 private:
  ApiClient client_;
};

/// The file's first line, or the environment's; never an argument, which every user of the machine could
/// read.
Result<std::string> token_of(const SourceOptions& options) {
  if (options.token_file.empty()) {
    const char* token = std::getenv(kTokenVariable);
    return token == nullptr ? std::string() : std::string(token);
  }
  const auto text = read_file(*default_file_system(), options.token_file, kTokenFileMax);
  if (!text) return tl::unexpected(text.error());
  return text->substr(0, text->find_first_of("\r\n"));
}

}  // namespace

namespace {

struct SourceGroup {
  CLI::Option* data;
  CLI::App* group;
};

SourceGroup add_source_group(CLI::App& command, SourceOptions& options) {
  auto& group = *command.add_option_group("source", "账本目录或服务地址 | A ledger's folder or a server");
  auto* data =
      group.add_option("--data", options.ledger.data,
                       "账本目录；只询问时也可给备份 | The ledger's folder; a backup too for what only asks");
  auto* url =
      group.add_option("--url", options.url, "服务地址，如 https://ledger.example | A running server");
  command
      .add_option("--token-file", options.token_file,
                  "令牌所在文件，默认取环境变量 TENURE_TOKEN | File with the token; else TENURE_TOKEN")
      ->needs(url);
  command.add_option("--ca-file", options.ca_file, "信任的证书（PEM） | Certificates to trust, PEM")
      ->needs(url);
  return {data, &group};
}

}  // namespace

void add_source_options(CLI::App& command, SourceOptions& options) {
  const auto [data, group] = add_source_group(command, options);
  group->require_option(1);
  command
      .add_option("--passphrase-file", options.ledger.passphrase_file,
                  "账本密钥口令所在文件 | File with the passphrase of the ledger's keys")
      ->needs(data);
}

void add_name_source_options(CLI::App& command, SourceOptions& options) {
  add_source_group(command, options).group->require_option(0, 1);
}

Result<Source::Answer> Source::ask(const ApiCall& call) {
  Answer out;
  bool whole = true;
  const auto status = ask(call, [&](std::string_view piece) {
    whole = out.body.size() + piece.size() <= kSourceAnswerMax;
    if (whole) out.body += piece;
    return whole;
  });
  if (!status) return tl::unexpected(status.error());
  if (!whole) return refuse(Reason::unreachable, call.target, both("答复太长", "its answer is too long"));
  out.status = *status;
  return out;
}

Result<std::string> Source::get(const Target& target) {
  ApiCall call;
  call.target = target.str();
  auto answer = ask(call);
  if (!answer) return tl::unexpected(answer.error());
  return std::move(answer->body);
}

namespace {

Result<std::unique_ptr<Source>> open_url(const SourceOptions& options) {
  auto token = token_of(options);
  if (!token) return tl::unexpected(token.error());
  auto client = ApiClient::make({options.url, std::move(*token), options.ca_file});
  if (!client) return tl::unexpected(client.error());
  return std::make_unique<UrlSource>(std::move(*client));
}

}  // namespace

Result<std::unique_ptr<Source>> open_source(const SourceOptions& options, Console& console) {
  if (!options.url.empty()) return open_url(options);
  auto ledger = open_to_read(options.ledger, console);
  if (!ledger) return tl::unexpected(ledger.error());
  const auto building = building_on(console, *ledger);
  auto app = App::open(ledger->own_folder, std::move(ledger->store), building);
  if (!app) return tl::unexpected(app.error());
  console.progress("");
  return std::make_unique<FolderSource>(std::move(ledger->scratch), std::move(*app));
}

Result<std::unique_ptr<Source>> open_folder_source(const std::string& folder,
                                                   std::unique_ptr<LedgerStore> store) {
  auto app = App::open(folder, std::move(store));
  if (!app) return tl::unexpected(app.error());
  return std::make_unique<FolderSource>(std::nullopt, std::move(*app));
}

Result<std::unique_ptr<Source>> open_writable_source(const SourceOptions& options, Console& console) {
  if (options.url.empty() && is_backup(options.ledger.data))
    return refuse(Reason::is_backup, options.ledger.data);
  return open_source(options, console);
}

Wording wording_of(Source& source, const Console& console) {
  const auto names = [&source](std::span<const Subject> subjects) {
    std::string list;
    for (const Subject& subject : subjects) list += (list.empty() ? "" : ",") + subject.str();
    return source.get(Target("/v1/names").with("subjects", list));
  };
  const auto policy = [&source](std::string_view org) {
    return source.get(Target("/v1/policies").segment(org));
  };
  return {WordSource{names, policy}, console.language};
}

void remark_hidden(const Wording& wording, const Console& console) {
  console.remark(wording.say("部分姓名封存，此处无权或无法打开，只显示编号",
                             "some names are sealed and cannot be opened here; their ids are shown"));
}

}  // namespace tenure
