// A folder, message, attachment or table of a PFF file.
#pragma once

#include <cstddef>
#include <cstdint>
#include <memory>
#include <optional>
#include <vector>

#include "formats/bytes/byte_source.h"
#include "formats/bytes/result.h"
#include "formats/pff/record.h"

namespace pff {

struct FileHandle;
struct ItemHandle;

/// The five low bits of an identifier, [MS-PST] 2.2.2.1 NID.nidType; only those that matter here.
enum class NodeType : std::uint8_t {
  NormalFolder = 0x02,
  SearchFolder = 0x03,
  NormalMessage = 0x04,
  Attachment = 0x05,
  AssociatedMessage = 0x08,
  ContentsTable = 0x0E,
  AssociatedContentsTable = 0x0F,
  SearchContentsTable = 0x10,
};

[[nodiscard]] constexpr NodeType node_type(std::uint32_t identifier) {
  return static_cast<NodeType>(identifier & 0x1FU);
}

/// What a folder or a message can be asked for by index.
enum class Child : std::uint8_t {
  Folder,      // a row of the folder's hierarchy table
  Message,     // of its contents table
  Associated,  // of its table of associated contents
  Attachment,  // of a message
  Node,        // whatever names the folder as its parent in the node index, with or without a row
};

enum class AttachmentType : std::uint8_t { Unknown, Data, Item, Reference };

/// Copying copies a pointer. Everything returns an Error where libpff fails: Io when the disk
/// failed under it, else NotThisFormat with libpff's own words; LimitExceeded for a count no store
/// can have (limits.h).
class Item {
 public:
  /// For the sources of this room.
  explicit Item(std::shared_ptr<ItemHandle> handle) : handle_(std::move(handle)) {}

  /// The node id; 0 when libpff does not tell.
  [[nodiscard]] std::uint32_t identifier() const;

  /// Rows of a table; 1 for a folder, message or attachment.
  [[nodiscard]] bytes::Result<std::size_t> record_set_count() const;
  [[nodiscard]] bytes::Result<RecordSet> read_record_set(std::size_t index) const;

  [[nodiscard]] bytes::Result<std::size_t> count(Child kind) const;
  [[nodiscard]] bytes::Result<Item> child(Child kind, std::size_t index) const;

  /// The node ids in the rows of a folder's table of `kind` (Folder, Message or Associated), in the
  /// order of child(); nullopt for a row without one.
  [[nodiscard]] bytes::Result<std::vector<std::optional<std::uint32_t>>> row_identifiers(
      Child kind) const;

  /// A message's recipient table, a record set a recipient; nullopt when it has none.
  [[nodiscard]] bytes::Result<std::optional<Item>> recipients() const;

  /// Of an attachment.
  [[nodiscard]] bytes::Result<AttachmentType> attachment_type() const;
  /// The data of an attachment by value or of an OLE object.
  [[nodiscard]] bytes::Result<bytes::Blob> attachment_data() const;
  /// The item in an attachment of AttachmentType::Item.
  [[nodiscard]] bytes::Result<Item> embedded() const;

 private:
  std::shared_ptr<ItemHandle> handle_;
};

}  // namespace pff
