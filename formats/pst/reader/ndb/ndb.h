// The node database of an open store: blocks by their ids.
#pragma once

#include <cstddef>
#include <cstdint>
#include <memory>
#include <optional>
#include <span>
#include <string_view>
#include <vector>

#include "formats/bytes/damage.h"
#include "formats/bytes/result.h"
#include "formats/pst/reader/fault.h"
#include "formats/pst/reader/ndb/index.h"
#include "formats/pst/reader/ndb/store_file.h"

namespace pst::reader {

/// One block, decoded. Without encoding, and for blocks that are no data, it is a view of the file.
struct Block {
  Bid bid;
  std::uint64_t offset = 0;  // in the file
  std::span<const std::byte> data;
  /// Not empty: the data is not known to be what was written. {0, 0} all of it.
  std::vector<bytes::Damage> faults;
  std::vector<std::byte> decoded;  // holds `data`, unless the file does

  [[nodiscard]] bool sound() const { return faults.empty(); }
};
using BlockPtr = std::shared_ptr<const Block>;

/// Shared by everything that was read from a store. For one thread: it keeps the blocks read last,
/// and notes what is wrong with them.
class Ndb {
 public:
  /// `damage`: what was found on the way to the index.
  Ndb(StoreFile file, Index index, bytes::DamageLog damage = {});
  Ndb(const Ndb&) = delete;
  Ndb(Ndb&&) = delete;
  Ndb& operator=(const Ndb&) = delete;
  Ndb& operator=(Ndb&&) = delete;
  ~Ndb();

  [[nodiscard]] const StoreFile& file() const { return file_; }
  [[nodiscard]] const Index& index() const { return index_; }

  /// The block, verified and decoded; of several entries with this bid the first that is sound,
  /// else the best. nullptr when the index has none: not_indexed() is then the damage.
  [[nodiscard]] BlockPtr read(Bid bid) const;
  /// What is wrong with a block, without decoding or keeping it: for data that is streamed later.
  /// nullopt when the index has none.
  struct Verdict {
    std::uint64_t offset = 0;
    std::span<const std::byte> stored;  // in the file, as encoded
    Bid bid;                            // as in the index: without the reserved bit
    std::vector<bytes::Damage> faults;
  };
  [[nodiscard]] std::optional<Verdict> verify(Bid bid) const;
  /// Decodes what verify() found; `into` has room for it.
  void decode_into(Bid bid, std::span<const std::byte> stored, std::span<std::byte> into) const;

  /// Where a block that is not in the index would be missed: Damage{OutOfRange} with its bid in
  /// `found`, at the end of the file.
  [[nodiscard]] bytes::Damage not_indexed(Bid bid, std::string_view field) const;

  /// Adds to damage(), each (offset, found, field) once.
  void note(const bytes::Damage& damage) const;
  /// Everything found so far, content hit or not.
  [[nodiscard]] const bytes::DamageLog& damage() const;

 private:
  struct State;
  StoreFile file_;
  Index index_;
  std::unique_ptr<State> state_;
};
using NdbPtr = std::shared_ptr<const Ndb>;

}  // namespace pst::reader
