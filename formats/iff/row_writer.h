// Rows of packing lists and primary files as they are written. FORMAT.md 8.
#pragma once

#include <cstdint>
#include <string>
#include <string_view>
#include <vector>

namespace iff {

/// A field, in quotes where the rules want them: # ! , \ " % ; a line end, a blank at either end.
[[nodiscard]] std::string write_field(std::string_view text);

/// One line, with its CR LF. The fields are written already.
[[nodiscard]] std::string write_row(const std::vector<std::string>& fields);

/// Several values as the text of one field: those with a semicolon or a quote in quotes of their
/// own.
[[nodiscard]] std::string join_values(const std::vector<std::string>& values);

/// FORMAT.md 4.1: what stands for a section.
[[nodiscard]] std::string write_pointer(std::string_view file, std::uint64_t offset);

/// FORMAT.md 6.2: a value of a DIRECTORY section, every backslash doubled.
[[nodiscard]] std::string escape(std::string_view text);

}  // namespace iff
