// One PST, OST or PAB as a model stream.
#include "tools/common/store_to_spool.h"
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
      .carves = true,
      .output_help = "the spool; - or nothing: standard output",
      .takes_bad_sectors = true,
      .reads_stores = true,
      .recovers = true,
      .isolates = true};
  return all;
}

}  // namespace

int main(int argc, char** argv) { return tool::store_to_spool(description(), argc, argv); }
