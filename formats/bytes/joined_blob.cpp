#include "formats/bytes/joined_blob.h"

#include <utility>

namespace bytes {
namespace {

class JoinedStream final : public ByteStream {
 public:
  explicit JoinedStream(std::vector<Blob> parts) : parts_(std::move(parts)) {}

  [[nodiscard]] Result<std::size_t> read(std::span<std::byte> into) override {
    while (next_ <= parts_.size() && !into.empty()) {
      if (stream_ != nullptr) {
        auto got = stream_->read(into);
        if (!got || *got != 0) {
          return got;
        }
        stream_.reset();
      }
      if (next_ == parts_.size()) {
        break;
      }
      auto stream = parts_[next_++]->open();
      if (!stream) {
        return tl::unexpected(stream.error());
      }
      stream_ = std::move(*stream);
    }
    return std::size_t{0};
  }

 private:
  std::vector<Blob> parts_;
  std::size_t next_ = 0;
  std::unique_ptr<ByteStream> stream_;  // of the part before `next_`
};

class JoinedSource final : public ByteSource {
 public:
  explicit JoinedSource(std::vector<Blob> parts) : parts_(std::move(parts)) {
    for (const Blob& part : parts_) {
      size_ += part->size();
    }
  }

  [[nodiscard]] std::uint64_t size() const override { return size_; }
  [[nodiscard]] Result<std::unique_ptr<ByteStream>> open() const override {
    return std::make_unique<JoinedStream>(parts_);
  }

 private:
  std::vector<Blob> parts_;
  std::uint64_t size_ = 0;
};

}  // namespace

Blob make_joined_blob(std::vector<Blob> parts) {
  return std::make_shared<const JoinedSource>(std::move(parts));
}

}  // namespace bytes
