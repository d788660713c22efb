// The side of a worker that runs in the child.
#pragma once

#include <cstdint>
#include <string>
#include <string_view>

#include "converters/run/batch/worker.h"

namespace run::batch {

/// The first byte of a frame; its length (FrameWriter::number) and so many bytes follow.
enum class FrameKind : char {
  Progress = 'p',
  Ready = 'r',
  Line = 'l',
  Trouble = 't',
  Finished = 'f',
};

/// Speaks to the parent. When that is gone, so is this process, by PR_SET_PDEATHSIG.
class WorkerChannel {
 public:
  explicit WorkerChannel(int socket) : socket_(socket) {}

  void progress(std::uint64_t done, std::uint64_t items) const;
  void line(Talk talk, std::string_view text) const;
  void trouble(std::string_view text) const;
  void finished(const Finished& finished) const;
  /// Tells that the output is written and waits for leave to name it. False: there is none.
  [[nodiscard]] bool ready(const std::string& identity) const;

 private:
  void send(FrameKind kind, std::string_view payload) const;
  int socket_;
};

/// Does what the assignment says, and tells about it. May throw what the standard library throws.
void convert_in_worker(const Assignment& assignment, const Describe& describe,
                       const WorkerChannel& channel);

}  // namespace run::batch
