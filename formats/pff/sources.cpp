#include "formats/pff/sources.h"

#include <algorithm>
#include <cstdio>
#include <span>
#include <string>

#include "formats/pff/read_record.h"

namespace pff {
namespace {

using bytes::ErrorKind;
using bytes::Result;

std::uint8_t* raw(std::span<std::byte> data) {
  // NOLINTNEXTLINE(cppcoreguidelines-pro-type-reinterpret-cast)
  return reinterpret_cast<std::uint8_t*>(data.data());
}

// libpff ended a value before the size it had told. Not the end of the stream: nothing may take a
// shortened value for whole.
tl::unexpected<bytes::Error> ended_early(std::uint64_t at, std::uint64_t size) {
  return bytes::fail(ErrorKind::NotThisFormat, "libpff delivers " + std::to_string(at) + " of " +
                                                   std::to_string(size) + " bytes");
}

/// Front to back through libpff's seek and read: two streams over one value share libpff's cursor,
/// so each sets it before it reads.
class LibraryStream : public bytes::ByteStream {
 public:
  [[nodiscard]] Result<std::size_t> read(std::span<std::byte> into) final {
    const auto wanted = into.first(
        static_cast<std::size_t>(std::min<std::uint64_t>(into.size(), size_ - position_)));
    if (wanted.empty()) {
      return 0;
    }
    LibraryError error;
    const auto got = read_at(position_, wanted, error);
    if (got < 0) {
      return library_failure(*item_->file, error);
    }
    if (got == 0) {
      return ended_early(position_, size_);
    }
    position_ += static_cast<std::uint64_t>(got);
    return static_cast<std::size_t>(got);
  }

 protected:
  LibraryStream(std::shared_ptr<ItemHandle> item, std::uint64_t size)
      : item_(std::move(item)), size_(size) {}

  /// At most into.size() bytes from `offset`; negative with `error` set on failure.
  [[nodiscard]] virtual ssize_t read_at(std::uint64_t offset, std::span<std::byte> into,
                                        LibraryError& error) = 0;
  [[nodiscard]] const ItemHandle& item() const { return *item_; }

 private:
  std::shared_ptr<ItemHandle> item_;
  std::uint64_t size_;
  std::uint64_t position_ = 0;
};

class EntryStream final : public LibraryStream {
 public:
  EntryStream(std::shared_ptr<ItemHandle> item, EntryPlace place, std::uint64_t size)
      : LibraryStream(std::move(item), size), place_(place) {}

 protected:
  [[nodiscard]] ssize_t read_at(std::uint64_t offset, std::span<std::byte> into,
                                LibraryError& error) override {
    const RecordSetHandle set(item(), place_.set, error);
    if (set.set() == nullptr) {
      return -1;
    }
    const RecordEntryHandle entry(set, place_.entry, error);
    if (entry.entry() == nullptr ||
        libpff_record_entry_seek_offset(entry.entry(), static_cast<off64_t>(offset), SEEK_SET,
                                        error.out()) < 0) {
      return -1;
    }
    return libpff_record_entry_read_buffer(entry.entry(), raw(into), into.size(), error.out());
  }

 private:
  EntryPlace place_;
};

class AttachmentStream final : public LibraryStream {
 public:
  using LibraryStream::LibraryStream;
  AttachmentStream(std::shared_ptr<ItemHandle> item, std::uint64_t size)
      : LibraryStream(std::move(item), size) {}

 protected:
  [[nodiscard]] ssize_t read_at(std::uint64_t offset, std::span<std::byte> into,
                                LibraryError& error) override {
    if (libpff_attachment_data_seek_offset(item().item, static_cast<off64_t>(offset), SEEK_SET,
                                           error.out()) < 0) {
      return -1;
    }
    return libpff_attachment_data_read_buffer(item().item, raw(into), into.size(), error.out());
  }
};

class EntrySource final : public bytes::ByteSource {
 public:
  EntrySource(std::shared_ptr<ItemHandle> item, EntryPlace place, std::uint64_t size)
      : item_(std::move(item)), place_(place), size_(size) {}

  [[nodiscard]] std::uint64_t size() const override { return size_; }
  [[nodiscard]] Result<std::unique_ptr<bytes::ByteStream>> open() const override {
    return std::make_unique<EntryStream>(item_, place_, size_);
  }

 private:
  std::shared_ptr<ItemHandle> item_;
  EntryPlace place_;
  std::uint64_t size_;
};

class AttachmentSource final : public bytes::ByteSource {
 public:
  AttachmentSource(std::shared_ptr<ItemHandle> item, std::uint64_t size)
      : item_(std::move(item)), size_(size) {}

  [[nodiscard]] std::uint64_t size() const override { return size_; }
  [[nodiscard]] Result<std::unique_ptr<bytes::ByteStream>> open() const override {
    return std::make_unique<AttachmentStream>(item_, size_);
  }

 private:
  std::shared_ptr<ItemHandle> item_;
  std::uint64_t size_;
};

}  // namespace

bytes::Blob make_entry_source(std::shared_ptr<ItemHandle> item, EntryPlace place,
                              std::size_t size) {
  return std::make_shared<EntrySource>(std::move(item), place, size);
}

Result<bytes::Blob> open_attachment_data(std::shared_ptr<ItemHandle> item) {
  LibraryError error;
  size64_t size = 0;
  if (libpff_attachment_get_data_size(item->item, &size, error.out()) != 1) {
    return library_failure(*item->file, error);
  }
  return std::make_shared<AttachmentSource>(std::move(item), size);
}

}  // namespace pff
