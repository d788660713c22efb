// A Microsoft Mail message store: its objects, however they were found. FORMAT.md 10.
#pragma once

#include <cstdint>
#include <memory>
#include <optional>
#include <span>
#include <vector>

#include "formats/bytes/damage.h"
#include "formats/bytes/range_map.h"
#include "formats/mmf/header.h"
#include "formats/mmf/list.h"
#include "formats/mmf/object.h"
#include "formats/mmf/store_file.h"
#include "formats/mmf/store_walk.h"

namespace mmf {

/// Everything that walk and sweep found, the better copy of each object first in line.
class Store {
 public:
  /// `all` is the file's content; it outlives the store, which `view` (may be null) can see to.
  /// nullopt when nothing of a store is in it: no header, no map and no object. What is wrong with
  /// it is told.
  [[nodiscard]] static std::optional<Store> open(std::span<const std::byte> all,
                                                 std::shared_ptr<const bytes::FileView> view,
                                                 bytes::DamageLog& damage);

  [[nodiscard]] const StoreFile& file() const { return file_; }
  [[nodiscard]] const std::optional<Header>& header() const { return header_; }
  [[nodiscard]] MapUse map_use() const { return use_; }
  /// Nodes of a transaction that nobody finished.
  [[nodiscard]] std::size_t uncommitted() const { return uncommitted_; }
  /// Nodes with flags that nobody knows.
  [[nodiscard]] std::size_t odd_flags() const { return odd_flags_; }

  /// The object to use for `oid`: one in force, else one that no map names. nullptr: none.
  [[nodiscard]] const Object* find(Oid oid) const;
  /// The one that is in force no more. nullptr: none.
  [[nodiscard]] const Object* find_deleted(Oid oid) const;
  [[nodiscard]] const Link* find_link(Oid oid) const;

  /// Those in force, by OID; each once. Without a map, everything is.
  [[nodiscard]] const std::vector<Object>& objects() const { return objects_; }
  [[nodiscard]] const std::vector<Link>& links() const { return links_; }
  /// Those that a map names and whose bytes are nowhere to be found.
  [[nodiscard]] const std::vector<Object>& lost() const { return lost_; }
  /// Those that no map names any more, and earlier copies of others: deleted, most likely. By OID,
  /// the later in the file first.
  [[nodiscard]] const std::vector<Object>& deleted() const { return deleted_; }
  /// Those that no map names although they do not lie in free space: the map has gaps.
  [[nodiscard]] const std::vector<Object>& strays() const { return strays_; }

  /// The list that `object` holds, without the elements whose bytes something else overwrote, which
  /// are told and make it incomplete. So does a front that is gone, which the table at the end
  /// makes up for. nullopt, told, when there is none.
  [[nodiscard]] std::optional<List> read(const Object& object, bytes::DamageLog& damage) const;

  /// The attachments that name `message` as the one they belong to, by OID.
  [[nodiscard]] std::span<const Object* const> attachments_of(Oid message) const;

  /// Who has which bytes of the file.
  [[nodiscard]] const bytes::RangeMap& claims() const { return *claims_; }

 private:
  Store(StoreFile file, std::uint64_t size);

  void merge(Walk walk, bytes::DamageLog& damage);
  /// Reads the whole of it as if a piece in front of it were missing, when that finds more;
  /// `damage` is then of that reading alone.
  void retry_shifted(bytes::DamageLog& damage);
  void claim(const Walk& walk);
  void add_swept(std::vector<Object> swept, const Walk& walk);
  void index(std::vector<Object> objects, bytes::DamageLog& damage);
  void index_attachments();
  void claim_rest(const std::vector<bytes::Range>& free_blocks);
  void drop_overwritten(const Object& object, List& list, bytes::DamageLog& damage) const;

  StoreFile file_;
  std::optional<Header> header_;
  MapUse use_ = MapUse::None;
  std::size_t uncommitted_ = 0;
  std::size_t odd_flags_ = 0;
  std::vector<Object> objects_;
  std::vector<Link> links_;
  std::vector<Object> lost_;
  std::vector<Object> deleted_;
  std::vector<Object> strays_;
  std::vector<bytes::Range> extents_;       // of all objects, by offset
  std::vector<const Object*> attachments_;  // by parent
  std::shared_ptr<bytes::RangeMap> claims_;
};

}  // namespace mmf
