#include "converters/run/migration_directory.h"

#include "converters/iff/mailbox_plan.h"
#include "converters/run/sniff.h"
#include "formats/directory/row_record.h"
#include "formats/iff/directory_row.h"
#include "formats/iff/migration_set.h"
#include "formats/iff/sniff.h"
#include "formats/text/code_page.h"

namespace run {
namespace {

constexpr char kMultiValue = ';';

directory::Finding finding_of(const iff::Row& row, std::string_view field, std::string raw) {
  return {.line = row.at.line,
          .damage = {.offset = row.at.offset,
                     .length = row.length,
                     .kind = bytes::DamageKind::Inconsistent,
                     .field = field,
                     .found = 0,
                     .expected = 0},
          .column = {},
          .raw = std::move(raw),
          .is_note = false};
}

void read_section(const convert::iff::OpenSection& open, directory::DirectoryFile& file) {
  auto rows = open.rows();
  while (const auto row = rows.next()) {
    if (row->state == iff::RowState::Lost) {
      file.findings.add(finding_of(*row, "row.lost", text::decode(row->raw, file.code_page).utf8));
      continue;
    }
    const iff::DirectoryRow entry = iff::to_directory_row(open.section(), *row, file.code_page);
    for (const std::string& remark : entry.remarks) {
      auto finding = finding_of(*row, "value.backslash", remark);
      finding.is_note = true;
      file.findings.add(std::move(finding));
    }
    file.records.push_back(directory::to_record(
        {.line = row->at.line, .offset = row->at.offset, .length = row->length}, entry.values,
        kMultiValue, file.findings));
  }
}

}  // namespace

bool is_migration_directory(const std::filesystem::path& path) {
  const auto head = read_head(path);
  return head && iff::sniff(*head) != iff::FileSort::None;
}

bytes::Result<std::vector<NamedDirectory>> read_migration_directory(
    const std::filesystem::path& path, text::CodePageNumber charset) {
  const auto set = iff::MigrationSet::open(path, charset);
  if (!set) {
    return tl::unexpected(set.error());
  }
  std::vector<NamedDirectory> found;
  for (std::size_t place = 0; place < set->primaries().size(); ++place) {
    const iff::PrimaryFile& primary = set->primaries()[place];
    directory::DirectoryFile file;
    file.code_page = primary.code_page;
    bool has_section = false;
    for (std::size_t section = 0; section < primary.sections.size(); ++section) {
      if (primary.sections[section].kind != iff::SectionKind::Directory) {
        continue;
      }
      const auto open =
          convert::iff::OpenSection::open(*set, {.primary = place, .section = section});
      if (!open) {
        return tl::unexpected(open.error());
      }
      has_section = true;
      read_section(*open, file);
    }
    if (has_section) {
      found.emplace_back((path.parent_path() / primary.file.name).string(), std::move(file));
    }
  }
  if (found.empty()) {
    return bytes::fail(bytes::ErrorKind::NotThisFormat,
                       path.string() + ": no DIRECTORY section in it",
                       "name the primary file that has one, often Directory.pri");
  }
  return found;
}

}  // namespace run
