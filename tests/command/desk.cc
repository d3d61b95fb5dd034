#include "tests/command/desk.h"

#include <fcntl.h>
#include <sys/wait.h>
#include <unistd.h>

#include <cstdlib>
#include <fstream>
#include <sstream>
#include <stdexcept>

namespace tenure::testing {
namespace {

constexpr std::string_view kRegister = R"([
  {"type":"OrgRegistered","on":"2024-01-04","data":{"org":"o-town","name":"镇党委","kind":"township","parent":"o-county"}},
  {"type":"OrgRegistered","on":"2024-01-04","data":{"org":"o-village","name":"村支部","kind":"village","parent":"o-town"}},
  {"type":"PersonRegistered","on":"2024-01-04","data":{"person":"p-1","org":"o-village","name":{"seal":"张三"}}}
])";

/// In the child, before exec: nothing here returns on failure.
void redirect(const std::string& path, int flags, int onto) {
  const int file = ::open(path.c_str(), flags, 0600);
  if (file < 0 || ::dup2(file, onto) < 0) ::_exit(126);
}

}  // namespace

std::string member(const std::string& json, const std::string& name) {
  simdjson::dom::parser parser;
  simdjson::dom::element value;
  if (parser.parse(json).get(value)) return "not JSON";
  if (value[name].get(value)) return "no " + name;
  std::string_view text;
  if (value.get(text) == simdjson::SUCCESS) return std::string(text);
  std::ostringstream out;
  out << value;
  return out.str();
}

bool is_json(const std::string& text) {
  simdjson::dom::parser parser;
  return parser.parse(text).error() == simdjson::SUCCESS;
}

std::vector<std::string> lines(const std::string& text) {
  std::vector<std::string> out;
  std::istringstream in(text);
  for (std::string line; std::getline(in, line);) out.push_back(line);
  return out;
}

std::string read_text(const std::string& path) {
  std::ifstream in(path, std::ios::binary);
  std::ostringstream out;
  out << in.rdbuf();
  return out.str();
}

void write_text(const std::string& path, const std::string& text) {
  std::ofstream(path, std::ios::binary | std::ios::trunc) << text;
}

Ran Desk::run(const std::vector<std::string>& command, const std::string& input) const {
  write_text(streams_ / "in", input);
  std::vector<char*> arguments;
  for (const std::string& argument : command) arguments.push_back(const_cast<char*>(argument.c_str()));
  arguments.push_back(nullptr);
  const pid_t child = ::fork();
  if (child < 0) throw std::runtime_error("fork");
  if (child == 0) {
    if (::chdir(path().c_str()) != 0) ::_exit(126);
    ::setenv("LC_ALL", "zh_CN.UTF-8", 1);  // whatever the tester's own is
    redirect(streams_ / "in", O_RDONLY, STDIN_FILENO);
    redirect(streams_ / "out", O_WRONLY | O_CREAT | O_TRUNC, STDOUT_FILENO);
    redirect(streams_ / "err", O_WRONLY | O_CREAT | O_TRUNC, STDERR_FILENO);
    ::execvp(arguments[0], arguments.data());
    ::_exit(127);
  }
  int status = 0;
  ::waitpid(child, &status, 0);
  return {WIFEXITED(status) ? WEXITSTATUS(status) : -1, read_text(streams_ / "out"),
          read_text(streams_ / "err")};
}

Ran Desk::tenure(const std::vector<std::string>& arguments, const std::string& input) const {
  std::vector<std::string> command{TENURE_BINARY};
  command.insert(command.end(), arguments.begin(), arguments.end());
  return run(command, input);
}

std::string Desk::must(std::vector<std::string> arguments, const std::string& input) const {
  const Ran ran = tenure(std::move(arguments), input);
  if (ran.exit != 0) throw std::runtime_error(ran.err + ran.out);
  return ran.out;
}

void Desk::open_ledger() const {
  make_key("root.key");
  std::vector<std::string> init = {"init"};
  init.insert(init.end(), kLedgerArguments.begin(), kLedgerArguments.end());
  must(init);
  const Ran registered = submit(std::string(kRegister));
  if (registered.exit != 0) throw std::runtime_error(registered.err);
}

void Desk::sign(const std::string& file, const std::string& events) const {
  must({"act", "new", "--data", "ledger", "--authority", "o-county", "--out", file}, events);
  must({"act", "sign", file, "--key", "root.key"});
}

Ran Desk::submit(const std::string& events) const {
  sign("submitted.json", events);
  return tenure({"act", "submit", "submitted.json", "--data", "ledger", "--json"});
}

}  // namespace tenure::testing
