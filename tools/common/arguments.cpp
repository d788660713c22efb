// The one translation unit that knows the option library.
#include "tools/common/arguments.h"

#include <CLI/CLI.hpp>
#include <algorithm>
#include <cctype>
#include <charconv>
#include <iostream>

#include "converters/run/exit_code.h"
#include "formats/text/code_page.h"

namespace tool {
namespace {

// As long as a week: longer is "never" misspelt.
constexpr int kMostTimeoutSeconds = 7 * 24 * 3600;

// An empty PST has a quarter of it: smaller parts would hold nothing.
constexpr std::uint64_t kSmallestSplitSize = 1024 * 1024;

/// Options as text, before they are checked against what they mean.
struct Raw {
  std::string charset;
  std::string zone;
  std::optional<std::string> from;
  std::optional<std::string> until;
  int item_timeout = 120;
  std::optional<std::string> split_size;  // "" is a mistake, too
  std::optional<std::string> encoding;
};

void add_conversion(CLI::App& app, const Description& description, Arguments& arguments, Raw& raw) {
  auto* output =
      app.add_option("-o,--output", arguments.output, description.output_help)->type_name("TARGET");
  output->required(description.output_required);
  app.add_option("--report", arguments.report,
                 "write a report of the run: JSON, or one row a mailbox when FILE ends in .csv")
      ->type_name("FILE");
  app.add_flag("--dry-run", arguments.dry_run,
               "read everything, write nothing; tell size, losses and free space");
  app.add_flag("--force", arguments.force, "replace an output that exists");
  app.add_option("--timezone", raw.zone, "zone of times that name none: Europe/Berlin, UTC, +05:45")
      ->type_name("ZONE");
  app.add_option("--log", arguments.log, "append the summary and every loss to FILE")
      ->type_name("FILE");
  auto* quiet = app.add_flag("--quiet,-q", arguments.quiet, "errors only, no progress");
  app.add_flag("--verbose,-v", arguments.verbose, "every loss, incomplete item and note")
      ->excludes(quiet);
}

void add_recovery(CLI::App& app, Arguments& arguments) {
  app.add_flag("--no-deleted", arguments.no_deleted,
               "leave out deleted items that can be recovered");
  app.add_flag("--keep-duplicates", arguments.keep_duplicates,
               "keep recovered copies of items that are still there");
}

void add_filters(CLI::App& app, Raw& raw) {
  app.add_option("--from", raw.from, "leave out what is dated before this day: 1995-03-14")
      ->type_name("DAY");
  app.add_option("--until", raw.until, "leave out what is dated after this day; undated items stay")
      ->type_name("DAY");
}

void add_migration(CLI::App& app, Arguments& arguments) {
  app.add_flag("--orphans", arguments.orphans,
               "sections of .SEC files that no message names become items in Lost and Found");
  app.add_flag("--drafts-unsent", arguments.drafts_unsent,
               "messages of migration files in the folder Drafts are drafts, whatever they say");
}

void add_isolation(CLI::App& app, Raw& raw) {
  app.add_option("--item-timeout", raw.item_timeout,
                 "give an item up when reading it does not get on for so long (120)")
      ->type_name("SECONDS")
      ->check(CLI::Range(1, kMostTimeoutSeconds));
}

void add_mail(CLI::App& app, Arguments& arguments) {
  app.add_flag("--hidden", arguments.hidden, "also write hidden (associated) items");
  app.add_option("--address-domain", arguments.address_domain,
                 "domain of addresses that have no Internet form; without it .invalid names")
      ->type_name("DOMAIN");
}

void add_pst(CLI::App& app, Arguments& arguments, Raw& raw) {
  app.add_option("--split-size", raw.split_size,
                 "begin a further PST (X-2.pst) before one grows beyond SIZE, 1M or more: 700M, 2G "
                 "(50G; an ANSI PST ends below 2G)")
      ->type_name("SIZE");
  app.add_option("--encoding", raw.encoding, "of a PST: permute (as Outlook's own), cyclic or none")
      ->type_name("NAME");
  app.add_option("--display-name", arguments.display_name,
                 "what Outlook calls the PST; without it the mailbox's own name")
      ->type_name("TEXT");
}

void declare(CLI::App& app, const Description& description, Arguments& arguments, Raw& raw) {
  app.set_help_flag("-h,--help", "print this help and end");
  app.set_version_flag("--version", description.name + " " + version(),
                       "print name and version and end");
  app.footer("Examples:\n" + description.examples + "\nExit status:\n" + description.exit_codes);
  auto* sources = app.add_option(description.source_word, arguments.sources);
  switch (description.sources) {
    case Description::Sources::Many:
      sources->required();
      break;
    case Description::Sources::One:
      sources->required()->expected(1);
      break;
    case Description::Sources::OneOrStandard:
      sources->expected(0, 1);
      break;
  }
  app.add_flag("--json", arguments.json, "print the result as JSON on standard output");
  if (description.converts) {
    add_conversion(app, description, arguments, raw);
  }
  if (description.reads_stores) {
    app.add_option("--charset", raw.charset, "code page of 8-bit text that names none: 850, cp932")
        ->type_name("CP");
  }
  if (description.recovers) {
    add_recovery(app, arguments);
  }
  if (description.filters) {
    add_filters(app, raw);
  }
  if (description.reads_migration_sets) {
    add_migration(app, arguments);
  }
  if (description.isolates) {
    add_isolation(app, raw);
  }
  if (!description.forms.empty()) {
    app.add_option("--as", arguments.as, description.forms)->type_name("FORM");
  }
  if (description.writes_mail) {
    add_mail(app, arguments);
  }
  if (description.writes_pst) {
    add_pst(app, arguments, raw);
  }
  if (description.writes_mail || description.writes_pst) {
    app.add_flag("--no-provenance", arguments.no_provenance,
                 "do not write where each item came from into the mail");
  }
}

/// "700M" in bytes: a whole number and, if any, one of K, M, G, T, powers of 1,024.
std::optional<std::uint64_t> parse_size(std::string_view text) {
  constexpr std::string_view kUnits = "KMGT";
  std::uint64_t number = 0;
  const auto* end = text.data() + text.size();
  const auto parsed = std::from_chars(text.data(), end, number);
  unsigned shift = 0;
  const auto* rest = parsed.ptr;
  if (rest != end) {
    const auto unit =
        kUnits.find(static_cast<char>(std::toupper(static_cast<unsigned char>(*rest))));
    if (unit == std::string_view::npos || rest + 1 != end) {
      return std::nullopt;
    }
    shift = 10 * (static_cast<unsigned>(unit) + 1);
  }
  if (parsed.ec != std::errc{} || number > (UINT64_MAX >> shift)) {
    return std::nullopt;
  }
  return number << shift;
}

std::string in_lower_case(std::string text) {
  std::ranges::transform(text, text.begin(), [](char c) {
    return c >= 'A' && c <= 'Z' ? static_cast<char>(c - 'A' + 'a') : c;
  });
  return text;
}

std::optional<pst::Encoding> parse_encoding(std::string_view name) {
  if (name == "none") {
    return pst::Encoding::None;
  }
  if (name == "permute") {
    return pst::Encoding::Permute;
  }
  return name == "cyclic" ? std::optional(pst::Encoding::Cyclic) : std::nullopt;
}

/// What the texts about a PST mean; the reason when they mean nothing.
std::optional<std::string> interpret_pst(const Raw& raw, Arguments& arguments) {
  if (raw.split_size) {
    const auto size = parse_size(*raw.split_size);
    if (!size || *size < kSmallestSplitSize) {
      return "--split-size " + *raw.split_size +
             ": a size is a whole number and K, M, G or T, at least 1M: 700M, 2G";
    }
    arguments.split_size = *size;
  }
  if (raw.encoding) {
    const auto encoding = parse_encoding(in_lower_case(*raw.encoding));
    if (!encoding) {
      return "--encoding " + *raw.encoding + ": there are permute, cyclic and none";
    }
    arguments.encoding = *encoding;
  }
  return std::nullopt;
}

/// What the days mean; the reason when they mean nothing.
std::optional<std::string> interpret_dates(const Raw& raw, Arguments& arguments) {
  constexpr text::Ticks kDay = 24 * 60 * 60 * text::kTicksPerSecond;
  arguments.dates.from = raw.from ? run::parse_day(*raw.from) : std::nullopt;
  arguments.dates.until = raw.until ? run::parse_day(*raw.until) : std::nullopt;
  for (const auto& [text, day] :
       {std::pair(raw.from, arguments.dates.from), std::pair(raw.until, arguments.dates.until)}) {
    if (text && !day) {
      return *text + ": no day; write it as 1995-03-14";
    }
  }
  if (arguments.dates.until) {
    *arguments.dates.until += kDay;
  }
  return std::nullopt;
}

/// What the raw texts mean; the reason when they mean nothing.
std::optional<std::string> interpret(const Raw& raw, Arguments& arguments) {
  if (!raw.charset.empty()) {
    const auto page = text::code_page_by_name(raw.charset);
    if (!page) {
      return "--charset " + raw.charset + ": no code page of that name; try 1252, 850 or cp932";
    }
    arguments.charset = *page;
  }
  if (!raw.zone.empty()) {
    arguments.zone = text::TimeZone::find(raw.zone);
    if (!arguments.zone) {
      return "--timezone " + raw.zone +
             ": no zone of that name; try Europe/Berlin, America/New_York, UTC or +05:45";
    }
  }
  if (const auto why = interpret_dates(raw, arguments)) {
    return why;
  }
  arguments.as = in_lower_case(arguments.as);
  arguments.item_timeout = std::chrono::seconds(raw.item_timeout);
  return interpret_pst(raw, arguments);
}

void note_given(const CLI::App& app, Arguments& arguments) {
  for (const auto* option : app.get_options()) {
    const auto name = option->get_name();
    const bool changes_result =
        name == "--charset" || name == "--timezone" || name == "--from" || name == "--until" ||
        name == "--no-deleted" || name == "--keep-duplicates" || name == "--orphans" ||
        name == "--drafts-unsent" || name == "--hidden" || name == "--address-domain" ||
        name == "--no-provenance" || name == "--as" || name == "--item-timeout" ||
        name == "--split-size" || name == "--encoding" || name == "--display-name" ||
        name == "--dry-run" || name == "--force";
    if (changes_result && option->count() > 0) {
      arguments.given.emplace_back(name.substr(2), option->as<std::string>());
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
  Raw raw;
  CLI::App app(description.about, description.name);
  try {
    declare(app, description, parsed.arguments, raw);
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
  if (const auto why = interpret(raw, parsed.arguments)) {
    parsed.exit = misuse(description, *why);
    return parsed;
  }
  note_given(app, parsed.arguments);
  return parsed;
}

}  // namespace tool
