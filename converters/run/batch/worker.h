// The conversion of one mailbox in a process of its own: what crashes, hangs or is killed there
// costs that mailbox.
#pragma once

#include <sys/types.h>

#include <cstdint>
#include <filesystem>
#include <functional>
#include <memory>
#include <string>
#include <vector>

#include "converters/run/batch/finished.h"
#include "converters/run/conversion.h"

namespace run::batch {

/// One mailbox and where it goes.
struct Assignment {
  Source source;
  std::filesystem::path target;
  ConversionOptions options;
  /// The output of a run that was cut off stands there under its final name: it is compared with
  /// what a second reading makes, and kept.
  bool recognised = false;
  /// Of such an output, further parts that are not the files that were written.
  std::vector<std::filesystem::path> changed_parts{};
};

/// How a line is meant: for everybody, for who asked for all, as an error.
enum class Talk : std::uint8_t { Result, Particular, Failure };
using Say = std::function<void(Talk, const std::string&)>;
/// Puts a result into words; called in the process that made it.
using Describe = std::function<void(const MailboxResult&, const Say&)>;

/// What a worker tells.
struct WorkerEvent {
  enum class Kind : std::uint8_t {
    Progress,  // `done`, `items`
    Ready,     // the output is written and waits for proceed(); `text` is its identity
    Line,      // `talk`, `text`
    Finished,  // `finished`
  };
  Kind kind = Kind::Progress;
  std::uint64_t done = 0;  // bytes of the source
  std::uint64_t items = 0;
  Talk talk = Talk::Result;
  std::string text;
  Finished finished;
};

class Worker {
 public:
  /// Forks: the calling process must have one thread. The child holds none of its files and locks.
  [[nodiscard]] static bytes::Result<std::unique_ptr<Worker>> start(const Assignment& assignment,
                                                                    const Describe& describe);
  Worker(const Worker&) = delete;
  Worker(Worker&&) = delete;
  Worker& operator=(const Worker&) = delete;
  Worker& operator=(Worker&&) = delete;
  /// Kills it when it still runs.
  ~Worker();

  /// Readable when receive() would return something, or the worker is gone.
  [[nodiscard]] int descriptor() const { return socket_; }
  /// What has come so far; never waits.
  [[nodiscard]] std::vector<WorkerEvent> receive();
  /// Nothing comes any more.
  [[nodiscard]] bool at_end() const { return at_end_; }
  /// The output may get its name.
  void proceed() const;

  /// Ends it when it still runs. Why it is gone, for one that has not told how it finished: "the
  /// conversion crashed (SIGSEGV)".
  [[nodiscard]] std::string end();

 private:
  Worker(pid_t child, int socket) : child_(child), socket_(socket) {}
  bool take_event(std::vector<WorkerEvent>& events);

  pid_t child_;
  int socket_;
  std::string received_;
  std::string trouble_;  // what the worker itself says of its end
  bool at_end_ = false;
};

}  // namespace run::batch
