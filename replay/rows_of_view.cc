#include "replay/rows_of_view.h"

#include "domain/act/catalogue.h"

namespace tenure {

Result<void> rows_of_view(const History& history, const View& view, std::uint64_t size,
                          const std::function<void(const std::string&, std::string_view)>& visit) {
  const std::string nobody = index_key(*find_area(view.area), {view.subject, {}});
  const std::size_t head = nobody.size();                 // then the id
  const std::string prefix = nobody.substr(0, head - 1);  // without its length
  std::vector<std::string> subjects;
  auto read = history.index_keys(prefix, size,
                                 [&](std::string_view key) { subjects.emplace_back(key.substr(head)); });
  if (!read) return read;
  for (const std::string& subject : subjects) {
    const auto row = history.row(row_key(view, subject, {}), size);
    if (!row) return tl::unexpected(row.error());
    if (*row) visit(subject, **row);
  }
  return {};
}

}  // namespace tenure
