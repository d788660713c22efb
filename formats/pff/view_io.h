// A FileView as libpff wants to read it: through libbfio, with counted bytes and honest failures.
#pragma once

#include <cstddef>
#include <cstdint>
#include <functional>
#include <memory>
#include <optional>
#include <span>
#include <utility>
#include <vector>

#include "formats/bytes/file_view.h"

namespace pff {

/// Called after each of libpff's reads with all bytes handed out so far: where libpff is busy for
/// minutes (opening a large store, recovery), it is the only sign of life.
using OnRead = std::function<void(std::uint64_t bytes_read)>;

/// The cursor behind a libbfio handle.
class ViewIo {
 public:
  /// `on_read` may be empty.
  ViewIo(std::shared_ptr<const bytes::FileView> view, OnRead on_read)
      : view_(std::move(view)), on_read_(std::move(on_read)) {}

  /// What stands in place of the file's first bytes.
  void overlay(std::vector<std::byte> head) { head_ = std::move(head); }

  /// Copies up to into.size() bytes from the cursor and moves it; 0 at the end. nullopt when the
  /// disk did not deliver them. Once any page has failed, a wholly zero page is taken for another
  /// that failed: the view cannot tell the two apart, and libpff would not notice.
  [[nodiscard]] std::optional<std::size_t> read(std::span<std::byte> into);
  /// Moves the cursor; false when `offset` is negative. Past the end is allowed.
  [[nodiscard]] bool seek(std::int64_t offset);

  [[nodiscard]] std::uint64_t size() const { return view_->bytes().size(); }
  [[nodiscard]] std::uint64_t position() const { return position_; }
  /// All bytes ever handed out.
  [[nodiscard]] std::uint64_t bytes_read() const { return bytes_read_; }
  /// Where the last read failed, or the first failed page of the view.
  [[nodiscard]] std::optional<std::uint64_t> failed_offset() const;
  /// How many reads have failed so far.
  [[nodiscard]] std::uint64_t failures() const { return failures_; }

 private:
  [[nodiscard]] std::optional<std::size_t> copy(std::span<std::byte> into);
  /// The first page within [begin, begin + count) that the view could not deliver.
  [[nodiscard]] std::optional<std::uint64_t> undelivered(std::size_t begin,
                                                         std::size_t count) const;

  std::shared_ptr<const bytes::FileView> view_;
  std::vector<std::byte> head_;
  OnRead on_read_;
  std::uint64_t position_ = 0;
  std::uint64_t bytes_read_ = 0;
  std::uint64_t failures_ = 0;
  std::optional<std::uint64_t> last_failure_;
};

}  // namespace pff
