// Files in memory for writers that patch theirs: one that keeps everything, one whose disk is full.
#pragma once

#include <algorithm>
#include <array>
#include <cstddef>
#include <cstdint>
#include <map>
#include <span>
#include <vector>

#include "formats/bytes/patchable_file.h"

namespace test {

/// Keeps what is not zero, so a file of gigabytes with little in it costs little.
class MemoryFile final : public bytes::PatchableFile {
 public:
  static constexpr std::size_t kChunk = 4096;
  using Chunk = std::array<std::byte, kChunk>;

  struct Write {
    std::uint64_t offset = 0;
    std::uint64_t size = 0;
    friend bool operator==(const Write&, const Write&) = default;
  };

  MemoryFile() = default;
  explicit MemoryFile(std::span<const std::byte> content) { put(0, content); }

  [[nodiscard]] bytes::Result<void> write_at(std::uint64_t offset,
                                             std::span<const std::byte> data) override {
    writes_.push_back({.offset = offset, .size = data.size()});
    put(offset, data);
    return {};
  }
  [[nodiscard]] bytes::Result<void> sync() override {
    synced_ = true;
    return {};
  }
  [[nodiscard]] bytes::Result<void> close() override { return {}; }
  [[nodiscard]] bytes::Result<void> commit() override {
    committed_ = true;
    return {};
  }

  [[nodiscard]] std::uint64_t size() const { return size_; }
  [[nodiscard]] bool synced() const { return synced_; }
  [[nodiscard]] bool committed() const { return committed_; }
  /// Every write so far, in order.
  [[nodiscard]] const std::vector<Write>& writes() const { return writes_; }
  /// The chunks that are not all zero, by their number.
  [[nodiscard]] const std::map<std::uint64_t, Chunk>& chunks() const { return chunks_; }

  /// What lies beyond the end reads as zeros.
  [[nodiscard]] std::vector<std::byte> read(std::uint64_t offset, std::size_t size) const {
    std::vector<std::byte> out(size);
    for (std::size_t done = 0; done < size;) {
      const auto within = static_cast<std::size_t>((offset + done) % kChunk);
      const auto piece = std::min(kChunk - within, size - done);
      if (const auto chunk = chunks_.find((offset + done) / kChunk); chunk != chunks_.end()) {
        std::copy_n(chunk->second.data() + within, piece, out.data() + done);
      }
      done += piece;
    }
    return out;
  }
  /// Everything: for small files.
  [[nodiscard]] std::vector<std::byte> content() const {
    return read(0, static_cast<std::size_t>(size_));
  }
  void flip(std::uint64_t offset) {
    auto byte = read(offset, 1);
    byte[0] ^= std::byte{0xFF};
    put(offset, byte);
  }

 private:
  void put(std::uint64_t offset, std::span<const std::byte> data) {
    static constexpr Chunk kZeros{};
    size_ = std::max(size_, offset + data.size());
    while (!data.empty()) {
      const auto number = offset / kChunk;
      const auto within = static_cast<std::size_t>(offset % kChunk);
      const auto piece = data.first(std::min(kChunk - within, data.size()));
      auto chunk = chunks_.find(number);
      if (chunk == chunks_.end() && !std::equal(piece.begin(), piece.end(), kZeros.begin())) {
        chunk = chunks_.emplace(number, Chunk{}).first;
      }
      if (chunk != chunks_.end()) {
        std::copy(piece.begin(), piece.end(), chunk->second.data() + within);
      }
      offset += piece.size();
      data = data.subspan(piece.size());
    }
  }

  std::uint64_t size_ = 0;
  std::map<std::uint64_t, Chunk> chunks_;
  std::vector<Write> writes_;
  bool synced_ = false;
  bool committed_ = false;
};

/// A disk with room for so many bytes; the write that would go beyond them fails, and all after it.
class FullDisk final : public bytes::PatchableFile {
 public:
  explicit FullDisk(std::uint64_t room) : room_(room) {}

  [[nodiscard]] bytes::Result<void> write_at(std::uint64_t /*offset*/,
                                             std::span<const std::byte> data) override {
    full_ = full_ || data.size() > room_;
    if (full_) {
      return bytes::fail(bytes::ErrorKind::NoSpace, "memory: no space left");
    }
    room_ -= data.size();
    return {};
  }
  [[nodiscard]] bytes::Result<void> sync() override { return {}; }
  [[nodiscard]] bytes::Result<void> close() override { return {}; }
  [[nodiscard]] bytes::Result<void> commit() override { return {}; }

 private:
  std::uint64_t room_;
  bool full_ = false;
};

}  // namespace test
