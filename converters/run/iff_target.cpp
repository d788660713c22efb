#include "converters/run/iff_target.h"

#include <algorithm>
#include <cctype>
#include <string>
#include <system_error>
#include <utility>

#include "converters/iff/model_to_iff.h"
#include "converters/model/forwarding_sink.h"
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

/// The directory in which a set is made; gone with everything in it when this is.
class Workshop {
 public:
  static bytes::Result<std::unique_ptr<Workshop>> open(const fs::path& path,
                                                       bytes::Overwrite overwrite) {
    if (auto allowed = bytes::check_partial(path, overwrite); !allowed) {
      return tl::unexpected(allowed.error());
    }
    const fs::path place = bytes::partial_of(path);
    std::error_code error;
    if (bytes::look_at(place) == bytes::Found::Directory) {
      remove_made(place);  // a directory with anything else in it is nobody's to remove
    }
    fs::create_directory(place, error);
    if (error || !fs::is_empty(place, error)) {
      return bytes::fail(ErrorKind::CannotCreate,
                         place.string() + ": cannot be made, or has other files in it",
                         "remove it, or choose another name");
    }
    return std::unique_ptr<Workshop>(new Workshop(place));
  }
  Workshop(const Workshop&) = delete;
  Workshop(Workshop&&) = delete;
  Workshop& operator=(const Workshop&) = delete;
  Workshop& operator=(Workshop&&) = delete;
  ~Workshop() { remove_made(place_); }

  [[nodiscard]] const fs::path& place() const { return place_; }

 private:
  explicit Workshop(fs::path place) : place_(std::move(place)) {}

  /// Files with the names of a set, and the directory when nothing is left in it.
  static void remove_made(const fs::path& place) {
    std::error_code ignored;
    for (const fs::path& directory : {place / "earlier", place}) {
      fs::directory_iterator entry(directory, ignored);
      for (; !ignored && entry != fs::directory_iterator(); entry.increment(ignored)) {
        const std::string extension = text::fold_case(entry->path().extension().string());
        if (extension == ".pri" || extension == ".sec" || extension == ".pkl") {
          std::error_code stays;
          fs::remove(entry->path(), stays);
        }
      }
      fs::remove(directory, ignored);
    }
  }

  fs::path place_;
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
    for (const std::string& name : workshop_ ? names : std::vector<std::string>()) {
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
  // What every set has; further files are looked at when all is written.
  const std::string stem = stem_of(path);
  for (const fs::path& place :
       {path, path.parent_path() / (stem + "00.PRI"), path.parent_path() / (stem + "01.PRI"),
        path.parent_path() / (stem + "01.SEC")}) {
    if (auto allowed = bytes::check_target(place, options.overwrite); !allowed) {
      return tl::unexpected(allowed.error());
    }
  }
  std::unique_ptr<Workshop> workshop;
  if (!options.dry_run) {
    auto opened = Workshop::open(path, options.overwrite);
    if (!opened) {
      return tl::unexpected(opened.error());
    }
    workshop = std::move(*opened);
  }
  return std::make_unique<IffTarget>(path, options, std::move(workshop));
}

}  // namespace run
