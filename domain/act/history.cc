#include "domain/act/history.h"

#include "domain/act/catalogue.h"

namespace tenure {

static_assert(kIdLengthMax < 256, "lengths in keys are one byte");

namespace {

constexpr char kFlagIndex = '\xff';  // no area has these numbers
constexpr char kStandingFlagIndex = '\xfe';
constexpr char kAttachmentIndex = '\xfd';

constexpr std::size_t kSubjectHead = 2;  ///< its kind and length

void add_subject(std::string& out, SubjectKind kind, std::string_view id) {
  out.push_back(static_cast<char>(kind));
  out.push_back(static_cast<char>(id.size()));
  out += id;
}

void add_row_prefix(std::string& out, const View& view, std::string_view subject) {
  add_subject(out, view.subject, subject);
  out.push_back(static_cast<char>(view.number));
}

/// Where a row key's view is.
std::size_t behind_subject(std::string_view key) { return kSubjectHead + static_cast<unsigned char>(key[1]); }

std::string key_of_subject(char of, const Subject& subject) {
  std::string key(1, of);
  add_subject(key, subject.kind, subject.id);
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

std::string rows_prefix(const Subject& subject) {
  std::string key;
  add_subject(key, subject.kind, subject.id);
  return key;
}

const View& view_of_row_key(std::string_view key) {
  return *views()[static_cast<unsigned char>(key[behind_subject(key)])];
}

std::string_view subject_of_row_key(std::string_view key) {
  return key.substr(kSubjectHead, static_cast<unsigned char>(key[1]));
}

std::string_view part_of_row_key(std::string_view key) { return key.substr(behind_subject(key) + 2); }

std::string index_key(const Area& area, const Subject& subject) {
  return key_of_subject(static_cast<char>(area.number), subject);
}

std::string flag_index_key() { return {kFlagIndex}; }

std::string attachment_index_key(const Digest& digest) {
  return std::string(1, kAttachmentIndex).append(as_view(digest.view()));
}

std::string standing_flag_key(const Subject& subject) { return key_of_subject(kStandingFlagIndex, subject); }

}  // namespace tenure
