#include "converters/run/batch/worker_channel.h"

#include <fcntl.h>
#include <sys/socket.h>
#include <unistd.h>

#include <cerrno>

#include "converters/run/batch/frame.h"
#include "converters/run/batch/output_identity.h"

namespace run::batch {
namespace {

/// When memory runs out, the system should choose the conversion, not what keeps the books.
void volunteer_for_the_memory_killer() {
  const int file = ::open("/proc/self/oom_score_adj", O_WRONLY | O_CLOEXEC);
  if (file >= 0) {
    const auto written = ::write(file, "500", 3);
    static_cast<void>(written);  // it is a wish
    ::close(file);
  }
}

NameOutput always(const std::filesystem::path& target) {
  return [&target](const model::Store& /*store*/,
                   const MailboxMatch& /*match*/) -> bytes::Result<std::filesystem::path> {
    return target;
  };
}

/// Why an output of a run that was cut off is not taken for the whole.
bytes::Error not_ours(const std::filesystem::path& path, const std::string& what) {
  return {.kind = bytes::ErrorKind::Exists,
          .what = path.string() + ": is there from a run that was cut off, and " + what,
          .hint = "look at it, and replace it with --failed --force"};
}

/// The output of a run that was cut off: read again, compared, kept.
MailboxResult recognise(const Assignment& assignment, const ConversionOptions& options,
                        Progress& progress) {
  if (!assignment.changed_parts.empty()) {
    std::string names;
    for (const auto& part : assignment.changed_parts) {
      names += (names.empty() ? "" : ", ") + part.filename().string();
    }
    MailboxResult result;
    result.source = assignment.source;
    result.error = not_ours(assignment.target,
                            "of its further parts these are missing or were changed: " + names);
    return result;
  }
  auto counting = options;
  counting.target.dry_run = true;
  counting.target.overwrite = bytes::Overwrite::Replace;  // that it is there is the point
  counting.before_commit = {};
  auto result = convert_mailbox(assignment.source, always(assignment.target), counting, progress);
  if (result.error) {
    return result;
  }
  const auto there = measure(assignment.target, result.parts);
  if (!there) {
    result.error = there.error();
  } else if (*there != Measure{.files = result.files, .bytes = result.bytes}) {
    result.error =
        not_ours(assignment.target, "not what this mailbox makes: " + std::to_string(there->files) +
                                        " files of " + std::to_string(there->bytes) +
                                        " bytes instead of " + std::to_string(result.files) +
                                        " of " + std::to_string(result.bytes));
  } else {
    result.account.add({.where = assignment.target.string(),
                        .text = "was written by a run that was cut off before it noted the result; "
                                "read again and counted"});
  }
  return result;
}

}  // namespace

void WorkerChannel::send(FrameKind kind, std::string_view payload) const {
  std::string frame(1, static_cast<char>(kind));
  frame += FrameWriter().number(payload.size()).bytes();
  frame += payload;
  std::string_view rest = frame;
  while (!rest.empty()) {
    const auto sent = ::send(socket_, rest.data(), rest.size(), MSG_NOSIGNAL);
    if (sent < 0 && errno != EINTR) {
      ::_exit(1);  // nobody listens: nobody wants the result
    }
    rest.remove_prefix(sent < 0 ? 0 : static_cast<std::size_t>(sent));
  }
}

void WorkerChannel::progress(std::uint64_t done, std::uint64_t items) const {
  send(FrameKind::Progress, FrameWriter().number(done).number(items).bytes());
}

void WorkerChannel::line(Talk talk, std::string_view text) const {
  send(FrameKind::Line, FrameWriter().number(static_cast<std::uint64_t>(talk)).text(text).bytes());
}

void WorkerChannel::trouble(std::string_view text) const {
  send(FrameKind::Trouble, FrameWriter().text(text).bytes());
}

void WorkerChannel::finished(const Finished& finished) const {
  send(FrameKind::Finished, encode(finished));
}

bool WorkerChannel::ready(const std::string& identity) const {
  send(FrameKind::Ready, FrameWriter().text(identity).bytes());
  char answer = 0;
  ssize_t got = 0;
  do {
    got = ::recv(socket_, &answer, 1, 0);
  } while (got < 0 && errno == EINTR);
  return got == 1;
}

void convert_in_worker(const Assignment& assignment, const Describe& describe,
                       const WorkerChannel& channel) {
  volunteer_for_the_memory_killer();
  Progress progress(
      [&channel](const ProgressState& state) { channel.progress(state.bytes, state.items); });
  auto options = assignment.options;
  options.before_commit = [&](const std::filesystem::path& output,
                              const std::vector<OutputPart>& parts) -> bytes::Result<void> {
    if (options.target.dry_run || channel.ready(unfinished_identity(pieces_of(output, parts)))) {
      return {};
    }
    return bytes::fail(bytes::ErrorKind::Io, output.string() + ": nobody keeps the books any more");
  };
  auto result =
      assignment.recognised
          ? recognise(assignment, options, progress)
          : convert_mailbox(assignment.source, always(assignment.target), options, progress);
  auto finished = finished_of(result);
  if (!result.error && !options.target.dry_run) {
    sync_name(result.output);
    if (auto digest = digest_of_output(result.output, result.parts)) {
      finished.output_sha256 = std::move(*digest);
    }
  }
  describe(result, [&channel](Talk talk, const std::string& text) { channel.line(talk, text); });
  channel.finished(finished);
}

}  // namespace run::batch
