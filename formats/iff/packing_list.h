// The packing list (.PKL): the code page of a set and its files. FORMAT.md 1.
#pragma once

#include <cstddef>
#include <cstdint>
#include <optional>
#include <span>
#include <string>
#include <vector>

#include "formats/bytes/damage.h"
#include "formats/iff/line.h"
#include "formats/iff/row.h"
#include "formats/text/code_page.h"

namespace iff {

enum class FileKind : std::uint8_t { Primary, Secondary, Unknown };

struct ListedFile {
  std::string name;  // 8-bit, in the code page of whoever wrote the list: FORMAT.md 1.2
  FileKind kind = FileKind::Unknown;
  std::uint64_t line = 0;
  friend bool operator==(const ListedFile&, const ListedFile&) = default;
};

struct PackingList {
  text::CodePageNumber code_page = 0;  // of the set; 0: the list does not tell
  std::vector<ListedFile> files;       // in their order
};

inline constexpr std::size_t kMostListedFiles = 1'000'000;

enum class ListLineKind : std::uint8_t { Blank, Remark, CodePage, Header, File, Unknown };

struct ListLine {
  Line line;
  std::uint64_t end = 0;  // the offset behind it, line end included
  ListLineKind kind = ListLineKind::Unknown;
  text::CodePageNumber code_page = 0;  // of a CodePage
  ListedFile file{};                   // of a File
  std::vector<Field> fields{};         // of a Header, a File, or what may have been one
};

/// The lines of a list, one by one. Files beyond kMostListedFiles, and lines longer than
/// kLongestLine, are Unknown.
class ListReader {
 public:
  explicit ListReader(std::span<const std::byte> file);

  /// nullopt behind the last.
  [[nodiscard]] std::optional<ListLine> next();

 private:
  void look_at(ListLine& read);

  LineReader lines_;
  std::size_t files_ = 0;
};

/// Told: a list without a number ("PKL.CodePage"), lines that name no kind of file
/// ("PKL.Filetype").
[[nodiscard]] PackingList read_packing_list(std::span<const std::byte> file,
                                            bytes::DamageLog& damage);

}  // namespace iff
