// A model stream as mail files.
#include <unistd.h>

#include <iostream>

#include "converters/run/exit_code.h"
#include "converters/run/sniff.h"
#include "tools/common/convert.h"
#include "tools/common/tool_main.h"

namespace {

const tool::Description& description() {
  static const tool::Description all{.name = "spool2mime",
                                     .about = "Writes a spool as a tree of mail files.",
                                     .examples =
                                         "  spool2mime outlook.spool -o mail\n"
                                         "  pst2spool outlook.pst | spool2mime -o mail --as mbox\n",
                                     .exit_codes = tool::conversion_exit_codes(),
                                     .sources = tool::Description::Sources::OneOrStandard,
                                     .source_word = "SPOOL",
                                     .converts = true,
                                     .output_help = "where the mail goes",
                                     .output_required = true,
                                     .writes_mail = true};
  return all;
}

/// Standard input cannot be looked at twice: the reader finds out whether it is a spool.
run::Source standard_input() {
  run::Source source;
  source.path = "-";
  source.kind = run::SourceKind::Spool;
  source.what = "spool";
  return source;
}

}  // namespace

int main(int argc, char** argv) {
  return tool::run_tool(description().name, [argc, argv] {
    const auto parsed = tool::parse_arguments(argc, argv, description());
    if (parsed.exit) {
      return *parsed.exit;
    }
    const auto& arguments = parsed.arguments;
    const bool standard = arguments.sources.empty() || arguments.sources.front() == "-";
    if (standard && isatty(STDIN_FILENO) == 1) {
      std::cerr << "spool2mime: name a spool, or pipe one in\nTry 'spool2mime --help'.\n";
      return run::kExitUsage;
    }
    return tool::convert(
        description(), arguments,
        {.sources = {standard ? standard_input() : run::sniff_file(arguments.sources.front())},
         .notes = {}});
  });
}
