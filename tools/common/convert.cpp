#include "tools/common/convert.h"

#include <string>

#include "converters/run/conversion.h"
#include "converters/run/exit_code.h"
#include "converters/run/report.h"
#include "tools/common/console.h"
#include "tools/common/standard_output.h"
#include "tools/common/summary.h"

namespace tool {
namespace {

run::ConversionOptions options_of(const Description& description, const Arguments& arguments,
                                  run::TargetKind kind) {
  run::ConversionOptions options;
  options.read = {.charset = arguments.charset,
                  .deleted = !arguments.no_deleted,
                  .keep_duplicates = arguments.keep_duplicates};
  options.target.kind = kind;
  options.target.overwrite = arguments.force ? bytes::Overwrite::Replace : bytes::Overwrite::Refuse;
  options.target.dry_run = arguments.dry_run;
  options.target.mime.address_domain = arguments.address_domain;
  options.target.mime.provenance = !arguments.no_provenance;
  options.target.mime.hidden = arguments.hidden;
  options.target.creator = description.name + " " + version();
  options.zone = arguments.zone;
  options.item_timeout = arguments.item_timeout;
  return options;
}

/// Writes what --report and --json ask for. 0, or the status of what went wrong.
int deliver(Console& console, const Arguments& arguments, const run::Report& report) {
  bytes::Result<void> written;
  if (!arguments.report.empty()) {
    written = run::write_report(report, arguments.report);
  }
  if (written && arguments.json) {
    written = write_standard_output(run::to_json(report));
  }
  if (written) {
    return run::kExitComplete;
  }
  console.fail(written.error());
  return run::exit_code(written.error().kind);
}

}  // namespace

int convert(const Description& description, const Arguments& arguments,
            const std::vector<run::Source>& sources) {
  Console console(description.name);
  if (auto configured = console.configure(arguments); !configured) {
    console.fail(configured.error());
    return run::exit_code(configured.error().kind);
  }
  const auto kind = run::target_kind(arguments.as, arguments.output);
  if (!kind) {
    console.fail(kind.error());
    return run::kExitUsage;
  }
  run::Report report{.tool = description.name,
                     .version = version(),
                     .options = arguments.given,
                     .dry_run = arguments.dry_run,
                     .mailboxes = {},
                     .notes = {},
                     .started = run::now_unix_seconds()};
  run::Progress progress(!arguments.quiet && !arguments.json);
  report.mailboxes = run::convert_all(
      sources, arguments.output, options_of(description, arguments, *kind), progress,
      [&](const run::MailboxResult& result) { print_mailbox(console, result, arguments.dry_run); });
  print_total(console, report.mailboxes);
  report.exit_code = run::exit_code(report.mailboxes);
  if (arguments.dry_run && report.exit_code <= run::kExitDamage &&
      !print_room(console, report.mailboxes, arguments.output)) {
    report.exit_code = run::kExitCannotCreate;
  }
  report.ended = run::now_unix_seconds();
  const auto delivered = deliver(console, arguments, report);
  return report.exit_code <= run::kExitDamage && delivered != 0 ? delivered : report.exit_code;
}

}  // namespace tool
