#!/bin/bash
# What the describer costs to compile: 130 event structures like those of the areas, in 16 files of an area each,
# and for comparison all in one file. Prints seconds and peak memory of each compilation.
#
#   tests/bench/describer_cost.sh [structures] [areas]      needs /usr/bin/time (Debian: time)
set -euo pipefail

structures=${1:-130}
areas=${2:-16}
compiler=${CXX:-g++}
root=$(cd "$(dirname "$0")/../.." && pwd)
work=$(mktemp -d)
trap 'rm -rf "$work"' EXIT
[ -x /usr/bin/time ] || { echo "describer_cost: /usr/bin/time is missing (apt install time)" >&2; exit 2; }

# One event structure, its row, and what follows; the shape of a middling one of the catalogue.
structure() {
  local n=$1
  cat <<CPP
TENURE_ENUM(Kind$n, (first, "甲", "first")(second, "乙", "second")(third, "丙", "third"));
TENURE_STRUCT(Part$n, "部分", "Part",
  (Code, name, "名称", "name")(std::optional<Decimal>, number, "数值", "number")
  (std::optional<ShortText>, text, "文字", "text"));
TENURE_STRUCT(Event$n, "事件", "Event",
  (PersonId, person, "人员", "person")(OrgId, org, "组织", "organisation")
  (Kind$n, kind, "类别", "kind", Kind$n::first)(Period, period, "期间", "period")
  (std::optional<Fen>, amount_fen, "金额", "amount")(std::vector<Part$n>, parts, "部分", "parts")
  (std::optional<Sealed<LongText>>, note, "说明", "note")(std::optional<Date>, until, "至", "until")
  (std::optional<Ref<PersonId>>, by, "经办人", "by")(std::vector<ShortText>, basis, "依据", "basis"));
TENURE_STRUCT(Fact$n, "事实", "Fact",
  (Date, on, "日期", "on")(Kind$n, kind, "类别", "kind", Kind$n::first)
  (std::optional<Fen>, amount_fen, "金额", "amount")(Position, position, "位置", "position"));
TENURE_ROW(Row$n, person, "行", "Row", (std::vector<Fact$n>, facts, "事实", "facts"));
void apply(Row$n& row, const Dated<Event$n>& event) {
  row.facts.push_back({event.on, event.data.kind, event.data.amount_fen, event.position});
}
CPP
}

# area <name> <first> <last>: a file like an area's area.cc with its headers.
area() {
  local name=$1 first=$2 last=$3 n
  {
    echo '#include "domain/act/catalogue.h"'
    echo 'namespace tenure {'
    for ((n = first; n <= last; n++)); do structure "$n"; done
    local events rows
    events=$(for ((n = first; n <= last; n++)); do echo -n "Event$n,"; done)
    rows=$(for ((n = first; n <= last; n++)); do echo -n "Row$n,"; done)
    echo "Area& ${name}_area() {"
    echo "  static Area area = make_area(\"$name\", \"区\", \"Area\", EventList<${events%,}>{}, RowList<${rows%,}>{});"
    echo '  return area;'
    echo '}'
    echo '}  // namespace tenure'
  } >"$work/$name.cc"
}

# compile <name>: seconds and kilobytes.
compile() {
  /usr/bin/time -f '%e %M' -o "$work/$1.time" \
    "$compiler" -std=c++20 -O2 -Wall -Wextra -I"$root" -c "$work/$1.cc" -o "$work/$1.o"
  cat "$work/$1.time"
}

printf '%-12s %10s %9s %9s\n' file structures seconds 'peak MB'
report() { printf '%-12s %10d %9.1f %9.0f\n' "$1" "$2" "$3" "$4"; }

echo '#include "domain/act/catalogue.h"' >"$work/empty.cc"
read -r seconds kb < <(compile empty)
report 'headers only' 0 "$seconds" "$((kb / 1024))"

total=0 worst=0 worst_mb=0 first=1
for ((i = 1; i <= areas; i++)); do
  last=$((structures * i / areas))
  area "area$i" "$first" "$last"
  read -r seconds kb < <(compile "area$i")
  report "area$i" "$((last - first + 1))" "$seconds" "$((kb / 1024))"
  total=$(echo "$total $seconds" | awk '{print $1 + $2}')
  worst=$(echo "$worst $seconds" | awk '{print ($2 > $1) ? $2 : $1}')
  ((kb / 1024 > worst_mb)) && worst_mb=$((kb / 1024))
  first=$((last + 1))
done
report 'worst area' "$(((structures + areas - 1) / areas))" "$worst" "$worst_mb"
report 'all areas' "$structures" "$total" "$worst_mb"

area whole 1 "$structures"
read -r seconds kb < <(compile whole)
report 'in one file' "$structures" "$seconds" "$((kb / 1024))"
