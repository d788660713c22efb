// A model stream as mail files.
#include "tools/common/convert_spool.h"
#include "tools/common/tool_main.h"

namespace {

const tool::Description& description() {
  static const tool::Description all{
      .name = "spool2mime",
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
      .filters = true,
      .writes_mail = true,
      .forms =
          "eml (tree), mbox (tree of mboxrd files), maildir (Maildir++) or spool; without it "
          "TARGET's name decides: .mbox, .spool, anything else eml",
      .kinds = {run::TargetKind::EmlTree, run::TargetKind::Mboxrd, run::TargetKind::Maildir,
                run::TargetKind::Spool}};
  return all;
}

}  // namespace

int main(int argc, char** argv) {
  return tool::run_tool(description().name, [argc, argv] {
    const auto parsed = tool::parse_arguments(argc, argv, description());
    return parsed.exit ? *parsed.exit : tool::convert_spool(description(), parsed.arguments);
  });
}
