// Stopping when the user asks to: SIGINT and SIGTERM.
#pragma once

namespace run {

/// From now on the first SIGINT or SIGTERM is remembered, so that the current item is finished and
/// a truthful report written; a second one ends the process at once. A signal that was
/// ignored when the program began stays ignored.
void install_stop_handlers();

/// The signal that asked to stop, or 0.
[[nodiscard]] int stop_signal();

/// Asks to stop, or forgets that anybody did (0): what the handlers do, for tests.
void request_stop(int signal);

}  // namespace run
