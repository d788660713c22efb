// What the evidence says of one item, and a file of such records.
#pragma once

#include <cstddef>
#include <cstdint>
#include <memory>
#include <string>
#include <vector>

#include "converters/model/provenance.h"
#include "formats/bytes/result.h"
#include "formats/bytes/temporary_file.h"

namespace run::evidence {

/// Bytes of one file that an item is made of.
struct ItemPiece {
  std::string file;       // as the reader names it
  std::string native_id;  // of the piece
  std::vector<model::ByteRange> ranges;
  friend bool operator==(const ItemPiece&, const ItemPiece&) = default;
};

/// A row of the index, but for what is known only when the output is complete. All text is UTF-8.
struct ItemRecord {
  std::string kind;  // item, folder, structure, fallback, source
  std::string native_id;
  std::string folder;
  std::string message_class;
  std::string subject;
  std::string from;
  std::string to;
  std::string cc;
  std::string bcc;
  std::string sent;  // ISO 8601, with Z where the zone is known
  std::string received;
  std::string created;
  std::string modified;
  std::string message_id;
  std::uint64_t attachments = 0;
  std::string state;    // intact, partial, recovered, carved, lost
  std::string outcome;  // written, skipped, failed; empty for what is no item
  std::string reason;   // why it was not written
  std::string missing;  // what of it is not there
  std::string place;    // in the output, as the target tells it
  std::string output_id;
  bool deleted = false;  // or found outside of any store
  /// The item's own file first; at least one.
  std::vector<ItemPiece> pieces;
  friend bool operator==(const ItemRecord&, const ItemRecord&) = default;
};

/// Records on the disk: memory does not grow with their number.
class RecordFile {
 public:
  /// CannotCreate, NoSpace, Io.
  [[nodiscard]] bytes::Result<void> add(const ItemRecord& record);
  [[nodiscard]] std::uint64_t count() const { return count_; }

  /// Nothing may be added any more; the next record, in the order they came. To be called count()
  /// times.
  [[nodiscard]] bytes::Result<ItemRecord> next();

 private:
  [[nodiscard]] bytes::Result<void> write_out();

  std::shared_ptr<bytes::TemporaryFile> file_;  // made when something is to be written
  std::string waiting_;                         // not yet in the file
  std::uint64_t count_ = 0;
  std::uint64_t at_ = 0;
};

}  // namespace run::evidence
