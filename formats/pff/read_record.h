// From libpff's record sets to RecordSet; for the sources of this room only.
#pragma once

#include <cstddef>
#include <memory>

#include "formats/bytes/result.h"
#include "formats/pff/handles.h"
#include "formats/pff/record.h"

namespace pff {

/// Reads set `index` of `item`. What fails within the set is RecordSet::missing.
[[nodiscard]] bytes::Result<RecordSet> read_record_set(const std::shared_ptr<ItemHandle>& item,
                                                       std::size_t index);

/// libpff's pointer into an item's record set and back, for as long as the item lives.
class RecordSetHandle {
 public:
  /// set() is null when libpff fails.
  RecordSetHandle(const ItemHandle& item, std::size_t index, LibraryError& error);
  RecordSetHandle(const RecordSetHandle&) = delete;
  RecordSetHandle(RecordSetHandle&&) = delete;
  RecordSetHandle& operator=(const RecordSetHandle&) = delete;
  RecordSetHandle& operator=(RecordSetHandle&&) = delete;
  ~RecordSetHandle();

  [[nodiscard]] libpff_record_set_t* set() const { return set_; }

 private:
  libpff_record_set_t* set_ = nullptr;
};

/// One entry of a set.
class RecordEntryHandle {
 public:
  /// entry() is null when libpff fails.
  RecordEntryHandle(const RecordSetHandle& set, std::size_t index, LibraryError& error);
  RecordEntryHandle(const RecordEntryHandle&) = delete;
  RecordEntryHandle(RecordEntryHandle&&) = delete;
  RecordEntryHandle& operator=(const RecordEntryHandle&) = delete;
  RecordEntryHandle& operator=(RecordEntryHandle&&) = delete;
  ~RecordEntryHandle();

  [[nodiscard]] libpff_record_entry_t* entry() const { return entry_; }

 private:
  libpff_record_entry_t* entry_ = nullptr;
};

}  // namespace pff
