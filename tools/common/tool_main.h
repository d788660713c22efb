// What every main does around its work.
#pragma once

#include <functional>
#include <string>

namespace tool {

/// Sets up the signals (SIGINT and SIGTERM ask to stop; a closed pipe and a file-size limit are
/// errors of the write), runs `work`, and turns an exception of the standard library, out of memory
/// above all, into a message and a status.
[[nodiscard]] int run_tool(const std::string& name, const std::function<int()>& work);

}  // namespace tool
