// A model stream as a PST.
#include "tools/common/convert_spool.h"
#include "tools/common/tool_main.h"

namespace {

const tool::Description& description() {
  static const tool::Description all{
      .name = "spool2pst",
      .about = "Writes a spool as a PST, for Outlook and whatever reads its files.",
      .examples =
          "  spool2pst outlook.spool -o outlook.pst\n"
          "  pst2spool damaged.pst | spool2pst -o mended.pst\n"
          "  spool2pst big.spool -o parts.pst --split-size 2G\n",
      .exit_codes = tool::conversion_exit_codes(),
      .sources = tool::Description::Sources::OneOrStandard,
      .source_word = "SPOOL",
      .converts = true,
      .output_help = "the PST; further parts are X-2.pst, X-3.pst …",
      .output_required = true,
      .filters = true,
      .writes_pst = true,
      .forms = "pst (Unicode, the default) or pst-ansi (for Outlook before 2003, below 2 GB)",
      .kinds = {run::TargetKind::Pst, run::TargetKind::PstAnsi}};
  return all;
}

}  // namespace

int main(int argc, char** argv) {
  return tool::run_tool(description().name, [argc, argv] {
    auto parsed = tool::parse_arguments(argc, argv, description());
    if (parsed.exit) {
      return *parsed.exit;
    }
    if (parsed.arguments.as.empty()) {
      parsed.arguments.as = "pst";
    }
    return tool::convert_spool(description(), parsed.arguments);
  });
}
