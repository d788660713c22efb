#include "converters/run/evidence/rows.h"

#include <algorithm>
#include <numeric>
#include <utility>

#include "converters/mapi_store/item.h"
#include "formats/bytes/hex.h"

namespace run::evidence {
namespace {

bool lies_within(const std::vector<model::ByteRange>& ranges, std::uint64_t size) {
  return std::ranges::all_of(ranges, [size](const model::ByteRange& range) {
    return range.offset <= size && range.length <= size - range.offset;
  });
}

/// Leaves what of them lies in a file of that size.
void clip(std::vector<model::ByteRange>& ranges, std::uint64_t size) {
  std::erase_if(ranges, [size](const model::ByteRange& range) { return range.offset >= size; });
  for (auto& range : ranges) {
    range.length = std::min(range.length, size - range.offset);
  }
}

/// A message of a PST that is cut into more pieces has the first of them.
bool may_be_more(const std::vector<model::ByteRange>& ranges) {
  return ranges.size() >= convert::mapi_store::kMostRanges;
}

/// "0x1A0+120 0x2000+40", all of them; without a length where it is not known.
std::string ranges_text(const std::vector<model::ByteRange>& ranges) {
  std::string text;
  for (const auto& range : ranges) {
    text += (text.empty() ? "" : " ") + bytes::hex_offset(range.offset);
    text += range.length == 0 ? std::string() : "+" + std::to_string(range.length);
  }
  return may_be_more(ranges) ? text + " and perhaps more" : text;
}

std::string file_text(const LocatedPiece& piece, const SourceFiles& files) {
  return piece.file ? files.files()[*piece.file].name : piece.piece.file;
}

/// "a.att: 0x0+120; b.att: 0x0+40": of pieces in other files than the item's own.
std::string further_text(const std::vector<LocatedPiece>& pieces, const SourceFiles& files) {
  std::string text;
  for (std::size_t i = 1; i < pieces.size(); ++i) {
    text += (text.empty() ? "" : "; ") + file_text(pieces[i], files) + ": " +
            ranges_text(pieces[i].piece.ranges);
  }
  return text;
}

std::vector<dfxml::ByteRun> runs_of(const std::vector<model::ByteRange>& ranges) {
  std::vector<dfxml::ByteRun> runs;
  runs.reserve(ranges.size());
  for (const auto& range : ranges) {
    runs.push_back({.offset = range.offset, .length = range.length});
  }
  return runs;
}

/// nullopt where there is none, or the length of one is not known.
std::optional<std::uint64_t> size_of(const std::vector<model::ByteRange>& ranges) {
  if (ranges.empty() || std::ranges::find(ranges, 0U, &model::ByteRange::length) != ranges.end()) {
    return std::nullopt;
  }
  return std::accumulate(
      ranges.begin(), ranges.end(), std::uint64_t{0},
      [](std::uint64_t sum, const model::ByteRange& range) { return sum + range.length; });
}

std::string joined_name(const std::string& folder, const std::string& native_id,
                        const std::string& kind) {
  const std::string& name = native_id.empty() ? kind : native_id;
  return folder.empty() ? name : folder + "/" + name;
}

/// Where the piece's bytes are: runs for a file of this run, words for another.
void add_bytes(const LocatedPiece& piece, const SourceFiles& files, dfxml::FileObject& object) {
  const auto& ranges = piece.piece.ranges;
  if (piece.file) {
    object.extensions.emplace_back("image_filename", files.files()[*piece.file].name);
    object.runs = runs_of(ranges);
    if (may_be_more(ranges)) {
      object.extensions.emplace_back("byte_runs", "perhaps more than these");
    }
    object.size = size_of(ranges);
    return;
  }
  object.extensions.emplace_back("origin", piece.piece.file);
  object.extensions.emplace_back("origin_byte_ranges", ranges_text(ranges));
}

}  // namespace

std::vector<LocatedPiece> locate(const ItemRecord& record, const Source& source,
                                 const SourceFiles& files) {
  std::vector<LocatedPiece> located;
  for (const ItemPiece& piece : record.pieces) {
    LocatedPiece one{.file = files.file_of(source, piece.file, piece.native_id), .piece = piece};
    const auto* before = one.file ? &files.files()[*one.file].before : nullptr;
    if (before == nullptr || !*before) {
      one.file = std::nullopt;
      located.push_back(std::move(one));
      continue;
    }
    for (auto& range : one.piece.ranges) {
      range.offset += source.carved_at.value_or(0);
    }
    const bool is_whole_file = one.piece.ranges.empty() && source.kind == SourceKind::Mime;
    if (is_whole_file) {
      one.piece.ranges.push_back({.offset = 0, .length = (*before)->size});
    }
    if (!lies_within(one.piece.ranges, (*before)->size)) {
      if (source.kind == SourceKind::Mime) {  // a mail says so of a file that is called the same
        one.piece = piece;
        one.file = std::nullopt;
      } else {  // what a file that was cut off leads to
        clip(one.piece.ranges, (*before)->size);
      }
    }
    located.push_back(std::move(one));
  }
  return located;
}

std::vector<std::string> index_columns() {
  return {"row",          "kind",          "item",        "folder",
          "class",        "subject",       "from",        "to",
          "cc",           "bcc",           "sent",        "received",
          "created",      "modified",      "message_id",  "attachments",
          "state",        "outcome",       "reason",      "missing",
          "source",       "source_file",   "byte_ranges", "further_ranges",
          "origin",       "origin_ranges", "output_file", "output_item",
          "output_sha256"};
}

std::vector<std::string> index_fields(const Row& row, const SourceFiles& files) {
  const ItemRecord& record = *row.record;
  std::string source_file;
  std::string byte_ranges;
  std::string origin;
  std::string origin_ranges;
  if (!row.pieces.empty()) {
    const LocatedPiece& own = row.pieces.front();
    (own.file ? source_file : origin) = file_text(own, files);
    (own.file ? byte_ranges : origin_ranges) = ranges_text(own.piece.ranges);
  }
  const OutputPlace nowhere{};
  const OutputPlace& output = row.output ? *row.output : nowhere;
  return {std::to_string(row.number),
          record.kind,
          record.native_id,
          record.folder,
          record.message_class,
          record.subject,
          record.from,
          record.to,
          record.cc,
          record.bcc,
          record.sent,
          record.received,
          record.created,
          record.modified,
          record.message_id,
          record.kind == "item" && record.state != "lost" ? std::to_string(record.attachments)
                                                          : std::string(),
          record.state,
          record.outcome,
          record.reason,
          record.missing,
          shown_path(*row.source),
          source_file,
          byte_ranges,
          further_text(row.pieces, files),
          origin,
          origin_ranges,
          output.file.string(),
          output.item,
          output.sha256};
}

std::vector<dfxml::FileObject> dfxml_objects(const Row& row, const SourceFiles& files) {
  const ItemRecord& record = *row.record;
  const std::string id = std::to_string(row.number);
  std::vector<dfxml::FileObject> objects;
  dfxml::FileObject item{.filename = joined_name(record.folder, record.native_id, record.kind),
                         .error = record.reason.empty() ? record.missing : record.reason,
                         .id = id,
                         .type = 'v',
                         .modified = record.modified,
                         .created = record.created,
                         .extensions = {{"kind", record.kind},
                                        {"source", shown_path(*row.source)},
                                        {"item", record.native_id},
                                        {"folder", record.folder},
                                        {"subject", record.subject},
                                        {"sent", record.sent},
                                        {"received", record.received},
                                        {"state", record.state},
                                        {"outcome", record.outcome}}};
  if (record.kind == "item" && record.state != "lost") {
    item.allocated = !record.deleted;
  }
  if (row.output) {
    item.extensions.emplace_back("output_file", row.output->file.string());
    item.extensions.emplace_back("output_item", row.output->item);
    item.extensions.emplace_back("output_sha256", row.output->sha256);
  }
  if (!row.pieces.empty()) {
    add_bytes(row.pieces.front(), files, item);
  }
  objects.push_back(std::move(item));
  for (std::size_t i = 1; i < row.pieces.size(); ++i) {
    const LocatedPiece& piece = row.pieces[i];
    dfxml::FileObject part{
        .filename = joined_name(record.folder, record.native_id, record.kind) + "/" +
                    joined_name({}, piece.piece.native_id, "piece " + std::to_string(i)),
        .error = {},
        .id = id + "." + std::to_string(i),
        .type = 'v',
        .extensions = {{"kind", "piece"}, {"part_of", id}}};
    add_bytes(piece, files, part);
    objects.push_back(std::move(part));
  }
  return objects;
}

dfxml::FileObject dfxml_object(const SourceFile& file, std::size_t number) {
  const Verdict verdict = file.verdict();
  dfxml::FileObject object{
      .filename = file.name,
      .error = verdict == Verdict::Unchanged ? std::string()
               : file.trouble.empty()        ? name_of(verdict) + " during the run"
                                      : name_of(verdict) + " during the run: " + file.trouble,
      .id = "source " + std::to_string(number),
      .type = 'r',
      .extensions = {
          {"kind", "source file"}, {"source", file.source}, {"verdict", name_of(verdict)}}};
  if (!file.archive.empty()) {
    object.extensions.emplace_back("archive", file.archive);
  }
  const auto& digests = file.before ? file.before : file.after;
  if (digests) {
    object.size = digests->size;
    object.hashes = {{"md5", digests->md5}, {"sha256", digests->sha256}};
  }
  return object;
}

}  // namespace run::evidence
