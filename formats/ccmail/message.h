// The messages of an export, one after the other. FORMAT.md 3.
#pragma once

#include <cstddef>
#include <cstdint>
#include <optional>
#include <span>
#include <string_view>
#include <vector>

#include "formats/bytes/damage.h"
#include "formats/bytes/result.h"
#include "formats/ccmail/anchor.h"
#include "formats/ccmail/layout.h"

namespace ccmail {

/// Items of one message. The product has 20 at most; real archives had more (KB Q223383).
inline constexpr std::size_t kMostItems = 10'000;

/// How the end of an item is known.
enum class Framing : std::uint8_t {
  Size,       // its size, and what follows
  MacBinary,  // the lengths in its header
  Scan,       // the next label, or the end of the message
};

/// Text, or a file. All parts are 8-bit and point into the file.
struct Item {
  Label label = Label::Unknown;  // Unknown: bytes in front of which no label stands
  std::string_view name{};       // of the label: "Strange item"
  std::string_view title{};      // what stands behind it
  std::uint64_t offset = 0;      // of its label
  std::span<const std::byte> data{};
  Framing framing = Framing::Scan;
  bool is_complete = true;         // false: its size tells of more bytes than there are
  std::optional<SizeLine> size{};  // of the line behind its label, in a file with sizes
};

struct Message {
  std::uint64_t offset = 0;
  std::uint64_t length = 0;
  std::vector<Field> fields;  // in the order of the file
  std::string_view header;    // as it stands, for who wants to keep it
  std::vector<Item> items;
  bool has_contents = false;
  bool is_scanned = false;  // no size says where it ends
  /// Of the lines behind Message: and Contents:, when they are such.
  std::optional<SizeLine> size{};
  std::optional<SizeLine> contents_size{};
  bytes::DamageLog damage;

  /// The first field of that label, or nullptr.
  [[nodiscard]] const Field* find(Label label) const;
};

enum class PieceKind : std::uint8_t {
  Message,
  Padding,    // line ends between messages, Ctrl-Z and zeros at the end
  Unclaimed,  // what is none of a message: told by nobody else
};

/// The pieces of a file follow each other without a gap.
struct Piece {
  PieceKind kind = PieceKind::Message;
  std::uint64_t offset = 0;
  std::uint64_t length = 0;
  Message message{};  // of a Message
};

class MessageReader {
 public:
  /// `file` and `labels` must outlive the reader and what it yields. The whole file is looked at
  /// once for its layout. NotThisFormat when no message begins in its first 64 KiB.
  [[nodiscard]] static bytes::Result<MessageReader> open(std::string_view file,
                                                         const Labels& labels);

  /// The same of a file that was open before, with its layout of then: it is not looked for again.
  [[nodiscard]] static MessageReader reopen(std::string_view file, const Labels& labels,
                                            const Layout& layout);

  /// nullopt at the end. Each call moves on by one byte at least.
  [[nodiscard]] std::optional<Piece> next();
  [[nodiscard]] const Layout& layout() const { return layout_; }

 private:
  MessageReader(Stream stream, Layout layout) : stream_(stream), layout_(layout) {}
  [[nodiscard]] Piece take(PieceKind kind, std::size_t end);
  [[nodiscard]] Piece take_message(Anchor anchor);

  Stream stream_;
  Layout layout_;
  std::size_t at_ = 0;
  std::optional<Anchor> pending_{};  // found behind what nobody claims
  bool is_known_ = true;             // a message ends here, or the file begins
};

/// How sure it is that bytes are the begin of an export.
enum class Likeness : std::uint8_t { None, Possible, Sure };

/// FORMAT.md 1.1: Sure for Message: at the begin and a header label within two lines,
/// Possible for a message further on in `head`.
[[nodiscard]] Likeness sniff(std::string_view head, const Labels& labels);

}  // namespace ccmail
