// Whether a file is an archive, by its content.
#pragma once

#include <cstddef>
#include <cstdint>
#include <span>
#include <string_view>

namespace archives {

enum class Form : std::uint8_t { None, Zip, SevenZip, Cab, Tar, Iso, Gzip, Bzip2, Xz, Zstd };

/// `file`: all of it, mapped; a few places are looked at. Compressed files are their compression:
/// what is inside (a tar, or one file) is for the reader to find out. A ZIP that is a document
/// (Office Open XML, OpenDocument, EPUB, a Java archive) is None: its members are parts of it.
[[nodiscard]] Form sniff(std::span<const std::byte> file);

/// "ZIP archive", "ISO 9660 image", "gzip file".
[[nodiscard]] std::string_view name_of(Form form);

/// Whether the form is a compression of one stream.
[[nodiscard]] bool is_compression(Form form);

}  // namespace archives
