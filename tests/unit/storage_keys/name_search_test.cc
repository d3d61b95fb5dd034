// Names in memory: found by a part, by pinyin, by initials; gone with their subject's key.
#include <gmock/gmock.h>
#include <gtest/gtest.h>

#include <optional>
#include <thread>

#include "storage/vault/vault.h"
#include "tests/support/fault_fs.h"
#include "tests/support/temp_folder.h"

namespace tenure {
namespace {

using ::testing::IsEmpty;
using ::testing::SizeIs;
using testing::TempFolder;
using ::testing::UnorderedElementsAre;

struct NameSearch : ::testing::Test {
  TempFolder folder;
  std::shared_ptr<testing::FaultFileSystem> fs = std::make_shared<testing::FaultFileSystem>();
  std::unique_ptr<KeyStore> keys;
  std::optional<Vault> vault;

  void SetUp() override {
    keys = std::move(KeyStore::create(fs, folder / "keys", {}).value());
    vault.emplace(std::move(Vault::open(fs, folder / "vault", *keys).value()));
  }
  void reopen() {
    vault.reset();
    keys.reset();
    keys = std::move(KeyStore::open(fs, folder / "keys", std::nullopt).value());
    vault.emplace(std::move(Vault::open(fs, folder / "vault", *keys).value()));
  }
  void put(std::string_view subject, std::string_view name, std::string_view commitment = "c1:a",
           SealedKind kind = SealedKind::name) {
    const SealedValue sealed{subject, commitment, Salt{}, name, kind};
    ASSERT_TRUE(vault->put({&sealed, 1}));
  }
  void put_some() {
    put("person/p-1", "张三丰");
    put("person/p-2", "曾小乐");
    put("person/p-3", "吕 布");
    put("person/p-4", "买买提·艾力");
    put("person/p-5", "Ann Lee");
    put("person/p-1", "110105194912310021", "c1:b", SealedKind::id_number);
  }
  std::vector<std::string> found(std::string_view text) {
    std::vector<std::string> out;
    const auto all = vault->find_names(text);
    if (!all) return {all.error().text()};
    for (const FoundValue& each : *all) out.push_back(each.subject.substr(each.subject.find('/') + 1));
    return out;
  }
};

TEST_F(NameSearch, FindsByAPart) {
  put_some();
  EXPECT_THAT(found("张三丰"), UnorderedElementsAre("p-1"));
  EXPECT_THAT(found("三"), UnorderedElementsAre("p-1"));
  EXPECT_THAT(found("吕布"), UnorderedElementsAre("p-3"));
  EXPECT_THAT(found("艾力"), UnorderedElementsAre("p-4"));
  EXPECT_THAT(found("ann"), UnorderedElementsAre("p-5"));
  EXPECT_THAT(found("李"), IsEmpty());
  EXPECT_THAT(found(""), IsEmpty());
  EXPECT_THAT(found("110105194912310021"), IsEmpty()) << "a number is no name";
}

TEST_F(NameSearch, FindsByPinyinAndInitials) {
  put_some();
  EXPECT_THAT(found("zhangsanfeng"), UnorderedElementsAre("p-1"));
  EXPECT_THAT(found("Zhang San"), UnorderedElementsAre("p-1"));
  EXPECT_THAT(found("sanf"), UnorderedElementsAre("p-1"));
  EXPECT_THAT(found("zsf"), UnorderedElementsAre("p-1"));
  EXPECT_THAT(found("zxy"), UnorderedElementsAre("p-2")) << "all readings";
  EXPECT_THAT(found("cengxiaole"), UnorderedElementsAre("p-2"));
  EXPECT_THAT(found("lvbu"), UnorderedElementsAre("p-3"));
  EXPECT_THAT(found("lübu"), UnorderedElementsAre("p-3"));
  EXPECT_THAT(found("angsan"), IsEmpty()) << "a syllable begins at its beginning";
}

TEST_F(NameSearch, IsThereAgainAfterARestart) {
  put_some();
  reopen();
  EXPECT_THAT(found("zhang"), UnorderedElementsAre("p-1"));
  put("person/p-6", "张弛", "c1:c");
  EXPECT_THAT(found("张"), UnorderedElementsAre("p-1", "p-6"));
  put("person/p-6", "张弛", "c1:c");
  EXPECT_THAT(found("张"), SizeIs(2)) << "what is put twice is there once";
}

TEST_F(NameSearch, NobodyFindsWhoWasErased) {
  put_some();
  EXPECT_THAT(found("zhang"), UnorderedElementsAre("p-1"));
  ASSERT_TRUE(vault->erase("person/p-1"));
  EXPECT_THAT(found("zhang"), IsEmpty());
  EXPECT_THAT(found("张"), IsEmpty());
  EXPECT_THAT(found("zeng"), UnorderedElementsAre("p-2"));
  reopen();
  EXPECT_THAT(found("zhang"), IsEmpty());
}

TEST_F(NameSearch, WhatIsErasedBeforeTheNamesAreReadIsNotFound) {
  put_some();
  reopen();
  ASSERT_TRUE(vault->erase("person/p-2"));
  EXPECT_THAT(found("zeng"), IsEmpty());
  EXPECT_THAT(found("zs"), UnorderedElementsAre("p-1"));
}

TEST_F(NameSearch, ReadingStopsWhenItIsToldToAndIsDoneByTheNextOne) {
  put_some();
  reopen();
  std::stop_source stop;
  stop.request_stop();
  ASSERT_TRUE(vault->read_names(stop.get_token()));
  EXPECT_THAT(found("zs"), UnorderedElementsAre("p-1"));
}

TEST_F(NameSearch, PutsAndErasesWhileTheNamesAreRead) {
  constexpr int kPeople = 300;
  const auto subject = [](int i) { return "person/p-" + std::to_string(i); };
  for (int i = 0; i < kPeople; ++i) put(subject(i), "张三");
  reopen();
  std::jthread reader([&] { ASSERT_TRUE(vault->read_names()); });
  for (int i = 0; i < kPeople; i += 2) ASSERT_TRUE(vault->erase(subject(i)));
  for (int i = kPeople; i < kPeople + 50; ++i) put(subject(i), "张四");
  reader.join();
  EXPECT_EQ(found("zs").size(), kPeople / 2 + 50U);
  EXPECT_THAT(found("张四"), SizeIs(50));
}

}  // namespace
}  // namespace tenure
