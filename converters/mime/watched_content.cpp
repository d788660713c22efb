#include "converters/mime/watched_content.h"

#include <cstddef>
#include <cstdint>
#include <span>
#include <utility>

namespace convert::mime {
namespace {

using Watch = std::shared_ptr<ContentWatch>;

template <class T>
void remember(const Watch& watch, const bytes::Result<T>& result) {
  if (!result && !watch->error) {
    watch->error = result.error();
  }
}

class WatchedStream final : public bytes::ByteStream {
 public:
  WatchedStream(std::unique_ptr<bytes::ByteStream> inner, Watch watch)
      : inner_(std::move(inner)), watch_(std::move(watch)) {}

  [[nodiscard]] bytes::Result<std::size_t> read(std::span<std::byte> into) override {
    auto got = inner_->read(into);
    remember(watch_, got);
    return got;
  }

 private:
  std::unique_ptr<bytes::ByteStream> inner_;
  Watch watch_;
};

class WatchedSource final : public bytes::ByteSource {
 public:
  WatchedSource(bytes::Blob inner, Watch watch)
      : inner_(std::move(inner)), watch_(std::move(watch)) {}

  [[nodiscard]] std::uint64_t size() const override { return inner_->size(); }
  [[nodiscard]] bytes::Result<std::unique_ptr<bytes::ByteStream>> open() const override {
    auto stream = inner_->open();
    remember(watch_, stream);
    if (!stream) {
      return stream;
    }
    return std::make_unique<WatchedStream>(std::move(*stream), watch_);
  }

 private:
  bytes::Blob inner_;
  Watch watch_;
};

}  // namespace

void watch_contents(::mime::Entity& entity, const Watch& watch) {
  if (entity.content != nullptr) {
    entity.content = std::make_shared<WatchedSource>(std::move(entity.content), watch);
  }
  for (::mime::Entity& part : entity.parts) {
    watch_contents(part, watch);
  }
  for (::mime::Entity& nested : entity.nested) {
    watch_contents(nested, watch);
  }
}

}  // namespace convert::mime
