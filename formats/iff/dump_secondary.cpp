#include <algorithm>
#include <array>
#include <iterator>
#include <optional>
#include <string>
#include <utility>

#include "formats/bytes/byte_source.h"
#include "formats/bytes/file_magic.h"
#include "formats/bytes/loose_bytes.h"
#include "formats/bytes/mac_binary.h"
#include "formats/bytes/tiled_record.h"
#include "formats/iff/ascii.h"
#include "formats/iff/dump.h"
#include "formats/iff/dump_line.h"
#include "formats/iff/dump_values.h"
#include "formats/iff/section_damage.h"
#include "formats/iff/unclaimed_sections.h"
#include "formats/text/piece_decoder.h"

namespace iff {
namespace {

using bytes::TiledRecord;

constexpr std::string_view kSecondarySource = "formats/iff/FORMAT.md 4.2";
constexpr std::array<std::string_view, 7> kHeaderColumns = {
    "Type", "Length", "Encoding", "Islast", "Name", "Position", "Format"};

bool is_text(SectionType type) { return type == SectionType::Body || type == SectionType::Other; }

std::string meaning_of_content(const Part& part, text::CodePageNumber page) {
  if (const auto mac =
          part.header.is_mac_binary ? bytes::read_mac_binary(part.data) : std::nullopt) {
    return "MacBinary: data fork " + std::to_string(mac->data_fork.size()) + ", resource fork " +
           std::to_string(mac->resource_fork.size()) + " bytes";
  }
  if (is_text(part.header.type)) {
    return {};
  }
  const auto magic = bytes::extension_by_magic(part.data);
  const std::string name = decoded(part.header.name, page);
  return name + (name.empty() || magic.empty() ? "" : ", ") +
         (magic.empty() ? "" : "begins like a " + std::string(magic));
}

class SecondaryDumper {
 public:
  SecondaryDumper(std::span<const std::byte> file, const SecondaryRows& rows,
                  const DumpOptions& options, bytes::AnnotationSink& sink)
      : file_(file),
        text_(bytes::as_text(file)),
        rows_(rows),
        options_(options),
        sink_(options.wanted, sink),
        secondary_(file, rows.has_lost_returns ? std::vector<std::uint64_t>() : rows.pointers) {}

  [[nodiscard]] bytes::Result<void> run() {
    find_faults();
    auto told = first_line();
    bytes::DamageLog ignored;  // find_faults() found it
    find_unclaimed(secondary_, ignored, [&](const Unclaimed& one) {
      told = told ? named_up_to(one.offset) : told;
      if (told) {
        told = one.chain.parts.empty() ? stray(one) : chain(one.chain, {}, "that no row names");
      }
      return told.has_value();
    });
    told = told ? named_up_to(file_.size()) : told;
    return told ? space_up_to(file_.size()) : told;
  }

 private:
  /// Of the file as a whole: they stand with its first record.
  void find_faults() {
    if (rows_.has_lost_returns) {
      faults_.emplace_back(
          "its lines end in LF, and its lengths and pointers count CR LF: a program for texts had "
          "it, and no pointer is followed");
    }
    if (!has_header_line() && !file_.empty()) {
      faults_.push_back(fault(
          {.offset = 0, .length = 0, .kind = bytes::DamageKind::BadMagic, .field = "SEC.header"}));
    }
    bytes::DamageLog shift;
    secondary_.tell_shift(shift);
    for (const bytes::Damage& one : shift.items()) {
      faults_.push_back(fault(one));
    }
    const auto lost = rows_.has_lost_returns
                          ? std::ptrdiff_t{0}
                          : std::ranges::count_if(rows_.pointers, [&](std::uint64_t pointer) {
                              return !secondary_.find(pointer);
                            });
    if (lost != 0) {
      faults_.push_back(std::to_string(lost) + " pointers of rows meet no section");
    }
  }

  [[nodiscard]] bool has_header_line() const {
    return to_lower(text_.substr(0, kSecondaryHeader.size())) == to_lower(kSecondaryHeader);
  }

  [[nodiscard]] bytes::Result<void> first_line() {
    if (!has_header_line()) {
      return {};
    }
    const std::string_view line_end = text_.substr(kSecondaryHeader.size());
    const std::size_t end =
        kSecondaryHeader.size() +
        (line_end.starts_with("\r\n") ? 2U : (line_end.starts_with('\n') ? 1U : 0U));
    TiledRecord tiles(file_, 0, end,
                      {.name = "header line", .source = std::string(kSecondarySource)});
    take_header(text_.substr(0, kSecondaryHeader.size()), 0, end, tiles);
    return tell(tiles);
  }

  /// A field for each column of a line that begins at `offset`.
  void take_header(std::string_view line, std::uint64_t offset, std::uint64_t end,
                   TiledRecord& tiles) const {
    const auto fields = split_row(line).fields;
    std::vector<Cell> cells;
    for (const Field& field : fields) {
      const auto place = cells.size();
      cells.push_back({.name = place < kHeaderColumns.size()
                                   ? std::string(kHeaderColumns.at(place))
                                   : "column-" + std::to_string(place + 1),
                       .value = decoded(field.text, options_.code_page)});
    }
    take_cells({.offset = offset, .text = line, .joined = {}}, fields, cells, end, tiles);
  }

  /// The sections that rows name, from where those before them end up to `end`.
  [[nodiscard]] bytes::Result<void> named_up_to(std::uint64_t end) {
    bytes::Result<void> told;
    const auto& named = secondary_.named();
    for (; told && next_named_ < named.size() && named[next_named_] < end; ++next_named_) {
      bytes::DamageLog damage;
      const Chain one = secondary_.read_named(named[next_named_], damage);
      told = chain(one, damage, "that a row names");
    }
    return told;
  }

  [[nodiscard]] bytes::Result<void> chain(const Chain& chain, const bytes::DamageLog& damage,
                                          std::string_view which) {
    bytes::Result<void> told;
    for (std::size_t i = 0; told && i < chain.parts.size(); ++i) {
      const bool is_last = i + 1 == chain.parts.size();
      const auto end = is_last ? chain.end : chain.parts[i + 1].header.offset;
      told = part(chain.parts[i], end,
                  "section " + std::to_string(i + 1) + " of " + std::to_string(chain.parts.size()) +
                      " of a message " + std::string(which),
                  faults_in(damage, chain.parts[i].header.offset,
                            is_last ? UINT64_MAX : chain.parts[i + 1].header.offset));
    }
    return told;
  }

  [[nodiscard]] bytes::Result<void> part(const Part& part, std::uint64_t end, std::string about,
                                         std::vector<std::string> faults) {
    const SectionHeader& header = part.header;
    if (end <= at_) {
      return {};
    }
    auto told = space_up_to(header.offset);
    if (header.offset < at_) {
      faults.emplace_back("it begins in the section before it");
    }
    TiledRecord tiles(
        file_, at_, end,
        {.name =
             header.type == SectionType::Unknown ? "section" : std::string(name_of(header.type)),
         .about = std::move(about),
         .source = std::string(kSecondarySource),
         .faults = std::move(faults)});
    const auto line = text_.substr(static_cast<std::size_t>(header.offset),
                                   static_cast<std::size_t>(header.data - header.offset));
    take_header(line.substr(0, line.find_first_of("\r\n")), header.offset, header.data, tiles);
    tiles.record().explain("Length", std::to_string(part.data.size()) + " were found");
    const auto data = std::max(header.data, tiles.at());
    const auto data_end = header.data + part.data.size();
    const bool is_apart = part.data.size() > bytes::kAnnotatedPiece;
    if (is_apart) {
      tiles.skip(data_end);
    } else {
      tiles.take(data_end, "data",
                 is_text(header.type) ? decoded(bytes::as_text(part.data), options_.code_page)
                                      : std::string(),
                 meaning_of_content(part, options_.code_page));
    }
    tiles.take(end, "line end");
    told = told ? tell(tiles) : told;
    return told && is_apart && data < data_end ? content(part, data, data_end) : told;
  }

  /// What is too long for a field of its section.
  [[nodiscard]] bytes::Result<void> content(const Part& part, std::uint64_t begin,
                                            std::uint64_t end) {
    const bytes::PieceValue value =
        is_text(part.header.type) ? text::piece_decoder(options_.code_page) : bytes::PieceValue();
    return bytes::tell_loose_bytes(sink_,
                                   {.name = "content",
                                    .about = meaning_of_content(part, options_.code_page),
                                    .source = std::string(kSecondarySource),
                                    .depth = 1},
                                   bytes::part_of(file_, begin, end), "data", value);
  }

  [[nodiscard]] bytes::Result<void> stray(const Unclaimed& unclaimed) {
    auto told = space_up_to(unclaimed.offset);
    const auto end = unclaimed.offset + unclaimed.length;
    if (!told || end <= at_) {
      return told;
    }
    return whole("bytes of no section", end, {"no row names them, and they are no section"});
  }

  [[nodiscard]] bytes::Result<void> space_up_to(std::uint64_t end) {
    return end > at_ ? whole("space between sections", end, {}) : bytes::Result<void>();
  }

  [[nodiscard]] bytes::Result<void> whole(std::string name, std::uint64_t end,
                                          std::vector<std::string> faults) {
    bytes::AnnotatedRecord like{.name = std::move(name),
                                .source = std::string(kSecondarySource),
                                .faults = std::move(faults)};
    std::ranges::move(std::exchange(faults_, {}), std::back_inserter(like.faults));
    const auto begin = std::exchange(at_, end);
    return bytes::tell_loose_bytes(sink_, std::move(like), bytes::part_of(file_, begin, end),
                                   "bytes");
  }

  [[nodiscard]] std::vector<std::string> faults_in(const bytes::DamageLog& damage,
                                                   std::uint64_t begin, std::uint64_t end) const {
    std::vector<std::string> faults;
    for (const bytes::Damage& one : damage.items()) {
      if (one.offset >= begin && one.offset < end) {
        faults.push_back(fault(one));
      }
    }
    return faults;
  }

  [[nodiscard]] std::string fault(const bytes::Damage& damage) const {
    bytes::DamageLog log;
    log.add(damage);
    return damage_lines(log, {.file = rows_.name, .size = file_.size(), .pointer = {}}).front();
  }

  /// The record that ends the part of the file told so far.
  [[nodiscard]] bytes::Result<void> tell(TiledRecord& tiles) {
    auto& record = tiles.record();
    at_ = tiles.end();
    std::ranges::move(std::exchange(faults_, {}), std::back_inserter(record.faults));
    return sink_.record(record);
  }

  std::span<const std::byte> file_;
  std::string_view text_;
  const SecondaryRows& rows_;
  const DumpOptions& options_;
  bytes::SelectingSink sink_;
  Secondary secondary_;
  std::size_t next_named_ = 0;
  std::uint64_t at_ = 0;  // up to here the file is told
  std::vector<std::string> faults_;
};

}  // namespace

bytes::Result<void> dump_secondary(std::span<const std::byte> file, const SecondaryRows& rows,
                                   const DumpOptions& options, bytes::AnnotationSink& sink) {
  return SecondaryDumper(file, rows, options, sink).run();
}

std::string meaning_of_pointer(const Secondary& file, std::uint64_t offset) {
  const auto place = file.find(offset);
  auto header = place ? read_section_header(file.file(), *place) : std::nullopt;
  header = place && !header ? read_doubtful_header(file.file(), *place) : header;
  if (!header) {
    return "no section is there";
  }
  return (header->type_text.empty() ? "a section" : header->type_text) +
         (*place == offset ? "" : " at " + std::to_string(*place)) +
         (header->length ? ", Length " + std::to_string(*header->length) : ", no Length") +
         ", Islast " + (header->is_last ? "TRUE" : "FALSE");
}

}  // namespace iff
