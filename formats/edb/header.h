// What the header of an Exchange information store (.edb, .stm) says of it. FORMAT.md.
#pragma once

#include <cstdint>
#include <optional>
#include <span>
#include <string_view>

namespace edb {

enum class FileType : std::uint8_t { Database, Streaming, Unknown };
/// FORMAT.md 1: of which program's years the engine is.
enum class Engine : std::uint8_t {
  Older,         // versions before 620: which of them Exchange 4.0 and 5.0 wrote is not documented
  Exchange55,    // 620, revision 2
  Exchange2000,  // 620, revisions 9, A, B: Exchange 2000 and 2003
  Later,         // 620, revisions 11, 14: Exchange 2007 and later
  Unknown,
};
enum class Shutdown : std::uint8_t { Clean, Dirty, Unknown };

struct Header {
  std::uint32_t version = 0;
  std::uint32_t revision = 0;  // of version 620 alone; 0 for others
  std::uint32_t page_size = 0;
  FileType type = FileType::Unknown;
  Engine engine = Engine::Unknown;
  Shutdown shutdown = Shutdown::Unknown;
  std::uint32_t state = 0;  // as stored
  friend bool operator==(const Header&, const Header&) = default;
};

/// nullopt when `head`, the beginning of a file, has no such header: fewer than 240 bytes, or
/// another magic.
[[nodiscard]] std::optional<Header> read_header(std::span<const std::byte> head);

}  // namespace edb
