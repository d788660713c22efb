// What an interchange file of Schedule+ holds: objects, and properties in them. FORMAT.md 1.
#pragma once

#include <cstdint>
#include <string>
#include <string_view>
#include <vector>

namespace schedule {

/// Names point into the file; values are 8-bit text in its code page.
struct Property {
  std::string_view name;
  std::string value;  // of a string: without quotes and escapes, its breaks as CR LF
  bool is_string = false;
  std::uint64_t offset = 0;  // of the name, in the file
  std::uint64_t length = 0;  // up to the end of the value's last line
};

struct Object {
  std::string_view name;
  std::uint64_t offset = 0;
  std::uint64_t length = 0;
  std::vector<Property> properties;  // in their order; a name may come twice
  std::vector<Object> objects;
  std::vector<std::string_view> unclaimed;  // text that is no property
  bool is_complete = true;                  // false: its closing brace is missing

  /// The last property of this name, whatever the case of its letters; nullptr without one.
  [[nodiscard]] const Property* find(std::string_view wanted) const;
  [[nodiscard]] bool is(std::string_view wanted) const;
};

}  // namespace schedule
