// Says of every byte of a store what it is, and whose.
#include <algorithm>
#include <filesystem>
#include <string>
#include <string_view>
#include <system_error>

#include "converters/run/exit_code.h"
#include "converters/run/progress.h"
#include "converters/run/report.h"
#include "converters/run/source_guard.h"
#include "converters/run/stop.h"
#include "converters/run/store_map/store_map.h"
#include "tools/common/arguments.h"
#include "tools/common/bad_sectors.h"
#include "tools/common/console.h"
#include "tools/common/side_files.h"
#include "tools/common/standard_output.h"
#include "tools/common/tool_main.h"

namespace {

const tool::Description& description() {
  static const tool::Description all{
      .name = "storemap",
      .about =
          "Says of every byte of a store what it is: header, index, data, slack, free, recovered, "
          "unreferenced, bad checksum or unreadable; and of which message or folder.",
      .examples =
          "  storemap outlook.pst\n"
          "  storemap --json outlook.pst | jq '.ranges[] | select(.class == \"bad checksum\")'\n"
          "  storemap outlook.pst --svg outlook.svg --mapfile outlook.map\n"
          "  storemap rescued.pst --bad-sectors rescued.map\n",
      .exit_codes =
          "  0   nothing is damaged\n"
          "  3   something is damaged: see the last lines\n"
          "  64  wrong usage    65  there is no map of such a file    66  no such file\n"
          "  70  a bug in this program    73  an output exists, or cannot be made\n"
          "  74  reading or writing failed    77  no permission\n",
      .sources = tool::Description::Sources::One,
      .source_word = "STORE",
      .maps = true,
      .takes_bad_sectors = true};
  return all;
}

/// An output that would harm the store, or something else that is there, is refused before hours of
/// reading.
bytes::Result<void> check_outputs(const tool::Arguments& arguments, const run::Source& source) {
  if (!arguments.svg.empty() && arguments.svg != "-" && !arguments.mapfile.empty() &&
      tool::is_same_place(arguments.svg, arguments.mapfile)) {
    return bytes::fail(bytes::ErrorKind::Exists,
                       arguments.svg.string() + ": cannot be the picture and the mapfile",
                       "choose another name for one of them");
  }
  const run::SourceGuard guard({source});
  for (const auto* path : {&arguments.svg, &arguments.mapfile}) {
    if (path->empty() || *path == "-") {
      continue;
    }
    auto allowed = guard.check(*path);
    if (allowed) {
      allowed = tool::check_not_read(*path, arguments);
    }
    if (allowed) {
      allowed = bytes::check_output_file(*path, tool::overwrite_of(arguments));
    }
    if (!allowed) {
      return allowed;
    }
  }
  return {};
}

bytes::Result<void> write_output(const tool::Arguments& arguments,
                                 const std::filesystem::path& path, std::string_view text) {
  return path.empty() ? bytes::Result<void>()
                      : run::write_side_file(path, text, tool::overwrite_of(arguments));
}

bytes::Result<void> write_all(const tool::Arguments& arguments, const run::MappedStore& store) {
  auto written = write_output(arguments, arguments.svg, run::to_svg(store));
  if (written) {
    written = write_output(arguments, arguments.mapfile,
                           run::to_mapfile(store, "storemap " + tool::version()));
  }
  const bool taken = arguments.svg == "-" || arguments.mapfile == "-";
  if (!written || (taken && !arguments.json)) {
    return written;
  }
  return tool::write_standard_output(arguments.json ? run::to_json(store) : run::to_text(store));
}

int map_one(const tool::Arguments& arguments) {
  tool::Console console(description().name);
  const auto fail = [&](const bytes::Error& error) {
    console.fail(error);
    return run::exit_code(error.kind);
  };
  const int on_standard = (arguments.json ? 1 : 0) + (arguments.svg == "-" ? 1 : 0) +
                          (arguments.mapfile == "-" ? 1 : 0);
  if (on_standard > 1) {
    console.fail({.kind = bytes::ErrorKind::CannotCreate,
                  .what = "only one result can go to standard output",
                  .hint = "give --svg and --mapfile files"});
    return run::kExitUsage;
  }
  auto source = run::sniff_file(arguments.sources.front());
  run::search_for_mmf(source);
  if (const auto allowed = check_outputs(arguments, source); !allowed) {
    return fail(allowed.error());
  }
  const auto unread = tool::load_bad_sectors(arguments, {source});
  if (!unread) {
    return fail(unread.error());
  }
  run::Progress progress(true);
  progress.start(source.path.filename().string(), source.size);
  const auto going_on = [&](std::uint64_t done) {
    progress.bytes(done);
    return run::stop_signal() == 0;
  };
  const auto store = run::map_source(source, {.progress = going_on, .unread = *unread});
  progress.clear();
  if (run::stop_signal() != 0) {
    constexpr int kSignalled = 128;
    return kSignalled + run::stop_signal();
  }
  if (!store) {
    return fail(store.error());
  }
  if (const auto written = write_all(arguments, *store); !written) {
    return fail(written.error());
  }
  return run::is_damaged(store->map) ? run::kExitDamage : run::kExitComplete;
}

}  // namespace

int main(int argc, char** argv) {
  return tool::run_tool(description().name, [argc, argv] {
    const auto parsed = tool::parse_arguments(argc, argv, description());
    return parsed.exit ? *parsed.exit : map_one(parsed.arguments);
  });
}
