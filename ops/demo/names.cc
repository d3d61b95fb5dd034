#include "ops/demo/names.h"

#include <iterator>
#include <string_view>

namespace tenure::demo {
namespace {

constexpr std::string_view kFamily[] = {
    "王", "李", "张", "刘", "陈", "杨", "黄", "赵", "吴", "周", "徐", "孙", "马", "朱", "胡",
    "郭", "何", "高", "林", "郑", "谢", "罗", "梁", "宋", "唐", "许", "韩", "冯", "邓", "曹",
    "彭", "曾", "肖", "田", "董", "袁", "潘", "蔡", "蒋", "余", "叶", "程", "苏", "魏", "吕"};
constexpr std::string_view kGiven[] = {"建", "国", "志", "强", "明", "永", "春", "海", "光", "德", "文",
                                       "平", "秀", "英", "丽", "华", "玉", "兰", "金", "凤", "庆", "祥",
                                       "学", "军", "伟", "立", "新", "东", "宝", "荣", "家", "和", "世",
                                       "良", "正", "义", "云", "龙", "福", "来", "成", "忠", "信", "元"};
constexpr std::string_view kPlaceFirst[] = {"上", "下", "前", "后", "东", "西", "南", "北", "大", "小",
                                            "新", "老", "中", "石", "沙", "溪", "湖", "桥", "塘", "双"};
constexpr std::string_view kPlaceSecond[] = {"林", "垟", "岭", "坑", "庄", "店", "沟", "河", "洼", "井",
                                             "桥", "头", "湾", "浦", "山", "泉", "岗", "杨", "王", "陈",
                                             "李", "赵", "刘", "张", "孙", "台", "口", "塘", "坝", "港"};

template <std::size_t N>
std::string one_of(Random& random, const std::string_view (&all)[N]) {
  return std::string(all[random.below(N)]);
}

}  // namespace

std::string person_name(Random& random) {
  std::string out = one_of(random, kFamily);
  out += one_of(random, kGiven);
  if (!random.percent(25)) out += one_of(random, kGiven);
  return out;
}

std::string VillageNames::next(const std::string& township) {
  std::string name = one_of(random_, kPlaceFirst);
  name += one_of(random_, kPlaceSecond);
  while (!taken_.insert(township + name + "村").second) name += one_of(random_, kPlaceSecond);
  return name + "村";
}

}  // namespace tenure::demo
