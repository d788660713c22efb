#include "formats/bytes/file_magic.h"

#include <array>

#include "formats/bytes/byte_source.h"

namespace bytes {
namespace {

struct Magic {
  std::string_view bytes;
  std::string_view extension;
};

constexpr std::string_view kCompoundFile = "\xD0\xCF\x11\xE0\xA1\xB1\x1A\xE1";

constexpr std::array kMagics = {Magic{kCompoundFile, ".ole"},
                                Magic{"{\\rtf", ".rtf"},
                                Magic{"GIF8", ".gif"},
                                Magic{"\x89PNG", ".png"},
                                Magic{"\xFF\xD8\xFF", ".jpg"},
                                Magic{"%PDF", ".pdf"},
                                Magic{"PK\x03\x04", ".zip"},
                                Magic{"BM", ".bmp"},
                                Magic{"\x0A\x05", ".pcx"},          // ZSoft, version 3.0
                                Magic{"\xB1\x68\xDE\x3A", ".dcx"},  // several of these
                                Magic{"SCHEDULE+2 EXPORT", ".sc2"}};

}  // namespace

std::string_view extension_by_magic(std::span<const std::byte> data) {
  const std::string_view text = as_text(data);
  for (const Magic& magic : kMagics) {
    if (text.starts_with(magic.bytes)) {
      return magic.extension;
    }
  }
  return {};
}

bool is_compound_file(std::span<const std::byte> data) {
  return as_text(data).starts_with(kCompoundFile);
}

}  // namespace bytes
