// Runs a target without libFuzzer: over its corpus, and over mutations of it that are the same every time.
//
//   replay_<target> CRASH_FILE DICTIONARY FOLDER...       TENURE_FUZZ_RUNS mutations, 20,000 unless told
//
// When the target aborts, the input that did it is in CRASH_FILE.
#include <fcntl.h>
#include <unistd.h>

#include <algorithm>
#include <csignal>
#include <cstdint>
#include <cstdio>
#include <cstdlib>
#include <filesystem>
#include <fstream>
#include <iterator>
#include <memory>
#include <string>
#include <vector>

#include "tests/fuzz/target.h"

namespace {

constexpr std::uint64_t kSeed = 0x9e3779b97f4a7c15;
constexpr long kRunsDefault = 20'000;
constexpr std::size_t kInputMax = 16 << 10;
constexpr std::size_t kMutationsMax = 6;

std::string crash_file;
std::string current;

/// Async-signal-safe: the input lies ready.
void keep_input(int signal) {
  const int file = ::open(crash_file.c_str(), O_WRONLY | O_CREAT | O_TRUNC, 0644);
  if (file >= 0) {
    [[maybe_unused]] const auto written = ::write(file, current.data(), current.size());
    ::close(file);
  }
  std::signal(signal, SIG_DFL);
  std::raise(signal);
}

class Random {
 public:
  std::uint64_t next() {
    state_ ^= state_ << 13;
    state_ ^= state_ >> 7;
    state_ ^= state_ << 17;
    return state_;
  }
  std::size_t below(std::size_t bound) { return bound == 0 ? 0 : static_cast<std::size_t>(next() % bound); }

 private:
  std::uint64_t state_ = kSeed;
};

std::string read_file(const std::filesystem::path& path) {
  std::ifstream in(path, std::ios::binary);
  return {std::istreambuf_iterator<char>(in), {}};
}

/// The words of a libFuzzer dictionary: what is between the quotes of each line; \" and \\ are unescaped.
std::vector<std::string> read_words(const std::string& path) {
  std::vector<std::string> out;
  std::ifstream in(path);
  for (std::string line; std::getline(in, line);) {
    const auto first = line.find('"');
    const auto last = line.rfind('"');
    if (line.starts_with('#') || first == last) continue;
    std::string word;
    for (std::size_t i = first + 1; i < last; ++i) {
      if (line[i] == '\\') ++i;
      word += line[i];
    }
    out.push_back(std::move(word));
  }
  return out;
}

/// In the order of their names, so that every machine makes the same mutations.
std::vector<std::string> read_corpus(int folders, char** names) {
  std::vector<std::filesystem::path> files;
  for (int i = 0; i < folders; ++i) {
    for (const auto& file : std::filesystem::directory_iterator(names[i])) files.push_back(file.path());
  }
  std::sort(files.begin(), files.end());
  std::vector<std::string> out{""};
  for (const auto& file : files) out.push_back(read_file(file));
  return out;
}

void mutate(std::string& input, const std::vector<std::string>& corpus, const std::vector<std::string>& words,
            Random& random) {
  const std::size_t at = random.below(input.size() + 1);
  switch (random.below(7)) {
    case 0:
      if (at < input.size()) input[at] = static_cast<char>(input[at] ^ (1 << random.below(8)));
      break;
    case 1:
      if (at < input.size()) input[at] = static_cast<char>(random.next());
      break;
    case 2:
      input.insert(at, 1, static_cast<char>(random.next()));
      break;
    case 3:
      input.erase(at, random.below(16) + 1);
      break;
    case 4:
      if (!words.empty()) input.insert(at, words[random.below(words.size())]);
      break;
    case 5: {
      const std::string& other = corpus[random.below(corpus.size())];
      const std::size_t from = random.below(other.size() + 1);
      input.replace(at, random.below(input.size() - at + 1), other, from,
                    random.below(other.size() - from + 1));
      break;
    }
    default:
      input.insert(at, input.substr(at, random.below(64)));
      break;
  }
  if (input.size() > kInputMax) input.resize(kInputMax);
}

/// In a buffer of its own exact size: a sanitizer or valgrind sees a read beyond it.
void run_one(std::string input) {
  current = std::move(input);
  const auto exact = std::make_unique<char[]>(current.size());
  std::copy(current.begin(), current.end(), exact.get());
  tenure::fuzz::run({exact.get(), current.size()});
}

}  // namespace

int main(int argc, char** argv) {
  if (argc < 4) {
    std::fprintf(stderr, "usage: %s CRASH_FILE DICTIONARY FOLDER...\n", argv[0]);
    return 2;
  }
  crash_file = argv[1];
  for (const int signal : {SIGABRT, SIGSEGV, SIGBUS, SIGFPE, SIGILL}) std::signal(signal, keep_input);
  const auto words = read_words(argv[2]);
  const auto corpus = read_corpus(argc - 3, argv + 3);
  const char* asked = std::getenv("TENURE_FUZZ_RUNS");
  const long runs = asked == nullptr ? kRunsDefault : std::atol(asked);
  for (const std::string& input : corpus) run_one(input);
  Random random;
  for (long i = 0; i < runs; ++i) {
    std::string input = corpus[random.below(corpus.size())];
    for (std::size_t n = random.below(kMutationsMax) + 1; n > 0; --n) mutate(input, corpus, words, random);
    run_one(std::move(input));
  }
  std::printf("%zu inputs and %ld mutations\n", corpus.size(), runs);
  return 0;
}
