// A table of rows in parentheses, and a macro that is applied to each of them:
//
//   #define ROW(type, name) type name;
//   #define ROW_ODD(...) ROW(__VA_ARGS__) ROW_EVEN
//   #define ROW_EVEN(...) ROW(__VA_ARGS__) ROW_ODD
//   #define ROW_ODD_END
//   #define ROW_EVEN_END
//
//   TENURE_EACH(ROW_ODD, (int, a)(int, b)(int, c))        int a; int b; int c;
//
// ROW_ODD and ROW_EVEN end with each other's name, which takes the parentheses that follow. The last name
// gets an _END, and that is nothing.
//
// It costs one pass over the table, however long it is, and a mistake is reported at its place in the table.
#pragma once

#define TENURE_EACH(odd, table) TENURE_EACH_1(odd table)
#define TENURE_EACH_1(...) TENURE_EACH_2(__VA_ARGS__)
#define TENURE_EACH_2(...) __VA_ARGS__##_END
