// What our own reader of PSTs reads, as an open store.
#pragma once

#include <cstdint>
#include <memory>
#include <optional>
#include <vector>

#include "converters/mapi_store/item.h"
#include "converters/pst_reader/pst_item.h"
#include "formats/bytes/file_view.h"
#include "formats/pst/reader/store.h"

namespace convert::pst_reader {

/// Of each page of the node index that is not as it was written, what is wrong: entries may be
/// missing from it.
[[nodiscard]] std::vector<bytes::Damage> unsound_node_pages(const ::pst::reader::Store& store);

class PstStore final : public mapi_store::OpenStore {
 public:
  /// `store` is read from `view`; its damage is that of opening it. What its items offer to tell
  /// goes to `told`. References to all three are held.
  PstStore(const ::pst::reader::Store& store, const bytes::FileView& view, ToldDamage& told);

  [[nodiscard]] bool is_ost() const override;
  [[nodiscard]] bytes::Result<mapi_store::ItemPtr> root_folder() const override;
  [[nodiscard]] bytes::Result<mapi_store::ItemPtr> message_store() const override;
  [[nodiscard]] bytes::Result<mapi_store::ItemPtr> item(std::uint32_t identifier) const override;
  [[nodiscard]] std::vector<std::byte> key_of_entry_ids() const override;
  [[nodiscard]] bool knows_all_nodes() const override { return reading_.knows_all_nodes; }
  /// The view remembers one.
  [[nodiscard]] std::uint64_t read_failures() const override { return view_.read_error() ? 1 : 0; }
  [[nodiscard]] std::optional<std::uint64_t> failed_offset() const override {
    return view_.read_error();
  }

 private:
  const ::pst::reader::Store& store_;
  const bytes::FileView& view_;
  mutable Reading reading_;
};

}  // namespace convert::pst_reader
