// The packing list (.PKL): the code page of a set and its files. FORMAT.md 1.
#pragma once

#include <cstdint>
#include <span>
#include <string>
#include <vector>

#include "formats/bytes/damage.h"
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

/// Told: a list without a number ("PKL.CodePage"), lines that name no kind of file
/// ("PKL.Filetype").
[[nodiscard]] PackingList read_packing_list(std::span<const std::byte> file,
                                            bytes::DamageLog& damage);

}  // namespace iff
