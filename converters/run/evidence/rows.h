// A record as it stands in the index and in the DFXML.
#pragma once

#include <cstdint>
#include <optional>
#include <string>
#include <vector>

#include "converters/run/evidence/item_record.h"
#include "converters/run/evidence/output_files.h"
#include "converters/run/evidence/source_files.h"
#include "converters/run/sniff.h"
#include "formats/dfxml/dfxml_writer.h"

namespace run::evidence {

/// A piece whose file was looked up.
struct LocatedPiece {
  /// Of SourceFiles::files(); none when the file is none of this run: then the ranges are what an
  /// earlier run, or the reader, says of a file that nobody has looked at here.
  std::optional<std::size_t> file;
  ItemPiece piece;  // ranges count from the beginning of the file
};

/// Looks up the files of a record's pieces. A range that does not lie in its file is not attributed
/// to it.
[[nodiscard]] std::vector<LocatedPiece> locate(const ItemRecord& record, const Source& source,
                                               const SourceFiles& files);

/// The columns of index.csv, EVIDENCE.md 4.
[[nodiscard]] std::vector<std::string> index_columns();

struct Row {
  std::uint64_t number = 0;
  const ItemRecord* record = nullptr;
  const Source* source = nullptr;
  std::vector<LocatedPiece> pieces;  // the item's own first; may be empty
  std::optional<OutputPlace> output{};
};
[[nodiscard]] std::vector<std::string> index_fields(const Row& row, const SourceFiles& files);

/// The item, and behind it an object for each piece in another file, EVIDENCE.md 5.
[[nodiscard]] std::vector<dfxml::FileObject> dfxml_objects(const Row& row,
                                                           const SourceFiles& files);
/// A file of the sources.
[[nodiscard]] dfxml::FileObject dfxml_object(const SourceFile& file, std::size_t number);

}  // namespace run::evidence
