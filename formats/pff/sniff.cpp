#include "formats/pff/sniff.h"

#include "formats/bytes/byte_reader.h"
#include "formats/bytes/little_endian.h"

namespace pff {
namespace {

/// [MS-PST] 2.2.2.6 HEADER, its fields before the two layouts part.
struct HeaderHead {
  bytes::u32 dwMagic;
  bytes::u32 dwCRCPartial;
  bytes::u16 wMagicClient;
  bytes::u16 wVer;
};
static_assert(sizeof(HeaderHead) == kSniffBytes);

constexpr std::uint32_t kMagic = 0x4E444221;  // "!BDN"

// 2.2.2.6 wVer: 14 or 15 "if the file is an ANSI PST file", 23 for Unicode. libpff
// also knows 21 as Unicode, and 36 is the OST of Outlook 2013 with pages of 4 KB (FORMAT.md 1).
Layout layout_of(std::uint16_t version) {
  switch (version) {
    case 14:
    case 15:
      return Layout::Ansi;
    case 21:
    case 23:
      return Layout::Unicode;
    case 36:
      return Layout::Unicode4k;
    default:
      return Layout::Unknown;
  }
}

// [MS-PST] fixes wMagicClient to "SM". An OST may carry "SO"; those with 4 KB pages carry "SM" like
// a PST, and no PST has such pages (FORMAT.md 1). An address book carries "AB".
Content content_of(std::uint16_t client, Layout layout) {
  if (client == 0x4D53 && layout == Layout::Unicode4k) {
    return Content::Ost;
  }
  switch (client) {
    case 0x4D53:
      return Content::Pst;
    case 0x4F53:
      return Content::Ost;
    case 0x4241:
      return Content::Pab;
    default:
      return Content::Unknown;
  }
}

}  // namespace

Confidence sniff(std::span<const std::byte> head) {
  const auto header = bytes::ByteReader(head).read<HeaderHead>();
  if (!header) {
    return {};
  }
  Confidence result;
  result.magic = {
      .field = "HEADER.dwMagic", .found = header->dwMagic, .expected = header->dwMagic == kMagic};
  if (!result.magic.expected) {
    return result;
  }
  result.layout = layout_of(header->wVer);
  result.content = content_of(header->wMagicClient, result.layout);
  result.client = {.field = "HEADER.wMagicClient",
                   .found = header->wMagicClient,
                   .expected = result.content != Content::Unknown};
  result.version = {
      .field = "HEADER.wVer", .found = header->wVer, .expected = result.layout != Layout::Unknown};
  result.certainty =
      result.client.expected && result.version.expected ? Certainty::Sure : Certainty::Possible;
  return result;
}

std::optional<std::uint64_t> recorded_size(std::span<const std::byte> head) {
  // 2.2.2.6 HEADER: root lies at 0xA4 (ANSI) or 0xB4; 2.2.2.5 ROOT: dwReserved, ibFileEof.
  constexpr std::size_t kAnsi = 0xA8;
  constexpr std::size_t kUnicode = 0xB8;
  const auto layout = sniff(head).layout;
  if (layout == Layout::Unknown) {
    return std::nullopt;
  }
  bytes::ByteReader reader(head);
  if (layout == Layout::Ansi) {
    const auto size = reader.take(kAnsi) ? reader.read<bytes::u32>() : std::nullopt;
    return size ? std::optional<std::uint64_t>(*size) : std::nullopt;
  }
  const auto size = reader.take(kUnicode) ? reader.read<bytes::u64>() : std::nullopt;
  return size ? std::optional<std::uint64_t>(*size) : std::nullopt;
}

std::string_view name_of(Content content) {
  switch (content) {
    case Content::Pst:
      return "PST";
    case Content::Ost:
      return "OST";
    case Content::Pab:
      return "PAB";
    case Content::Unknown:
      break;
  }
  return "PFF";
}

std::string_view name_of(Layout layout) {
  switch (layout) {
    case Layout::Ansi:
      return "ANSI";
    case Layout::Unicode:
      return "Unicode";
    case Layout::Unicode4k:
      return "Unicode (4 KB pages)";
    case Layout::Unknown:
      break;
  }
  return "unknown layout";
}

}  // namespace pff
