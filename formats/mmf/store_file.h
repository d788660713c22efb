// The file of a store, deciphered where it is read.
#pragma once

#include <cstddef>
#include <cstdint>
#include <memory>
#include <optional>
#include <span>
#include <string_view>
#include <vector>

#include "formats/bytes/byte_reader.h"
#include "formats/bytes/byte_source.h"
#include "formats/bytes/damage.h"
#include "formats/bytes/file_view.h"
#include "formats/mmf/cipher.h"

namespace mmf {

/// From `from` on, the file's bytes were enciphered for `distance` bytes further on: a piece is
/// missing before them (or, modulo 64 KiB, one was put in).
struct Shift {
  std::uint64_t from = 0;
  std::uint64_t distance = 0;
  friend bool operator==(const Shift&, const Shift&) = default;
};

/// Offsets are those of the file as it is. Copies share the file.
class StoreFile {
 public:
  /// `view` may be null when `all` is memory that outlives this.
  StoreFile(std::span<const std::byte> all, std::shared_ptr<const bytes::FileView> view)
      : all_(all), view_(std::move(view)) {}

  void set_cipher(Cipher cipher) { cipher_ = cipher; }
  /// In the order of their offsets.
  void set_shifts(std::vector<Shift> shifts) { shifts_ = std::move(shifts); }

  [[nodiscard]] std::uint64_t size() const { return all_.size(); }
  [[nodiscard]] std::span<const std::byte> raw() const { return all_; }
  [[nodiscard]] Cipher cipher() const { return cipher_; }
  [[nodiscard]] const std::vector<Shift>& shifts() const { return shifts_; }

  [[nodiscard]] bool holds(std::uint64_t offset, std::uint64_t length) const {
    return offset <= size() && length <= size() - offset;
  }
  /// Fills `into` with the plain bytes at `offset`, which the file holds.
  void read(std::uint64_t offset, std::span<std::byte> into) const;
  /// The same as a value.
  [[nodiscard]] std::vector<std::byte> read(std::uint64_t offset, std::size_t length) const;
  /// nullopt where the file ends before the record does.
  template <bytes::Record T>
  [[nodiscard]] std::optional<T> record(std::uint64_t offset) const {
    if (!holds(offset, sizeof(T))) {
      return std::nullopt;
    }
    std::array<std::byte, sizeof(T)> data{};
    read(offset, data);
    return bytes::record_at<T>(data);
  }
  /// Plain bytes that are read when they are needed; the file holds them.
  [[nodiscard]] bytes::Blob blob(std::uint64_t offset, std::uint64_t length) const;

  /// Where, in [offset, offset + length), the writer's bytes are gone: enciphered data never hold
  /// 64 equal bytes in a row, so something else wrote there, or the disk could not be read. Of the
  /// second cipher, where equal bytes stay equal, only whole sectors of zeros count, unless they
  /// stand for what files are often filled with. nullopt: none.
  [[nodiscard]] std::optional<std::uint64_t> foreign_bytes(std::uint64_t offset,
                                                           std::uint64_t length) const;

 private:
  [[nodiscard]] std::uint64_t key_of(std::uint64_t offset) const;
  [[nodiscard]] std::uint64_t run_until(std::uint64_t offset) const;
  [[nodiscard]] bool is_usual_fill(std::uint64_t offset) const;

  std::span<const std::byte> all_;
  std::shared_ptr<const bytes::FileView> view_;
  Cipher cipher_;
  std::vector<Shift> shifts_;
};

}  // namespace mmf
