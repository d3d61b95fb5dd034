// Spreadsheets read: encodings, delimiters, workbooks of other programs, and what is beyond the limits.
#include <minizip/zip.h>
#include <xlsxwriter.h>

#include "server/sheets/sheet.h"
#include "server/sheets/text_encoding.h"
#include "server/sheets/zip.h"
#include "tests/command/desk.h"
#include "tests/support/grid.h"
#include "tests/support/temp_folder.h"

namespace tenure::testing {
namespace {

using Rows = std::vector<std::vector<std::string>>;

Rows rows_of(const Sheet& sheet) {
  Rows out;
  for (const InputRow& row : sheet.rows) {
    auto& cells = out.emplace_back();
    for (const InputCell& cell : row.cells) cells.push_back(cell.text);
  }
  return out;
}

std::string reason_of(const std::string& file) {
  const auto book = read_workbook(file);
  return book ? "read" : std::string(name(book.error().reason));
}

TEST(Csv, DelimiterIsTheOneOfTheFirstLine) {
  const Rows expected = {{"a", "b,c"}, {"1", "2\n3"}};
  EXPECT_EQ(rows_of(read_workbook("a;\"b,c\"\r\n1;\"2\n3\"\r\n")->sheets[0]), expected);
  EXPECT_EQ(rows_of(read_workbook("a\t\"b,c\"\n1\t\"2\n3\"")->sheets[0]), expected);
  EXPECT_EQ(rows_of(read_workbook("a,\"b,c\"\r1,\"2\n3\"")->sheets[0]), expected);
}

TEST(Csv, RowsKeepTheirNumbersAndQuotesMustClose) {
  const auto book = read_workbook("a,b\n\n1,\"say \"\"x\"\"\"\n");
  ASSERT_EQ(book->sheets[0].rows.size(), 2U);
  EXPECT_EQ(book->sheets[0].rows[1].number, 3U);
  EXPECT_EQ(book->sheets[0].rows[1].cell(1).text, "say \"x\"");
  const auto open = read_workbook("a,b\n1,\"x\n");
  ASSERT_FALSE(open);
  EXPECT_EQ(open.error().where, "B2");
  EXPECT_EQ(read_workbook("a\n\"x\"y\n").error().where, "A2");
}

TEST(TextEncoding, ChineseIsRecognised) {
  Grid grid({"姓名", "组织"});
  grid.add({"张三", "东村党支部"});
  for (const std::string& file : {grid.csv(), "\xEF\xBB\xBF" + grid.csv(), grid.gb18030()})
    EXPECT_EQ(read_workbook(file)->sheets[0].rows[1].cell(1).text, "东村党支部");
  EXPECT_EQ(read_workbook(grid.gb18030())->encoding, TextEncoding::gb18030);
  EXPECT_EQ(read_workbook(grid.gb18030(), TextEncoding::utf8).error().where, "line 1");
}

TEST(TextEncoding, WhatFitsBothIsTold) {
  const std::string both = "\xE5\x90\x8D\xE5\xAD\x97";  // four characters as GB18030
  EXPECT_TRUE(decode_text(both, {})->ambiguous);
  EXPECT_EQ(decode_text(both, {})->utf8, "名字");
  EXPECT_NE(decode_text(both, TextEncoding::gb18030)->utf8, "名字");
  EXPECT_FALSE(decode_text("plain", {})->ambiguous);
}

TEST(TextEncoding, BrokenBytesNameTheirLine) {
  const auto broken = decode_text("a\nb\n\xFF\xFE\n", {});
  ASSERT_FALSE(broken);
  EXPECT_EQ(broken.error().where, "line 3");
  EXPECT_FALSE(decode_text(std::string("a\0b", 3), {}));
}

TEST(Xlsx, DatesNumbersAndTextsAreTold) {
  const TempFolder folder;
  lxw_workbook* book = ::workbook_new((folder / "b.xlsx").c_str());
  lxw_worksheet* sheet = ::workbook_add_worksheet(book, "表");
  lxw_format* date = ::workbook_add_format(book);
  ::format_set_num_format(date, "yyyy\"年\"m\"月\"d\"日\"");
  lxw_format* money = ::workbook_add_format(book);
  ::format_set_num_format(money, "#,##0.00");
  ::worksheet_write_string(sheet, 0, 0, "日期", nullptr);
  ::worksheet_write_number(sheet, 2, 0, 45473, date);
  ::worksheet_write_number(sheet, 2, 1, 1234.1, money);
  ::worksheet_write_number(sheet, 2, 2, 0.1 + 0.2, nullptr);
  ::worksheet_write_number(sheet, 2, 3, 1e17, nullptr);
  ::worksheet_write_boolean(sheet, 2, 5, 1, nullptr);
  ASSERT_EQ(::workbook_close(book), LXW_NO_ERROR);
  const auto read = read_workbook(read_text(folder / "b.xlsx"));
  ASSERT_TRUE(read) << read.error().text();
  EXPECT_EQ(read->sheets[0].name, "表");
  ASSERT_EQ(read->sheets[0].rows.size(), 2U);
  const InputRow& row = read->sheets[0].rows[1];
  EXPECT_EQ(row.number, 3U);
  EXPECT_EQ(row.cell(0).kind, InputKind::date);
  EXPECT_EQ(row.cell(0).text, "2024-06-30");
  EXPECT_EQ(row.cell(1).text, "1234.1");
  EXPECT_EQ(row.cell(2).text, "0.3");
  EXPECT_EQ(row.cell(3).text, "1e+17");
  EXPECT_EQ(row.cell(5).text, "TRUE");
}

/// An archive of these parts.
std::string archive(const std::vector<std::pair<std::string, std::string>>& parts) {
  const TempFolder folder;
  const zipFile zip = ::zipOpen((folder / "a.zip").c_str(), APPEND_STATUS_CREATE);
  for (const auto& [name, text] : parts) {
    ::zipOpenNewFileInZip(zip, name.c_str(), nullptr, nullptr, 0, nullptr, 0, nullptr, Z_DEFLATED,
                          Z_BEST_COMPRESSION);
    ::zipWriteInFileInZip(zip, text.data(), static_cast<unsigned>(text.size()));
    ::zipCloseFileInZip(zip);
  }
  ::zipClose(zip, nullptr);
  return read_text(folder / "a.zip");
}

const std::pair<std::string, std::string> kRelations = {
    "xl/_rels/workbook.xml.rels",
    R"(<Relationships><Relationship Id="r1" Type="x/worksheet" Target="worksheets/sheet1.xml"/></Relationships>)"};
const std::pair<std::string, std::string> kWorkbook = {
    "xl/workbook.xml", R"(<workbook xmlns:r="r"><sheets><sheet name="s" r:id="r1"/></sheets></workbook>)"};

std::string book_of(const std::string& sheet) {
  return archive({kRelations, kWorkbook, {"xl/worksheets/sheet1.xml", sheet}});
}

TEST(Xlsx, WhatLiesBehindAMergedCellIsToldFromWhatIsEmpty) {
  const auto read = read_workbook(
      book_of("<worksheet><sheetData><row r=\"1\"><c><v>1</v></c></row><row r=\"2\"><c><v>1</v></c></row>"
              "<row r=\"4\"><c><v>1</v></c></row></sheetData>"
              "<mergeCells><mergeCell ref=\"B1:C4\"/><mergeCell ref=\"A9:A9\"/></mergeCells></worksheet>"));
  ASSERT_TRUE(read);
  const Sheet& sheet = read->sheets.front();
  EXPECT_FALSE(sheet.is_merged_away(1, 1)) << "it holds the value";
  EXPECT_TRUE(sheet.is_merged_away(1, 2));
  EXPECT_TRUE(sheet.is_merged_away(4, 1));
  EXPECT_TRUE(sheet.is_merged_away(4, 2));
  EXPECT_FALSE(sheet.is_merged_away(4, 3));
  EXPECT_EQ(sheet.merged.size(), 5U) << "row 3 is not there";
  const auto refused = [](const std::string& range) {
    return reason_of(book_of("<worksheet><sheetData/><mergeCells><mergeCell ref=\"" + range +
                             "\"/></mergeCells></worksheet>"));
  };
  EXPECT_EQ(refused("A1:XFD1048576"), "read") << "a row that is not there has nothing behind it";
  for (const char* bad : {"", ":", "A", "1", "A1:", "A1:B", "AAAA1:B2", "A99999999999"})
    EXPECT_EQ(refused(bad), "bad_value") << bad;
}

TEST(Xlsx, WhatIsTooMuchIsRefusedWithItsLimit) {
  EXPECT_EQ(reason_of(book_of("<worksheet><sheetData/></worksheet>")), "read");
  const std::string bomb = book_of("<worksheet>" + std::string(kZipPartMax, ' ') + "</worksheet>");
  EXPECT_LT(bomb.size(), std::size_t{100'000}) << "it is small as it lies there";
  EXPECT_EQ(reason_of(bomb), "limit_body");
  EXPECT_EQ(reason_of(book_of(
                "<worksheet><sheetData><row r=\"200001\"><c><v>1</v></c></row></sheetData></worksheet>")),
            "limit_list");
  EXPECT_EQ(
      reason_of(book_of(
          "<worksheet><sheetData><row r=\"1\"><c r=\"ZZ1\"><v>1</v></c></row></sheetData></worksheet>")),
      "limit_list");
  std::vector<std::pair<std::string, std::string>> many;
  for (std::size_t i = 0; i <= kZipEntriesMax; ++i) many.emplace_back("p" + std::to_string(i), "");
  EXPECT_EQ(reason_of(archive(many)), "limit_list");
}

TEST(Xlsx, AFormulaWhoseResultWasNotSavedIsNoEmptyCell) {
  const auto read =
      read_workbook(book_of("<worksheet><sheetData><row><c><f>1000+800</f></c><c><f>1+1</f><v>2</v></c><c/></"
                            "row></sheetData></worksheet>"));
  ASSERT_TRUE(read);
  const InputRow& row = read->sheets.front().rows.front();
  EXPECT_EQ(row.cell(0).kind, InputKind::error);
  EXPECT_EQ(row.cell(0).text, "=1000+800");
  EXPECT_EQ(row.cell(1).text, "2");
  EXPECT_EQ(row.cell(2).kind, InputKind::empty);
}

TEST(Xlsx, EntitiesAndWhatIsDamagedAreRefused) {
  EXPECT_EQ(reason_of(book_of(
                "<!DOCTYPE x [<!ENTITY e SYSTEM \"file:///etc/passwd\">]><worksheet><sheetData><row><c "
                "t=\"inlineStr\"><is><t>&e;</t></is></c></row></sheetData></worksheet>")),
            "bad_value");
  EXPECT_EQ(
      reason_of(book_of("<worksheet><sheetData><row><c t=\"s\"><v>7</v></c></row></sheetData></worksheet>")),
      "bad_value")
      << "a string that is not there";
  EXPECT_EQ(reason_of(book_of("<worksheet><sheetData><row r=\"2\"/><row r=\"1\"/></sheetData></worksheet>")),
            "bad_value");
  EXPECT_EQ(reason_of(archive({{"xl/workbook.xml", "<workbook/>"}})), "absent");
  std::string cut = book_of("<worksheet/>");
  cut.resize(cut.size() / 2);
  EXPECT_EQ(reason_of(cut), "bad_value");
}

}  // namespace
}  // namespace tenure::testing
