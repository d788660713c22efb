#include "converters/run/report.h"

#include <array>
#include <charconv>
#include <cinttypes>
#include <cstdio>
#include <cstdlib>
#include <ctime>
#include <string_view>

#include "converters/run/exit_code.h"
#include "converters/run/quantity.h"
#include "formats/text/code_page.h"
#include "formats/text/csv.h"

namespace run {
namespace {

/// Q177776 writes "5/10/96 10:05:00": no leading zero in the date, two digits of the year.
std::string migrate_time(std::int64_t unix_seconds) {
  const std::time_t time = unix_seconds;
  std::tm date{};
  gmtime_r(&time, &date);
  std::array<char, 64> text{};
  const int length =
      std::snprintf(text.data(), text.size(), "%d/%d/%02d %d:%02d:%02d", date.tm_mon + 1,
                    date.tm_mday, date.tm_year % 100, date.tm_hour, date.tm_min, date.tm_sec);
  return {text.data(), static_cast<std::size_t>(length)};
}

std::string migrate_message(const MailboxResult& result) {
  if (result.error) {
    return result.error->what;
  }
  const auto losses = result.account.losses.total() + result.account.partial_items();
  if (result.intact()) {
    return "Migrated No Errors";
  }
  return losses == 0
             ? "Migrated With Damage"
             : "Migrated With " + std::to_string(losses) + (losses == 1 ? " Loss" : " Losses");
}

}  // namespace

std::int64_t now_unix_seconds() {
  // NOLINTNEXTLINE(concurrency-mt-unsafe): nothing here changes the environment.
  if (const char* fixed = std::getenv("SOURCE_DATE_EPOCH"); fixed != nullptr) {
    const std::string_view text(fixed);
    std::int64_t seconds = 0;
    const auto [end, code] = std::from_chars(text.data(), text.data() + text.size(), seconds);
    if (code == std::errc{} && end == text.data() + text.size()) {
      return seconds;
    }
  }
  return std::time(nullptr);
}

std::string verdict_of(const Report& report) {
  if (report.exit_code == kExitComplete) {
    return "complete";
  }
  if (report.exit_code == kExitDamage) {
    return "complete, with damage";
  }
  return report.exit_code > 128 ? "interrupted" : "failed";
}

std::string to_csv(const Report& report) {
  std::string rows;
  for (const auto& result : report.mailboxes) {
    const auto& display_name = result.account.store.display_name;
    const auto alias = result.source.directory.empty() ? result.source.path.stem().string()
                                                       : result.source.path.filename().string();
    rows += text::csv_record(
        {result.error ? "FAILURE" : "SUCCESS", display_name.empty() ? alias : display_name, alias,
         result.source.path.string(), result.output.string(),
         (report.dry_run ? "Dry Run, Nothing Written: " : "") + migrate_message(result),
         migrate_time(report.ended)});
  }
  return rows;
}

bytes::Result<void> write_side_file(const std::filesystem::path& path, std::string_view text,
                                    bytes::Overwrite overwrite) {
  auto file = bytes::open_output_file(path, overwrite);
  if (!file) {
    return tl::unexpected(file.error());
  }
  if (auto written = (*file)->write(text); !written) {
    return written;
  }
  return (*file)->close();
}

bytes::Result<void> write_report(const Report& report, const std::filesystem::path& path,
                                 bytes::Overwrite overwrite) {
  const bool is_csv = text::fold_case(path.extension().string()) == ".csv";
  return write_side_file(path, is_csv ? to_csv(report) : to_json(report), overwrite);
}

}  // namespace run
