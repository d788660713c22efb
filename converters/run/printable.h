// Names out of files nobody vouches for, made fit for a terminal.
#pragma once

#include <string>
#include <string_view>

namespace run {

/// `text` with a question mark for each control character (C0, DEL, C1), each mark that changes the
/// direction of writing, and each byte that is no UTF-8: none can steer a terminal, or show a name
/// as another. A line end is a control character, too.
[[nodiscard]] std::string printable(std::string_view text);

}  // namespace run
