// Texts shortened between characters.
#include "domain/core/text.h"

#include <gtest/gtest.h>

namespace tenure {
namespace {

TEST(Shortened, FitsAndNeverEndsWithinACharacter) {
  EXPECT_EQ(shortened("abc", 3), "abc");
  EXPECT_EQ(shortened("abc", 2), "ab");
  EXPECT_EQ(shortened("", 2), "");
  EXPECT_EQ(shortened("a履职", 7), "a履职");
  for (const std::size_t bytes : {4U, 5U, 6U}) EXPECT_EQ(shortened("a履职", bytes), "a履") << bytes;
  for (const std::size_t bytes : {1U, 2U, 3U}) EXPECT_EQ(shortened("a履职", bytes), "a") << bytes;
  EXPECT_EQ(shortened("履", 2), "");
  EXPECT_EQ(shortened("\U0001F600", 3), "");
}

}  // namespace
}  // namespace tenure
