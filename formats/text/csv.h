// Comma-separated values, RFC 4180.
#pragma once

#include <string>
#include <string_view>
#include <vector>

namespace text {

/// A field, quoted where it must be.
[[nodiscard]] std::string csv_field(std::string_view text);

/// One record, with its CRLF.
[[nodiscard]] std::string csv_record(const std::vector<std::string>& fields);

}  // namespace text
