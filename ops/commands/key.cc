// `tenure key`: signing keys in files.
#include <fmt/format.h>

#include "domain/describe/write.h"
#include "ops/commands/commands.h"
#include "ops/commands/passphrase.h"
#include "ops/commands/signing.h"
#include "ops/commands/table.h"
#include "storage/files/files.h"
#include "storage/keys/key_file.h"

namespace tenure {
namespace {

struct KeyNewOptions {
  std::string file;
  std::string passphrase_file;
  bool unencrypted = false;
};

struct KeyShowOptions {
  std::string file;
  bool id_only = false;
};

void print_key(const std::string& file, const std::string& id, bool encrypted, Console& console) {
  const std::string_view protection = encrypted ? "argon2id" : "none";
  if (console.json) {
    console.line(fmt::format(R"({{"key":{},"file":{},"protection":"{}"}})", json_string(id),
                             json_string(file), protection));
    return;
  }
  Summary lines(console);
  lines.add("公钥", "key", id);
  lines.add("文件", "file", file);
  lines.add("保护", "protection",
            encrypted ? console.say("口令（argon2id）", "passphrase (argon2id)") : console.say("无", "none"));
  lines.print();
}

Result<Exit> key_new(const KeyNewOptions& options, Console& console) {
  const auto passphrase = new_passphrase(options.passphrase_file, options.unencrypted, options.file);
  if (!passphrase) return tl::unexpected(passphrase.error());
  Protection protection;
  if (*passphrase) protection.passphrase = **passphrase;
  const KeyPair pair = new_key_pair();
  if (auto done = save_key_file(*default_file_system(), options.file, pair, protection); !done) {
    return tl::unexpected(done.error());
  }
  if (options.unencrypted) {
    console.remark("警告：私钥以明文保存 | warning: the secret key is kept in the clear");
  }
  print_key(options.file, to_base64url(pair.public_key), passphrase->has_value(), console);
  return Exit::done;
}

/// The file opens without a passphrase only when it has none.
Result<bool> is_encrypted(const std::string& file) {
  const auto pair = load_key_file(*default_file_system(), file, std::nullopt);
  if (pair) return false;
  if (pair.error().reason == Reason::passphrase) return true;
  return tl::unexpected(pair.error());
}

Result<Exit> key_show(const KeyShowOptions& options, Console& console) {
  const auto key = load_public_key(*default_file_system(), options.file);
  if (!key) return tl::unexpected(key.error());
  const std::string id = to_base64url(*key);
  if (options.id_only) {
    console.line(id);
    return Exit::done;
  }
  const auto encrypted = is_encrypted(options.file);
  if (!encrypted) return tl::unexpected(encrypted.error());
  print_key(options.file, id, *encrypted, console);
  return Exit::done;
}

}  // namespace

void add_key(CLI::App& app, Console& console) {
  auto& group = *app.add_subcommand("key", "签名密钥 | Signing keys");
  group.require_subcommand(1);

  auto made = std::make_shared<KeyNewOptions>();
  auto& make = *group.add_subcommand("new", "新建密钥文件 | Make a key file");
  make.add_option("file", made->file, "密钥文件 | Key file")->required();
  auto* from_file =
      make.add_option("--passphrase-file", made->passphrase_file, "口令所在文件 | File with the passphrase");
  make.add_flag("--unencrypted", made->unencrypted, "明文保存 | Keep the key in the clear")
      ->excludes(from_file);
  on_command(make, console, made, &key_new);

  auto shown = std::make_shared<KeyShowOptions>();
  auto& show = *group.add_subcommand("show", "显示公钥和保护方式 | Show the public key and its protection");
  show.add_option("file", shown->file, "密钥文件 | Key file")->required();
  show.add_flag("--id", shown->id_only, "只显示公钥 | The public key alone");
  on_command(show, console, shown, &key_show);
}

}  // namespace tenure
