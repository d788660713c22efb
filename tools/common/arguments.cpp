// What was given on the command line. This file and option_groups.cpp are all that know the option
// library.
#include "tools/common/arguments.h"

#include <CLI/CLI.hpp>
#include <algorithm>
#include <array>
#include <iostream>

#include "converters/run/exit_code.h"
#include "tools/common/option_groups.h"
#include "tools/common/option_texts.h"

namespace tool {
namespace {

/// Every value that was given, in order.
std::string values_of(const CLI::Option& option) {
  const auto& values = option.results();
  if (values.size() < 2) {
    return option.as<std::string>();
  }
  std::string text;
  for (const auto& value : values) {
    text += (text.empty() ? "" : ", ") + value;
  }
  return text;
}

/// Options that the outputs depend on: the report lists those given.
constexpr auto kResultOptions = std::to_array<std::string_view>({
    "--accept-suggestions",
    "--address-domain",
    "--address-map",
    "--as",
    "--bad-sectors",
    "--bag",
    "--carve",
    "--charset",
    "--class",
    "--date-order",
    "--dedupe",
    "--dedupe-key",
    "--directory",
    "--directory-charset",
    "--directory-separators",
    "--directory-site",
    "--display-name",
    "--drafts-unsent",
    "--dry-run",
    "--encoding",
    "--engine",
    "--exclude-folder",
    "--folder",
    "--force",
    "--from",
    "--gateway",
    "--hidden",
    "--item-timeout",
    "--keep-duplicates",
    "--labels",
    "--ldif-base",
    "--no-deleted",
    "--no-provenance",
    "--no-verify",
    "--omit-bcc",
    "--orphans",
    "--owner",
    "--post-office",
    "--repair-years",
    "--since",
    "--split-size",
    "--subject",
    "--timezone",
    "--to",
    "--until",
    "--verify",
});

/// Options that contradict each other where a tool takes control lists; the reason.
std::optional<std::string> check_lists(const CLI::App& app, const Arguments& arguments) {
  const auto given = [&app](const std::string& name) { return app.get_option(name)->count() > 0; };
  if (!given("--control")) {
    for (const char* name : {"--jobs", "--failed", "--consume", "--status", "--mailbox-timeout"}) {
      if (given(name)) {
        return std::string(name) + " needs --control LIST";
      }
    }
    return arguments.sources.empty()  ? std::optional<std::string>("SOURCE is required")
           : arguments.output.empty() ? std::optional<std::string>("--output is required")
                                      : std::nullopt;
  }
  if (!arguments.sources.empty() && !arguments.status) {
    return "the list of --control names the sources; " + arguments.sources.front().string() +
           " cannot be one, too";
  }
  for (const char* name : {"--output", "--report", "--dry-run", "--force", "--jobs", "--failed",
                           "--consume", "--as", "--log"}) {
    if (arguments.status && given(name)) {
      return "--status converts nothing: " + std::string(name) + " does not go with it";
    }
  }
  if (arguments.consume && arguments.dry_run) {
    return "--consume changes the list, --dry-run changes nothing";
  }
  if (given("--display-name")) {
    return "--display-name would give every PST of the list the same name";
  }
  if (given("--evidence")) {
    return "--evidence does not go with --control: a package is of one run, and a list takes as "
           "many as it needs";
  }
  if (given("--bad-sectors")) {
    return "--bad-sectors is of one store, and a list names many";
  }
  if (given("--ldif")) {
    return "--ldif does not go with --control: its users are those of one run, and a list has many";
  }
  if (given("--list-skipped")) {
    return "--list-skipped does not go with --control: its rows are those of one run, and a list "
           "has many";
  }
  if (arguments.output == "-") {
    return "the outputs of a list cannot go to standard output: -o names a directory";
  }
  return std::nullopt;
}

/// An inventory takes a post office and --json, everything else an output; the reason.
std::optional<std::string> check_inventory(const CLI::App& app, const Arguments& arguments) {
  if (!arguments.inventory) {
    return arguments.output.empty() ? std::optional<std::string>("--output is required")
                                    : std::nullopt;
  }
  for (const auto* option : app.get_options()) {
    const std::string name = option->get_name();
    if (option->count() > 0 && !option->get_positional() && name != "--inventory" &&
        name != "--json") {
      return "--inventory converts nothing: " + name + " does not go with it";
    }
  }
  return std::nullopt;
}

void note_given(const CLI::App& app, Arguments& arguments) {
  for (const auto* option : app.get_options()) {
    const auto name = option->get_name();
    if (option->count() > 0 && std::ranges::find(kResultOptions, name) != kResultOptions.end()) {
      arguments.given.emplace_back(name.substr(2), values_of(*option));
    }
  }
}

int misuse(const Description& description, const std::string& why) {
  std::cerr << description.name << ": " << why << "\nTry '" << description.name << " --help'.\n";
  return run::kExitUsage;
}

}  // namespace

std::string conversion_exit_codes() {
  return "  0   complete: every item accounted for and intact\n"
         "  3   finished, but damage was met: see the summary and the report\n"
         "  64  wrong usage            65  input unusable    66  no such input\n"
         "  70  a bug in this program  73  output exists, or cannot be made\n"
         "  74  reading or writing failed, disk full         77  no permission\n"
         "  130, 143  stopped by SIGINT, SIGTERM\n";
}

std::string version() { return RESTANTE_VERSION; }

Parsed parse_arguments(int argc, char** argv, const Description& description) {
  Parsed parsed;
  OptionTexts texts;
  CLI::App app(description.about, description.name);
  try {
    declare_options(app, description, parsed.arguments, texts);
    app.parse(argc, argv);
  } catch (const CLI::ParseError& error) {
    if (error.get_exit_code() == static_cast<int>(CLI::ExitCodes::Success)) {
      app.exit(error, std::cout, std::cerr);
      parsed.exit = 0;
    } else {
      parsed.exit = misuse(description, error.what());
    }
    return parsed;
  }
  if (const auto why = interpret(texts, parsed.arguments)) {
    parsed.exit = misuse(description, *why);
    return parsed;
  }
  if (const auto why = description.lists         ? check_lists(app, parsed.arguments)
                       : description.inventories ? check_inventory(app, parsed.arguments)
                                                 : std::nullopt) {
    parsed.exit = misuse(description, *why);
    return parsed;
  }
  note_given(app, parsed.arguments);
  return parsed;
}

}  // namespace tool
