// Directories typed as text.
#pragma once

#include <span>
#include <string>
#include <string_view>

#include "converters/directory/directory.h"

namespace test {

inline void add_file(convert::directory::Directory& directory, const std::string& name,
                     std::string_view text, const convert::directory::Site& site = {}) {
  directory.add(
      name,
      ::directory::read_directory(std::as_bytes(std::span(text.data(), text.size())), {}).value(),
      site);
}

inline convert::directory::Directory directory_of(std::string_view text,
                                                  const convert::directory::Site& site = {}) {
  convert::directory::Directory directory;
  add_file(directory, "d", text, site);
  return directory;
}

}  // namespace test
