#include "tools/common/convert_spool.h"

#include <unistd.h>

#include <iostream>

#include "converters/run/exit_code.h"
#include "converters/run/sniff.h"
#include "tools/common/convert.h"

namespace tool {
namespace {

/// Standard input cannot be looked at twice: the reader finds out whether it is a spool.
run::Source standard_input() {
  run::Source source;
  source.path = "-";
  source.kind = run::SourceKind::Spool;
  source.what = "spool";
  return source;
}

}  // namespace

int convert_spool(const Description& description, const Arguments& arguments) {
  const bool standard = arguments.sources.empty() || arguments.sources.front() == "-";
  if (standard && isatty(STDIN_FILENO) == 1) {
    std::cerr << description.name << ": name a spool, or pipe one in\nTry '" << description.name
              << " --help'.\n";
    return run::kExitUsage;
  }
  return convert(
      description, arguments,
      {.sources = {standard ? standard_input() : run::sniff_file(arguments.sources.front())},
       .notes = {}});
}

}  // namespace tool
