// What lies in a cc:Mail post office.
#include <iostream>

#include "converters/run/exit_code.h"
#include "tools/common/export_plan.h"
#include "tools/common/tool_main.h"

namespace {

const tool::Description& description() {
  static const tool::Description all{
      .name = "ccmail2spool",
      .about = "Takes the inventory of a cc:Mail post office, of which no mail can be read.",
      .examples =
          "  ccmail2spool --inventory POSTOFFICE\n"
          "  ccmail2spool --inventory --json POSTOFFICE\n",
      .exit_codes =
          "  0   nothing damaged or missing was found\n"
          "  3   something is damaged or missing\n"
          "  64  wrong usage    65  no post office    66  no such directory\n"
          "  70  a bug in this program    74  reading or writing failed\n"
          "  77  no permission\n",
      .sources = tool::Description::Sources::One,
      .source_word = "POSTOFFICE",
      .inventories = true};
  return all;
}

}  // namespace

int main(int argc, char** argv) {
  return tool::run_tool(description().name, [argc, argv] {
    const auto parsed = tool::parse_arguments(argc, argv, description());
    if (parsed.exit) {
      return *parsed.exit;
    }
    if (!parsed.arguments.inventory) {
      std::cerr << description().name << ": say --inventory: there is nothing else it does\n";
      return run::kExitUsage;
    }
    return tool::print_inventory(description(), parsed.arguments);
  });
}
