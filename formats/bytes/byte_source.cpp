#include "formats/bytes/byte_source.h"

#include <algorithm>
#include <array>

namespace bytes {
namespace {

// One read() call asks for at most this much: large enough for disk speed, small enough for a stack
// of open streams.
constexpr std::size_t kChunk = 64UL * 1024;

class MemoryStream final : public ByteStream {
 public:
  explicit MemoryStream(std::shared_ptr<const std::vector<std::byte>> content)
      : content_(std::move(content)), rest_(*content_) {}

  [[nodiscard]] Result<std::size_t> read(std::span<std::byte> into) override {
    const auto head = rest_.first(std::min(into.size(), rest_.size()));
    std::ranges::copy(head, into.begin());
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

 private:
  std::shared_ptr<const std::vector<std::byte>> content_;
};

template <class Container>
Result<Container> read_into(const ByteSource& source, std::uint64_t limit) {
  auto stream = source.open();
  if (!stream) {
    return tl::unexpected(stream.error());
  }
  Container content;
  content.reserve(static_cast<std::size_t>(std::min(source.size(), limit)));
  std::array<std::byte, kChunk> chunk{};
  for (;;) {
    const auto got = (*stream)->read(chunk);
    if (!got) {
      return tl::unexpected(got.error());
    }
    if (*got == 0) {
      return content;
    }
    if (*got > limit - content.size()) {
      return fail(ErrorKind::LimitExceeded,
                  "content is larger than " + std::to_string(limit) + " bytes");
    }
    const auto head = std::span(chunk).first(*got);
    if constexpr (std::is_same_v<Container, std::string>) {
      content.append(as_text(head));
    } else {
      content.insert(content.end(), head.begin(), head.end());
    }
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
