// What our forked children have in common.
#pragma once

#include <sys/types.h>

#include <string>

namespace run {

/// Called first in a forked child: it ends with `parent`, leaves stopping to it, dumps nobody's
/// mail into a core file and holds no file but the standard ones and `kept`.
void settle_child(pid_t parent, int kept);

/// "SIGSEGV": the words are the same on every machine.
[[nodiscard]] std::string signal_name(int signal);

}  // namespace run
