// Runs workers, so many at once, and notices the ones that hang.
#pragma once

#include <chrono>
#include <cstddef>
#include <cstdint>
#include <span>
#include <string>

#include "converters/run/batch/worker.h"

namespace run::batch {

/// How long a worker may neither read on nor write an item before it is given up. Generous: one
/// attachment of 2 GB on a slow disk is read in it, and --item-timeout ends what hangs in libpff.
inline constexpr std::chrono::seconds kMailboxTimeout{3600};

struct Schedule {
  unsigned jobs = 1;  // at once
  std::chrono::milliseconds mailbox_timeout = kMailboxTimeout;
};

struct BatchProgress {
  std::size_t finished = 0;
  std::size_t running = 0;
  std::size_t all = 0;
  std::uint64_t bytes = 0;  // of the sources, read by those finished and running
  std::uint64_t items = 0;
};

/// Hears of everything, in the parent. An Error ends the batch: the workers are killed.
class SchedulerListener {
 public:
  SchedulerListener() = default;
  SchedulerListener(const SchedulerListener&) = delete;
  SchedulerListener(SchedulerListener&&) = delete;
  SchedulerListener& operator=(const SchedulerListener&) = delete;
  SchedulerListener& operator=(SchedulerListener&&) = delete;
  virtual ~SchedulerListener() = default;

  /// Before the worker starts.
  [[nodiscard]] virtual bytes::Result<void> begin(std::size_t index) = 0;
  /// Before the output gets its name.
  [[nodiscard]] virtual bytes::Result<void> ready(std::size_t index,
                                                  const std::string& identity) = 0;
  virtual void line(std::size_t index, Talk talk, const std::string& text) = 0;
  [[nodiscard]] virtual bytes::Result<void> finished(std::size_t index,
                                                     const Finished& finished) = 0;
  /// About ten times a second.
  virtual void progress(const BatchProgress& progress) = 0;
  /// The user asked to stop: `running` mailboxes are finished, no other is begun.
  virtual void stopping(std::size_t running) = 0;
};

/// Converts every assignment, in their order, `jobs` at once. A worker that crashes, is killed or
/// does not get on has a Finished that says so. Errors: the listener's, and not being able to fork
/// while no worker runs: while some do, it goes on with as many as there are.
[[nodiscard]] bytes::Result<void> run_workers(std::span<const Assignment> assignments,
                                              const Schedule& schedule, const Describe& describe,
                                              SchedulerListener& listener);

}  // namespace run::batch
