#include "formats/wgpo/attachment_file.h"

#include <algorithm>
#include <array>
#include <optional>
#include <string>

#include "formats/bytes/byte_reader.h"
#include "formats/bytes/byte_source.h"
#include "formats/bytes/cyclic_cipher.h"
#include "formats/bytes/little_endian.h"
#include "formats/wgpo/tree.h"

namespace wgpo {
namespace {

using Data = std::span<const std::byte>;

struct Signature {
  std::string_view bytes;
  std::string_view extensions;  // of files that begin so, each with a period on both sides
  std::string_view evidence;
};

/// FORMAT.md 8: signatures that agree with the stored name.
constexpr std::array<Signature, 12> kSignatures = {{
    {"PK\x03\x04", ".ZIP.", "the signature of a ZIP file, and its name"},
    {"RIFF", ".WAV.AVI.", "the signature of a RIFF file, and its name"},
    {"BM", ".BMP.DIB.", "the signature of a bitmap, and its name"},
    {"GIF8", ".GIF.", "the signature of a GIF file, and its name"},
    {"\xFF\xD8\xFF", ".JPG.", "the signature of a JPEG file, and its name"},
    {"\xD0\xCF\x11\xE0\xA1\xB1\x1A\xE1", ".DOC.XLS.PPT.", "the signature of OLE 2, and its name"},
    {"{\\rtf", ".RTF.", "the signature of RTF, and its name"},
    {"MZ", ".EXE.DLL.", "the signature of a program, and its name"},
    {"\x78\x9F\x3E\x22", ".DAT.", "the signature of TNEF, and its name"},
    {"\xDB\xA5\x2D", ".DOC.", "the signature of Word 2, and its name"},
    {"\x31\xBE", ".DOC.WRI.", "the signature of Write, and its name"},
    {"%PDF", ".PDF.", "the signature of PDF, and its name"},
}};

std::string extension_of(std::string_view name) {
  const std::size_t period = name.rfind('.');
  return period == std::string_view::npos ? std::string() : to_upper(name.substr(period)) + ".";
}

std::string_view signature_evidence(Data content, std::string_view name) {
  const std::string extension = extension_of(name);
  const std::string_view text = bytes::as_text(content);
  for (const Signature& signature : kSignatures) {
    if (text.starts_with(signature.bytes) && !extension.empty() &&
        signature.extensions.find(extension) != std::string_view::npos) {
      return signature.evidence;
    }
  }
  return {};
}

std::optional<std::uint32_t> number_at(Data content, std::size_t at) {
  if (at > content.size()) {
    return std::nullopt;
  }
  const auto value = bytes::ByteReader(content.subspan(at)).read<bytes::u32>();
  return value ? std::optional(std::uint32_t{*value}) : std::nullopt;
}

/// FORMAT.md 8: a signature that carries lengths, and these agree with the file's size.
std::string_view size_evidence(Data content) {
  const std::string_view text = bytes::as_text(content);
  constexpr std::size_t kRiffHead = 8;
  constexpr std::size_t kSector = 512;
  constexpr std::string_view kZipEnd = "PK\x05\x06";
  constexpr std::size_t kZipEndSize = 22;
  if (text.starts_with("RIFF") && number_at(content, 4) &&
      std::uint64_t{*number_at(content, 4)} + kRiffHead == content.size()) {
    return "the signature of a RIFF file, and its size";
  }
  if (text.starts_with("BM") && number_at(content, 2) == content.size()) {
    return "the signature of a bitmap, and its size";
  }
  if (text.starts_with("PK\x03\x04") && content.size() >= kZipEndSize &&
      text.substr(text.size() - kZipEndSize).starts_with(kZipEnd)) {
    return "the signature of a ZIP file, and its end";
  }
  if (text.starts_with("\xD0\xCF\x11\xE0\xA1\xB1\x1A\xE1") && content.size() % kSector == 0 &&
      content.size() >= 3 * kSector) {
    return "the signature of OLE 2, and its size";
  }
  return {};
}

bool is_text_name(std::string_view name) {
  constexpr std::string_view kText = ".TXT.INI.BAT.C.H.CSV.LOG.";
  const std::string extension = extension_of(name);
  return !extension.empty() && kText.find(extension) != std::string_view::npos;
}

/// FORMAT.md 8: from 200 bytes on, 95 of a hundred.
bool is_mostly_text(Data content) {
  constexpr std::size_t kFewest = 200;
  constexpr std::size_t kHundred = 100;
  constexpr std::size_t kEnough = 95;
  if (content.size() < kFewest) {
    return false;
  }
  const auto count = std::ranges::count_if(content, [](std::byte b) {
    const auto c = std::to_integer<unsigned char>(b);
    return (c >= ' ' && c <= '~') || c == '\r' || c == '\n' || c == '\t' || c == 0x1A;
  });
  return static_cast<std::size_t>(count) * kHundred >= content.size() * kEnough;
}

}  // namespace

AttachmentVerdict judge_attachment(Data file, std::string_view name, const StringKey& key) {
  constexpr std::array kTried = {AttachmentEncoding::Plain, AttachmentEncoding::StringCipher,
                                 AttachmentEncoding::StoreCipher};
  constexpr std::size_t kFewest = 200;
  constexpr std::size_t kFront = std::size_t{64} * 1024;
  for (const AttachmentEncoding encoding : kTried) {
    std::vector<std::byte> decoded;
    Data content = file;
    if (encoding != AttachmentEncoding::Plain) {
      if (file.size() > kLargestDeciphered) {
        continue;
      }
      decoded = decode_attachment(file, encoding, key);
      content = decoded;
    }
    if (const auto evidence = signature_evidence(content, name); !evidence.empty()) {
      return {.encoding = encoding, .evidence = evidence};
    }
    if (const auto evidence = size_evidence(content); !evidence.empty()) {
      return {.encoding = encoding, .evidence = evidence};
    }
    if (is_text_name(name) && is_mostly_text(content.first(std::min(kFront, content.size())))) {
      return {.encoding = encoding, .evidence = "95 of a hundred bytes are text, and its name"};
    }
  }
  return {.encoding = AttachmentEncoding::Unknown,
          .evidence = file.size() < kFewest ? "perhaps enciphered: too short to tell"
                                            : "enciphered, not decoded"};
}

std::vector<std::byte> decode_attachment(Data file, AttachmentEncoding encoding,
                                         const StringKey& key) {
  if (encoding == AttachmentEncoding::StringCipher) {
    const std::string plain = decipher(file, key);
    const auto data = std::as_bytes(std::span(plain));
    return {data.begin(), data.end()};
  }
  std::vector<std::byte> content(file.begin(), file.end());
  if (encoding == AttachmentEncoding::StoreCipher) {
    bytes::apply_cyclic(content, 0);
  }
  return content;
}

}  // namespace wgpo
