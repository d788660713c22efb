// The folders of a store under construction, [MS-PST] 2.4.4.
#pragma once

#include <array>
#include <cstddef>
#include <cstdint>
#include <map>
#include <vector>

#include "formats/pst/ltp/table_context.h"
#include "formats/pst/messaging/content.h"
#include "formats/pst/messaging/row_store.h"
#include "formats/pst/messaging/templates.h"
#include "formats/pst/ndb/ndb_writer.h"

namespace pst {

class Folders {
 public:
  /// Makes the folders every store has (fixed_nodes.h); the names are in the file's form of text.
  Folders(NdbWriter& ndb, Bytes subtree, Bytes search_root, Bytes deleted);

  /// `parent` is a folder that has been added. LimitExceeded when an ANSI store has no room for
  /// another one in it.
  [[nodiscard]] Result<Nid> add(Nid parent, FolderRole role,
                                std::vector<StoredProperty> properties);
  void set(Nid folder, std::vector<StoredProperty> properties);

  struct NewRow {
    Nid message;
    bool associated = false;
    bool unread = false;
    std::span<const std::byte> cells;  // Row::packed()
    std::size_t shared = 0;            // Row::shared()
    std::uint64_t weight = 0;          // Row::weight()
  };
  [[nodiscard]] Result<void> add_row(Nid folder, const NewRow& row);
  [[nodiscard]] std::uint64_t items_in(Nid folder) const;
  /// Whether the tables of the folder have room for another row, whatever it is.
  [[nodiscard]] bool has_room(Nid folder) const;
  /// Where rows of its messages go.
  [[nodiscard]] const TableLayout& layout(bool associated) const {
    return associated ? associated_layout_ : contents_layout_;
  }

  /// The tables of what the folders hold. No rows can be added afterwards.
  [[nodiscard]] Result<void> write_contents(Templates& templates);
  /// The folders themselves and their hierarchy tables; after write_contents().
  [[nodiscard]] Result<void> write(Templates& templates, const Guid& record_key);

  /// The folder of a role, 0 without one.
  [[nodiscard]] Nid of_role(FolderRole role) const;
  /// Upper bound of what write_contents() and write() are going to add to the file.
  [[nodiscard]] std::uint64_t pending_size() const;

 private:
  struct Folder {
    Nid nid;
    Nid parent;
    std::vector<StoredProperty> properties;
    std::vector<std::size_t> children;
    std::uint32_t contents = 0;
    std::uint32_t unread = 0;
    std::uint32_t associated = 0;
    std::uint64_t row_bytes = 0;  // cells of its rows
    std::uint64_t shared = 0;     // of these, in subnodes of their own
  };

  std::size_t append(Nid nid, Nid parent, std::vector<StoredProperty> properties);
  [[nodiscard]] Result<void> write_table(const Folder& folder, std::size_t number, bool associated,
                                         Templates& templates);
  [[nodiscard]] Result<void> write_hierarchy(const Folder& folder, Templates& templates);
  [[nodiscard]] Result<void> write_node(Nid nid, Nid parent,
                                        std::vector<StoredProperty> properties);
  /// Sorted by id, counts included.
  [[nodiscard]] std::vector<StoredProperty> complete(const Folder& folder) const;
  [[nodiscard]] std::vector<StoredProperty> search_folder_properties() const;
  void add_special_ids(std::vector<StoredProperty>& properties, const Guid& record_key) const;

  NdbWriter& ndb_;
  std::vector<Folder> folders_;
  std::map<Nid, std::size_t> numbers_;
  std::array<Nid, static_cast<std::size_t>(FolderRole::Tasks) + 1> roles_{};
  RowStore rows_;
  std::uint64_t row_count_ = 0;
  std::uint64_t row_bytes_ = 0;       // their weights
  std::uint64_t property_bytes_ = 0;  // of all folders
  TableLayout contents_layout_;
  TableLayout associated_layout_;
};

}  // namespace pst
