// Archives and compressed files, member by member, through libarchive.
#pragma once

#include <cstddef>
#include <cstdint>
#include <filesystem>
#include <memory>
#include <optional>
#include <span>
#include <string>

#include "formats/archives/sniff.h"
#include "formats/bytes/result.h"

namespace archives {

enum class MemberKind : std::uint8_t {
  File,
  Directory,
  Link,     // symbolic or hard: what it names is another member, or outside
  Special,  // a device, a pipe
};

struct Member {
  std::string name{};  // UTF-8, as the archive has it; of a compressed file: empty
  MemberKind kind = MemberKind::File;
  std::string target{};                 // of a link
  std::optional<std::uint64_t> size{};  // where the archive tells before the content
  bool is_encrypted = false;
};

/// One pass over an archive, which is opened read-only. No member is written anywhere.
class Reader {
 public:
  /// The errors of opening a file; NotThisFormat when libarchive cannot make anything of it.
  /// `path`: of any form but None.
  [[nodiscard]] static bytes::Result<std::unique_ptr<Reader>> open(
      const std::filesystem::path& path, Form form);
  Reader(const Reader&) = delete;
  Reader(Reader&&) = delete;
  Reader& operator=(const Reader&) = delete;
  Reader& operator=(Reader&&) = delete;
  ~Reader();

  /// The next member; nullopt at the end. An Error (NotThisFormat, Unsupported when it is
  /// encrypted) ends the archive: what follows cannot be reached. A tar that ends without its mark
  /// is one (FORMAT.md 4).
  [[nodiscard]] bytes::Result<std::optional<Member>> next();
  /// Fills `into` with more of the content of the member at hand; 0 at its end. An Error ends this
  /// member: next() may go on.
  [[nodiscard]] bytes::Result<std::size_t> read(std::span<std::byte> into);

 private:
  struct Handle;
  Reader(std::string shown, Form form, std::unique_ptr<Handle> handle);
  [[nodiscard]] bytes::Error error(const std::string& where) const;

  std::string shown_;  // the archive in messages
  Form form_;
  std::unique_ptr<Handle> handle_;
};

}  // namespace archives
