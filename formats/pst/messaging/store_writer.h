// Writes a new PST: the store, its folders and their messages. [MS-PST] 2.4, FORMAT.md 4.
#pragma once

#include <cstdint>
#include <memory>
#include <string>
#include <vector>

#include "formats/bytes/patchable_file.h"
#include "formats/pst/messaging/content.h"
#include "formats/pst/ndb/ids.h"
#include "formats/pst/ndb/width.h"

namespace pst {

struct StoreOptions {
  Width width = Width::Unicode;
  Encoding encoding = Encoding::Permute;
  /// The store's identity (PidTagRecordKey, in every entry id; PidTagReplVersionHistory) is a
  /// digest of this and of all messages: the same content is the same store, byte for byte.
  std::string identity_seed;
  /// Names of the three base folders, in the file's form of text.
  Bytes subtree_name;
  Bytes search_root_name;
  Bytes deleted_name;
};

/// A store under construction; folders are named by their nodes.
class StoreWriter {
 public:
  /// `file` is empty and must outlive the writer.
  [[nodiscard]] static Result<std::unique_ptr<StoreWriter>> create(bytes::PatchableFile& file,
                                                                   StoreOptions options);
  StoreWriter(const StoreWriter&) = delete;
  StoreWriter(StoreWriter&&) = delete;
  StoreWriter& operator=(const StoreWriter&) = delete;
  StoreWriter& operator=(StoreWriter&&) = delete;
  ~StoreWriter();

  /// The properties of the message store object. PidTagDisplayName must be there; what the writer
  /// computes (entry ids, masks, keys) is ignored. To be called once.
  [[nodiscard]] Result<void> set_store(PropertyList properties);

  /// The id that stands for `name` on the objects of this store. LimitExceeded when 32,767 names
  /// have one.
  [[nodiscard]] Result<std::uint16_t> id_of(const PropertyName& name);

  /// The folders every store has.
  [[nodiscard]] static Nid root();     // above everything users see
  [[nodiscard]] static Nid subtree();  // "Top of Outlook data file"
  [[nodiscard]] static Nid search_root();
  [[nodiscard]] static Nid deleted();  // Deleted Items

  /// A new folder. LimitExceeded when an ANSI store has 65,536 in `parent`. With role Deleted, and
  /// for the subtree's own properties, see set_folder().
  [[nodiscard]] Result<Nid> add_folder(Nid parent, FolderContent content);
  /// Gives a folder that is there other properties (its role stays).
  [[nodiscard]] Result<void> set_folder(Nid folder, PropertyList properties);

  /// Takes the message apart. LimitExceeded, and nothing is written, when it cannot be: an
  /// attachment or property beyond kLargestPropertySize, a table too long. Every other error ends
  /// the work.
  struct WrittenMessage {
    Nid nid;
    /// Contents whose source failed: what of them was read is in the store.
    std::vector<bytes::Error> source_errors{};
  };
  [[nodiscard]] Result<WrittenMessage> add_message(Nid folder, MessageContent message);

  /// Upper bound of the file's size, should `more` bytes (size_bound()) and then finish() come.
  [[nodiscard]] std::uint64_t size_when_finished(std::uint64_t more) const;
  [[nodiscard]] std::uint64_t items_in(Nid folder) const;
  /// Whether the folder's tables have room for another message: those of a few hundred thousand
  /// fill them.
  [[nodiscard]] bool has_room(Nid folder) const;
  /// The file is complete, not yet synced; nothing may be called afterwards. What could not be read
  /// of the properties of folders and of the store is returned.
  [[nodiscard]] Result<std::vector<bytes::Error>> finish();

 private:
  struct State;
  explicit StoreWriter(std::unique_ptr<State> state);
  std::unique_ptr<State> state_;
};

/// Upper bound of the bytes of the blocks, rows and index entries that `message` adds to a file;
/// what maps and the ends of sections add to them is size_when_finished()'s to say.
[[nodiscard]] std::uint64_t size_bound(const MessageContent& message);

}  // namespace pst
