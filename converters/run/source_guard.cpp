#include "converters/run/source_guard.h"

#include <sys/stat.h>
#include <unistd.h>

#include <algorithm>
#include <system_error>

#include "converters/run/unpacked_archive.h"

namespace run {
namespace {

namespace fs = std::filesystem;

}  // namespace

SourceGuard::SourceGuard(const std::vector<Source>& sources) {
  for (const auto& source : sources) {
    add(source.directory.empty() ? source.path : source.directory);
    if (!source.directory.empty()) {
      std::error_code error;
      directories_.push_back(fs::canonical(source.directory, error));
    }
    for (const auto& piece : source.pieces) {
      add(piece);
    }
    if (source.unpacked) {
      add(source.unpacked->archive());
    }
  }
}

void SourceGuard::add(const fs::path& source) {
  struct stat status {};
  if (source == "-") {
    if (::fstat(STDIN_FILENO, &status) == 0 && S_ISREG(status.st_mode)) {
      guarded_[{status.st_dev, status.st_ino}] = {.source = "standard input", .is_source = true};
    }
    return;
  }
  std::error_code error;
  auto place = fs::canonical(source, error);
  bool is_source = true;
  while (!error && ::stat(place.c_str(), &status) == 0) {
    auto& entry = guarded_[{status.st_dev, status.st_ino}];
    // Where another source has been, its directories are known.
    const bool known = !entry.source.empty();
    entry.is_source = entry.is_source || is_source;
    entry.source = known ? entry.source : source;
    if ((known && !is_source) || !place.has_relative_path()) {
      return;
    }
    is_source = false;
    place = place.parent_path();
  }
}

bytes::Result<void> SourceGuard::check(const fs::path& output) const {
  if (output == "-") {
    return {};
  }
  auto partial = output.filename().empty() ? output.parent_path() : output;
  partial += ".partial";
  auto checked = check_name(output);
  return checked ? check_name(partial) : checked;
}

/// Nothing is written into the directory of a post office.
bytes::Result<void> SourceGuard::check_above(const fs::path& name) const {
  std::error_code error;
  auto place = fs::weakly_canonical(fs::absolute(name, error), error);
  while (!error && place.has_relative_path()) {
    place = place.parent_path();
    if (std::ranges::find(directories_, place) != directories_.end()) {
      return bytes::fail(
          bytes::ErrorKind::Exists,
          name.string() + ": lies in the source " + place.string() + ", which is never changed",
          "choose a place outside it");
    }
  }
  return {};
}

bytes::Result<void> SourceGuard::check_name(const fs::path& name) const {
  if (auto above = check_above(name); !above) {
    return above;
  }
  struct stat status {};
  if (::stat(name.c_str(), &status) != 0) {
    return {};
  }
  const auto found = guarded_.find({status.st_dev, status.st_ino});
  if (found == guarded_.end()) {
    return {};
  }
  const auto& [source, is_source] = found->second;
  return bytes::fail(bytes::ErrorKind::Exists,
                     name.string() + (is_source ? ": is the source " : ": holds the source ") +
                         source.string() + ", which is never replaced",
                     "choose another name");
}

}  // namespace run
