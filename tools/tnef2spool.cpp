// One TNEF stream (WINMAIL.DAT) as a model stream.
#include "tools/common/store_to_spool.h"
#include "tools/common/tool_main.h"

namespace {

const tool::Description& description() {
  static const tool::Description all{
      .name = "tnef2spool",
      .about = "Reads a TNEF stream (WINMAIL.DAT) into a spool, the model written down.",
      .examples =
          "  tnef2spool WINMAIL.DAT -o winmail.spool\n"
          "  tnef2spool WINMAIL.DAT | spool2mime - -o mail\n",
      .exit_codes = tool::conversion_exit_codes(),
      .sources = tool::Description::Sources::One,
      .source_word = "SOURCE",
      .converts = true,
      .output_help = "the spool; - or nothing: standard output",
      .takes_bad_sectors = true,
      .reads_stores = true};
  return all;
}

}  // namespace

int main(int argc, char** argv) { return tool::store_to_spool(description(), argc, argv); }
