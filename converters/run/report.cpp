#include "converters/run/report.h"

#include <charconv>
#include <cstdlib>
#include <ctime>
#include <string_view>

#include "converters/run/batch/control_list.h"
#include "converters/run/exit_code.h"
#include "converters/run/quantity.h"
#include "formats/text/code_page.h"
#include "formats/text/csv.h"

namespace run {

std::string result_message(const MailboxResult& result) {
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

namespace {

/// Of the object of the directory that the mailbox is, else the mailbox's name or its file's.
std::string alias_of(const MailboxResult& result) {
  if (result.match && result.book != nullptr &&
      result.match->match.outcome == convert::directory::Outcome::Matched) {
    const std::size_t object = result.match->match.objects.front();
    if (const auto& alias = result.book->directory().objects()[object].alias; !alias.empty()) {
      return alias;
    }
  }
  if (result.source.kind == SourceKind::Iff && !result.source.mailbox.empty()) {
    return result.source.mailbox;
  }
  return result.source.directory.empty() ? result.source.path.stem().string()
                                         : result.source.path.filename().string();
}

}  // namespace

std::string to_csv(const Report& report) {
  std::vector<ResultRow> all;
  for (const auto& result : report.mailboxes) {
    const auto& display_name = result.account.store.display_name;
    const auto alias = alias_of(result);
    all.push_back({.failed = result.error.has_value(),
                   .display_name = display_name.empty() ? alias : display_name,
                   .alias = alias,
                   .source = shown_path(result.source),
                   .target = result.output.string(),
                   .message = result_message(result),
                   .tally = result.account.total(),
                   .ended = report.ended});
  }
  all.insert(all.end(), report.rows.begin(), report.rows.end());
  std::string rows;
  for (const ResultRow& row : all) {
    rows += text::csv_record({row.failed ? "FAILURE" : "SUCCESS", row.display_name, row.alias,
                              row.source, row.target,
                              (report.dry_run ? "Dry Run, Nothing Written: " : "") + row.message,
                              batch::list_time(row.ended), std::to_string(row.tally.expected),
                              std::to_string(row.tally.written), std::to_string(row.tally.skipped),
                              std::to_string(row.tally.failed)});
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
