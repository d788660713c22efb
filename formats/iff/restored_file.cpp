#include "formats/iff/restored_file.h"

#include <algorithm>
#include <string_view>
#include <utility>

#include "formats/bytes/byte_source.h"
#include "formats/iff/section_header.h"

namespace iff {
namespace {

/// Bytes of a file that are looked through for the ends of its sections: so many, and so many times
/// its size.
constexpr std::uint64_t kLeastRestoringLooks = std::uint64_t{4} << 20U;
constexpr std::uint64_t kMostRestoringLooks = 4;

std::size_t count_hits(std::span<const std::byte> file, std::span<const std::uint64_t> pointers) {
  return static_cast<std::size_t>(std::ranges::count_if(pointers, [&](std::uint64_t pointer) {
    return read_section_header(file, pointer).has_value();
  }));
}

/// Walks from header to header: between two of them as many CRs are missing as the Length tells.
class Restoring {
 public:
  explicit Restoring(std::span<const std::byte> file) : file_(file), text_(bytes::as_text(file)) {}

  std::optional<RestoredFile> run() {
    const std::uint64_t most = kLeastRestoringLooks + kMostRestoringLooks * text_.size();
    result_.bytes.reserve(text_.size() + text_.size() / kUsualLine);
    for (std::size_t at = 0; at < text_.size();) {
      const auto header = read_section_header(file_, at);
      if (header) {
        at = copy_section(*header);
      } else {
        const std::size_t end = std::min(text_.find('\n', at), text_.size() - 1) + 1;
        copy(at, end, 1);
        at = end;
      }
      if (looked_through_ > most) {
        return std::nullopt;
      }
    }
    return std::move(result_);
  }

 private:
  static constexpr std::size_t kUsualLine = 32;

  struct Ending {
    std::size_t end = 0;        // of the data, in the file as it is
    std::uint64_t missing = 0;  // CRs
    std::uint64_t lines = 0;    // LFs, each of which may have had one
  };

  std::size_t copy_section(const SectionHeader& header) {
    const auto data = static_cast<std::size_t>(header.data);
    const std::uint64_t place = result_.bytes.size();
    copy(static_cast<std::size_t>(header.offset), data, 1);
    const Ending ending = find_end(data, header.length.value_or(0));
    // In a body every line end becomes CR LF.
    const bool is_guess = ending.missing != 0 && ending.missing != ending.lines;
    if (is_guess && header.type != SectionType::Body) {
      result_.doubtful.push_back(place);
    }
    copy(data, ending.end, ending.missing);
    return ending.end;
  }

  /// The end before a header, or that of the file, for which the Length has an explanation; else
  /// the first.
  Ending find_end(std::size_t data, std::uint64_t length) {
    std::uint64_t lines = 0;
    std::optional<Ending> first;
    for (std::size_t at = data; length != 0;) {
      const std::size_t end = std::min(text_.find('\n', at), text_.size());
      looked_through_ += end - at + 1;
      if (end + 1 >= text_.size() || read_section_header(file_, end + 1)) {
        const std::uint64_t there = end - data;
        if (there <= length && length - there <= lines) {
          return {.end = end, .missing = length - there, .lines = lines};
        }
        first = first ? first : Ending{.end = end, .missing = lines, .lines = lines};
      }
      if (end == text_.size() || (first && end - data > length)) {
        return *first;
      }
      ++lines;
      at = end + 1;
    }
    return {.end = data};
  }

  /// `missing` of the LFs from `begin` on get a CR before them.
  void copy(std::size_t begin, std::size_t end, std::uint64_t missing) {
    for (std::size_t at = begin; at < end; ++at) {
      if (missing != 0 && text_[at] == '\n') {
        result_.bytes.push_back(std::byte{'\r'});
        --missing;
      }
      result_.bytes.push_back(file_[at]);
    }
  }

  std::span<const std::byte> file_;
  std::string_view text_;
  RestoredFile result_;
  std::uint64_t looked_through_ = 0;
};

}  // namespace

std::optional<RestoredFile> restore_line_ends(std::span<const std::byte> file,
                                              std::span<const std::uint64_t> pointers) {
  const std::string_view start = bytes::as_text(file).substr(0, kLongestSectionHeader);
  const std::size_t line = start.find('\n');
  const bool may_be = line != std::string_view::npos && line != 0 && start[line - 1] != '\r' &&
                      file.size() <= kLargestRestored;
  const std::size_t hits = may_be ? count_hits(file, pointers) : pointers.size();
  if (hits == pointers.size()) {
    return std::nullopt;
  }
  auto restored = Restoring(file).run();
  const bool is_better = restored && count_hits(restored->bytes, pointers) > hits;
  return is_better ? std::move(restored) : std::nullopt;
}

}  // namespace iff
