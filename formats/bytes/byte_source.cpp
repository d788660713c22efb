#include "formats/bytes/byte_source.h"

#include <algorithm>
#include <span>

namespace bytes {
namespace {

// One read() call asks for at most this much: large enough for disk speed, small enough for a stack
// of open streams.
constexpr std::size_t kChunk = 64UL * 1024;
constexpr std::uint64_t kFirstRoom = 1024UL * 1024;

class MemoryStream final : public ByteStream {
 public:
  explicit MemoryStream(std::shared_ptr<const std::vector<std::byte>> content)
      : content_(std::move(content)), rest_(*content_) {}

  [[nodiscard]] Result<std::size_t> read(std::span<std::byte> into) override {
    const auto head = rest_.first(std::min(into.size(), rest_.size()));
    std::copy_n(head.data(), head.size(), into.data());  // of pointers: one memmove
    rest_ = rest_.subspan(head.size());
    return head.size();
  }

 private:
  std::shared_ptr<const std::vector<std::byte>> content_;
  std::span<const std::byte> rest_;
};

class MemorySource final : public ByteSource {
 public:
  explicit MemorySource(std::vector<std::byte> content)
      : content_(std::make_shared<const std::vector<std::byte>>(std::move(content))) {}

  [[nodiscard]] std::uint64_t size() const override { return content_->size(); }
  [[nodiscard]] Result<std::unique_ptr<ByteStream>> open() const override {
    return std::make_unique<MemoryStream>(content_);
  }
  [[nodiscard]] std::optional<std::uint64_t> kept() const override { return content_->size(); }

 private:
  std::shared_ptr<const std::vector<std::byte>> content_;
};

template <class Container>
Result<Container> read_into(const ByteSource& source, std::uint64_t limit) {
  auto stream = source.open();
  if (!stream) {
    return tl::unexpected(stream.error());
  }
  // Room for what is told, and one byte more to meet the end. A source may have more than it tells,
  // or tell of more than anybody has.
  Container content;
  content.resize(static_cast<std::size_t>(std::min({source.size(), limit, kFirstRoom})) + 1);
  std::size_t size = 0;
  for (;;) {
    if (size == content.size()) {
      content.resize(size + std::max(size, kChunk));
    }
    const auto room = std::as_writable_bytes(std::span(content)).subspan(size);
    const auto got = (*stream)->read(room.first(std::min(room.size(), kChunk)));
    if (!got) {
      return tl::unexpected(got.error());
    }
    if (*got == 0) {
      content.resize(size);
      return content;
    }
    if (*got > limit - size) {
      return fail(ErrorKind::LimitExceeded,
                  "content is larger than " + std::to_string(limit) + " bytes");
    }
    size += *got;
  }
}

}  // namespace

Blob make_blob(std::vector<std::byte> content) {
  return std::make_shared<const MemorySource>(std::move(content));
}

Blob make_blob(std::string_view content) {
  const auto data = std::as_bytes(std::span(content));
  return make_blob(std::vector<std::byte>(data.begin(), data.end()));
}

Result<std::vector<std::byte>> read_all(const ByteSource& source, std::uint64_t limit) {
  return read_into<std::vector<std::byte>>(source, limit);
}

Result<std::string> read_all_text(const ByteSource& source, std::uint64_t limit) {
  return read_into<std::string>(source, limit);
}

}  // namespace bytes
