#include "tools/common/evidence.h"

#include <string>

#include "converters/run/exit_code.h"
#include "converters/run/quantity.h"

namespace tool {
namespace {

void fail_with(Console& console, run::Report& report, const bytes::Error& error) {
  console.fail(error);
  if (report.exit_code <= run::kExitDamage) {
    report.exit_code = run::exit_code(error.kind);
  }
}

void tell_findings(Console& console, const run::evidence::Findings& findings, run::Report& report) {
  for (const auto& line : findings.changed) {
    report.notes.push_back("SOURCE CHANGED during the run: " + line);
    fail_with(console, report,
              {.kind = bytes::ErrorKind::Io,
               .what = "SOURCE CHANGED during the run: " + line,
               .hint = "what was written is of no one state of it; convert a copy that nobody "
                       "writes to"});
  }
  for (const auto& line : findings.unread) {
    report.notes.push_back("no hash of a source file: " + line);
    console.say("no hash of a source file: " + line);
  }
  if (!findings.unread.empty() && report.exit_code == run::kExitComplete) {
    report.exit_code = run::kExitDamage;
  }
}

}  // namespace

bytes::Result<std::unique_ptr<run::evidence::Package>> open_evidence(const Description& description,
                                                                     const Arguments& arguments,
                                                                     const run::Found& found,
                                                                     run::Progress& progress) {
  if (arguments.evidence.empty()) {
    return nullptr;
  }
  return run::evidence::Package::open(
      {.directory = arguments.evidence, .program = description.name, .version = version()},
      found.sources, progress);
}

void finish_evidence(Console& console, run::evidence::Package& package, run::Report& report,
                     const Arguments& arguments, run::Progress& progress) {
  constexpr int kStopped = 128;
  if (report.exit_code > kStopped) {
    console.say(package.left_behind());
    return;
  }
  const auto findings = package.look_again(progress);
  if (!findings) {
    fail_with(console, report, findings.error());
    console.say(package.left_behind());
    return;
  }
  tell_findings(console, *findings, report);
  const auto seal = package.finish(report);
  if (!seal) {
    fail_with(console, report, seal.error());
    console.say(package.left_behind());
    return;
  }
  console.say("evidence: " + run::format_items(package.files().files().size(), "source file") +
              ", " + run::format_items(package.rows(), "row") + " in " +
              arguments.evidence.string() + "; SHA-256 of its run.json: " + *seal);
}

}  // namespace tool
