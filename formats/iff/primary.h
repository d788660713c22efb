// The sections of a primary file. FORMAT.md 3.
#pragma once

#include <cstdint>
#include <span>
#include <string>
#include <vector>

#include "formats/bytes/damage.h"
#include "formats/iff/columns.h"
#include "formats/iff/line.h"
#include "formats/text/code_page.h"

namespace iff {

enum class SectionKind : std::uint8_t { Directory, AddressBook, Messages };

struct Section {
  SectionKind kind = SectionKind::Messages;
  std::string address;               // whose it is, 8-bit, as written; empty in a directory
  bool is_public = false;            // messages of public folders
  Place at;                          // of its keyword
  std::vector<std::string> columns;  // of its header line, 8-bit; empty without one
  Place rows;                        // where its rows begin
  std::uint64_t rows_end = 0;
};

/// The most sections of a file that are told apart.
inline constexpr std::size_t kMostSections = 1'000'000;

/// What the sections of `file` are, in their order. Lines before the first are Unclaimed
/// ("PRI.line"); what begins with one more than kMostSections is OutOfRange ("PRI.sections").
[[nodiscard]] std::vector<Section> read_sections(std::span<const std::byte> file,
                                                 text::CodePageNumber page,
                                                 bytes::DamageLog& damage);

/// Of a section of messages or of an address book.
[[nodiscard]] Columns columns_of(const Section& section);

/// The places of the columns of such a section in which pointers are followed.
[[nodiscard]] std::vector<std::size_t> followed_places(const Section& section);

/// "DIRECTORY", "PAB", "MAILMESSAGE".
[[nodiscard]] std::string_view keyword_of(SectionKind kind);

/// FORMAT.md 3.3: what two spellings of one source address have in common: no "migrate:" in front,
/// upper and lower case alike. `utf8` is decoded.
[[nodiscard]] std::string address_key(std::string_view utf8);

}  // namespace iff
