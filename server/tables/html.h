// A sheet as one HTML document that is made to be printed: its head, the table with its titles again on every
// page, no row cut in two, the pages numbered. It has no script and asks for nothing from elsewhere. One
// thread.
#pragma once

#include "server/tables/language.h"
#include "server/tables/sheet.h"

namespace tenure {

class HtmlWriter final : public SheetWriter {
 public:
  explicit HtmlWriter(Language language) : language_(language) {}

  void begin(const SheetHead& head, std::span<const SheetColumn> columns) override;
  void rows(std::span<const SheetRow> rows) override;
  void section(const std::string& title, std::span<const SheetColumn> columns) override;
  void chart(const SheetChart& chart) override;
  Result<std::string> end() override;

  /// What a Content-Security-Policy has to let through: the document's own style and nothing else.
  static std::string content_security_policy();

 private:
  void open_table(std::span<const SheetColumn> columns);
  /// With the number of its rows below it.
  void close_table();

  Language language_;
  bool is_open_ = false;
  std::size_t count_ = 0;
  std::string out_;
};

}  // namespace tenure
