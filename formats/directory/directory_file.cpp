#include "formats/directory/directory_file.h"

#include <algorithm>
#include <optional>
#include <utility>

#include "formats/directory/address_map_file.h"
#include "formats/directory/csv_file.h"
#include "formats/directory/dirsync_file.h"
#include "formats/directory/ldif_reader.h"
#include "formats/directory/lines.h"
#include "formats/directory/row_tokenizer.h"

namespace directory {
namespace {

/// What the file is, and, of CSV, where its header stands.
struct Verdict {
  FileKind kind = FileKind::DirectoryCsv;
  std::size_t header = 0;
};

std::optional<Verdict> judge(std::span<const Line> lines, const CsvDialectOptions& options) {
  if (is_ldif(lines)) {
    return Verdict{.kind = FileKind::Ldif};
  }
  if (is_dirsync(lines)) {
    return Verdict{.kind = FileKind::Dirsync};
  }
  if (const std::size_t header = find_user_list_header(lines, options); header < lines.size()) {
    return Verdict{.kind = FileKind::UserList, .header = header};
  }
  if (is_address_map(lines, options)) {
    return Verdict{.kind = FileKind::AddressMap};
  }
  const auto first = std::find_if(lines.begin(), lines.end(),
                                  [](const Line& line) { return !is_blank(line.text); });
  constexpr std::size_t kFewestColumns = 2;
  if (first == lines.end() ||
      known_columns(first->text, infer_dialect(first->text, options)) < kFewestColumns) {
    return std::nullopt;
  }
  return Verdict{.header = static_cast<std::size_t>(first - lines.begin())};
}

}  // namespace

std::string_view name_of(FileKind kind) {
  switch (kind) {
    case FileKind::DirectoryCsv:
      return "directory CSV";
    case FileKind::UserList:
      return "user list";
    case FileKind::Ldif:
      return "LDIF";
    case FileKind::Dirsync:
      return "DIRSYNC text";
    case FileKind::AddressMap:
      break;
  }
  return "address map";
}

bytes::Result<DirectoryFile> read_directory(std::span<const std::byte> file,
                                            const ReadOptions& options) {
  DirectoryFile out;
  const auto lines = read_lines(file, options.charset, out.findings);
  if (!lines) {
    return tl::unexpected(lines.error());
  }
  out.code_page = lines->code_page;
  const auto verdict = judge(lines->lines, options.dialect);
  if (!verdict) {
    return bytes::fail(bytes::ErrorKind::NotThisFormat,
                       "neither a directory export nor LDIF nor an address map",
                       "its first line must name the columns, as native,smtp does");
  }
  out.kind = verdict->kind;
  CsvFile csv;
  switch (out.kind) {
    case FileKind::Ldif:
      out.records = read_ldif(lines->lines, out.findings);
      return out;
    case FileKind::Dirsync:
      out.records = read_dirsync(lines->lines, out.findings);
      return out;
    case FileKind::AddressMap:
      csv = read_address_map(lines->lines, options.dialect, out.findings);
      break;
    case FileKind::DirectoryCsv:
    case FileKind::UserList:
      csv = read_csv(lines->lines, verdict->header, options.dialect, out.findings);
      break;
  }
  out.dialect = csv.dialect;
  out.preamble = std::move(csv.preamble);
  out.records = std::move(csv.records);
  return out;
}

}  // namespace directory
