// Reads the name-to-id map of a store, [MS-PST] 2.4.7.
#pragma once

#include <array>
#include <cstddef>
#include <cstdint>
#include <functional>
#include <optional>
#include <unordered_map>

#include "formats/pst/reader/ltp/record.h"
#include "formats/pst/reader/messaging/name_buckets.h"
#include "formats/pst/reader/ndb/ndb.h"

namespace pst::reader {

class NameMap {
 public:
  /// An empty map: properties keep their numbers.
  NameMap() = default;
  /// Node 0x61. Where it, or one of its three streams, is missing, faults() says so. A name that
  /// the hash buckets confirm (NameBuckets) is sound, wherever it lies, and one of which a copy is
  /// left that is evidence of itself (READING.md 1). An entry whose GUID or
  /// string lies outside its stream (NAMEID.wGuid, .dwPropertyID) gives no name; of two for one id
  /// the first counts. Both are noted.
  [[nodiscard]] static NameMap read(const NdbPtr& ndb);

  /// Gives `set`'s entries from 0x8000 up their names, with a fault where the bytes of the name are
  /// not sound.
  void resolve(RecordSet& set) const;
  /// nullptr when the id has no name.
  [[nodiscard]] const Name* find(std::uint32_t id) const;
  [[nodiscard]] std::size_t size() const { return names_.size(); }
  /// Why names may be missing.
  [[nodiscard]] const Faults& faults() const { return faults_; }

 private:
  struct Named {
    Name name;
    Faults faults;
  };
  using ReadSet =
      std::function<std::optional<std::array<std::byte, 16>>(std::uint32_t number, Faults& faults)>;
  /// Gives a property that has no sound name the one that a bucket has for it.
  void restore(const NameBuckets::Number& number, const ReadSet& read_set);

  std::unordered_map<std::uint32_t, Named> names_;
  Faults faults_;
};

}  // namespace pst::reader
