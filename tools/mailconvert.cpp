// The front door: any store in; mail files, a PST or a spool out.
#include <algorithm>
#include <iostream>
#include <utility>

#include "converters/run/exit_code.h"
#include "converters/run/find_sources.h"
#include "tools/common/convert.h"
#include "tools/common/convert_carved.h"
#include "tools/common/convert_list.h"
#include "tools/common/tool_main.h"

namespace {

const tool::Description& description() {
  static const tool::Description all{
      .name = "mailconvert",
      .about =
          "Converts mail stores (PST, OST, PAB, MMF, post offices, migration files, cc:Mail "
          "exports, TNEF, spools) into mail files or a new PST.",
      .examples =
          "  mailconvert outlook.pst -o mail                 a tree of .eml files\n"
          "  mailconvert outlook.pst -o mail --as maildir    a Maildir++\n"
          "  mailconvert damaged.pst -o mended.pst           a new PST of what can be read\n"
          "  mailconvert old/ other.pst -o all --report all.json\n"
          "  mailconvert outlook.pst -o mail --dry-run       how much, and what is lost\n"
          "  mailconvert --carve disk.img -o mail            every PST inside an image\n"
          "  mailconvert --control list.csv -o psts          a mailbox for each row of a list\n"
          "  mailconvert --control list.csv --status         what of it is done\n",
      .exit_codes =
          tool::conversion_exit_codes() + "  75  another run is at work on the control list\n",
      .sources = tool::Description::Sources::Many,
      .source_word = "SOURCE",
      .converts = true,
      .carves = true,
      .output_help = "where the mail goes; with several sources, a directory for an output each",
      .output_required = true,
      .takes_bad_sectors = true,
      .reads_stores = true,
      .reads_post_offices = true,
      .recovers = true,
      .reads_migration_sets = true,
      .reads_exports = true,
      .filters = true,
      .isolates = true,
      .lists = true,
      .gathers_evidence = true,
      .writes_mail = true,
      .writes_pst = true,
      .forms =
          "eml (tree), mbox (tree of mboxrd files), maildir (Maildir++), pst, pst-ansi, spool "
          "or iff (migration files); without it TARGET's name decides: .mbox, .pst, .spool, .pkl, "
          "anything else eml"};
  return all;
}

}  // namespace

int main(int argc, char** argv) {
  return tool::run_tool(description().name, [argc, argv] {
    const auto parsed = tool::parse_arguments(argc, argv, description());
    if (parsed.exit) {
      return *parsed.exit;
    }
    const auto& arguments = parsed.arguments;
    if (std::ranges::count(arguments.sources, "-") != 0) {
      std::cerr << description().name
                << ": - is no store: spool2mime and spool2pst read a spool from standard input\n";
      return run::kExitUsage;
    }
    if (arguments.carve) {
      return tool::convert_carved(description(), arguments);
    }
    if (!arguments.control.empty()) {
      return arguments.status ? tool::print_list_status(description(), arguments)
                              : tool::convert_list(description(), arguments);
    }
    auto partial = arguments.output;
    partial += ".partial";
    return tool::convert(
        description(), arguments,
        run::find_sources(arguments.sources, {.outputs = {arguments.output, std::move(partial)},
                                              .charset = arguments.charset,
                                              .labels = arguments.labels}));
  });
}
