// Verbs of the forgery scenarios: an act is refused for one reason, the log stays as it is, and the journal
// notes the refusal exactly when every signature was valid.
#pragma once

#include <fmt/format.h>
#include <gmock/gmock.h>
#include <gtest/gtest.h>

#include "tests/support/ledger.h"

namespace tenure::testing {

/// Whether the refusal is worth a line in the journal: a stranger's bytes are not.
enum class Journal : std::uint8_t { silent, notes };

struct Refused {
  Reason reason;
  std::string where = {};
  std::string detail = {};  ///< a part of it
  Journal journal = Journal::notes;
};

inline std::vector<std::string> journal_lines(TestLedger& t) {
  std::vector<std::string> out;
  EXPECT_TRUE(t.store().log().read_journal([&](Moment, std::string_view line) { out.emplace_back(line); }));
  return out;
}

inline void expect_refused(TestLedger& t, Submission submission, const Refused& expected,
                           const char* file = __builtin_FILE(), int line = __builtin_LINE()) {
  const ::testing::ScopedTrace trace(file, line, name(expected.reason));
  const Head head = t.store().log().head();
  const std::size_t noted = journal_lines(t).size();
  const auto answer = t.sequencer().submit_and_wait(std::move(submission));
  ASSERT_FALSE(answer) << "admitted as act " << answer->index;
  EXPECT_EQ(name(answer.error().reason), name(expected.reason)) << answer.error().text();
  EXPECT_EQ(answer.error().where, expected.where);
  EXPECT_THAT(answer.error().detail, ::testing::HasSubstr(expected.detail));
  EXPECT_TRUE(t.store().log().head() == head) << "the log moved";
  const auto lines = journal_lines(t);
  ASSERT_EQ(lines.size(), noted + (expected.journal == Journal::notes ? 1 : 0));
  if (expected.journal == Journal::notes) {
    EXPECT_THAT(lines.back(), ::testing::HasSubstr(fmt::format(R"("reason":"{}")", name(expected.reason))));
  }
}

inline void expect_refused(TestLedger& t, const ActBuilder& act, const Signers& signers,
                           const Refused& expected, const char* file = __builtin_FILE(),
                           int line = __builtin_LINE()) {
  expect_refused(t, sign(act.payload(), signers), expected, file, line);
}

inline void expect_admitted(const Result<Admission>& answer, const char* file = __builtin_FILE(),
                            int line = __builtin_LINE()) {
  const ::testing::ScopedTrace trace(file, line, "admitted");
  EXPECT_TRUE(answer) << answer.error().text();
}

inline OrgRenamed renamed(const std::string& org, const std::string& name = "新村") {
  return {{org}, {name}, {}};
}

inline SecretaryAppointed secretary(const std::string& person, const std::string& org) {
  SecretaryAppointed out;
  out.person = {person};
  out.org = {org};
  return out;
}

/// A grant of everything below `org` from 2024 on; a test narrows it.
inline SignerAuthorised grant_of(const Signer& key, const std::string& org) {
  SignerAuthorised out;
  out.key = {key.id()};
  out.person = {PersonId{"p-signer"}};
  out.org_subtree = {OrgId{org}};
  out.types = {{"*"}};
  out.from = Date::of(2024, 1, 1);
  return out;
}

inline ActBuilder rename_village(TestLedger& t, const std::string& authority = "o-town") {
  return t.act(authority).add("2024-03-01", renamed("o-village"));
}

}  // namespace tenure::testing
