#include "formats/iff/map.h"

#include <algorithm>

#include "formats/bytes/byte_source.h"
#include "formats/iff/secondary.h"
#include "formats/iff/unclaimed_sections.h"
#include "formats/iff/zero_runs.h"

namespace iff {
namespace {

using bytes::RangeClass;

class FileMapper {
 public:
  explicit FileMapper(std::span<const std::byte> file) : file_(file), ranges_(file.size()) {}

  void claim(std::uint64_t begin, std::uint64_t end, std::string_view owner, RangeClass kind) {
    if (begin < end) {
      ranges_.claim({.offset = begin, .length = end - begin, .owner = owner, .kind = kind},
                    map_.contradictions);
    }
  }

  /// The sections of one message: line, content, and the line end behind it.
  void chain(const Chain& chain, RangeClass kind) {
    for (std::size_t i = 0; i < chain.parts.size(); ++i) {
      const Part& part = chain.parts[i];
      const auto begin = part.header.offset;
      const auto end = part.header.data + part.data.size();
      const auto next = i + 1 < chain.parts.size() ? chain.parts[i + 1].header.offset : chain.end;
      const bool found = kind == RangeClass::Recovered;
      claim(begin, part.header.data, "section line", found ? kind : RangeClass::Index);
      claim(part.header.data, end, name_of(part.header.type), kind);
      claim(end, next, "line end of a section", found ? kind : RangeClass::Slack);
    }
  }

  /// NULs where text stands: an area that was zeroed (FORMAT.md 2.6).
  void mark_zeros(std::uint64_t begin, std::uint64_t end) {
    const auto text = bytes::as_text(file_).substr(begin, end - begin);
    for (std::size_t at = text.find('\0'); at != std::string_view::npos; at = text.find('\0', at)) {
      const auto stop = std::min(text.find_first_not_of('\0', at), text.size());
      if (stop - at >= kLeastZeros) {
        ranges_.mark(begin + at, stop - at, RangeClass::BadChecksum);
      }
      at = stop;
    }
  }

  bytes::StoreMap finish(std::string_view padding) {
    for (const auto& gap : ranges_.unclaimed()) {
      claim(gap.offset, gap.offset + gap.length, padding, RangeClass::Slack);
    }
    map_.size = file_.size();
    map_.ranges = ranges_.all();
    return std::move(map_);
  }

  [[nodiscard]] std::uint64_t size() const { return file_.size(); }

 private:
  std::span<const std::byte> file_;
  bytes::RangeMap ranges_;
  bytes::StoreMap map_;
};

std::string_view rows_of(SectionKind kind) {
  switch (kind) {
    case SectionKind::Directory:
      return "rows of a DIRECTORY section";
    case SectionKind::AddressBook:
      return "rows of a PAB section";
    case SectionKind::Messages:
      break;
  }
  return "rows of a MAILMESSAGE section";
}

}  // namespace

bytes::StoreMap map_primary(std::span<const std::byte> file, const std::vector<Section>& sections) {
  FileMapper mapper(file);
  const auto first = sections.empty() ? mapper.size() : sections.front().at.offset;
  mapper.claim(0, first, "lines before the first section", RangeClass::Unreferenced);
  for (const Section& section : sections) {
    mapper.claim(section.at.offset, section.rows.offset, keyword_of(section.kind),
                 RangeClass::Header);
    mapper.claim(section.rows.offset, section.rows_end, rows_of(section.kind), RangeClass::Data);
  }
  mapper.mark_zeros(first, mapper.size());
  return mapper.finish("space between sections");
}

bytes::StoreMap map_secondary(std::span<const std::byte> file,
                              const std::vector<std::uint64_t>& pointers) {
  FileMapper mapper(file);
  const Secondary secondary(file, pointers);
  bytes::DamageLog ignored;  // the converter tells it
  if (bytes::as_text(file).starts_with(kSecondaryHeader)) {
    const auto line_end = bytes::as_text(file).find('\n');
    mapper.claim(0, line_end == std::string_view::npos ? kSecondaryHeader.size() : line_end + 1,
                 "header line", RangeClass::Header);
  }
  for (const auto place : secondary.named()) {
    mapper.chain(secondary.read_named(place, ignored), RangeClass::Data);
  }
  find_unclaimed(secondary, ignored, [&](const Unclaimed& one) {
    mapper.chain(one.chain, RangeClass::Recovered);
    if (one.chain.parts.empty()) {
      mapper.claim(one.offset, one.offset + one.length, "bytes of no section",
                   RangeClass::Unreferenced);
    }
    return true;
  });
  return mapper.finish("space between sections");
}

}  // namespace iff
