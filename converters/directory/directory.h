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
  /// Takes the records of a file. `name` is what the user calls it. A record that deletes is
  /// counted, and takes away the objects of its distinguished name that were read before; one that
  /// modifies changes them (apply_change()), or is an object of its own when there are none.
  void add(const std::string& name, const ::directory::DirectoryFile& file, const Site& site);

  [[nodiscard]] const std::vector<Object>& objects() const { return objects_; }
  [[nodiscard]] const std::vector<MappedAddress>& mapped() const { return mapped_; }
  [[nodiscard]] std::size_t deleted() const { return deleted_; }
  /// Changes of which something was not taken: the object has too many attributes.
  [[nodiscard]] std::size_t cut_changes() const { return cut_changes_; }

 private:
  /// Where a record that was read has its object.
  enum class State : std::uint8_t { Done, Changed, Gone };
  struct Source {
    ::directory::Record record{};  // what later records may change; without dn empty
    State state = State::Done;
  };

  void add_object(const ::directory::Record& record, const std::string& name, const Site& site);
  void modify(const ::directory::Record& change, const std::string& name, const Site& site);
  void remove(const std::string& dn);
  /// Makes changed objects anew and drops those that are gone.
  void settle();

  std::vector<Object> objects_;
  std::vector<Source> sources_;                                      // of objects_, in their order
  std::unordered_map<std::string, std::vector<std::size_t>> by_dn_;  // folded
  std::vector<MappedAddress> mapped_;
  std::size_t deleted_ = 0;
  std::size_t cut_changes_ = 0;
};

/// Addresses (KB Q200564) and aliases (KB Q152927) that more than one mailbox has, in the order in
/// which they are met. Nobody is left out for it.
[[nodiscard]] std::vector<Collision> find_collisions(const Directory& directory);

}  // namespace convert::directory
