// Any file that says who has which addresses.
#pragma once

#include <cstddef>
#include <cstdint>
#include <span>
#include <string>
#include <string_view>
#include <vector>

#include "formats/bytes/result.h"
#include "formats/directory/csv_dialect.h"
#include "formats/directory/finding.h"
#include "formats/directory/record.h"
#include "formats/text/code_page.h"

namespace directory {

enum class FileKind : std::uint8_t {
  DirectoryCsv,  // of Exchange's directory export or import
  UserList,      // of the Migration Wizard for Microsoft Mail (PC)
  Ldif,
  Dirsync,
  AddressMap,  // native,smtp
};

struct ReadOptions {
  text::CodePageNumber charset = 0;  // 0: as read_lines() finds out
  CsvDialectOptions dialect{};
};

struct DirectoryFile {
  FileKind kind = FileKind::DirectoryCsv;
  text::CodePageNumber code_page = text::kUtf8;
  CsvDialect dialect{};                 // of CSV
  std::vector<std::string> preamble{};  // of a user list
  std::vector<Record> records{};
  FindingLog findings{};
};

/// "directory CSV", "user list", "LDIF", "DIRSYNC text", "address map".
[[nodiscard]] std::string_view name_of(FileKind kind);

/// Reads a whole file, whose kind is told by its content: LDIF by its first attribute, DIRSYNC text
/// by its first letters, a user list by the column SFS_UserName, an address map by `native,smtp` or
/// an Internet address in the second of two columns, a directory CSV by two known columns in its
/// first line. NotThisFormat when it is none of these, LimitExceeded as read_lines(). What else is
/// wrong stands in `findings`.
[[nodiscard]] bytes::Result<DirectoryFile> read_directory(std::span<const std::byte> file,
                                                          const ReadOptions& options);

}  // namespace directory
