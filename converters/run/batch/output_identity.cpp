#include "converters/run/batch/output_identity.h"

#include <fcntl.h>
#include <sys/file.h>
#include <sys/stat.h>
#include <unistd.h>

#include <algorithm>
#include <cerrno>
#include <span>
#include <system_error>
#include <thread>
#include <utility>

#include "converters/run/pst_target.h"
#include "converters/run/source_hash.h"
#include "formats/bytes/hex.h"
#include "formats/bytes/output_place.h"
#include "formats/bytes/sha256.h"

namespace run::batch {
namespace {

namespace fs = std::filesystem;

constexpr char kBetween = ';';  // identities of the parts of an output

bytes::Error cannot_look(const fs::path& path, const std::error_code& code) {
  return {.kind = bytes::ErrorKind::Io,
          .what = path.string() + ": cannot be read again: " + code.message(),
          .hint = ""};
}

/// Every regular file, with its name below the output, in the order of the names.
bytes::Result<std::vector<std::pair<std::string, fs::path>>> files_of(
    const fs::path& output, const std::vector<OutputPart>& parts) {
  std::vector<std::pair<std::string, fs::path>> files;
  std::error_code error;
  if (!fs::is_directory(output, error)) {
    for (const fs::path& piece : pieces_of(output, parts)) {
      files.emplace_back(piece.filename().string(), piece);
    }
  } else {
    fs::recursive_directory_iterator entry(output, error);
    for (; !error && entry != fs::recursive_directory_iterator(); entry.increment(error)) {
      if (entry->is_regular_file(error)) {
        files.emplace_back(entry->path().lexically_relative(output).generic_string(),
                           entry->path());
      }
    }
    if (error) {
      return tl::unexpected(cannot_look(output, error));
    }
  }
  std::ranges::sort(files);
  return files;
}

}  // namespace

std::string identity_of(const fs::path& path) {
  struct statx info {};
  if (::statx(AT_FDCWD, path.c_str(), 0, STATX_BASIC_STATS | STATX_BTIME, &info) != 0) {
    return {};
  }
  std::string identity = std::to_string(info.stx_dev_major) + ":" +
                         std::to_string(info.stx_dev_minor) + "/" + std::to_string(info.stx_ino);
  if ((info.stx_mask & STATX_BTIME) != 0) {
    identity +=
        "@" + std::to_string(info.stx_btime.tv_sec) + "." + std::to_string(info.stx_btime.tv_nsec);
  }
  return identity;
}

std::vector<fs::path> pieces_of(const fs::path& output, const std::vector<OutputPart>& parts) {
  std::vector<fs::path> pieces = {output};
  for (const OutputPart& part : parts) {
    if (part.name != output.filename()) {
      pieces.push_back(output.parent_path() / part.name);
    }
  }
  return pieces;
}

std::string unfinished_identity(const std::vector<fs::path>& pieces) {
  std::string all;
  for (const fs::path& piece : pieces) {
    all += (all.empty() ? "" : std::string(1, kBetween)) + identity_of(bytes::partial_of(piece));
  }
  return all;
}

Recognition recognise(const fs::path& output, const std::string& identity) {
  Recognition recognition;
  std::string_view rest = identity;
  for (std::uint32_t number = 1; !rest.empty(); ++number) {
    const auto noted = rest.substr(0, rest.find(kBetween));
    rest.remove_prefix(std::min(noted.size() + 1, rest.size()));
    const fs::path piece = part_name(output, number);
    const bool is_same = !noted.empty() && identity_of(piece) == noted;
    if (number == 1) {
      recognition.is_ours = is_same;
    } else if (!is_same) {
      recognition.others.push_back(piece);
    }
  }
  return recognition;
}

bytes::Result<Measure> measure(const fs::path& output, const std::vector<OutputPart>& parts) {
  const auto files = files_of(output, parts);
  if (!files) {
    return tl::unexpected(files.error());
  }
  Measure measured;
  for (const auto& [name, path] : *files) {
    std::error_code error;
    measured.bytes += fs::file_size(path, error);
    if (error) {
      return tl::unexpected(cannot_look(path, error));
    }
    ++measured.files;
  }
  return measured;
}

bytes::Result<std::string> digest_of_output(const fs::path& output,
                                            const std::vector<OutputPart>& parts) {
  const auto files = files_of(output, parts);
  if (!files) {
    return tl::unexpected(files.error());
  }
  std::error_code ignored;
  const bool is_one = files->size() == 1 && !fs::is_directory(output, ignored);
  bytes::Sha256 all;
  for (const auto& [name, path] : *files) {
    auto digest = SourceHash(path, SourceHash::Thread::Callers).wait();
    if (!digest || is_one) {
      return digest;
    }
    const auto line = *digest + "  " + name + "\n";
    all.update(std::as_bytes(std::span(line)));
  }
  return bytes::to_hex(all.finish());
}

void sync_name(const fs::path& output) {
  const auto folder = output.parent_path();
  const int directory =
      ::open(folder.empty() ? "." : folder.c_str(), O_RDONLY | O_DIRECTORY | O_CLOEXEC);
  if (directory >= 0) {
    // Not every file system can; there is nothing else to try.
    static_cast<void>(::fsync(directory));
    ::close(directory);
  }
}

void wait_for_writer(const fs::path& target, std::chrono::milliseconds patience) {
  constexpr std::chrono::milliseconds kPause{20};
  const auto until = std::chrono::steady_clock::now() + patience;
  for (;;) {
    // Opened anew each time: a name may come to stand for another file.
    const int file =
        ::open(bytes::partial_of(target).c_str(), O_RDONLY | O_NOFOLLOW | O_CLOEXEC | O_NONBLOCK);
    const bool is_held = file >= 0 && ::flock(file, LOCK_EX | LOCK_NB) != 0 && errno == EWOULDBLOCK;
    if (file >= 0) {
      ::close(file);
    }
    if (!is_held || std::chrono::steady_clock::now() > until) {
      return;
    }
    std::this_thread::sleep_for(kPause);
  }
}

void remove_left_over(const fs::path& target) {
  const auto partial = bytes::partial_of(target);
  const int file = ::open(partial.c_str(), O_RDWR | O_NOFOLLOW | O_CLOEXEC | O_NONBLOCK);
  if (file < 0) {
    return;
  }
  struct stat status {};
  if (::fstat(file, &status) == 0 && S_ISREG(status.st_mode) &&
      ::flock(file, LOCK_EX | LOCK_NB) == 0) {
    ::unlink(partial.c_str());
  }
  ::close(file);
}

}  // namespace run::batch
