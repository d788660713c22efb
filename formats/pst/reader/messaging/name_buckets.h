// What the hash buckets of the name-to-id map say of its names a second time. [MS-PST] 2.4.7.5.
#pragma once

#include <cstdint>
#include <optional>
#include <unordered_map>

#include "formats/pst/messaging/disk.h"
#include "formats/pst/reader/ltp/record.h"

namespace pst::reader {

/// Every name has a record in the entry stream and one in a bucket, with the CRC of the text in
/// place of its offset: what both say is so, whatever became of the blocks around them.
class NameBuckets {
 public:
  /// From the properties of the map, 0x1000 and up. Of two records for one id the first counts.
  explicit NameBuckets(const RecordSet& map);

  /// Whether a bucket has this record. `word`: the number, or the CRC of the text's UTF-16LE.
  [[nodiscard]] bool confirms(const disk::NAMEID& record, std::uint32_t word) const;
  /// The record of a property whose name is a number, if its bucket is sound.
  [[nodiscard]] std::optional<disk::NAMEID> sound_number(std::uint16_t index) const;
  /// Calls `visit` with every record that sound_number() gives.
  template <class Visit>
  void for_each_sound_number(Visit visit) const {
    for (const auto& [index, record] : records_) {
      if (const auto number = sound_number(index)) {
        visit(*number);
      }
    }
  }

 private:
  struct Record {
    disk::NAMEID id;
    bool sound = false;
  };
  std::unordered_map<std::uint16_t, Record> records_;  // by wPropIdx
};

}  // namespace pst::reader
