// Digital Forensics XML: which bytes of an image are which object. FORMAT.md.
#pragma once

#include <cstdint>
#include <functional>
#include <optional>
#include <string>
#include <string_view>
#include <utility>
#include <vector>

#include "formats/bytes/result.h"

namespace dfxml {

/// The namespace of DFXML, and the version of its schema that is written.
inline constexpr std::string_view kNamespace =
    "http://www.forensicswiki.org/wiki/Category:Digital_Forensics_XML";
inline constexpr std::string_view kVersion = "2.0.0-beta.0";

struct Head {
  std::string type;      // dc:type: what the document is, in words
  std::string program;   // that wrote it
  std::string version;   // its version
  std::string compiler;  // that made it; may be empty
  std::vector<std::string> images;
  /// Of elements that DFXML has no word for; they have the prefix "x".
  std::string extension_namespace;
};

/// Bytes of the image.
struct ByteRun {
  std::uint64_t offset = 0;
  std::uint64_t length = 0;  // 0: not known, and not written
};

/// One object. What is empty is not written.
struct FileObject {
  std::string filename;
  std::string error;  // why it is not there, or not whole
  std::string id;     // unique in the document
  char type = '-';    // r: a file; d: a directory; v: what the file system knows nothing of
  std::optional<std::uint64_t> size{};
  std::optional<bool> allocated{};
  std::string modified{};  // ISO 8601
  std::string created{};
  std::vector<std::pair<std::string, std::string>> extensions{};  // element and text, in order
  std::vector<ByteRun> runs{};                                    // in the object's order
  std::vector<std::pair<std::string, std::string>> hashes{};      // "md5", "sha256", and digits
};

/// Writes a document as it comes: begin(), the objects, end(). Memory does not grow with them.
class Writer {
 public:
  using Write = std::function<bytes::Result<void>(std::string_view)>;
  explicit Writer(Write write) : write_(std::move(write)) {}

  [[nodiscard]] bytes::Result<void> begin(const Head& head);
  [[nodiscard]] bytes::Result<void> add(const FileObject& object);
  [[nodiscard]] bytes::Result<void> end();

 private:
  Write write_;
};

}  // namespace dfxml
