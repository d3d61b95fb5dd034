#include "tests/support/county_sheets.h"

#include <fmt/format.h>

#include "server/sheets/sheet.h"

namespace tenure::testing {
namespace {

constexpr int kVillagesATownship = 20;
constexpr int kTerm = 3;  ///< years
constexpr std::string_view kSurnames[] = {"赵", "钱", "孙", "李", "周", "吴", "郑", "王", "冯", "陈",
                                          "褚", "卫", "蒋", "沈", "韩", "杨", "朱", "秦", "尤", "许"};
constexpr std::string_view kGiven[] = {"建", "国", "文", "明", "春", "秋", "志", "强", "永", "福",
                                       "德", "海", "山", "林", "金", "玉", "成", "立", "新", "华"};
constexpr const char* kPosts[] = {"书记", "主任", "会计"};

std::string township_name(int number) { return fmt::format("第{}镇党委", number); }
std::string village_name(int number) { return fmt::format("第{}村党支部", number); }

/// Nobody else's: 20 surnames, and two of 20 characters with a number's digits behind.
std::string person_name(std::size_t number) {
  const auto pick = [&](const auto& from) {
    const std::string_view out = from[number % std::size(from)];
    number /= std::size(from);
    return std::string(out);
  };
  std::string out = pick(kSurnames) + pick(kGiven) + pick(kGiven);
  return number == 0 ? out : out + pick(kGiven);
}

}  // namespace

CountySheets::CountySheets(int villages, int first_year, int last_year, const std::string& top)
    : people_({"登记日期", "组织", "组织类别", "上级组织", "姓名", "性别", "出生日期"}),
      offices_({"姓名", "组织", "职务", "任职日期", "离任日期", "离任原因"}) {
  const std::string founded = fmt::format("{}年1月4日", first_year);
  for (int i = 0; i < villages; ++i) {
    const int township = i / kVillagesATownship + 1;
    if (i % kVillagesATownship == 0) people_.add({founded, township_name(township), "乡镇", top, "", "", ""});
    people_.add({founded, village_name(i + 1), "村", township_name(township), "", "", ""});
    add_village(i + 1, first_year, last_year);
  }
}

std::string CountySheets::new_person(const std::string& village, int year) {
  std::string name = person_name(persons_);
  people_.add({fmt::format("{}/1/{}", year, 5 + persons_ % 20), village, "", "", name,
               persons_ % 3 == 0 ? "女" : "男",
               fmt::format("{}.{}", 1960 + persons_ % 30, 1 + persons_ % 9)});
  ++persons_;
  return name;
}

void CountySheets::add_village(int number, int first_year, int last_year) {
  const std::string village = village_name(number);
  for (const char* post : kPosts) {
    for (int year = first_year; year <= last_year; year += kTerm) {
      const bool ended = year + kTerm <= last_year;
      offices_.add({new_person(village, first_year), village, post,
                    fmt::format("{}-03-0{}", year, 1 + number % 9),
                    ended ? fmt::format("{}年2月", year + kTerm) : "", ended ? "届满" : ""});
      office_events_ += ended ? 2 : 1;
    }
  }
}

std::string CountySheets::plant(Grid& grid, std::size_t row, std::size_t column, const std::string& wrong) {
  planted_.push_back({&grid, row, column, grid.at(row, column)});
  grid.at(row, column) = wrong;
  return cell_name(column, static_cast<std::uint32_t>(row));
}

std::set<std::string> CountySheets::plant_in_register() {
  // Rows 4 to 15 are people of the first village.
  return {plant(people_, 5, 0, "2014年13月"), plant(people_, 7, 1, "第1村党支步"),
          plant(people_, 9, 5, "公"),         plant(people_, 11, 6, "1980-02-30"),
          plant(people_, 13, 4, ""),          plant(people_, people_.size(), 0, "昨天")};
}

std::set<std::string> CountySheets::plant_in_offices() {
  return {plant(offices_, 3, 0, "无此人"),
          plant(offices_, 5, 1, "o-nowhere"),
          plant(offices_, 8, 2, "书纪"),
          plant(offices_, 10, 3,
                "2014"
                "-00"),
          plant(offices_, 14, 5, ""),
          plant(offices_, 18, 4, "#REF"),
          plant(offices_, offices_.size(), 0, "p-none")};
}

void CountySheets::mend() {
  for (auto planted = planted_.rbegin(); planted != planted_.rend(); ++planted)
    planted->grid->at(planted->row, planted->column) = planted->before;
  planted_.clear();
}

}  // namespace tenure::testing
