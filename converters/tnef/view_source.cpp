#include "converters/tnef/view_source.h"

#include <algorithm>
#include <utility>

namespace convert::tnef {
namespace {

using View = std::shared_ptr<const bytes::FileView>;

class ViewStream final : public bytes::ByteStream {
 public:
  ViewStream(std::span<const std::byte> data, View view) : rest_(data), view_(std::move(view)) {}

  [[nodiscard]] bytes::Result<std::size_t> read(std::span<std::byte> into) override {
    const auto head = rest_.first(std::min(into.size(), rest_.size()));
    std::copy_n(head.data(), head.size(), into.data());
    rest_ = rest_.subspan(head.size());
    return head.size();
  }

 private:
  std::span<const std::byte> rest_;
  View view_;
};

class ViewSource final : public bytes::ByteSource {
 public:
  ViewSource(std::span<const std::byte> data, View view) : data_(data), view_(std::move(view)) {}

  [[nodiscard]] std::uint64_t size() const override { return data_.size(); }
  [[nodiscard]] bytes::Result<std::unique_ptr<bytes::ByteStream>> open() const override {
    return std::make_unique<ViewStream>(data_, view_);
  }

 private:
  std::span<const std::byte> data_;
  View view_;
};

}  // namespace

bytes::Blob make_view_blob(std::span<const std::byte> data, View view) {
  return std::make_shared<const ViewSource>(data, std::move(view));
}

}  // namespace convert::tnef
