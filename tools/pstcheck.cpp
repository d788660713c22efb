// Says whether PSTs are sound, and what is hurt in those that are not.
#include <algorithm>
#include <memory>
#include <string>
#include <utility>
#include <vector>

#include "converters/run/exit_code.h"
#include "converters/run/printable.h"
#include "converters/run/progress.h"
#include "converters/run/stop.h"
#include "converters/run/store_check.h"
#include "formats/bytes/file_view.h"
#include "formats/pst/check/check_store.h"
#include "tools/common/arguments.h"
#include "tools/common/console.h"
#include "tools/common/standard_output.h"
#include "tools/common/tool_main.h"

namespace {

const tool::Description& description() {
  static const tool::Description all{
      .name = "pstcheck",
      .about = "Verifies PST and OST files: every page, block, index and table; names what is wrong, "
               "where, and which folders and messages it hits. Changes nothing.",
      .examples =
          "  pstcheck outlook.pst\n"
          "  pstcheck --json *.pst | jq '.[] | {path, verdict}'\n",
      .exit_codes =
          "  0   every file is sound\n"
          "  3   a file is damaged\n"
          "  64  wrong usage    65  a file is no PST    66  no such file\n"
          "  70  a bug in this program    74  reading or writing failed\n"
          "  77  no permission\n",
      .sources = tool::Description::Sources::Many,
      .source_word = "FILE"};
  return all;
}

struct Checked {
  run::CheckedFile file;
  int status = run::kExitComplete;
};

Checked check(const std::filesystem::path& path) {
  const auto failed = [&](const bytes::Error& error, std::uint64_t size = 0) {
    return Checked{.file = {.path = path, .size = size, .report = tl::unexpected(error)},
                   .status = run::exit_code(error.kind)};
  };
  auto view = bytes::FileView::open(path);
  if (!view) {
    return failed(view.error());
  }
  const auto content = (*view)->bytes();
  run::Progress progress(true);
  progress.start(path.filename().string(), content.size());
  auto report = pst::check::check_store(content, *view, [&](std::uint64_t done) {
    progress.bytes(done);
    return run::stop_signal() == 0;
  });
  progress.clear();
  if (!report) {
    return failed(report.error(), content.size());
  }
  if (const auto at = (*view)->read_error()) {
    return failed({.kind = bytes::ErrorKind::Io,
                   .what = path.string() + ": cannot be read at " + std::to_string(*at),
                   .hint = {}},
                  content.size());
  }
  const int status = report->sound ? run::kExitComplete : run::kExitDamage;
  return {.file = {.path = path, .size = content.size(), .report = std::move(*report)},
          .status = status};
}

int check_all(const tool::Arguments& arguments) {
  tool::Console console(description().name);
  std::vector<run::CheckedFile> files;
  std::string text;
  int status = run::kExitComplete;
  for (const auto& path : arguments.sources) {
    auto checked = check(path);
    if (run::stop_signal() != 0) {
      constexpr int kSignalled = 128;
      return kSignalled + run::stop_signal();
    }
    if (!checked.file.report) {
      console.fail(checked.file.report.error());
    }
    // What could not be read at all outranks damage.
    status = std::max(status, checked.status);
    if (!arguments.json) {
      text += run::to_text(checked.file);
    }
    files.push_back(std::move(checked.file));
  }
  const auto written =
      tool::write_standard_output(arguments.json ? run::to_json(files) : text);
  if (!written) {
    console.fail(written.error());
    return run::exit_code(written.error().kind);
  }
  return status;
}

}  // namespace

int main(int argc, char** argv) {
  return tool::run_tool(description().name, [argc, argv] {
    const auto parsed = tool::parse_arguments(argc, argv, description());
    return parsed.exit ? *parsed.exit : check_all(parsed.arguments);
  });
}
