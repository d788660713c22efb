#include "formats/mmf/store_file.h"

#include <algorithm>
#include <array>
#include <utility>

#include "formats/mmf/disk.h"

namespace mmf {
namespace {

constexpr std::uint64_t kForeignRun = 64;
constexpr std::uint64_t kSector = 512;
constexpr std::uint64_t kFewestBytes = 16;

class PlainStream final : public bytes::ByteStream {
 public:
  PlainStream(StoreFile file, std::uint64_t offset, std::uint64_t length)
      : file_(std::move(file)), offset_(offset), left_(length) {}

  [[nodiscard]] bytes::Result<std::size_t> read(std::span<std::byte> into) override {
    const auto part =
        into.first(static_cast<std::size_t>(std::min<std::uint64_t>(into.size(), left_)));
    file_.read(offset_, part);
    offset_ += part.size();
    left_ -= part.size();
    return part.size();
  }

 private:
  StoreFile file_;
  std::uint64_t offset_;
  std::uint64_t left_;
};

class PlainSource final : public bytes::ByteSource {
 public:
  PlainSource(StoreFile file, std::uint64_t offset, std::uint64_t length)
      : file_(std::move(file)), offset_(offset), length_(length) {}

  [[nodiscard]] std::uint64_t size() const override { return length_; }
  [[nodiscard]] bytes::Result<std::unique_ptr<bytes::ByteStream>> open() const override {
    return std::make_unique<PlainStream>(file_, offset_, length_);
  }

 private:
  StoreFile file_;
  std::uint64_t offset_;
  std::uint64_t length_;
};

bool all_equal(std::span<const std::byte> data) {
  return std::equal(data.begin() + 1, data.end(), data.begin());
}

bool all_zero(std::span<const std::byte> data) {
  return data.front() == std::byte{0} && all_equal(data);
}

}  // namespace

std::uint64_t StoreFile::key_of(std::uint64_t offset) const {
  std::uint64_t distance = 0;
  for (const Shift& shift : shifts_) {
    if (shift.from > offset) {
      break;
    }
    distance = shift.distance;
  }
  return offset + distance;
}

std::uint64_t StoreFile::run_until(std::uint64_t offset) const {
  for (const Shift& shift : shifts_) {
    if (shift.from > offset) {
      return shift.from;
    }
  }
  return size();
}

bool StoreFile::is_usual_fill(std::uint64_t offset) const {
  std::array<std::byte, 1> plain{};
  read(offset, plain);
  return plain[0] == std::byte{0} || plain[0] == std::byte{0xFF} || plain[0] == std::byte{' '};
}

void StoreFile::read(std::uint64_t offset, std::span<std::byte> into) const {
  const auto from = all_.subspan(static_cast<std::size_t>(offset), into.size());
  std::ranges::copy(from, into.begin());
  if (offset < disk::kPlainSize && shifts_.empty()) {
    const auto plain = std::min<std::uint64_t>(disk::kPlainSize - offset, into.size());
    offset += plain;
    into = into.subspan(static_cast<std::size_t>(plain));
  }
  while (!into.empty()) {
    const auto part = into.first(
        static_cast<std::size_t>(std::min<std::uint64_t>(run_until(offset) - offset, into.size())));
    decipher(part, key_of(offset), cipher_);
    offset += part.size();
    into = into.subspan(part.size());
  }
}

std::vector<std::byte> StoreFile::read(std::uint64_t offset, std::size_t length) const {
  std::vector<std::byte> data(length);
  read(offset, data);
  return data;
}

bytes::Blob StoreFile::blob(std::uint64_t offset, std::uint64_t length) const {
  return std::make_shared<const PlainSource>(*this, offset, length);
}

std::optional<std::uint64_t> StoreFile::foreign_bytes(std::uint64_t offset,
                                                      std::uint64_t length) const {
  const std::uint64_t step = cipher_.is_normal() ? kForeignRun : kSector;
  const std::uint64_t end = offset + length;
  for (std::uint64_t at = offset - offset % step; at < end; at += step) {
    if (!holds(at, step)) {
      break;
    }
    // What stands beside the range (slack) is nobody's: a block of which the range has a few bytes
    // proves nothing.
    if (std::min(at + step, end) - std::max(at, offset) < kFewestBytes) {
      continue;
    }
    const auto block = all_.subspan(static_cast<std::size_t>(at), static_cast<std::size_t>(step));
    if (cipher_.is_normal() ? all_equal(block) : all_zero(block) && !is_usual_fill(at)) {
      return std::max(at, offset);
    }
  }
  return std::nullopt;
}

}  // namespace mmf
