// The mailboxes of a set of migration files as model streams, a spool each.
#include "tools/common/mailboxes_to_spools.h"

namespace {

const tool::Description& description() {
  static const tool::Description all{
      .name = "iff2spool",
      .about =
          "Reads the mailboxes of Migration Wizard files (PKL, PRI, SEC) into spools, one each.",
      .examples =
          "  iff2spool NORTH.PKL -o spools\n"
          "  iff2spool 00000001.PRI -o ann.spool --charset 932\n",
      .exit_codes = tool::conversion_exit_codes(),
      .sources = tool::Description::Sources::One,
      .source_word = "SET",
      .converts = true,
      .output_help = "a directory for the spools; with one mailbox, the spool",
      .output_required = true,
      .reads_stores = true,
      .reads_migration_sets = true};
  return all;
}

}  // namespace

int main(int argc, char** argv) { return tool::mailboxes_to_spools(description(), argc, argv); }
