// Pages to read a conversion's mail in, and what it lost, with a browser and nothing else.
#include <filesystem>
#include <string>

#include "converters/pages/make_pages.h"
#include "converters/run/exit_code.h"
#include "converters/run/progress.h"
#include "converters/run/quantity.h"
#include "converters/run/stop.h"
#include "converters/spool/json_text.h"
#include "tools/common/arguments.h"
#include "tools/common/console.h"
#include "tools/common/standard_output.h"
#include "tools/common/tool_main.h"

namespace {

using convert::pages::PagesResult;

const tool::Description& description() {
  static const tool::Description all{
      .name = "mailreport",
      .about =
          "Makes pages of what mailconvert wrote: folders, messages, attachments, what was lost, "
          "sources. They open from the disk in any browser and load nothing from anywhere.",
      .examples =
          "  mailconvert old.pst -o mail --report mail.json\n"
          "  mailreport mail --report mail.json\n"
          "  xdg-open mail-report/index.html\n",
      .exit_codes =
          "  0   every mail file is on the pages\n"
          "  3   the pages are written; a mail file is gone, cannot be read, or is in no\n"
          "      manifest; manifest and report do not agree; or a conversion did not end\n"
          "  64  wrong usage            65  not a tree of mail files, or no report of it\n"
          "  66  no such output         70  a bug in this program\n"
          "  73  the pages exist, or cannot be made\n"
          "  74  reading or writing failed, disk full         77  no permission\n"
          "  130, 143  stopped by SIGINT, SIGTERM\n",
      .sources = tool::Description::Sources::One,
      .source_word = "OUTPUT",
      .output_help = "directory of the pages (OUTPUT-report, beside OUTPUT)",
      .makes_pages = true};
  return all;
}

std::string to_json(const PagesResult& result, const std::filesystem::path& target, int status) {
  convert::spool::JsonText json;
  json.open_object();
  json.key("pages");
  json.string(target.string());
  const auto count = [&json](std::string_view name, std::uint64_t value) {
    json.key(name);
    json.number(value);
  };
  count("mailboxes", result.mailboxes);
  count("messages", result.messages);
  count("attachments", result.attachments);
  count("losses", result.losses);
  count("incomplete", result.incomplete);
  count("damages", result.damages);
  count("files", result.files);
  count("bytes", result.bytes);
  count("trouble_count", result.trouble_count);
  json.key("troubles");
  json.open_array();
  for (const std::string& trouble : result.troubles) {
    json.string(trouble);
  }
  json.close_array();
  json.key("notes");
  json.open_array();
  for (const std::string& note : result.notes) {
    json.string(note);
  }
  json.close_array();
  count("exit_code", static_cast<std::uint64_t>(status));
  json.close_object();
  return json.text() + "\n";
}

void say(tool::Console& console, const PagesResult& result, const tool::Arguments& arguments,
         const std::filesystem::path& target) {
  console.say(arguments.sources.front().string() + ": " +
              run::format_items(result.messages, "message") + ", " +
              run::format_items(result.attachments, "attachment") + "; " +
              run::format_count(result.losses) + " lost, " + run::format_count(result.incomplete) +
              " incomplete, " + run::format_items(result.damages, "damaged piece") +
              " of the store; wrote " + run::format_items(result.files, "file") + ", " +
              run::format_bytes(result.bytes) + " to " + target.string());
  for (const std::string& note : result.notes) {
    console.say(note);
  }
  for (const std::string& trouble : result.troubles) {
    console.say("not on the pages: " + trouble);
  }
  if (result.trouble_count > result.troubles.size()) {
    console.say("and " + run::format_count(result.trouble_count - result.troubles.size()) +
                " more");
  }
}

int report(const tool::Arguments& arguments) {
  tool::Console console(description().name);
  if (const auto configured = console.configure(arguments); !configured) {
    console.fail(configured.error());
    return run::exit_code(configured.error().kind);
  }
  const auto& output = arguments.sources.front();
  const auto target =
      arguments.output.empty() ? convert::pages::default_target(output) : arguments.output;
  run::Progress progress(!arguments.quiet);
  bool began = false;
  const auto result = convert::pages::make_pages(
      output, target,
      {.report = arguments.report,
       .overwrite = arguments.force ? bytes::Overwrite::Replace : bytes::Overwrite::Refuse,
       .tell = [&](std::uint64_t done, std::uint64_t total) {
         if (!began) {
           progress.start(output.filename().string(), total);
           began = true;
         }
         progress.bytes(done);
         return run::stop_signal() == 0;
       }});
  progress.clear();
  if (!result) {
    console.fail(result.error());
    return run::exit_code(result.error().kind);
  }
  const int status = result->trouble_count == 0 ? run::kExitComplete : run::kExitDamage;
  say(console, *result, arguments, target);
  if (arguments.json) {
    if (const auto written = tool::write_standard_output(to_json(*result, target, status));
        !written) {
      console.fail(written.error());
      return run::exit_code(written.error().kind);
    }
  }
  return status;
}

}  // namespace

int main(int argc, char** argv) {
  return tool::run_tool(description().name, [argc, argv] {
    const auto parsed = tool::parse_arguments(argc, argv, description());
    return parsed.exit ? *parsed.exit : report(parsed.arguments);
  });
}
