// Who has which addresses: everything that directory files and address maps say.
#pragma once

#include <cstddef>
#include <cstdint>
#include <string>
#include <unordered_map>
#include <vector>

#include "converters/directory/object.h"
#include "formats/directory/directory_file.h"

namespace convert::directory {

/// A row of an address map.
struct MappedAddress {
  std::string file{};
  std::uint64_t line = 0;
  std::string native{};  // TYPE:address, or an address whose type is not told
  std::string smtp{};
};

/// What two or more objects that are mailboxes both claim.
struct Collision {
  std::string what{};                  // "MS:NET/PO/ANN", "alias ann"
  std::vector<std::size_t> objects{};  // their places in Directory::objects()
  friend bool operator==(const Collision&, const Collision&) = default;
};

class Directory {
 public:
  /// Takes the records of a file. `name` is what the user calls it. Records that are to be deleted
  /// are counted, and are no objects; one that modifies an object of the same distinguished name,
  /// read before, adds to that.
  void add(const std::string& name, const ::directory::DirectoryFile& file, const Site& site);

  [[nodiscard]] const std::vector<Object>& objects() const { return objects_; }
  [[nodiscard]] const std::vector<MappedAddress>& mapped() const { return mapped_; }
  [[nodiscard]] std::size_t deleted() const { return deleted_; }

 private:
  void add_object(Object object, ::directory::Change change);

  std::vector<Object> objects_;
  std::unordered_map<std::string, std::size_t> by_dn_;  // folded
  std::vector<MappedAddress> mapped_;
  std::size_t deleted_ = 0;
};

/// Addresses (KB Q200564) and aliases (KB Q152927) that more than one mailbox has, in the order in
/// which they are met. Nobody is left out for it.
[[nodiscard]] std::vector<Collision> find_collisions(const Directory& directory);

}  // namespace convert::directory
