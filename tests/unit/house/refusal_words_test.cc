// Every refusal's detail, and every finding of a verification, is in both languages: looked for where
// refusals are written, so that one that no test meets is found as well.
#include <gtest/gtest.h>

#include <filesystem>
#include <regex>

#include "domain/core/both.h"
#include "tests/unit/domain/making.h"

namespace tenure {
namespace {

namespace fs = std::filesystem;

/// The arguments of a call whose bracket opens before `at`.
std::vector<std::string> arguments_at(std::string_view text, std::size_t at) {
  std::vector<std::string> out;
  std::size_t begin = at;
  int depth = 1;
  for (; at < text.size(); ++at) {
    const char c = text[at];
    const bool is_digit_mark =
        c == '\'' && at > 0 && std::isdigit(static_cast<unsigned char>(text[at - 1])) != 0;
    if ((c == '"' || c == '\'') && !is_digit_mark) {
      for (++at; at < text.size() && text[at] != c; ++at) {
        if (text[at] == '\\') ++at;
      }
    } else if (c == '(' || c == '[' || c == '{') {
      ++depth;
    } else if (c == ')' || c == ']' || c == '}') {
      if (--depth == 0) break;
    } else if (c == ',' && depth == 1) {
      out.emplace_back(text.substr(begin, at - begin));
      begin = at + 1;
    }
  }
  out.emplace_back(text.substr(begin, at - begin));
  return out;
}

bool has_chinese(std::string_view text) {
  // CJK ideographs are the three bytes E4 to E9.
  return std::ranges::any_of(text, [](char c) {
    return static_cast<unsigned char>(c) >= 0xE4 && static_cast<unsigned char>(c) <= 0xE9;
  });
}

/// Whether a literal in the text has letters of which a sentence could be made.
bool has_english(std::string_view text) {
  for (std::size_t at = text.find('"'); at < text.size(); at = text.find('"', at + 1)) {
    std::size_t letters = 0;
    for (++at; at < text.size() && text[at] != '"'; ++at) {
      if (text[at] == '\\') {
        ++at;
        letters = 0;
      } else {
        letters = std::isalpha(static_cast<unsigned char>(text[at])) != 0 ? letters + 1 : 0;
      }
      if (letters == 2) return true;
    }
  }
  return false;
}

/// Where refusals are made, and which argument is their detail; kLast: the last one.
inline constexpr std::size_t kLast = std::string::npos;
struct Maker {
  std::string_view opens;
  std::size_t detail;
};
constexpr Maker kMakers[] = {{"refuse(", 2},
                             {"{Reason::", 2},
                             {"failed(", 2},
                             {"fail(Reason::", 1},
                             {"bad(", kLast},
                             {"bad_shape(", 1},
                             {"bad_value(", 2},
                             {"wrong(", 0},
                             // findings of a verification
                             {"findings.push_back({", 1},
                             {"findings.add(", 1},
                             {"findings_.add(", 1},
                             {"found(", 0}};

/// Sentences in English that stand by themselves, outside of both(): what is returned, to become a finding.
std::vector<std::string> english_sentences(const std::string& text) {
  static const std::regex kSentence(R"re(return "[^;]*[a-z]{2,} [a-z]{2,}[^;]*;)re");
  std::vector<std::string> out;
  for (std::sregex_iterator it(text.begin(), text.end(), kSentence), end; it != end; ++it)
    out.push_back(it->str());
  return out;
}

/// Functions that are given words and say both languages themselves.
bool says_both(std::string_view detail) {
  detail.remove_prefix(std::min(detail.find_first_not_of(" \n"), detail.size()));
  return detail.starts_with("unknown_among(") || detail.starts_with("nearest(");
}

bool is_of_name(char c) { return std::isalnum(static_cast<unsigned char>(c)) != 0 || c == '_'; }

/// The details that are in English alone.
std::vector<std::string> english_details(const std::string& text) {
  std::vector<std::string> out;
  for (const auto& [opens, detail_at] : kMakers) {
    for (auto at = text.find(opens); at != std::string::npos; at = text.find(opens, at + 1)) {
      if (at > 0 && opens.front() != '{' && is_of_name(text[at - 1])) continue;
      if (at > 0 && opens == "found(" && text[at - 1] == '.') continue;  // data that a rule found
      const auto arguments = arguments_at(text, at + opens.find_last_of("({") + 1);
      std::string detail;
      for (std::size_t i = detail_at == kLast ? arguments.size() - 1 : detail_at; i < arguments.size(); ++i)
        detail += arguments[i];
      // What RocksDB says is English.
      const bool says_english = has_english(detail) ||
                                (opens.starts_with("find") && detail.find("ToString()") != std::string::npos);
      if (says_english && !has_chinese(detail) && !says_both(detail))
        out.push_back(std::string(opens) + " ..." + detail);
    }
  }
  return out;
}

TEST(RefusalWords, TheScanFindsWhatItLooksFor) {
  EXPECT_EQ(english_details(R"(return refuse(Reason::absent, "data.key", "no such key");)").size(), 1U);
  EXPECT_EQ(english_details(R"(problem({Reason::absent, "a", "gone on " + day.str()});)").size(), 1U);
  EXPECT_EQ(english_details(R"(out = Refusal{Reason::absent, "a", "no such key"};)").size(), 1U);
  EXPECT_EQ(english_details(R"(reader.fail(Reason::absent, "a number is due");)").size(), 1U);
  EXPECT_EQ(english_details(R"(return bad("note", "too large");)").size(), 1U);
  EXPECT_EQ(english_details(R"(act.findings.push_back({"act 1", "nobody signed it"});)").size(), 1U);
  EXPECT_EQ(
      english_details(R"(findings_.add(node_name(key), missing ? "missing" : status.ToString());)").size(),
      1U);
  EXPECT_EQ(english_details(R"(findings.add("vault", status.ToString());)").size(), 1U);
  EXPECT_EQ(english_details(R"(return found("does not open under its key");)").size(), 1U);
  EXPECT_TRUE(english_details(R"(findings_.add("vault", said(status));)").empty());
  EXPECT_TRUE(english_details(R"(unmet("无", "none").found("{}", word_of(policy, "post", post));)").empty());
  EXPECT_EQ(english_sentences(R"(return "registers " + key + ", which is none";)").size(), 1U);
  EXPECT_EQ(english_sentences(R"(return "was revoked by " + key;)").size(), 1U);
  EXPECT_TRUE(english_details(R"(refuse(Reason::absent, "data.key", both("没有", "no such key"));)").empty());
  EXPECT_TRUE(english_details(R"(refuse(Reason::absent, "data.key", key.str());)").empty());
}

TEST(RefusalWords, EveryDetailHasBothLanguages) {
  std::size_t seen = 0;
  for (const char* folder : {"domain", "storage", "replay", "server", "ops"}) {
    for (const auto& entry : fs::recursive_directory_iterator(fs::path(test::source_dir()) / folder)) {
      const auto extension = entry.path().extension();
      if (extension != ".h" && extension != ".cc") continue;
      const std::string text = test::read_file(entry.path());
      for (const std::string& detail : english_details(text)) ADD_FAILURE() << entry.path() << ": " << detail;
      if (entry.path().parent_path().filename() == "verify") {
        for (const std::string& text_alone : english_sentences(text))
          ADD_FAILURE() << entry.path() << ": " << text_alone;
      }
      seen += text.find("both(") != std::string::npos ? 1 : 0;
    }
  }
  EXPECT_GT(seen, 50U);
}

TEST(RefusalWords, EveryReasonHasAChineseTitleAndAnEnglishOne) {
  for (int i = 0; i <= static_cast<int>(Reason::tile_path); ++i) {
    const ReasonInfo& reason = info(static_cast<Reason>(i));
    EXPECT_TRUE(has_chinese(reason.zh)) << reason.name;
    EXPECT_FALSE(has_chinese(reason.en)) << reason.name;
    EXPECT_FALSE(reason.en.empty()) << reason.name;
  }
}

TEST(RefusalWords, HalvesAreTheTwoLanguagesAndAValueIsBoth) {
  const std::string said = both("{} 处没有", "nothing at {}", 12);
  EXPECT_EQ(said, "12 处没有 | nothing at 12");
  EXPECT_EQ(halves(said).zh, "12 处没有");
  EXPECT_EQ(halves(said).en, "nothing at 12");
  EXPECT_EQ(halves("p-1").zh, "p-1");
  EXPECT_EQ(halves("p-1").en, "p-1");
}

}  // namespace
}  // namespace tenure
