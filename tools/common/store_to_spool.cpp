#include "tools/common/store_to_spool.h"

#include <unistd.h>

#include <filesystem>
#include <iostream>
#include <system_error>
#include <utility>

#include "converters/run/exit_code.h"
#include "converters/run/find_sources.h"
#include "tools/common/convert.h"
#include "tools/common/convert_carved.h"
#include "tools/common/tool_main.h"

namespace tool {
namespace {

int refuse(const Description& description, const char* why) {
  std::cerr << description.name << ": " << why << "\nTry '" << description.name << " --help'.\n";
  return run::kExitUsage;
}

int convert_one(const Description& description, Arguments arguments) {
  arguments.as = "spool";
  if (arguments.output.empty()) {
    arguments.output = "-";
  }
  const bool to_stdout = arguments.output == "-" && !arguments.dry_run;
  if (to_stdout && arguments.json) {
    return refuse(description, "--json needs -o FILE: standard output is the spool's");
  }
  if (to_stdout && isatty(STDOUT_FILENO) == 1) {
    return refuse(description, "a spool is no text for a terminal; use -o FILE, or a pipe");
  }
  if (arguments.carve) {
    return convert_carved(description, arguments);
  }
  const auto& path = arguments.sources.front();
  std::error_code ignored;
  if (description.takes_directory && std::filesystem::is_directory(path, ignored)) {
    auto found = run::find_sources({path}, {.outputs = {arguments.output}});
    if (found.sources.size() != 1) {
      return refuse(description, "the directory holds several mailboxes: name one of them");
    }
    return convert(description, arguments, found);
  }
  auto source = run::sniff_file(path);
  run::search_for_mmf(source);
  return convert(description, arguments, {.sources = {std::move(source)}, .notes = {}});
}

}  // namespace

int store_to_spool(const Description& description, int argc, char** argv) {
  return run_tool(description.name, [&] {
    const auto parsed = parse_arguments(argc, argv, description);
    return parsed.exit ? *parsed.exit : convert_one(description, parsed.arguments);
  });
}

}  // namespace tool
