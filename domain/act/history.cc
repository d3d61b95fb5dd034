#include "domain/act/history.h"

#include "domain/act/catalogue.h"

namespace tenure {

static_assert(kIdLengthMax < 256, "lengths in keys are one byte");

namespace {

constexpr char kFlagIndex = '\xff';  // no area has these numbers
constexpr char kStandingFlagIndex = '\xfe';
constexpr char kAttachmentIndex = '\xfd';

void add_row_prefix(std::string& out, const View& view, std::string_view subject) {
  out.push_back(static_cast<char>(view.number));
  out.push_back(static_cast<char>(subject.size()));
  out += subject;
}

std::string key_of_subject(char of, const Subject& subject) {
  std::string key;
  key.push_back(of);
  key.push_back(static_cast<char>(subject.kind));
  key.push_back(static_cast<char>(subject.id.size()));
  key += subject.id;
  return key;
}

}  // namespace

std::string row_prefix(const View& view, std::string_view subject) {
  std::string key;
  add_row_prefix(key, view, subject);
  return key;
}

void add_row_key(std::string& out, const View& view, std::string_view subject, std::string_view part) {
  add_row_prefix(out, view, subject);
  out.push_back(static_cast<char>(part.size()));
  out += part;
}

std::string row_key(const View& view, std::string_view subject, std::string_view part) {
  std::string key;
  add_row_key(key, view, subject, part);
  return key;
}

std::string_view part_of_row_key(std::string_view key) {
  const std::size_t subject_length = static_cast<unsigned char>(key[1]);
  return key.substr(2 + subject_length + 1);
}

std::string index_key(const Area& area, const Subject& subject) {
  return key_of_subject(static_cast<char>(area.number), subject);
}

std::string flag_index_key() { return {kFlagIndex}; }

std::string attachment_index_key(const Digest& digest) {
  return std::string(1, kAttachmentIndex).append(as_view(digest.view()));
}

std::string standing_flag_key(const Subject& subject) { return key_of_subject(kStandingFlagIndex, subject); }

}  // namespace tenure
