#include "formats/iff/secondary.h"

#include <algorithm>
#include <utility>

#include "formats/bytes/byte_source.h"
#include "formats/iff/ascii.h"

namespace iff {
namespace {

using bytes::DamageKind;

constexpr std::uint64_t kLineEnd = 2;  // CR LF behind the bytes of a section

/// Lengths of one chain that are put right by looking through the file: each look may take as long
/// as the chain is.
constexpr std::size_t kMostCorrections = 16;

/// Pointers of which none meets a section, before they can be thought to be shifted; how far into
/// the file, and how many of its sections, are tried as what the first of them means.
constexpr std::size_t kLeastShifted = 2;
constexpr std::size_t kShiftLook = std::size_t{1} << 20U;
constexpr std::size_t kMostShifts = 16;

/// Bytes of a file that are looked through for lengths: so many, and so many times its size.
constexpr std::uint64_t kLeastLooks = std::uint64_t{64} << 20U;
constexpr std::uint64_t kMostLooks = 4;

bool is_line_end(std::byte byte) { return byte == std::byte{'\r'} || byte == std::byte{'\n'}; }

bool has_line_end(std::span<const std::byte> file, std::uint64_t offset) {
  return offset <= file.size() && file.size() - offset >= kLineEnd &&
         bytes::as_text(file).substr(offset, kLineEnd) == "\r\n";
}

/// CR LF of which one byte is another.
bool has_damaged_line_end(std::span<const std::byte> file, std::uint64_t offset) {
  if (offset > file.size() || file.size() - offset < kLineEnd) {
    return false;
  }
  const std::string_view pair = bytes::as_text(file).substr(offset, kLineEnd);
  return (pair.front() == '\r') != (pair.back() == '\n');
}

}  // namespace

Secondary::Secondary(std::span<const std::byte> file, std::vector<std::uint64_t> pointers,
                     std::vector<std::uint64_t> doubtful)
    : file_(file), doubtful_(std::move(doubtful)) {
  std::ranges::sort(doubtful_);
  look_for_shift(pointers);
  for (const std::uint64_t pointer : pointers) {
    const auto place = find(pointer);
    (place ? named_ : broken_).push_back(place.value_or(shifted(pointer)));
  }
  for (auto* offsets : {&named_, &broken_}) {
    std::ranges::sort(*offsets);
    offsets->erase(std::unique(offsets->begin(), offsets->end()), offsets->end());
  }
}

/// Bytes were lost or put in before all sections: the first of them that the first pointer can mean
/// makes all others meet one.
void Secondary::look_for_shift(const std::vector<std::uint64_t>& pointers) {
  const auto meet = [&](std::uint64_t shift) {
    return std::ranges::count_if(pointers, [&](std::uint64_t pointer) {
      return read_section_header(file_, pointer + shift).has_value();
    });
  };
  const auto all = static_cast<std::ptrdiff_t>(pointers.size());
  const std::string_view text = bytes::as_text(file_).substr(0, kShiftLook);
  const bool has_first_line =
      to_lower(text.substr(0, kSecondaryHeader.size())) == to_lower(kSecondaryHeader);
  // Sections of equal size meet pointers by chance: with the first line in its place none must.
  const auto here = pointers.size() < kLeastShifted ? all : meet(0);
  if (here == all || (has_first_line && here != 0)) {
    return;
  }
  first_pointer_ = *std::ranges::min_element(pointers);
  std::size_t tried = 0;
  for (std::size_t at = 0; at < text.size() && tried < kMostShifts;) {
    if (read_section_header(file_, at)) {
      ++tried;
      const std::uint64_t shift = at - first_pointer_;
      if (meet(shift) == all) {
        shift_ = shift;
        return;
      }
    }
    at = std::min(text.find('\n', at), text.size() - 1) + 1;
  }
}

void Secondary::tell_shift(bytes::DamageLog& damage) const {
  if (shift_ != 0) {
    damage.add({.offset = 0,
                .length = 0,
                .kind = DamageKind::Inconsistent,
                .field = "SEC.shift",
                .found = first_pointer_,
                .expected = shifted(first_pointer_)});
  }
}

std::optional<std::uint64_t> Secondary::find(std::uint64_t written) const {
  const std::uint64_t pointer = shifted(written);
  for (std::uint64_t distance = 0; distance <= kPointerSlack; ++distance) {
    const bool overflows = pointer > UINT64_MAX - distance;
    if (!overflows && read_section_header(file_, pointer + distance)) {
      return pointer + distance;
    }
    if (distance <= pointer && read_section_header(file_, pointer - distance)) {
      return pointer - distance;
    }
  }
  return read_doubtful_header(file_, pointer) ? std::optional(pointer) : std::nullopt;
}

Chain Secondary::read_chain(std::uint64_t pointer, bytes::DamageLog& damage) const {
  const auto place = find(pointer);
  const std::uint64_t inside = std::min<std::uint64_t>(pointer, file_.size());
  if (!place) {
    damage.add({.offset = inside,
                .length = std::min<std::uint64_t>(file_.size() - inside, kPointerSlack),
                .kind = pointer >= file_.size() ? DamageKind::OutOfRange : DamageKind::BadMagic,
                .field = "SEC.pointer",
                .found = pointer,
                .expected = file_.size()});
    return {.parts = {}, .begin = inside, .end = inside, .is_whole = false};
  }
  if (*place != shifted(pointer)) {
    damage.add({.offset = inside,
                .length = 0,
                .kind = DamageKind::Inconsistent,
                .field = "SEC.pointer",
                .found = pointer,
                .expected = *place});
  }
  return read_named(*place, damage);
}

Chain Secondary::read_named(std::uint64_t place, bytes::DamageLog& damage) const {
  auto header = read_section_header(file_, place);
  if (!header) {
    header = read_doubtful_header(file_, place);
    damage.add({.offset = place,
                .length = header->data - place,
                .kind = DamageKind::BadMagic,
                .field = header->length ? "SEC.Type" : "SEC.Length"});
  }
  return walk(std::move(*header), next_named(place), damage);
}

Chain Secondary::read_unnamed(std::uint64_t offset, std::uint64_t end,
                              bytes::DamageLog& damage) const {
  auto header = read_section_header(file_, offset);
  return header ? walk(std::move(*header), end, damage)
                : Chain{.parts = {}, .begin = offset, .end = offset, .is_whole = false};
}

Chain Secondary::walk(SectionHeader header, std::uint64_t limit, bytes::DamageLog& damage) const {
  Chain chain{.parts = {}, .begin = header.offset, .end = header.data};
  for (;;) {
    limit = std::max(limit, header.data);
    const Length length = choose_length(header, limit, chain, damage);
    const std::uint64_t end = header.data + length.bytes;
    const bool is_last = header.is_last;
    chain.is_whole = chain.is_whole && length.is_sure;
    if (std::ranges::binary_search(doubtful_, header.offset)) {
      damage.add({.offset = header.offset,
                  .length = length.bytes,
                  .kind = DamageKind::Inconsistent,
                  .field = "SEC.line ends"});
      chain.is_whole = false;
    }
    const auto data = file_.subspan(static_cast<std::size_t>(header.data),
                                    static_cast<std::size_t>(length.bytes));
    chain.parts.push_back(
        {.header = std::move(header), .data = data, .is_complete = length.is_sure});
    chain.end = std::min(skip_line_ends(end, limit), limit);
    if (is_last) {
      return chain;
    }
    auto next = chain.parts.size() < kMostParts && chain.end < limit
                    ? read_section_header(file_, chain.end)
                    : std::nullopt;
    if (!next) {
      damage.add({.offset = chain.end,
                  .length = 0,
                  .kind = DamageKind::Truncated,
                  .field = "SEC.Islast",
                  .found = chain.parts.size()});
      chain.is_whole = false;
      return chain;
    }
    header = std::move(*next);
  }
}

/// FORMAT.md 4.3: CR LF, and not what the bytes themselves end with.
std::uint64_t Secondary::skip_line_ends(std::uint64_t offset, std::uint64_t limit) const {
  if (has_line_end(file_, offset) ||
      (has_damaged_line_end(file_, offset) && is_anchor(offset + kLineEnd))) {
    offset += kLineEnd;
  }
  // Blank lines between sections, and line ends of one character, when a header follows.
  constexpr std::uint64_t kMostLineEnds = 64;
  std::uint64_t behind = offset;
  const std::uint64_t end = std::min(limit, offset + kMostLineEnds);
  while (behind < end && is_line_end(file_[static_cast<std::size_t>(behind)])) {
    ++behind;
  }
  return is_anchor(behind) ? behind : offset;
}

std::uint64_t Secondary::next_named(std::uint64_t offset) const {
  const auto next = std::ranges::upper_bound(named_, offset);
  return next == named_.end() ? file_.size() : *next;
}

bool Secondary::is_anchor(std::uint64_t offset) const {
  return offset == file_.size() || std::ranges::binary_search(named_, offset) ||
         std::ranges::binary_search(broken_, offset) ||
         read_section_header(file_, offset).has_value();
}

/// Whether the Length that the header tells ends where a section can end.
bool Secondary::lands(const SectionHeader& header, std::uint64_t limit) const {
  const std::uint64_t room = limit - header.data;
  if (!header.length || *header.length > room) {
    return false;
  }
  const std::uint64_t end = header.data + *header.length;
  if (has_line_end(file_, end) && end + kLineEnd <= limit) {
    const std::uint64_t next = end + kLineEnd;
    return next == limit || is_anchor(next);
  }
  // The last line end of a file may be missing, and the one behind no bytes at all.
  return end == file_.size() || (*header.length == 0 && is_anchor(end));
}

/// FORMAT.md 4.3: the one length that lands. A section that is the last of its message ends before
/// the next one that a pointer names; any other before a header that no pointer names.
Secondary::Ends Secondary::other_ends(const SectionHeader& header, std::uint64_t limit) const {
  const auto key = std::pair(header.offset, limit);
  const auto known = ends_.find(key);
  if (known != ends_.end()) {
    return known->second;
  }
  if (looked_through_ > kLeastLooks + kMostLooks * file_.size()) {
    return {};
  }
  return ends_.emplace(key, look_for_ends(header, limit)).first->second;
}

Secondary::Ends Secondary::look_for_ends(const SectionHeader& header, std::uint64_t limit) const {
  const std::string_view text = bytes::as_text(file_).substr(0, static_cast<std::size_t>(limit));
  const auto data = static_cast<std::size_t>(header.data);
  std::size_t looked = text.size();
  Ends ends;
  for (std::size_t at = text.find('\n', data); at != std::string_view::npos && at + 1 < limit;
       at = text.find('\n', at + 1)) {
    if (read_section_header(file_, at + 1)) {
      const bool has_cr = at > data && text[at - 1] == '\r';
      ends.before_header = at - (has_cr ? 1 : 0) - data;
      looked = at;
      break;
    }
  }
  looked_through_ += looked - data;
  if (!header.is_last) {
    ends.length = ends.before_header;
  } else if (!ends.before_header) {
    const bool ends_line = limit - header.data >= kLineEnd && has_line_end(file_, limit - kLineEnd);
    ends.length = limit - header.data - (ends_line ? kLineEnd : 0);
  }
  return ends;
}

Secondary::Length Secondary::choose_length(const SectionHeader& header, std::uint64_t limit,
                                           const Chain& chain, bytes::DamageLog& damage) const {
  const std::uint64_t room = limit - header.data;
  const std::uint64_t told = header.length.value_or(room);
  if (lands(header, limit)) {
    return {.bytes = told};
  }
  bytes::Damage wrong{.offset = header.offset,
                      .length = header.data - header.offset,
                      .kind = DamageKind::Inconsistent,
                      .field = "SEC.Length",
                      .found = told,
                      .expected = room};
  if (header.length && told <= room && has_damaged_line_end(file_, header.data + told) &&
      is_anchor(header.data + told + kLineEnd)) {
    wrong.field = "SEC.line end";
    wrong.expected = told;
    damage.add(wrong);
    return {.bytes = told};
  }
  const Ends ends = chain.parts.size() < kMostCorrections ? other_ends(header, limit) : Ends{};
  // What ends with the file says nothing of how long it was.
  const bool is_cut = told > room && limit == file_.size() && header.is_last;
  if (ends.length && !is_cut) {
    wrong.expected = *ends.length;
    damage.add(wrong);
    return {.bytes = *ends.length};
  }
  // A message that has another's text is worse than one that lacks some of its own.
  const std::uint64_t most = std::min(told, ends.before_header.value_or(room));
  const bool is_whole_rest = is_cut && most == room;
  wrong.kind = is_whole_rest ? DamageKind::Truncated : DamageKind::Inconsistent;
  wrong.field = is_whole_rest ? "SEC.Length" : "SEC.end";
  damage.add(wrong);
  return {.bytes = most, .is_sure = false};
}

}  // namespace iff
