#include <array>
#include <string>
#include <utility>

#include "formats/bytes/byte_source.h"
#include "formats/bytes/damage_text.h"
#include "formats/bytes/selecting_sink.h"
#include "formats/bytes/tiled_record.h"
#include "formats/iff/dump.h"
#include "formats/iff/dump_line.h"
#include "formats/iff/dump_values.h"
#include "formats/iff/packing_list.h"

namespace iff {
namespace {

std::string_view name_of_line(ListLineKind kind) {
  switch (kind) {
    case ListLineKind::Blank:
      return "blank line";
    case ListLineKind::Remark:
      return "remark";
    case ListLineKind::CodePage:
      return "number";
    case ListLineKind::Header:
      return "header";
    case ListLineKind::File:
      return "file";
    case ListLineKind::Unknown:
      break;
  }
  return "line that names no file";
}

std::vector<Cell> cells_of(const ListLine& line, text::CodePageNumber page) {
  constexpr std::array<std::string_view, 2> kColumns = {"Filename", "Filetype"};
  std::vector<Cell> cells;
  for (const Field& field : line.fields) {
    const auto place = cells.size();
    cells.push_back({.name = place < kColumns.size() ? std::string(kColumns.at(place))
                                                     : "column-" + std::to_string(place + 1),
                     .value = decoded(field.text, page)});
  }
  return cells;
}

}  // namespace

bytes::Result<void> dump_packing_list(std::span<const std::byte> file, const DumpOptions& options,
                                      bytes::AnnotationSink& sink) {
  ListReader lines(file);
  bytes::SelectingSink selected(options.wanted, sink);
  bytes::Result<void> told;
  for (auto line = lines.next(); told && line; line = lines.next()) {
    const auto begin = line->line.at.offset;
    const auto length = line->end - begin;
    if (!selected.wants(begin, length)) {
      continue;
    }
    bytes::TiledRecord tiles(file, begin, line->end,
                             {.name = std::string(name_of_line(line->kind)),
                              .about = "line " + std::to_string(line->line.at.line),
                              .source = "formats/iff/FORMAT.md 1"});
    const std::string text = decoded(line->line.text, options.code_page);
    if (line->fields.empty()) {
      tiles.take(line->end, line->kind == ListLineKind::CodePage ? "number" : "line", text,
                 line->kind == ListLineKind::CodePage ? "the code page of the set" : "");
    } else {
      take_cells({.offset = begin, .text = line->line.text, .joined = {}}, line->fields,
                 cells_of(*line, options.code_page), line->end, tiles);
    }
    if (line->kind == ListLineKind::Unknown) {
      tiles.record().faults.push_back(bytes::describe_at({.offset = begin,
                                                          .length = length,
                                                          .kind = bytes::DamageKind::Unclaimed,
                                                          .field = "PKL.Filetype"}));
    }
    told = selected.record(tiles.record());
  }
  return told;
}

}  // namespace iff
