#include "converters/run/iff_target.h"

#include <algorithm>
#include <cctype>
#include <cerrno>
#include <fstream>
#include <string>
#include <system_error>
#include <utility>

#include "converters/iff/model_to_iff.h"
#include "converters/model/forwarding_sink.h"
#include "formats/bytes/directory_target.h"
#include "formats/bytes/hex.h"
#include "formats/bytes/output_place.h"
#include "formats/bytes/sha256.h"
#include "formats/bytes/system_error.h"
#include "formats/text/code_page.h"

namespace run {
namespace {

namespace fs = std::filesystem;
using bytes::ErrorKind;

/// formats/iff/FORMAT.md 8: names of eight letters, of which two are a number. A name that has
/// others gives a few digits of its hash.
std::string stem_of(const fs::path& path) {
  constexpr std::size_t kLongest = 6;
  std::string stem = path.stem().string();
  const bool is_plain =
      !stem.empty() && stem.size() <= kLongest &&
      std::ranges::all_of(stem, [](unsigned char c) { return c < 0x80 && std::isalnum(c) != 0; });
  if (!is_plain) {
    const auto digest = bytes::sha256(std::as_bytes(std::span(stem)));
    return bytes::to_hex(std::span(digest).first(kLongest / 2), bytes::HexCase::Upper);
  }
  std::ranges::transform(stem, stem.begin(),
                         [](unsigned char c) { return static_cast<char>(std::toupper(c)); });
  return stem;
}

bool has_name_of_set(const fs::path& file) {
  const std::string extension = text::fold_case(file.extension().string());
  return extension == ".pri" || extension == ".sec" || extension == ".pkl";
}

/// In the directory in which a set is made, from the first of its files that gets its name to the
/// last: their names, a line each.
constexpr std::string_view kMoving = "moving";

/// A run that was killed while it gave the files of the set at `path` their names, of which the
/// packing list is the last: those that had theirs lose them again.
void undo_begun_move(const fs::path& path) {
  const fs::path place = bytes::partial_of(path);
  std::ifstream moving(place / kMoving);
  std::string name;
  while (!fs::exists(path) && std::getline(moving, name)) {
    const fs::path moved = path.parent_path() / name;
    if (fs::path(name).filename() == name && has_name_of_set(name) &&
        bytes::look_at(place / name) == bytes::Found::Nothing) {
      std::error_code ignored;
      fs::rename(moved, place / name, ignored);
    }
  }
}

/// The directory in which a set is made, locked; gone with everything in it when this is.
class Workshop {
 public:
  /// What a run that was killed left is no obstacle.
  static bytes::Result<std::unique_ptr<Workshop>> open(const fs::path& path,
                                                       bytes::Overwrite overwrite) {
    const fs::path place = bytes::partial_of(path);
    std::error_code error;
    if (bytes::look_at(place) == bytes::Found::Directory) {
      // Removed under its own lock: it may be another run's, which is not done.
      const auto earlier = bytes::DirectoryLock::take(place);
      if (!earlier) {
        return tl::unexpected(earlier.error());
      }
      undo_begun_move(path);
      remove_made(place);  // a directory with anything else in it is nobody's to remove
    } else if (auto allowed = bytes::check_partial(path, overwrite); !allowed) {
      return tl::unexpected(allowed.error());
    }
    fs::create_directory(place, error);
    if (error || !fs::is_empty(place, error)) {
      return bytes::fail(ErrorKind::CannotCreate,
                         place.string() + ": cannot be made, or has other files in it",
                         "remove it, or choose another name");
    }
    auto lock = bytes::DirectoryLock::take(place);
    if (!lock) {
      return tl::unexpected(lock.error());
    }
    return std::unique_ptr<Workshop>(new Workshop(place, std::move(*lock)));
  }
  Workshop(const Workshop&) = delete;
  Workshop(Workshop&&) = delete;
  Workshop& operator=(const Workshop&) = delete;
  Workshop& operator=(Workshop&&) = delete;
  ~Workshop() { remove_made(place_); }

  [[nodiscard]] const fs::path& place() const { return place_; }

 private:
  Workshop(fs::path place, bytes::DirectoryLock lock)
      : place_(std::move(place)), lock_(std::move(lock)) {}

  /// Files with the names of a set, and the directory when nothing is left in it.
  static void remove_made(const fs::path& place) {
    std::error_code ignored;
    for (const fs::path& directory : {place / "earlier", place}) {
      fs::directory_iterator entry(directory, ignored);
      for (; !ignored && entry != fs::directory_iterator(); entry.increment(ignored)) {
        if (has_name_of_set(entry->path()) || entry->path().filename() == kMoving) {
          std::error_code stays;
          fs::remove(entry->path(), stays);
        }
      }
      fs::remove(directory, ignored);
    }
  }

  fs::path place_;
  bytes::DirectoryLock lock_;
};

class IffTarget final : public Target {
 public:
  IffTarget(const fs::path& path, const TargetOptions& options, std::unique_ptr<Workshop> workshop)
      : path_(path),
        options_(options),
        workshop_(std::move(workshop)),
        writer_(
            convert::iff::open_iff_sink({.directory = workshop_ ? workshop_->place() : fs::path(),
                                         .list_name = path.filename().string(),
                                         .stem = stem_of(path),
                                         .tell = options.tell})),
        sink_(*this) {}

  model::Sink& sink() override { return sink_; }
  [[nodiscard]] std::uint64_t files() const override { return writer_->written().files.size(); }
  [[nodiscard]] std::uint64_t bytes() const override { return writer_->written().bytes; }
  [[nodiscard]] std::vector<std::string> further_files() const override {
    auto names = writer_->written().files;
    std::erase(names, path_.filename().string());
    return names;
  }

 private:
  class MovingSink final : public model::ForwardingSink {
   public:
    explicit MovingSink(IffTarget& target) : ForwardingSink(*target.writer_), target_(target) {}
    model::Result<void> finish() override {
      auto finished = next().finish();
      return finished ? target_.move_out() : finished;
    }

   private:
    IffTarget& target_;
  };

  model::Result<void> move_out() {
    const auto& names = writer_->written().files;
    for (const std::string& name : names) {
      const fs::path place = path_.parent_path() / name;
      if (options_.may_write && place != path_) {
        if (auto allowed = options_.may_write(place); !allowed) {
          return allowed;
        }
      }
      if (auto allowed = bytes::check_target(place, options_.overwrite); !allowed) {
        return allowed;
      }
    }
    return workshop_ ? give_names(names) : bytes::Result<void>();
  }

  /// The packing list last.
  model::Result<void> give_names(const std::vector<std::string>& names) {
    std::ofstream moving(workshop_->place() / kMoving);
    for (const std::string& name : names) {
      moving << name << '\n';
    }
    if (!moving.flush()) {
      return tl::unexpected(
          bytes::output_error((workshop_->place() / kMoving).string(), "write", ENOSPC, true));
    }
    // From here on there is no set of that name until the new list has it: never two, mixed.
    std::error_code ignored;
    fs::remove(path_, ignored);
    for (const std::string& name : names) {
      std::error_code error;
      fs::rename(workshop_->place() / name, path_.parent_path() / name, error);
      if (error) {
        return tl::unexpected(bytes::output_error(name, "give its name to", error.value(), true));
      }
    }
    return {};
  }

  fs::path path_;
  TargetOptions options_;
  std::unique_ptr<Workshop> workshop_;
  std::unique_ptr<convert::iff::IffSink> writer_;
  MovingSink sink_;
};

}  // namespace

bytes::Result<std::unique_ptr<Target>> open_iff_target(const fs::path& path,
                                                       const TargetOptions& options) {
  if (text::fold_case(path.extension().string()) != ".pkl") {
    return bytes::fail(ErrorKind::CannotCreate,
                       path.string() + ": a set of migration files is named by its packing list",
                       "give it a name that ends in .pkl");
  }
  std::unique_ptr<Workshop> workshop;
  if (!options.dry_run) {
    auto opened = Workshop::open(path, options.overwrite);
    if (!opened) {
      return tl::unexpected(opened.error());
    }
    workshop = std::move(*opened);
  }
  // What every set has; further files are looked at when all is written.
  const std::string stem = stem_of(path);
  for (const fs::path& place :
       {path, path.parent_path() / (stem + "00.PRI"), path.parent_path() / (stem + "01.PRI"),
        path.parent_path() / (stem + "01.SEC")}) {
    if (auto allowed = bytes::check_target(place, options.overwrite); !allowed) {
      return tl::unexpected(allowed.error());
    }
  }
  return std::make_unique<IffTarget>(path, options, std::move(workshop));
}

}  // namespace run
