// A folder, message, attachment or table of a store.
#pragma once

#include <cstddef>
#include <cstdint>
#include <functional>
#include <memory>
#include <optional>
#include <utility>
#include <vector>

#include "formats/bytes/byte_source.h"
#include "formats/bytes/result.h"
#include "formats/pst/reader/ltp/record.h"
#include "formats/pst/reader/ndb/subnodes.h"

namespace pst::reader {

/// What a folder or a message can be asked for by index.
enum class Child : std::uint8_t {
  Folder,      // a row of the folder's hierarchy table
  Message,     // of its contents table; of a search folder: of its search contents table
  Associated,  // of its table of associated contents
  Attachment,  // of a message: rows of its attachment table, then attachments without a row
  Node,        // folders and messages that name it as their parent in the node index, with or
               // without a row
};

enum class AttachmentType : std::uint8_t { Unknown, Data, Item, Reference };

/// Copying copies a pointer; it keeps the store. Errors are NotThisFormat (what is missing or
/// wrong, with its offset, in the text) or LimitExceeded.
class Item {
 public:
  /// For the sources of this room.
  struct State;
  explicit Item(std::shared_ptr<const State> state) : state_(std::move(state)) {}

  /// The node id, or subnode id; its type ([MS-PST] 2.2.2.1) says what the item is.
  [[nodiscard]] std::uint32_t identifier() const;
  /// nidParent of the node index; 0 for what lies in subnodes.
  [[nodiscard]] std::uint32_t parent() const;
  /// Why this may be another item than its identifier says. They are also in every record set.
  [[nodiscard]] const Faults& faults() const;

  /// Rows of a table; 1 for a folder, message or attachment.
  [[nodiscard]] bytes::Result<std::size_t> record_set_count() const;
  /// All properties, named ones with their names. RecordSet::faults of a message include those of
  /// the list of its subnodes: large values, recipients or attachments may be missing.
  [[nodiscard]] bytes::Result<RecordSet> read_record_set(std::size_t index) const;

  /// Each table is read once and kept. 0 when there is no such table.
  [[nodiscard]] bytes::Result<std::size_t> count(Child kind) const;
  [[nodiscard]] bytes::Result<Item> child(Child kind, std::size_t index) const;
  /// The node ids in the rows of a table of `kind`, or of the nodes, in the order of child();
  /// nullopt for a row without one.
  [[nodiscard]] bytes::Result<std::vector<std::optional<std::uint32_t>>> row_identifiers(
      Child kind) const;
  /// Why count(kind) may be wrong. An attachment without a row is none: it is there.
  [[nodiscard]] Faults listing_faults(Child kind) const;

  /// A message's recipient table, a record set a recipient; nullopt when it has none. Rows may be
  /// missing when Item::faults() of the table says so.
  [[nodiscard]] bytes::Result<std::optional<Item>> recipients() const;

  /// Of an attachment: by PidTagAttachMethod, or by what its data is.
  [[nodiscard]] bytes::Result<AttachmentType> attachment_type() const;
  /// The data of an attachment by value or of an OLE object, and why it may not be what was
  /// written.
  struct Content {
    bytes::Blob data;
    Faults faults;
  };
  [[nodiscard]] bytes::Result<Content> attachment_content() const;
  /// attachment_content() without the faults.
  [[nodiscard]] bytes::Result<bytes::Blob> attachment_data() const;
  /// The message in an attachment of AttachmentType::Item.
  [[nodiscard]] bytes::Result<Item> embedded() const;

  /// Every block the item is made of, those of its subnodes at every depth included
  /// (visit_blocks()).
  void visit_blocks(const std::function<void(Bid, BlockUse, Nid)>& visit) const;

 private:
  std::shared_ptr<const State> state_;
};

}  // namespace pst::reader
