// Interchange texts typed in tests.
#pragma once

#include <list>
#include <span>
#include <string>
#include <string_view>
#include <utility>

#include "formats/schedule/schedule_text.h"

namespace test::schedule {

/// The first line, and `lines`, in which LF stands for CR LF.
inline std::string file(std::string_view lines) {
  std::string text = "SCHEDULE+2 EXPORT VERSION 103\r\n";
  for (const char c : lines) {
    text += c == '\n' ? "\r\n" : std::string(1, c);
  }
  return text;
}

/// The names of the result point into the text, which stays until the program ends.
inline ::schedule::File read(std::string text, bytes::DamageLog& damage,
                             text::CodePageNumber page = 1252) {
  static std::list<std::string> all;
  all.push_back(std::move(text));
  return ::schedule::read_schedule(std::as_bytes(std::span(all.back())), page, damage);
}

}  // namespace test::schedule
