#include "formats/bytes/view_blob.h"

#include <algorithm>
#include <utility>

namespace bytes {
namespace {

using Owner = std::shared_ptr<const void>;

class ViewStream final : public ByteStream {
 public:
  ViewStream(std::span<const std::byte> data, Owner owner)
      : rest_(data), owner_(std::move(owner)) {}

  [[nodiscard]] Result<std::size_t> read(std::span<std::byte> into) override {
    const auto head = rest_.first(std::min(into.size(), rest_.size()));
    std::copy_n(head.data(), head.size(), into.data());
    rest_ = rest_.subspan(head.size());
    return head.size();
  }

 private:
  std::span<const std::byte> rest_;
  Owner owner_;
};

class ViewSource final : public ByteSource {
 public:
  ViewSource(std::span<const std::byte> data, Owner owner)
      : data_(data), owner_(std::move(owner)) {}

  [[nodiscard]] std::uint64_t size() const override { return data_.size(); }
  [[nodiscard]] Result<std::unique_ptr<ByteStream>> open() const override {
    return std::make_unique<ViewStream>(data_, owner_);
  }

 private:
  std::span<const std::byte> data_;
  Owner owner_;
};

}  // namespace

Blob make_view_blob(std::span<const std::byte> data, std::shared_ptr<const void> owner) {
  return std::make_shared<const ViewSource>(data, std::move(owner));
}

}  // namespace bytes
