// What libpff reads, as an open store.
#pragma once

#include "converters/mapi_store/item.h"
#include "formats/pff/file.h"

namespace convert::pff {

[[nodiscard]] mapi_store::RecordSet to_record_set(::pff::RecordSet set);
[[nodiscard]] mapi_store::ItemPtr make_item(::pff::Item item);

/// Holds a reference to the file.
class PffStore final : public mapi_store::OpenStore {
 public:
  explicit PffStore(const ::pff::File& file) : file_(file) {}

  [[nodiscard]] bool is_ost() const override;
  [[nodiscard]] bytes::Result<mapi_store::ItemPtr> root_folder() const override;
  [[nodiscard]] bytes::Result<mapi_store::ItemPtr> message_store() const override;
  [[nodiscard]] bytes::Result<mapi_store::ItemPtr> item(std::uint32_t identifier) const override;
  /// What libpff cannot find of a store is not looked for elsewhere.
  [[nodiscard]] std::vector<std::byte> key_of_entry_ids() const override { return {}; }
  /// libpff does not tell.
  [[nodiscard]] bool knows_all_nodes() const override { return false; }
  [[nodiscard]] std::uint64_t read_failures() const override { return file_.read_failures(); }
  [[nodiscard]] std::optional<std::uint64_t> failed_offset() const override {
    return file_.failed_offset();
  }

 private:
  const ::pff::File& file_;
};

}  // namespace convert::pff
