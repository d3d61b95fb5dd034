#include "ops/demo/townships.h"

namespace tenure::demo {
namespace {

constexpr TownshipRow kPingyang[] = {
    {"330326100", "昆阳镇"}, {"330326101", "鳌江镇"}, {"330326102", "水头镇"},     {"330326103", "萧江镇"},
    {"330326105", "腾蛟镇"}, {"330326107", "山门镇"}, {"330326108", "顺溪镇"},     {"330326109", "南雁镇"},
    {"330326117", "万全镇"}, {"330326118", "海西镇"}, {"330326119", "南麂镇"},     {"330326120", "麻步镇"},
    {"330326121", "凤卧镇"}, {"330326122", "怀溪镇"}, {"330326214", "青街畲族乡"}, {"330326217", "闹村乡"},
    {"", "龙尾乡"},
};
constexpr TownshipRow kHaixing[] = {
    {"130924100", "苏基镇"},   {"130924101", "辛集镇"}, {"130924102", "高湾镇"}, {"130924103", "赵毛陶镇"},
    {"130924104", "张会亭镇"}, {"130924201", "香坊乡"}, {"130924202", "小山乡"},
};

}  // namespace

const CountyRow& pingyang_county() {
  static constexpr CountyRow row{"330326", "平阳县", "平", kPingyang};
  return row;
}

const CountyRow& haixing_county() {
  static constexpr CountyRow row{"130924", "海兴县", "海", kHaixing};
  return row;
}

}  // namespace tenure::demo
