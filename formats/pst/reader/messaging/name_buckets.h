// What the hash buckets of the name-to-id map say of its names a second time. [MS-PST] 2.4.7.5.
#pragma once

#include <cstddef>
#include <cstdint>
#include <optional>
#include <unordered_map>
#include <unordered_set>

#include "formats/pst/messaging/disk.h"
#include "formats/pst/reader/ltp/record.h"

namespace pst::reader {

/// Every name has a record in the entry stream and one in the bucket that its hash gives, with the
/// CRC of the text in place of its offset: what both say is so, whatever became of the blocks
/// around them. A record that lies where its own hash says is also evidence of itself, and one that
/// does not, of damage to its bucket.
class NameBuckets {
 public:
  /// From the properties of the map, 0x1000 and up; `names` is how many records the entry stream
  /// has, 0 when that is not known. Of two records for one id the first counts.
  NameBuckets(const RecordSet& map, std::size_t names);

  /// Whether a bucket has this record. `word`: the number, or the CRC of the text's UTF-16LE.
  [[nodiscard]] bool confirms(const disk::NAMEID& record, std::uint32_t word) const;
  /// Whether the bucket that must have this record has another one that cannot be its own: damage
  /// is known to lie there. False of every record when most of them lie elsewhere than their hash
  /// says: then it is not known.
  [[nodiscard]] bool is_torn(const disk::NAMEID& record, std::uint32_t word) const;

  /// What a bucket says of a property whose name is a number.
  struct Number {
    disk::NAMEID id;
    bool sound = false;  // every block of the bucket is; else the record lies where its hash says,
                         // and no other is of the same property
  };
  [[nodiscard]] std::optional<Number> number(std::uint16_t index) const;
  /// Calls `visit` with every record that number() gives, in no order.
  template <class Visit>
  void for_each_number(Visit visit) const {
    for (const auto& [index, record] : records_) {
      if (const auto found = number(index)) {
        visit(*found);
      }
    }
  }

 private:
  struct Record {
    disk::NAMEID id;
    bool sound = false;
    bool at_home = false;
    bool alone = true;
  };
  [[nodiscard]] std::uint32_t home_of(const disk::NAMEID& record, std::uint32_t word) const;
  void add_bucket(const Entry& bucket, std::size_t names);

  std::uint32_t count_ = 0;                            // of buckets
  std::unordered_map<std::uint16_t, Record> records_;  // by wPropIdx
  std::unordered_set<std::uint32_t> torn_;             // buckets
};

}  // namespace pst::reader
