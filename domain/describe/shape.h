// The JSON Schema of what no described structure stands for: answers that are put together where they are
// given (json_out.h).
//
//   Shape::object({{"index", Shape::count()}, {"flags", Shape::list(Shape::of<Flag>())},
//                  {"receipt", Shape::text(), false}})
//
// A shape refers to described types as "#/$defs/<name>", like the schema of acts (schema.h), and remembers
// which. A plain value; any thread.
#pragma once

#include <initializer_list>
#include <string>
#include <string_view>
#include <vector>

#include "domain/describe/inventory.h"

namespace tenure {

class Shape {
 public:
  struct Member;

  Shape() = default;  ///< anything
  /// A value of a described type.
  template <class T>
  static Shape of() {
    return described(kType<T>);
  }
  static Shape described(const TypeInfo& type);
  /// One of the catalogue's definitions that is no described type: "Act".
  static Shape defined(std::string_view name);

  static Shape text();
  static Shape flag();
  /// 0, 1, 2, ...
  static Shape count();
  static Shape count(std::uint64_t min, std::uint64_t max);
  static Shape number();
  static Shape nothing();  ///< null
  static Shape word(std::string_view value);
  static Shape words(const std::vector<std::string_view>& values);

  static Shape list(const Shape& item);
  /// An object with members of any name.
  static Shape map(const Shape& value);
  static Shape object(std::initializer_list<Member> members);
  static Shape object(const std::vector<Member>& members);
  /// The same, and others may stand beside them.
  static Shape open_object(const std::vector<Member>& members);
  /// Exactly one of them.
  static Shape one_of(const std::vector<Shape>& choices);
  /// One of them or several.
  static Shape any_of(const std::vector<Shape>& choices);

  /// Of an object: the same with a member more. Another shape stays as it is.
  Shape with(const Member& member) const;

  /// The schema, a JSON object.
  std::string json() const { return "{" + members_ + "}"; }
  /// What it refers to.
  const Inventory& types() const { return types_; }

 private:
  static Shape choice(std::string_view keyword, const std::vector<Shape>& choices);
  explicit Shape(std::string members) : members_(std::move(members)) {}
  static Shape object(const std::vector<Member>& members, bool open);
  void use(const Shape& part) { types_.insert(part.types_.begin(), part.types_.end()); }

  std::string members_;  ///< of the schema
  Inventory types_;
};

struct Shape::Member {
  std::string_view name;
  Shape shape;
  bool required = true;
};

}  // namespace tenure
