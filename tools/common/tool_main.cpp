#include "tools/common/tool_main.h"

#include <csignal>
#include <exception>
#include <iostream>
#include <new>

#include "converters/run/exit_code.h"
#include "converters/run/stop.h"

namespace tool {

int run_tool(const std::string& name, const std::function<int()>& work) {
  (void)std::signal(SIGPIPE, SIG_IGN);
  (void)std::signal(SIGXFSZ, SIG_IGN);
  run::install_stop_handlers();
  try {
    return work();
  } catch (const std::bad_alloc&) {
    std::cerr << name
              << ": out of memory; close other programs, or convert fewer sources at once\n";
  } catch (const std::exception& exception) {
    std::cerr << name << ": unexpected: " << exception.what()
              << "; this is a bug in the program; please report it\n";
  }
  return run::kExitSoftware;
}

}  // namespace tool
