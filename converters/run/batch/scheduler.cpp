#include "converters/run/batch/scheduler.h"

#include <poll.h>

#include <algorithm>
#include <memory>
#include <optional>
#include <utility>
#include <vector>

#include "converters/run/batch/output_identity.h"
#include "converters/run/stop.h"

namespace run::batch {
namespace {

using Clock = std::chrono::steady_clock;
constexpr std::chrono::milliseconds kTick{100};
// A written output gives no sign of life while the disk syncs it and its digest is taken: a
// terabyte at 20 MB a second takes 14 hours.
constexpr std::chrono::hours kNamingTimeout{24};

/// A worker at its mailbox.
struct Running {
  std::size_t index = 0;
  std::unique_ptr<Worker> worker;
  std::uint64_t done = 0;
  std::uint64_t items = 0;
  Clock::time_point got_on = Clock::now();
  bool is_naming = false;  // the output is written: it is synced, named, read again or compared
  bool told = false;       // how it finished
};

class Scheduler {
 public:
  Scheduler(std::span<const Assignment> assignments, const Schedule& schedule,
            const Describe& describe, SchedulerListener& listener)
      : assignments_(assignments),
        schedule_(schedule),
        describe_(describe),
        listener_(listener),
        jobs_(schedule.jobs) {
    progress_.all = assignments.size();
  }

  bytes::Result<void> run() {
    for (;;) {
      if (auto begun = begin_more(); !begun) {
        return begun;
      }
      if (running_.empty()) {
        return {};
      }
      wait();
      for (auto& running : running_) {
        if (auto heard = hear(running); !heard) {
          return heard;
        }
      }
      std::erase_if(running_, [](const Running& running) { return !running.worker; });
      show();
    }
  }

 private:
  bytes::Result<void> begin_more() {
    if (stop_signal() != 0) {
      if (!std::exchange(stopped_, true)) {
        listener_.stopping(running_.size());
      }
      return {};
    }
    while (next_ < assignments_.size() && running_.size() < jobs_) {
      const auto index = next_++;
      if (assignments_[index].source.error) {
        if (auto ended = finish(index, failure(index, *assignments_[index].source.error)); !ended) {
          return ended;
        }
        continue;
      }
      if (std::exchange(begun_, index) != index) {
        if (auto begun = listener_.begin(index); !begun) {
          return begun;
        }
      }
      auto worker = Worker::start(assignments_[index], describe_);
      if (!worker && !running_.empty()) {
        jobs_ = running_.size();  // so many fit
        next_ = index;
        return {};
      }
      if (!worker) {
        return tl::unexpected(worker.error());
      }
      // What stands there is whole: no reading of it, nor the source's again, makes it a failure.
      running_.push_back({.index = index,
                          .worker = std::move(*worker),
                          .is_naming = assignments_[index].recognised});
    }
    return {};
  }

  void wait() const {
    std::vector<pollfd> descriptors;
    descriptors.reserve(running_.size());
    for (const auto& running : running_) {
      descriptors.push_back({.fd = running.worker->descriptor(), .events = POLLIN, .revents = 0});
    }
    // A signal ends the wait, too: then the loop looks round.
    static_cast<void>(
        ::poll(descriptors.data(), descriptors.size(), static_cast<int>(kTick.count())));
  }

  bytes::Result<void> hear(Running& running) {
    for (const auto& event : running.worker->receive()) {
      if (auto heard = hear(running, event); !heard) {
        return heard;
      }
    }
    if (!running.worker->at_end()) {
      const auto patience = running.is_naming ? std::max<std::chrono::milliseconds>(
                                                    schedule_.mailbox_timeout, kNamingTimeout)
                                              : schedule_.mailbox_timeout;
      if (Clock::now() - running.got_on <= patience) {
        return {};
      }
      return give_up(
          running,
          "the conversion did not get on for " +
              std::to_string(std::chrono::duration_cast<std::chrono::seconds>(patience).count()) +
              " seconds and was ended");
    }
    if (!running.told) {
      return give_up(running, running.worker->end());
    }
    running.worker.reset();
    return {};
  }

  bytes::Result<void> hear(Running& running, const WorkerEvent& event) {
    switch (event.kind) {
      case WorkerEvent::Kind::Progress:
        // The same numbers again are no sign of life: the reader may go round in a circle.
        if (running.done != event.done || running.items != event.items) {
          running.got_on = Clock::now();
        }
        running.done = event.done;
        running.items = event.items;
        break;
      case WorkerEvent::Kind::Ready:
        running.got_on = Clock::now();
        if (auto noted = listener_.ready(running.index, event.text); !noted) {
          return noted;
        }
        running.is_naming = true;
        running.worker->proceed();
        break;
      case WorkerEvent::Kind::Line:
        listener_.line(running.index, event.talk, event.text);
        break;
      case WorkerEvent::Kind::Finished:
        running.told = true;
        running.got_on = Clock::now();
        return finish(running.index, event.finished);
    }
    return {};
  }

  /// A worker that is gone, or has to go, without a result.
  bytes::Result<void> give_up(Running& running, const std::string& why) {
    running.worker.reset();
    if (running.told) {
      return {};
    }
    if (!assignments_[running.index].options.target.dry_run) {
      remove_left_over(assignments_[running.index].target);
    }
    const auto& path = assignments_[running.index].source.path;
    return finish(running.index, failure(running.index, {.kind = bytes::ErrorKind::Io,
                                                         .what = path.string() + ": " + why,
                                                         .hint = "--failed runs it again"}));
  }

  Finished failure(std::size_t index, bytes::Error error) {
    MailboxResult result;
    result.source = assignments_[index].source;
    result.error = std::move(error);
    describe_(result,
              [&](Talk talk, const std::string& text) { listener_.line(index, talk, text); });
    return finished_of(result);
  }

  bytes::Result<void> finish(std::size_t index, const Finished& finished) {
    ++progress_.finished;
    bytes_ += assignments_[index].source.size;
    items_ += finished.tally.done();
    return listener_.finished(index, finished);
  }

  void show() {
    const auto now = Clock::now();
    if (now - shown_ < kTick && !running_.empty()) {
      return;
    }
    shown_ = now;
    progress_.running = running_.size();
    progress_.bytes = bytes_;
    progress_.items = items_;
    for (const auto& running : running_) {
      progress_.bytes += running.told ? 0 : running.done;
      progress_.items += running.told ? 0 : running.items;
    }
    listener_.progress(progress_);
  }

  std::span<const Assignment> assignments_;
  const Schedule& schedule_;
  const Describe& describe_;
  SchedulerListener& listener_;
  std::vector<Running> running_;
  std::size_t next_ = 0;
  std::optional<std::size_t> begun_;  // the last that is noted
  std::size_t jobs_;
  bool stopped_ = false;
  std::uint64_t bytes_ = 0;  // of the mailboxes that are finished
  std::uint64_t items_ = 0;
  BatchProgress progress_;
  Clock::time_point shown_{};
};

}  // namespace

bytes::Result<void> run_workers(std::span<const Assignment> assignments, const Schedule& schedule,
                                const Describe& describe, SchedulerListener& listener) {
  return Scheduler(assignments, schedule, describe, listener).run();
}

}  // namespace run::batch
