// The row codec: a described value as compact bytes, for rows that this program wrote and reads back.
//
// Layout, in the order of the fields: numbers, enumerations, dates and moments as zig-zag varints; positions
// as two varints; commitments as their 32 bytes; texts as a varint length and the bytes; lists and optionals
// as a varint count and the items. There are no field tags: the views database is named by the hash of its
// schema, so reader and writer always agree.
#pragma once

#include <string>
#include <string_view>

#include "domain/describe/type.h"

namespace tenure {

void encode(const TypeInfo& type, const void* value, Appender& out);

/// Reads one value from the front of `in` and removes it. False when the bytes are damaged.
bool decode(const TypeInfo& type, std::string_view& in, void* out);

}  // namespace tenure
