#include "converters/run/evidence/run_record.h"

#include <sys/utsname.h>
#include <unistd.h>

#include <algorithm>
#include <filesystem>
#include <fstream>
#include <iterator>
#include <system_error>

#include "converters/run/exit_code.h"
#include "converters/run/json_document.h"
#include "formats/text/calendar_date.h"

namespace run::evidence {
namespace {

std::string iso_text(std::int64_t unix_seconds) {
  return text::iso8601(unix_seconds * text::kTicksPerSecond) + "Z";
}

/// As the system has it: the program's words, each ending with a zero.
Json command_line() {
  std::ifstream file("/proc/self/cmdline", std::ios::binary);
  const std::string all{std::istreambuf_iterator<char>(file), {}};
  Json words = Json::array();
  for (std::size_t at = 0; at < all.size();) {
    const auto end = std::min(all.find('\0', at), all.size());
    words.push_back(all.substr(at, end - at));
    at = end + 1;
  }
  return words;
}

Json host() {
  struct utsname name {};
  if (::uname(&name) != 0) {
    return Json(nullptr);
  }
  return {{"name", static_cast<const char*>(name.nodename)},
          {"system", static_cast<const char*>(name.sysname)},
          {"release", static_cast<const char*>(name.release)},
          {"version", static_cast<const char*>(name.version)},
          {"machine", static_cast<const char*>(name.machine)},
          {"user_id", ::getuid()}};
}

Json mailboxes(const Report& report) {
  Json all = Json::array();
  for (const auto& result : report.mailboxes) {
    const auto total = result.account.total();
    Json one{{"source", shown_path(result.source)},
             {"status", result.error      ? "failed"
                        : result.intact() ? "complete"
                                          : "complete, with damage"},
             {"output",
              result.error || result.output.empty() ? Json(nullptr) : Json(result.output.string())},
             {"expected", total.expected},
             {"written", total.written},
             {"skipped", total.skipped},
             {"failed", total.failed}};
    if (result.error) {
      one["error"] = result.error->what;
    }
    all.push_back(std::move(one));
  }
  return all;
}

Json verdicts(const SourceFiles& files) {
  Json counts = Json::object();
  for (const auto verdict :
       {Verdict::Unchanged, Verdict::Changed, Verdict::Gone, Verdict::Appeared, Verdict::Unread}) {
    counts[name_of(verdict)] = std::ranges::count(files.files(), verdict, &SourceFile::verdict);
  }
  return counts;
}

}  // namespace

std::string compiler_name() {
#ifdef __clang__
  return "clang " __clang_version__;
#else
  return "g++ " __VERSION__;
#endif
}

std::string run_record(const Report& report, const SourceFiles& files,
                       const std::string& manifest) {
  Json options = Json::object();
  for (const auto& [name, value] : report.options) {
    options[name] = value;
  }
  std::error_code ignored;
  return document_of(Json{{"schema", "restante-evidence-run-1"},
                          {"tool", report.tool},
                          {"version", report.version},
                          {"compiler", compiler_name()},
                          {"command_line", command_line()},
                          {"working_directory", std::filesystem::current_path(ignored).string()},
                          {"options", std::move(options)},
                          {"host", host()},
                          {"started", iso_text(report.started)},
                          {"ended", iso_text(now_unix_seconds())},
                          {"verdict", verdict_of(report)},
                          {"exit_status", report.exit_code},
                          {"source_files", verdicts(files)},
                          {"mailboxes", mailboxes(report)},
                          {"manifest_sha256", manifest}});
}

}  // namespace run::evidence
