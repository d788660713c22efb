// Content transfer encodings undone: base64, quoted-printable, uuencode, hexadecimal.
#pragma once

#include <cstddef>
#include <cstdint>
#include <optional>
#include <span>
#include <string>
#include <vector>

#include "formats/mime/reader/part.h"

namespace mime {

/// What was wrong with encoded content. What decodes is kept.
struct CodingFaults {
  std::uint64_t characters = 0;        // that the coding does not have; left out, or kept by QP
  std::optional<std::uint64_t> first;  // where the first of them stands, in the encoded content
  bool is_truncated = false;           // it ends within a group, or without the line that ends it
  std::uint64_t unclaimed = 0;         // characters outside the encoded text (uuencode): left out

  [[nodiscard]] bool any() const { return characters != 0 || is_truncated || unclaimed != 0; }
  friend bool operator==(const CodingFaults&, const CodingFaults&) = default;
};

/// Decodes piece by piece; pieces may end anywhere. Memory: a line of quoted-printable or uuencode,
/// cut at kLongestLine.
class TransferDecoder {
 public:
  // RFC 2045 6.7 has 76, uuencode 61. What is longer is decoded as several lines.
  static constexpr std::size_t kLongestLine = std::size_t{64} * 1024;

  explicit TransferDecoder(Coding coding) : coding_(coding) {}

  /// Appends what `data` completes.
  void decode(std::span<const std::byte> data, std::vector<std::byte>& out);
  /// The rest. Nothing may follow.
  void finish(std::vector<std::byte>& out);
  [[nodiscard]] const CodingFaults& faults() const { return faults_; }

 private:
  void fault(std::uint64_t at);
  void decode_base64(std::span<const std::byte> data, std::vector<std::byte>& out);
  void add_base64(std::uint8_t character, std::uint64_t at, std::vector<std::byte>& out);
  void decode_hex(std::span<const std::byte> data, std::vector<std::byte>& out);
  void decode_lines(std::span<const std::byte> data, std::vector<std::byte>& out);
  void end_line(std::string_view line_end, std::vector<std::byte>& out);
  void quoted_printable_line(std::string_view line_end, std::vector<std::byte>& out);
  void uuencode_line(std::vector<std::byte>& out);

  Coding coding_;
  CodingFaults faults_;
  std::uint64_t position_ = 0;  // of the next byte, in the encoded content
  std::uint32_t bits_ = 0;
  unsigned digits_ = 0;  // of the group at hand
  unsigned padding_ = 0;
  bool has_ended_ = false;  // behind the padding of base64
  std::string line_;
  std::uint64_t line_begin_ = 0;
  bool after_cr_ = false;
  enum class Frame : std::uint8_t { Before, Within, After } frame_ = Frame::Before;
};

/// The first line of uuencoded content: "begin 644 name". nullopt when it is none.
struct UuencodeBegin {
  std::string name;  // as it stands there
};
[[nodiscard]] std::optional<UuencodeBegin> uuencode_begin(std::string_view line);

/// Whether `line` can be a line of uuencoded content: its first character tells its length.
[[nodiscard]] bool is_uuencode_line(std::string_view line);

}  // namespace mime
