// The mailboxes of a Microsoft Mail post office as model streams, a spool each.
#include "tools/common/mailboxes_to_spools.h"

namespace {

const tool::Description& description() {
  static const tool::Description all{
      .name = "wgpo2spool",
      .about = "Reads the mailboxes of a Microsoft Mail post office into spools, one each.",
      .examples =
          "  wgpo2spool WGPO0000 -o spools\n"
          "  wgpo2spool WGPO0000 -o spools --report spools.json\n",
      .exit_codes = tool::conversion_exit_codes(),
      .sources = tool::Description::Sources::One,
      .source_word = "POSTOFFICE",
      .converts = true,
      .output_help = "a directory for the spools; with one mailbox, the spool",
      .output_required = true,
      .reads_stores = true,
      .reads_post_offices = true,
      .recovers = true};
  return all;
}

}  // namespace

int main(int argc, char** argv) { return tool::mailboxes_to_spools(description(), argc, argv); }
