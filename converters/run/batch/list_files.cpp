#include "converters/run/batch/list_files.h"

#include <sys/stat.h>

#include <algorithm>
#include <map>
#include <utility>

#include "formats/bytes/output.h"
#include "formats/text/csv.h"

namespace run::batch {
namespace {

std::vector<std::string> fields_of(const Row& row) {
  return {row.display_name, row.alias, row.source, row.target};
}

}  // namespace

ListFiles files_beside(const std::filesystem::path& list) {
  const auto named = [&list](const char* extension) {
    const bool is_csv = text::fold_case(list.extension().string()) == ".csv";
    auto path = is_csv ? std::filesystem::path(list).replace_extension() : list;
    path += extension;
    return path;
  };
  return {.list = list,
          .journal = named(".journal"),
          .results = named(".results.csv"),
          .remaining = named(".remaining.csv")};
}

std::vector<std::filesystem::path> ListFiles::all() const {
  return {list, journal, journal.string() + "-journal", lock_of(journal), results, remaining};
}

std::string results_text(const std::vector<MailboxEntry>& mailboxes) {
  std::string rows;
  for (const MailboxEntry& mailbox : mailboxes) {
    const bool done = mailbox.state == MailboxState::Done;
    if (!done && mailbox.state != MailboxState::Failed) {
      continue;
    }
    auto fields = fields_of(mailbox.row);
    fields.insert(fields.begin(), done ? "SUCCESS" : "FAILURE");
    fields.push_back(mailbox.finished.message);
    fields.push_back(list_time(mailbox.ended));
    rows += text::csv_record(fields);
  }
  return rows;
}

std::string remaining_text(const std::vector<MailboxEntry>& mailboxes,
                           const std::vector<Row>& others) {
  std::string rows;
  for (const MailboxEntry& mailbox : mailboxes) {
    if (mailbox.state != MailboxState::Done) {
      rows += text::csv_record(fields_of(mailbox.row));
    }
  }
  for (const Row& row : others) {
    rows += text::csv_record(fields_of(row));
  }
  return rows;
}

std::string without_done(const std::string& content, const ControlList& list,
                         const std::set<std::string>& done) {
  std::map<std::size_t, std::pair<std::size_t, bool>> lines;  // offset → length, every row done
  for (const ListEntry& entry : list.entries) {
    const bool is_done = entry.outcome == Outcome::Pending && done.contains(key_of(entry.row));
    auto& line = lines.try_emplace(entry.offset, entry.length, true).first->second;
    line.second = line.second && is_done;
  }
  std::string rest;
  std::size_t at = 0;
  for (const auto& [offset, line] : lines) {
    const auto& [length, is_done] = line;
    if (is_done) {
      rest.append(content, at, offset - at);
      at = offset + length;
    }
  }
  return rest.append(content, at);
}

bytes::Result<void> replace_file(const std::filesystem::path& path, std::string_view content) {
  auto file = bytes::open_output_file(path, bytes::Overwrite::Replace);
  if (!file) {
    return tl::unexpected(file.error());
  }
  if (auto written = (*file)->write(content); !written) {
    return written;
  }
  return (*file)->close();
}

}  // namespace run::batch
