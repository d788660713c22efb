// Says whether PSTs are sound, and what is hurt in those that are not.
#include <algorithm>
#include <filesystem>
#include <memory>
#include <optional>
#include <span>
#include <string>
#include <utility>
#include <vector>

#include "converters/run/exit_code.h"
#include "converters/run/progress.h"
#include "converters/run/stop.h"
#include "converters/run/store_check.h"
#include "formats/bytes/file_view.h"
#include "formats/bytes/hex.h"
#include "formats/pst/check/check_store.h"
#include "formats/pst/reader/sweep/carve.h"
#include "tools/common/arguments.h"
#include "tools/common/bad_sectors.h"
#include "tools/common/console.h"
#include "tools/common/standard_output.h"
#include "tools/common/tool_main.h"

namespace {

const tool::Description& description() {
  static const tool::Description all{
      .name = "pstcheck",
      .about =
          "Verifies PST and OST files: every page, block, index and table; names what is wrong, "
          "where, and which folders and messages it hits. Changes nothing.",
      .examples =
          "  pstcheck outlook.pst\n"
          "  pstcheck --json *.pst | jq '.[] | {path, verdict}'\n"
          "  pstcheck --carve disk.img\n",
      .exit_codes =
          "  0   every file is sound\n"
          "  3   a file is damaged\n"
          "  64  wrong usage    65  a file is no PST    66  no such file\n"
          "  70  a bug in this program    74  reading or writing failed\n"
          "  77  no permission\n",
      .sources = tool::Description::Sources::Many,
      .source_word = "FILE",
      .carves = true,
      .takes_bad_sectors = true};
  return all;
}

class Checker {
 public:
  Checker(bool carve, std::shared_ptr<const bytes::Extents> unread)
      : carve_(carve), unread_(std::move(unread)) {}

  void file(const std::filesystem::path& path) {
    auto view = bytes::FileView::open(path);
    if (!view) {
      return fail(
          {.path = path, .size = 0, .report = tl::unexpected(view.error()), .carved_at = {}});
    }
    const auto content = (*view)->bytes();
    run::Progress progress(true);
    progress.start(path.filename().string(), content.size());
    const auto tell = [&](std::uint64_t done) {
      progress.bytes(done);
      return run::stop_signal() == 0;
    };
    if (!carve_) {
      return store(**view, content, std::nullopt, tell);
    }
    const auto found = pst::reader::find_stores(content, tell);
    for (const auto& one : found) {
      if (run::stop_signal() != 0) {
        return;
      }
      store(**view, content.subspan(one.offset, one.size), one.offset, tell);
    }
    if (found.empty()) {
      fail({.path = path,
            .size = content.size(),
            .report = bytes::fail(bytes::ErrorKind::NotThisFormat,
                                  path.string() + ": no store lies in it"),
            .carved_at = {}});
    }
  }

  [[nodiscard]] const std::vector<run::CheckedFile>& files() const { return files_; }
  /// What could not be read at all outranks damage.
  [[nodiscard]] int status() const { return status_; }

 private:
  void fail(run::CheckedFile file) {
    console_.fail(file.report.error());
    status_ = std::max(status_, run::exit_code(file.report.error().kind));
    files_.push_back(std::move(file));
  }

  void store(const bytes::FileView& view, std::span<const std::byte> content,
             std::optional<std::uint64_t> carved_at, const pst::reader::Progress& progress) {
    // `view` outlives every reading.
    auto report =
        pst::check::check_store(content, nullptr, {.progress = progress, .unread = unread_.get()});
    if (const auto at = view.read_error(); at && report) {
      report = bytes::fail(bytes::ErrorKind::Io,
                           view.path().string() + ": cannot be read at " + bytes::hex_offset(*at));
    }
    run::CheckedFile file{.path = view.path(),
                          .size = content.size(),
                          .report = std::move(report),
                          .carved_at = carved_at};
    if (!file.report) {
      return fail(std::move(file));
    }
    for (auto& finding : file.report->findings) {
      finding.damage.offset += carved_at.value_or(0);
    }
    status_ = std::max(status_, file.report->sound ? run::kExitComplete : run::kExitDamage);
    files_.push_back(std::move(file));
  }

  tool::Console console_{description().name};
  bool carve_;
  std::shared_ptr<const bytes::Extents> unread_;
  std::vector<run::CheckedFile> files_;
  int status_ = run::kExitComplete;
};

int check_all(const tool::Arguments& arguments) {
  std::vector<run::Source> sources;
  for (const auto& path : arguments.sources) {
    sources.emplace_back().path = path;
  }
  auto unread = tool::load_bad_sectors(arguments, sources);
  if (unread && *unread != nullptr && arguments.carve) {
    unread = bytes::fail(bytes::ErrorKind::Unsupported,
                         "--bad-sectors is of a store, and not of an image that holds some",
                         "leave --carve out");
  }
  if (!unread) {
    tool::Console(description().name).fail(unread.error());
    return run::exit_code(unread.error().kind);
  }
  Checker checker(arguments.carve, *unread);
  for (const auto& path : arguments.sources) {
    checker.file(path);
    if (run::stop_signal() != 0) {
      constexpr int kSignalled = 128;
      return kSignalled + run::stop_signal();
    }
  }
  std::string text;
  for (const auto& file : checker.files()) {
    text += run::to_text(file);
  }
  const auto written =
      tool::write_standard_output(arguments.json ? run::to_json(checker.files()) : text);
  if (!written) {
    tool::Console(description().name).fail(written.error());
    return run::exit_code(written.error().kind);
  }
  return checker.status();
}

}  // namespace

int main(int argc, char** argv) {
  return tool::run_tool(description().name, [argc, argv] {
    const auto parsed = tool::parse_arguments(argc, argv, description());
    return parsed.exit ? *parsed.exit : check_all(parsed.arguments);
  });
}
