#include "converters/run/child_process.h"

#include <sys/prctl.h>
#include <sys/resource.h>
#include <unistd.h>

#include <csignal>

namespace run {

void settle_child(pid_t parent, int kept) {
  prctl(PR_SET_PDEATHSIG, SIGKILL);
  if (getppid() != parent) {
    _exit(1);
  }
  (void)std::signal(SIGINT, SIG_IGN);
  (void)std::signal(SIGTERM, SIG_IGN);
  (void)std::signal(SIGPIPE, SIG_IGN);
  const rlimit none{};
  setrlimit(RLIMIT_CORE, &none);
  const auto fd = static_cast<unsigned>(kept);
  if (fd > 3) {
    close_range(3, fd - 1, 0);
  }
  close_range(fd + 1, ~0U, 0);
}

std::string signal_name(int signal) {
  switch (signal) {
    case SIGSEGV:
      return "SIGSEGV";
    case SIGABRT:
      return "SIGABRT";
    case SIGBUS:
      return "SIGBUS";
    case SIGFPE:
      return "SIGFPE";
    case SIGILL:
      return "SIGILL";
    case SIGKILL:
      return "SIGKILL";
    default:
      return "signal " + std::to_string(signal);
  }
}

}  // namespace run
