#include "tools/common/plan_directory.h"

#include <sys/stat.h>

#include <algorithm>
#include <set>
#include <span>
#include <string_view>
#include <system_error>
#include <utility>

#include "formats/bytes/byte_source.h"
#include "formats/bytes/file_view.h"
#include "formats/bytes/partial_file.h"
#include "formats/bytes/system_error.h"
#include "formats/ccmail_post_office/file_names.h"

namespace tool {
namespace {

namespace fs = std::filesystem;
using bytes::ErrorKind;
using convert::ccmail_plan::Plan;
using convert::ccmail_plan::Request;

constexpr mode_t kMaskOfOthers = 077;

/// Everything of a plan is for its owner alone, from the moment it is there.
class OwnerOnly {
 public:
  OwnerOnly() : before_(::umask(kMaskOfOthers)) {}
  OwnerOnly(const OwnerOnly&) = delete;
  OwnerOnly(OwnerOnly&&) = delete;
  OwnerOnly& operator=(const OwnerOnly&) = delete;
  OwnerOnly& operator=(OwnerOnly&&) = delete;
  ~OwnerOnly() { ::umask(before_); }

 private:
  mode_t before_;
};

bytes::Result<void> make_directory(const fs::path& path) {
  std::error_code error;
  fs::create_directories(path, error);
  if (error) {
    return tl::unexpected(
        bytes::output_error(path.string(), "make the directory", error.value(), true));
  }
  return {};
}

bytes::Result<void> write_file(const fs::path& path, std::string_view content) {
  if (auto made = make_directory(path.parent_path()); !made) {
    return made;
  }
  auto file =
      bytes::PartialFile::create(path, bytes::Overwrite::Replace, bytes::Overwrite::Replace);
  if (!file) {
    return tl::unexpected(file.error());
  }
  if (auto written = file->writer().write(std::as_bytes(std::span(content))); !written) {
    return written;
  }
  return file->commit();
}

bool is_batch_of_user(const fs::path& file) {
  constexpr std::string_view kExtension = ".BAT";
  const std::string name = ccmail_post_office::to_upper(file.filename().string());
  return name.ends_with(kExtension) &&
         ccmail_post_office::number_of_id(name.substr(0, name.size() - kExtension.size()));
}

/// They hold passwords.
bytes::Result<void> remove_stale(const fs::path& work, const std::set<fs::path>& planned) {
  std::error_code error;
  std::vector<fs::path> stale;
  for (fs::directory_iterator entry(work, error); !error && entry != fs::directory_iterator();
       entry.increment(error)) {
    if (is_batch_of_user(entry->path()) && !planned.contains(entry->path())) {
      stale.push_back(entry->path());
    }
  }
  for (const fs::path& file : stale) {
    fs::remove(file, error);
    if (error) {
      return tl::unexpected(bytes::output_error(file.string(), "remove", error.value(), false));
    }
  }
  return {};
}

std::vector<std::string> upper_names_in(const fs::path& directory) {
  std::vector<std::string> names;
  std::error_code error;
  for (fs::directory_iterator entry(directory, error); !error && entry != fs::directory_iterator();
       entry.increment(error)) {
    names.push_back(ccmail_post_office::to_upper(entry->path().filename().string()));
  }
  return names;
}

fs::path child(const fs::path& directory, std::string_view upper_name) {
  std::error_code error;
  for (fs::directory_iterator entry(directory, error); !error && entry != fs::directory_iterator();
       entry.increment(error)) {
    if (ccmail_post_office::to_upper(entry->path().filename().string()) == upper_name) {
      return entry->path();
    }
  }
  return {};
}

/// Whether `inner` is `outer`, or lies in it; `inner` need not be there.
bool lies_in(const fs::path& inner, const fs::path& outer) {
  std::error_code error;
  const fs::path whole = fs::weakly_canonical(fs::absolute(inner, error), error);
  const fs::path top = fs::weakly_canonical(fs::absolute(outer, error), error);
  const auto end = std::mismatch(top.begin(), top.end(), whole.begin(), whole.end());
  return end.first == top.end();
}

}  // namespace

bytes::Result<void> check_plan_directory(const fs::path& directory, const fs::path& post_office) {
  if (lies_in(directory, post_office)) {
    return bytes::fail(
        ErrorKind::Exists,
        directory.string() + ": it lies in the post office, where nothing is written",
        "name a directory elsewhere");
  }
  std::error_code error;
  const auto status = fs::status(directory, error);
  if (status.type() == fs::file_type::not_found) {
    return {};
  }
  if (!fs::is_directory(status)) {
    return bytes::fail(ErrorKind::Exists, directory.string() + ": it is there, and no directory",
                       "name another one");
  }
  const bool is_ours = fs::exists(directory / std::string(convert::ccmail_plan::kMark), error) ||
                       fs::is_empty(directory, error);
  if (!is_ours) {
    return bytes::fail(ErrorKind::Exists,
                       directory.string() + ": it is there, and no plan of this program",
                       "name another directory");
  }
  return {};
}

bytes::Result<std::vector<ccmail_post_office::MapRow>> read_previous_map(const fs::path& directory,
                                                                         const Request& request) {
  const fs::path path = directory / convert::ccmail_plan::collection_path(request) /
                        std::string(ccmail_post_office::kUsersMap);
  std::error_code error;
  if (!fs::exists(path, error)) {
    return std::vector<ccmail_post_office::MapRow>();
  }
  const auto view = bytes::FileView::open(path);
  if (!view) {
    return tl::unexpected(view.error());
  }
  bytes::DamageLog damage;
  auto rows = ccmail_post_office::read_map(bytes::as_text((*view)->bytes()), damage);
  if (damage.total() != 0 || (*view)->read_error()) {
    return bytes::fail(
        ErrorKind::NotThisFormat,
        path.string() + ": the map of the earlier plan is damaged at byte " +
            std::to_string(damage.items().empty() ? 0 : damage.items().front().offset),
        "make the plan in a new directory: folders of users must not change hands");
  }
  return rows;
}

bytes::Result<void> write_plan(const fs::path& directory, const Request& request,
                               const Plan& plan) {
  const OwnerOnly owner_only;
  // First what the directory is known by: a run that fails can be repeated.
  if (auto written = write_file(directory / std::string(convert::ccmail_plan::kMark), "");
      !written) {
    return written;
  }
  for (const std::string& path : plan.directories) {
    if (auto made = make_directory(directory / path); !made) {
      return made;
    }
  }
  std::set<fs::path> planned;
  for (const auto& file : plan.files) {
    const fs::path path = directory / file.path;
    if (auto written = write_file(path, file.content); !written) {
      return written;
    }
    planned.insert(path);
  }
  return plan.step == convert::ccmail_plan::Step::Mailboxes
             ? remove_stale(directory / convert::ccmail_plan::work_path(request), planned)
             : bytes::Result<void>();
}

bytes::Result<ccmail_post_office::ExportProgram> look_at_program(
    const fs::path& path, ccmail_post_office::Database database) {
  std::error_code error;
  fs::path file = path;
  if (fs::is_directory(path, error)) {
    const bool is_new = database == ccmail_post_office::Database::Release85;
    file = child(path, is_new ? "EXPORT32.EXE" : "EXPORT.EXE");
    if (file.empty()) {
      file = child(path, is_new ? "EXPORT.EXE" : "EXPORT32.EXE");
    }
    if (file.empty()) {
      return bytes::fail(ErrorKind::NoInput, path.string() + ": no EXPORT.EXE in it",
                         "name the program, or the directory it lies in");
    }
  }
  const auto view = bytes::FileView::open(file);
  if (!view) {
    return tl::unexpected(view.error());
  }
  const fs::path parent = file.has_parent_path() ? file.parent_path() : fs::path(".");
  return ccmail_post_office::ExportProgram{
      .file = file.filename().string(),
      .machine = ccmail_post_office::machine_of((*view)->bytes()),
      .banner = {},
      .beside = upper_names_in(parent)};
}

}  // namespace tool
