#include "formats/archives/sniff.h"

#include <algorithm>
#include <array>
#include <string>

#include "formats/bytes/byte_source.h"

namespace archives {
namespace {

using std::string_view_literals::operator""sv;

/// FORMAT.md 1 "ZIP": the name of the first member stands behind its local header.
bool is_document(std::string_view zip) {
  constexpr std::size_t kNameAt = 30;
  constexpr std::array kFirstMembers = {"[Content_Types].xml"sv, "_rels/"sv, "docProps/"sv,
                                        "mimetype"sv, "META-INF/"sv};
  return zip.size() > kNameAt &&
         std::ranges::any_of(kFirstMembers, [name = zip.substr(kNameAt)](std::string_view first) {
           return name.starts_with(first);
         });
}

bool is_zip(std::string_view file) {
  constexpr auto kMember = "PK\x03\x04"sv;
  constexpr auto kEmpty = "PK\x05\x06"sv;
  constexpr auto kSpanned = "PK\x07\x08PK\x03\x04"sv;
  return (file.starts_with(kMember) && !is_document(file)) || file.starts_with(kEmpty) ||
         file.starts_with(kSpanned);
}

/// FORMAT.md 1 "tar": the checksum of the first header is that of its 512 bytes, the field itself
/// taken for blanks.
bool is_tar(std::span<const std::byte> file) {
  constexpr std::size_t kHeader = 512;
  constexpr std::size_t kChecksumAt = 148;
  constexpr std::size_t kChecksumSize = 8;
  if (file.size() < kHeader || file[0] == std::byte{0}) {
    return false;
  }
  std::uint32_t sum = 0;
  std::uint32_t told = 0;
  bool has_digits = false;
  for (std::size_t i = 0; i < kHeader; ++i) {
    const auto byte = std::to_integer<std::uint32_t>(file[i]);
    const bool is_in_field = i >= kChecksumAt && i < kChecksumAt + kChecksumSize;
    sum += is_in_field ? std::uint32_t{' '} : byte;
    if (is_in_field && byte >= '0' && byte <= '7') {
      told = told * 8 + (byte - '0');
      has_digits = true;
    } else if (is_in_field && byte != ' ' && byte != 0) {
      return false;
    }
  }
  return has_digits && sum == told;
}

/// ECMA-119 8.1: the volume descriptors begin at sector 16 of 2,048 bytes.
bool is_iso(std::string_view file) {
  constexpr std::size_t kIdentifierAt = std::size_t{16} * 2048 + 1;
  return file.size() > kIdentifierAt && file.substr(kIdentifierAt).starts_with("CD001"sv);
}

}  // namespace

Form sniff(std::span<const std::byte> file) {
  const auto text = bytes::as_text(file);
  if (is_zip(text)) {
    return Form::Zip;
  }
  if (text.starts_with("7z\xBC\xAF\x27\x1C"sv)) {
    return Form::SevenZip;
  }
  if (text.starts_with("MSCF\0\0\0\0"sv)) {
    return Form::Cab;
  }
  constexpr std::size_t kBlockAt = 4;  // "BZh", the level, and the mark of a block
  if (text.starts_with("BZh"sv) && text.size() > kBlockAt &&
      text.substr(kBlockAt).starts_with("1AY&SY"sv)) {
    return Form::Bzip2;
  }
  if (text.starts_with("\x1F\x8B\x08"sv)) {
    return Form::Gzip;
  }
  if (text.starts_with("\xFD"
                       "7zXZ\0"sv)) {
    return Form::Xz;
  }
  if (text.starts_with("\x28\xB5\x2F\xFD"sv)) {
    return Form::Zstd;
  }
  if (is_tar(file)) {
    return Form::Tar;
  }
  return is_iso(text) ? Form::Iso : Form::None;
}

std::string_view name_of(Form form) {
  switch (form) {
    case Form::Zip:
      return "ZIP archive";
    case Form::SevenZip:
      return "7z archive";
    case Form::Cab:
      return "cabinet";
    case Form::Tar:
      return "tar archive";
    case Form::Iso:
      return "ISO 9660 image";
    case Form::Gzip:
      return "gzip file";
    case Form::Bzip2:
      return "bzip2 file";
    case Form::Xz:
      return "xz file";
    case Form::Zstd:
      return "Zstandard file";
    case Form::None:
      break;
  }
  return "unknown";
}

bool is_compression(Form form) {
  return form == Form::Gzip || form == Form::Bzip2 || form == Form::Xz || form == Form::Zstd;
}

}  // namespace archives
