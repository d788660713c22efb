// One Microsoft Mail message store (MMF) as a model stream.
#include "tools/common/store_to_spool.h"
#include "tools/common/tool_main.h"

namespace {

const tool::Description& description() {
  static const tool::Description all{
      .name = "mmf2spool",
      .about = "Reads a Microsoft Mail message store (MMF) into a spool, the model written down.",
      .examples =
          "  mmf2spool MSMAIL.MMF -o msmail.spool\n"
          "  mmf2spool MSMAIL.MMF | spool2pst - -o msmail.pst\n",
      .exit_codes = tool::conversion_exit_codes(),
      .sources = tool::Description::Sources::One,
      .source_word = "SOURCE",
      .converts = true,
      .output_help = "the spool; - or nothing: standard output",
      .takes_bad_sectors = true,
      .reads_stores = true,
      .recovers = true};
  return all;
}

}  // namespace

int main(int argc, char** argv) { return tool::store_to_spool(description(), argc, argv); }
