// A secondary file: bodies and files of messages. FORMAT.md 4.
#pragma once

#include <cstdint>
#include <map>
#include <optional>
#include <span>
#include <utility>
#include <vector>

#include "formats/bytes/damage.h"
#include "formats/iff/section_header.h"

namespace iff {

/// A section, with the bytes that are its.
struct Part {
  SectionHeader header;
  std::span<const std::byte> data;
  bool is_complete = true;  // false: cut off, or where it ends is a guess
  friend bool operator==(const Part& a, const Part& b) {
    return a.header == b.header && a.data.data() == b.data.data() &&
           a.data.size() == b.data.size() && a.is_complete == b.is_complete;
  }
};

/// The sections of one message, one behind the other.
struct Chain {
  std::vector<Part> parts;
  std::uint64_t begin = 0;
  std::uint64_t end = 0;  // behind the line end of the last one
  bool is_whole = true;   // false: a section is missing, or one is incomplete
};

/// How far a pointer may be off.
inline constexpr std::uint64_t kPointerSlack = 16;

class Secondary {
 public:
  /// `pointers` are the offsets that rows name, in any order. When they do not meet sections, and
  /// all do that are shifted by one distance, that is how they are meant (FORMAT.md 4.3).
  /// `doubtful` are headers of files that RestoredFile guessed. `file` must outlive this.
  Secondary(std::span<const std::byte> file, std::vector<std::uint64_t> pointers,
            std::vector<std::uint64_t> doubtful = {});

  /// Told: that the pointers are shifted ("SEC.shift", how the first is written and where it is).
  void tell_shift(bytes::DamageLog& damage) const;

  /// Where the section is that a pointer means: there, or nearest to it within kPointerSlack bytes
  /// (the later of two), or nowhere.
  [[nodiscard]] std::optional<std::uint64_t> find(std::uint64_t pointer) const;

  /// The sections from the one that `pointer` means on. Told: a pointer that is off
  /// ("SEC.pointer"), one that means nothing, lengths that are wrong and were put
  /// right, or reach beyond the file ("SEC.Length"), or for which no other is found ("SEC.end"),
  /// files whose line ends were guessed ("SEC.line ends"). A chain without parts was not found.
  [[nodiscard]] Chain read_chain(std::uint64_t pointer, bytes::DamageLog& damage) const;

  /// The same from `place` on, one of named().
  [[nodiscard]] Chain read_named(std::uint64_t place, bytes::DamageLog& damage) const;

  /// The same for sections that nothing names, from a header at `offset` on; they end before `end`.
  [[nodiscard]] Chain read_unnamed(std::uint64_t offset, std::uint64_t end,
                                   bytes::DamageLog& damage) const;

  /// Places of sections that pointers mean, in their order.
  [[nodiscard]] const std::vector<std::uint64_t>& named() const { return named_; }
  [[nodiscard]] std::span<const std::byte> file() const { return file_; }

 private:
  struct Length {
    std::uint64_t bytes = 0;
    bool is_sure = true;
  };
  /// What a look through the bytes behind a header finds.
  struct Ends {
    std::optional<std::uint64_t> length;         // the one that lands
    std::optional<std::uint64_t> before_header;  // up to the first header
  };

  [[nodiscard]] std::uint64_t shifted(std::uint64_t pointer) const { return pointer + shift_; }
  void look_for_shift(const std::vector<std::uint64_t>& pointers);
  [[nodiscard]] Chain walk(SectionHeader header, std::uint64_t limit,
                           bytes::DamageLog& damage) const;
  [[nodiscard]] std::uint64_t next_named(std::uint64_t offset) const;
  [[nodiscard]] bool is_anchor(std::uint64_t offset) const;
  [[nodiscard]] bool lands(const SectionHeader& header, std::uint64_t limit) const;
  [[nodiscard]] Ends other_ends(const SectionHeader& header, std::uint64_t limit) const;
  [[nodiscard]] Ends look_for_ends(const SectionHeader& header, std::uint64_t limit) const;
  [[nodiscard]] Length choose_length(const SectionHeader& header, std::uint64_t limit,
                                     const Chain& chain, bytes::DamageLog& damage) const;
  [[nodiscard]] std::uint64_t skip_line_ends(std::uint64_t offset, std::uint64_t limit) const;

  std::span<const std::byte> file_;
  std::vector<std::uint64_t> named_;
  std::vector<std::uint64_t> broken_;  // pointers that meet no header: a section may end there
  std::vector<std::uint64_t> doubtful_;
  std::uint64_t shift_ = 0;  // of all pointers, modulo 2^64
  std::uint64_t first_pointer_ = 0;
  // What was looked for once is known, and how many bytes that took.
  mutable std::map<std::pair<std::uint64_t, std::uint64_t>, Ends> ends_;
  mutable std::uint64_t looked_through_ = 0;
};

}  // namespace iff
