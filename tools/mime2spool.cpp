// Internet mail (EML files and trees, mboxes, Maildirs) as a model stream.
#include "tools/common/store_to_spool.h"
#include "tools/common/tool_main.h"

namespace {

const tool::Description& description() {
  static const tool::Description all{
      .name = "mime2spool",
      .about =
          "Reads Internet mail (an EML file or tree, an mbox, a Maildir++) into a spool, the model "
          "written down.",
      .examples =
          "  mime2spool letter.eml -o letter.spool\n"
          "  mime2spool Maildir | spool2pst - -o mail.pst\n",
      .exit_codes = tool::conversion_exit_codes(),
      .sources = tool::Description::Sources::One,
      .source_word = "SOURCE",
      .takes_directory = true,
      .converts = true,
      .output_help = "the spool; - or nothing: standard output",
      .takes_bad_sectors = true,
      .reads_stores = true};
  return all;
}

}  // namespace

int main(int argc, char** argv) { return tool::store_to_spool(description(), argc, argv); }
