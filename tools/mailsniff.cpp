// Says what files are, and how it knows.
#include <string>

#include "converters/run/exit_code.h"
#include "converters/run/find_sources.h"
#include "converters/run/printable.h"
#include "converters/run/quantity.h"
#include "converters/run/report.h"
#include "tools/common/arguments.h"
#include "tools/common/console.h"
#include "tools/common/standard_output.h"
#include "tools/common/tool_main.h"

namespace {

const tool::Description& description() {
  static const tool::Description all{
      .name = "mailsniff",
      .about = "Says what mail stores files are, which version, how sure, and on what evidence.",
      .examples =
          "  mailsniff outlook.pst\n"
          "  mailsniff --json backup/ | jq '.[].format'\n",
      .exit_codes =
          "  0   every file is a store that can be converted\n"
          "  64  wrong usage    65  a file is unknown or empty    66  no such file\n"
          "  70  a bug in this program    74  reading or writing failed\n"
          "  77  no permission\n",
      .sources = tool::Description::Sources::Many,
      .source_word = "PATH"};
  return all;
}

std::string describe(const run::Source& source) {
  std::string text = run::printable(run::shown_path(source)) + ": " + source.what;
  if (!source.version.empty()) {
    text += " " + source.version;
  }
  text +=
      ", " + run::format_bytes(source.size) + ", confidence " + name_of(source.certainty) + "\n";
  for (const auto& evidence : source.evidence) {
    text += "    " + evidence + "\n";
  }
  for (const auto& damage : source.damages) {
    text += "    damaged in the archive: " + damage + "\n";
  }
  return text;
}

int sniff_all(const tool::Arguments& arguments) {
  tool::Console console(description().name);
  const auto found = run::find_sources(arguments.sources, {.with_unknown = true, .outputs = {}});
  std::string text;
  int status = run::kExitComplete;
  for (const auto& source : found.sources) {
    if (!arguments.json && (!source.error || !source.evidence.empty())) {
      text += describe(source);
    }
    if (source.error) {
      console.fail(*source.error);
      status = status == run::kExitComplete ? run::exit_code(source.error->kind) : status;
    }
  }
  for (const auto& note : found.notes) {
    console.say("note: " + note);
  }
  const auto written =
      tool::write_standard_output(arguments.json ? run::to_json(found.sources) : text);
  if (!written) {
    console.fail(written.error());
    return run::exit_code(written.error().kind);
  }
  return status;
}

}  // namespace

int main(int argc, char** argv) {
  return tool::run_tool(description().name, [argc, argv] {
    const auto parsed = tool::parse_arguments(argc, argv, description());
    return parsed.exit ? *parsed.exit : sniff_all(parsed.arguments);
  });
}
