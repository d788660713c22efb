// A plan to run the owner's EXPORT over a copy of a cc:Mail post office.
#include "tools/common/export_plan.h"
#include "tools/common/tool_main.h"

namespace {

const tool::Description& description() {
  static const tool::Description all{
      .name = "ccmail-export-plan",
      .about =
          "Writes batch files and a checklist to run your own EXPORT over a copy of a cc:Mail post "
          "office: first its directory, then its mailboxes.",
      .examples =
          "  ccmail-export-plan POSTOFFICE -o plan --name NORTH\n"
          "  ccmail-export-plan POSTOFFICE -o plan --name NORTH --directory plan/C/X/DIRECT.TXT\n"
          "  mailconvert plan/C/X/M -o mail\n",
      .exit_codes =
          "  0   the plan is complete\n"
          "  3   the plan is written; a password is missing, something is to be done by hand, or "
          "the\n"
          "      directory is damaged\n"
          "  64  wrong usage    65  no plan can be made: see the reason    66  no such input\n"
          "  70  a bug in this program    73  DIR exists and is no plan, or cannot be made\n"
          "  74  reading or writing failed    77  no permission, or others may read the "
          "passwords\n",
      .sources = tool::Description::Sources::One,
      .source_word = "POSTOFFICE",
      .output_help = "the plan; an earlier plan there is brought up to date",
      .plans_export = true};
  return all;
}

}  // namespace

int main(int argc, char** argv) {
  return tool::run_tool(description().name, [argc, argv] {
    const auto parsed = tool::parse_arguments(argc, argv, description());
    return parsed.exit ? *parsed.exit : tool::plan_export(description(), parsed.arguments);
  });
}
