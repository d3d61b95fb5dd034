// Names as they are searched: a part of one, its pinyin, its initials.
//
// It is nowhere but in the memory of the process that has the keys: the vault fills it out of its own
// encrypted index when it is first asked (or told to, beforehand), adds what is put and wipes what is erased,
// at once. So no file says more of a name than before, and after an erasure nothing does. Whoever can read
// the process's memory reads the keys too.
//
// Held as two long texts, each part of which begins with a line feed, so that looking through 100,000 names
// is one pass over some megabytes: the folded names, and how they sound (words/pinyin.h). It costs the same
// whatever is found. Not safe for several threads; the vault guards it.
#pragma once

#include <string>
#include <string_view>
#include <unordered_map>
#include <vector>

#include "storage/keys/secret.h"

namespace tenure {

/// Whose value is the one that was looked for, as which commitment.
struct FoundValue {
  std::string subject;
  std::string commitment;
  auto operator<=>(const FoundValue&) const = default;
};

class NameIndex {
 public:
  /// A name that is there already stays as it is.
  void add(std::string_view subject, std::string_view commitment, std::string_view folded_name);
  /// Wipes every name of the subject.
  void erase(std::string_view subject);

  /// Whose name holds the text, or is spelt so from one of its characters on. Folded; nobody for none.
  std::vector<FoundValue> find(std::string_view folded_text) const;

  std::size_t size() const { return entries_.size() - erased_; }

 private:
  /// A text that grows, wiped where it was and where it is left.
  class Text {
   public:
    Text() = default;
    Text(const Text&) = delete;
    Text& operator=(const Text&) = delete;
    ~Text();

    std::string_view view() const { return text_; }
    void add(std::string_view more);
    void wipe(std::size_t from, std::size_t until);

   private:
    std::string text_;
  };
  struct Entry {
    FoundValue value;  ///< empty: erased
    std::size_t name = 0, name_end = 0;
    std::size_t sound = 0, sound_end = 0;
  };

  /// Marks the entries that have `wanted` in `text`, where each begins at its `begin` there.
  void look_through(std::string_view text, std::string_view wanted, std::size_t Entry::*begin,
                    std::vector<bool>& found) const;

  std::vector<Entry> entries_;  ///< in the order of both texts
  std::unordered_map<std::string, std::vector<std::size_t>> by_subject_;
  std::size_t erased_ = 0;
  Text names_;
  Text sounds_;
};

}  // namespace tenure
