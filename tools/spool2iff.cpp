// A model stream as a set of migration files.
#include "tools/common/convert_spool.h"
#include "tools/common/tool_main.h"

namespace {

const tool::Description& description() {
  static const tool::Description all{
      .name = "spool2iff",
      .about =
          "Writes a spool as Migration Wizard files: a packing list, primary and secondary files.",
      .examples =
          "  spool2iff ann.spool -o ann.pkl\n"
          "  pst2spool ann.pst | spool2iff -o ann.pkl\n",
      .exit_codes = tool::conversion_exit_codes(),
      .sources = tool::Description::Sources::OneOrStandard,
      .source_word = "SPOOL",
      .converts = true,
      .output_help = "the packing list, X.pkl; the other files lie beside it",
      .output_required = true,
      .filters = true,
      .kinds = {run::TargetKind::Iff}};
  return all;
}

}  // namespace

int main(int argc, char** argv) {
  return tool::run_tool(description().name, [argc, argv] {
    auto parsed = tool::parse_arguments(argc, argv, description());
    if (parsed.exit) {
      return *parsed.exit;
    }
    parsed.arguments.as = "iff";
    return tool::convert_spool(description(), parsed.arguments);
  });
}
