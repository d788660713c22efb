#include "converters/run/stop.h"

#include <atomic>
#include <csignal>

namespace run {
namespace {

static_assert(std::atomic<int>::is_always_lock_free, "a signal handler may touch it");
// NOLINTNEXTLINE(cppcoreguidelines-avoid-non-const-global-variables): what handlers can reach.
std::atomic<int> requested{0};

extern "C" void remember_signal(int signal) { requested.store(signal); }

}  // namespace

void install_stop_handlers() {
  struct sigaction action {};
  action.sa_handler = remember_signal;  // NOLINT(cppcoreguidelines-pro-type-union-access)
  // The second signal meets the default action. No SA_RESTART: a blocked read returns and looks.
  action.sa_flags = static_cast<int>(SA_RESETHAND);
  for (const int signal : {SIGINT, SIGTERM}) {
    struct sigaction inherited {};
    sigaction(signal, nullptr, &inherited);
    // A shell lets its background jobs ignore SIGINT; so do we, then.
    // NOLINTNEXTLINE(cppcoreguidelines-pro-type-union-access)
    if (inherited.sa_handler != SIG_IGN) {
      sigaction(signal, &action, nullptr);
    }
  }
}

int stop_signal() { return requested.load(); }

void request_stop(int signal) { requested.store(signal); }

}  // namespace run
