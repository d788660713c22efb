// The header of a PST or OST with pages of 512 bytes, [MS-PST] 2.2.2.6.
#pragma once

#include <array>
#include <cstddef>
#include <cstdint>
#include <span>

#include "formats/bytes/damage.h"
#include "formats/bytes/result.h"
#include "formats/pst/ndb/ids.h"
#include "formats/pst/ndb/width.h"

namespace pst::reader {

/// [MS-PST] 2.2.2.4 BREF: where a page is said to lie, and the id it is said to have.
struct PageRef {
  Bid bid;
  std::uint64_t offset = 0;

  friend bool operator==(const PageRef&, const PageRef&) = default;
};

/// wMagicClient.
enum class Client : std::uint8_t { Pst, Ost, Other };

struct FileHeader {
  Width width = Width::Unicode;
  Client client = Client::Pst;
  std::uint16_t version = 0;  // wVer
  /// As stored; Permute when it is none of the three (told as damage). Store::open() trusts the
  /// blocks more than this.
  Encoding encoding = Encoding::Permute;
  PageRef nodes;                             // BREFNBT
  PageRef blocks;                            // BREFBBT
  std::uint64_t recorded_size = 0;           // ROOT.ibFileEof
  std::uint64_t last_amap = 0;               // ROOT.ibAMapLast
  std::uint64_t free_bytes = 0;              // ROOT.cbAMapFree
  std::uint8_t amap_valid = 0;               // ROOT.fAMapValid: 0 invalid, 1 and 2 valid
  std::uint64_t next_block = 0;              // bidNextB
  std::uint64_t next_page = 0;               // bidNextP
  std::uint32_t next_row_version = 0;        // dwUnique
  std::array<std::uint32_t, 32> counters{};  // rgnid
};

/// Reads the header at the front of `content`, a whole file. Liberal: one wrong field is damage
/// (HEADER.dwMagic, .wMagicClient, .wVer, .dwCRCPartial, .dwCRCFull, .bSentinel, .bCryptMethod,
/// ROOT.ibFileEof), and the others are read; a wrong magic needs a right checksum, an unknown
/// version is made good by whichever width has its sentinel. NotThisFormat when it is no PST at
/// all; Unsupported for files with pages of 4 KB and for PABs, which libpff reads.
[[nodiscard]] bytes::Result<FileHeader> read_file_header(std::span<const std::byte> content,
                                                         bytes::DamageLog& damage);

}  // namespace pst::reader
