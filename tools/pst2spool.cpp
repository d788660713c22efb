// One PST, OST or PAB as a model stream.
#include <unistd.h>

#include <iostream>

#include "converters/run/exit_code.h"
#include "converters/run/sniff.h"
#include "tools/common/convert.h"
#include "tools/common/tool_main.h"

namespace {

const tool::Description& description() {
  static const tool::Description all{
      .name = "pst2spool",
      .about = "Reads a PST, OST or PAB file into a spool, the model written down.",
      .examples =
          "  pst2spool outlook.pst -o outlook.spool\n"
          "  pst2spool outlook.pst | spool2mime - -o mail\n"
          "  pst2spool outlook.pst | zcat | less\n",
      .exit_codes = tool::conversion_exit_codes(),
      .sources = tool::Description::Sources::One,
      .source_word = "SOURCE",
      .converts = true,
      .output_help = "the spool; - or nothing: standard output",
      .reads_stores = true};
  return all;
}

int refuse(const char* why) {
  std::cerr << "pst2spool: " << why << "\nTry 'pst2spool --help'.\n";
  return run::kExitUsage;
}

}  // namespace

int main(int argc, char** argv) {
  return tool::run_tool(description().name, [argc, argv] {
    auto parsed = tool::parse_arguments(argc, argv, description());
    if (parsed.exit) {
      return *parsed.exit;
    }
    auto& arguments = parsed.arguments;
    arguments.as = "spool";
    if (arguments.output.empty()) {
      arguments.output = "-";
    }
    const bool to_stdout = arguments.output == "-" && !arguments.dry_run;
    if (to_stdout && arguments.json) {
      return refuse("--json needs -o FILE: standard output is the spool's");
    }
    if (to_stdout && isatty(STDOUT_FILENO) == 1) {
      return refuse("a spool is no text for a terminal; use -o FILE, or a pipe");
    }
    return tool::convert(description(), arguments,
                         {.sources = {run::sniff_file(arguments.sources.front())}, .notes = {}});
  });
}
