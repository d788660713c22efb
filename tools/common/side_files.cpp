#include "tools/common/side_files.h"

#include <unistd.h>

#include <algorithm>
#include <array>
#include <filesystem>
#include <system_error>
#include <vector>

#include "converters/run/match_report.h"
#include "converters/run/source_guard.h"
#include "formats/bytes/output_place.h"

namespace tool {
namespace {

namespace fs = std::filesystem;

/// A file beside the output, as messages call it.
struct SideFile {
  std::string_view name;
  fs::path path;
  bool is_replaced = false;  // not appended to
};

std::vector<SideFile> side_files(const Arguments& arguments) {
  std::vector<SideFile> files = {{"the report", arguments.report, true},
                                 {"the log", arguments.log, false},
                                 {"the match report", arguments.match_report, true},
                                 {"the LDIF", arguments.ldif, true},
                                 {"the list of skipped items", arguments.skipped_list, true}};
  std::erase_if(files, [](const SideFile& file) { return file.path.empty(); });
  return files;
}

/// Whether `path` is `directory` or lies in it, by their names.
bool is_below(const fs::path& path, const fs::path& directory) {
  if (directory.empty()) {
    return false;  // a list names the outputs
  }
  std::error_code ignored;
  const auto inner = fs::absolute(path, ignored).lexically_normal();
  auto outer = fs::absolute(directory, ignored).lexically_normal();
  outer = outer.has_filename() ? outer : outer.parent_path();  // "src/"
  return std::mismatch(outer.begin(), outer.end(), inner.begin(), inner.end()).first == outer.end();
}

/// What is only read, as messages call it.
struct ReadFile {
  std::string_view name;
  fs::path path;
};

std::vector<ReadFile> read_files(const Arguments& arguments) {
  std::vector<ReadFile> files;
  for (const auto* read : {&arguments.addresses.maps, &arguments.addresses.directories}) {
    for (const auto& file : *read) {
      files.push_back({"the directory file", file});
    }
  }
  if (!arguments.bad_sectors.empty()) {
    files.push_back({"the mapfile", arguments.bad_sectors});
  }
  return files;
}

/// The place of a name: a file that is a link itself is replaced as such.
fs::path place_of(const fs::path& path) {
  std::error_code ignored;
  auto whole = fs::absolute(path, ignored).lexically_normal();
  whole = whole.has_filename() ? whole : whole.parent_path();  // "out/"
  const auto folder = fs::weakly_canonical(whole.parent_path(), ignored);
  return folder.empty() ? whole : folder / whole.filename();
}

/// The evidence has a place of its own: nothing else lies in it, and it lies in nothing else.
bytes::Result<void> check_evidence(const Arguments& arguments, const run::SourceGuard& guard,
                                   const std::vector<SideFile>& files) {
  const auto& place = arguments.evidence;
  if (auto allowed = guard.check(place); !allowed) {
    return allowed;
  }
  if (is_below(place, arguments.output) || is_below(arguments.output, place)) {
    return bytes::fail(bytes::ErrorKind::Exists,
                       place.string() + ": the evidence and the output lie in one another",
                       "choose a place beside the output");
  }
  for (const auto& source : arguments.sources) {
    std::error_code ignored;
    if (fs::is_directory(source, ignored) && is_below(place, source)) {
      return bytes::fail(bytes::ErrorKind::Exists,
                         place.string() + ": the evidence lies in the source " + source.string(),
                         "choose a place outside it");
    }
  }
  for (const SideFile& file : files) {
    if (is_below(file.path, place)) {
      return bytes::fail(bytes::ErrorKind::Exists,
                         file.path.string() + ": lies in the evidence " + place.string(),
                         "choose another place for " + std::string(file.name));
    }
  }
  return {};
}

bytes::Result<void> check_free(const SideFile& file, const Arguments& arguments) {
  if (is_below(file.path, arguments.output)) {
    return bytes::check_output_file(file.path, overwrite_of(arguments));  // the run makes it
  }
  const auto folder = file.path.parent_path();
  std::error_code ignored;
  if (!folder.empty() && !fs::is_directory(folder, ignored)) {
    return bytes::fail(bytes::ErrorKind::CannotCreate,
                       file.path.string() + ": there is no directory " + folder.string(),
                       "make it, or choose another name for " + std::string(file.name));
  }
  if (::access(folder.empty() ? "." : folder.c_str(), W_OK) != 0) {
    return bytes::fail(bytes::ErrorKind::Permission,
                       file.path.string() + ": you may not write there",
                       "choose another name for " + std::string(file.name));
  }
  return bytes::check_output_file(file.path, overwrite_of(arguments));
}

}  // namespace

bytes::Overwrite overwrite_of(const Arguments& arguments) {
  return arguments.force ? bytes::Overwrite::Replace : bytes::Overwrite::Refuse;
}

bool is_same_place(const fs::path& one, const fs::path& other) {
  return place_of(one) == place_of(other);
}

bytes::Result<void> check_not_read(const fs::path& path, const Arguments& arguments) {
  for (const ReadFile& file : read_files(arguments)) {
    std::error_code ignored;
    if (fs::equivalent(path, file.path, ignored)) {
      return bytes::fail(
          bytes::ErrorKind::Exists,
          path.string() + ": is " + std::string(file.name) + " " + file.path.string(),
          "choose another name");
    }
  }
  return {};
}

bytes::Result<void> check_side_files(const Arguments& arguments, const run::Found& found) {
  const auto source = std::ranges::find_if(arguments.sources, [&](const auto& path) {
    std::error_code ignored;
    return fs::equivalent(path, arguments.output, ignored);
  });
  if (source != arguments.sources.end()) {
    return bytes::fail(bytes::ErrorKind::Exists,
                       arguments.output.string() + ": is the source " + source->string(),
                       "choose another name for the output");
  }
  if (auto allowed = check_not_read(arguments.output, arguments); !allowed) {
    return allowed;
  }
  const run::SourceGuard guard(found.sources);
  const auto files = side_files(arguments);
  for (const SideFile& file : files) {
    if (auto allowed = guard.check(file.path); !allowed) {
      return allowed;
    }
    if (auto allowed = check_not_read(file.path, arguments); !allowed) {
      return allowed;
    }
    if (file.path == arguments.skipped_list && is_below(file.path, arguments.output)) {
      return bytes::fail(bytes::ErrorKind::Exists,
                         file.path.string() + ": lies in the output, which is not there yet",
                         "choose another place for " + std::string(file.name));
    }
    if (is_same_place(file.path, arguments.output)) {
      return bytes::fail(bytes::ErrorKind::Exists, file.path.string() + ": is the output, too",
                         "choose another name");
    }
  }
  for (auto file = files.begin(); file != files.end(); ++file) {
    if (bytes::look_at(file->path) == bytes::Found::Special) {
      continue;
    }
    const auto twin = std::find_if(std::next(file), files.end(), [&file](const SideFile& other) {
      return is_same_place(other.path, file->path);
    });
    if (twin != files.end()) {
      return bytes::fail(bytes::ErrorKind::Exists,
                         file->path.string() + ": cannot be " + std::string(file->name) + " and " +
                             std::string(twin->name),
                         "choose another name for one of them");
    }
    if (auto allowed = file->is_replaced ? check_free(*file, arguments) : bytes::Result<void>();
        !allowed) {
      return allowed;
    }
  }
  return arguments.evidence.empty() ? bytes::Result<void>()
                                    : check_evidence(arguments, guard, files);
}

bytes::Result<void> write_side_files(const Arguments& arguments, const run::Report& report) {
  const auto overwrite = overwrite_of(arguments);
  bytes::Result<void> written;
  if (!arguments.report.empty()) {
    written = run::write_report(report, arguments.report, overwrite);
  }
  if (written && !arguments.match_report.empty()) {
    written = run::write_side_file(arguments.match_report, run::match_rows(report), overwrite);
  }
  if (written && !arguments.ldif.empty()) {
    written = run::write_side_file(arguments.ldif, run::match_ldif(report, arguments.ldif_base),
                                   overwrite);
  }
  return written;
}

}  // namespace tool
