// Exports of cc:Mail as model streams, a spool each; and what lies in a post office of it.
#include "converters/run/exit_code.h"
#include "converters/run/find_sources.h"
#include "tools/common/convert.h"
#include "tools/common/export_plan.h"
#include "tools/common/tool_main.h"

namespace {

const tool::Description& description() {
  static const tool::Description all{
      .name = "ccmail2spool",
      .about =
          "Reads exports of cc:Mail (.CCM, .UND, text archives; directories) into spools, one "
          "each, or takes the inventory of a post office, of which no mail can be read.",
      .examples =
          "  ccmail2spool ANN.CCM -o ann.spool --owner \"Ash, Ann at PO1\"\n"
          "  ccmail2spool Ccmcdata -o spools --charset 437 --date-order dmy\n"
          "  ccmail2spool --inventory POSTOFFICE\n"
          "  ccmail2spool --inventory --json POSTOFFICE\n",
      .exit_codes = tool::conversion_exit_codes(),
      .sources = tool::Description::Sources::One,
      .source_word = "SOURCE",
      .converts = true,
      .output_help = "the spool; of a directory with several mailboxes, a directory for theirs",
      .output_required = true,
      .takes_bad_sectors = true,
      .reads_stores = true,
      .reads_exports = true,
      .inventories = true};
  return all;
}

}  // namespace

int main(int argc, char** argv) {
  return tool::run_tool(description().name, [argc, argv] {
    auto parsed = tool::parse_arguments(argc, argv, description());
    if (parsed.exit) {
      return *parsed.exit;
    }
    auto& arguments = parsed.arguments;
    if (arguments.inventory) {
      return tool::print_inventory(description(), arguments);
    }
    arguments.as = "spool";
    return tool::convert(description(), arguments,
                         run::find_sources(arguments.sources, {.outputs = {arguments.output},
                                                               .charset = arguments.charset,
                                                               .labels = arguments.labels}));
  });
}
