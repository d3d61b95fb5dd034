#include "storage/vault/name_index.h"

#include <sodium.h>

#include <algorithm>
#include <cstring>

#include "domain/words/pinyin.h"

namespace tenure {
namespace {

constexpr std::string_view kBegin = "\n";

/// Where `wanted` is in `text` at or behind `from`; the text's size when it is not.
std::size_t find_from(std::string_view text, std::string_view wanted, std::size_t from) {
  const void* at = ::memmem(text.data() + from, text.size() - from, wanted.data(), wanted.size());
  return at == nullptr ? text.size() : static_cast<std::size_t>(static_cast<const char*>(at) - text.data());
}

}  // namespace

NameIndex::Text::~Text() { wipe(0, text_.size()); }

void NameIndex::Text::add(std::string_view more) {
  if (text_.size() + more.size() > text_.capacity()) {
    std::string larger;
    larger.reserve(2 * (text_.size() + more.size()));
    larger = text_;
    wipe(0, text_.size());
    text_.swap(larger);
  }
  text_ += more;
}

void NameIndex::Text::wipe(std::size_t from, std::size_t until) {
  sodium_memzero(text_.data() + from, until - from);
}

void NameIndex::add(std::string_view subject, std::string_view commitment, std::string_view folded_name) {
  auto& own = by_subject_[std::string(subject)];
  if (std::ranges::any_of(own, [&](std::size_t i) { return entries_[i].value.commitment == commitment; }))
    return;
  own.push_back(entries_.size());
  Entry entry{
      {std::string(subject), std::string(commitment)}, names_.view().size(), 0, sounds_.view().size(), 0};
  names_.add(kBegin);
  names_.add(folded_name);
  for (std::string& spelling : spellings_of(folded_name)) {
    const WipeOnExit wipe(spelling);
    sounds_.add(kBegin);
    sounds_.add(spelling);
  }
  entry.name_end = names_.view().size();
  entry.sound_end = sounds_.view().size();
  entries_.push_back(std::move(entry));
}

void NameIndex::erase(std::string_view subject) {
  const auto own = by_subject_.find(std::string(subject));
  if (own == by_subject_.end()) return;
  for (const std::size_t i : own->second) {
    Entry& entry = entries_[i];
    names_.wipe(entry.name, entry.name_end);
    sounds_.wipe(entry.sound, entry.sound_end);
    entry.value = {};
    ++erased_;
  }
  by_subject_.erase(own);
}

void NameIndex::look_through(std::string_view text, std::string_view wanted, std::size_t Entry::*begin,
                             std::vector<bool>& found) const {
  auto low = entries_.begin();
  for (std::size_t at = find_from(text, wanted, 0); at < text.size();) {
    // Hits come in the order of the entries, mostly near each other: whose this one is is looked for in
    // strides that double, from the last one on.
    std::ptrdiff_t stride = 1;
    while (entries_.end() - low > stride && (*(low + stride)).*begin <= at) {
      low += stride;
      stride *= 2;
    }
    const auto high = entries_.end() - low > stride ? low + stride : entries_.end();
    const auto behind = std::upper_bound(
        low, high, at, [&](std::size_t place, const Entry& entry) { return place < entry.*begin; });
    low = behind - 1;
    found[static_cast<std::size_t>(behind - entries_.begin()) - 1] = true;
    at = behind == entries_.end() ? text.size() : find_from(text, wanted, *behind.*begin);
  }
}

std::vector<FoundValue> NameIndex::find(std::string_view folded_text) const {
  std::vector<FoundValue> out;
  if (folded_text.empty()) return out;
  std::vector<bool> found(entries_.size());
  look_through(names_.view(), folded_text, &Entry::name, found);
  if (const std::string spelling = as_spelling(folded_text); !spelling.empty())
    look_through(sounds_.view(), std::string(kBegin) + spelling, &Entry::sound, found);
  for (std::size_t i = 0; i < entries_.size(); ++i) {
    if (found[i] && !entries_[i].value.subject.empty()) out.push_back(entries_[i].value);
  }
  return out;
}

}  // namespace tenure
