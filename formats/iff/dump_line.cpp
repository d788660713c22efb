#include "formats/iff/dump_line.h"

#include <algorithm>
#include <iterator>

#include "formats/bytes/hex.h"
#include "formats/iff/zero_runs.h"

namespace iff {
namespace {

/// The end of the field that begins at `at`.
std::size_t end_of_field(std::string_view text, std::size_t at, const Field& field) {
  const TakenField taken = take_field(text, at);
  if (taken.field == field) {
    return taken.end;
  }
  // mend_quotes() drops the quotes, and takes commas for text.
  std::size_t end = at;
  for (std::size_t left = field.text.size(); end < text.size(); ++end) {
    if (text[end] == '"') {
      continue;
    }
    if (left == 0) {
      break;
    }
    --left;
  }
  return std::min(text.find(',', end), text.size());
}

std::uint64_t place_of(const FieldLine& line, std::size_t at) {
  const auto behind =
      std::upper_bound(line.joined.begin(), line.joined.end(), at,
                       [](std::size_t place, const JoinedLine& one) { return place < one.at; });
  return behind == line.joined.begin() ? line.offset + at
                                       : std::prev(behind)->offset + (at - std::prev(behind)->at);
}

}  // namespace

std::vector<std::size_t> begins_of(std::string_view text, const std::vector<Field>& fields) {
  std::vector<std::size_t> begins;
  std::size_t at = 0;
  for (const Field& field : fields) {
    begins.push_back(at);
    // Behind the last one there is nothing.
    const bool is_last = begins.size() == fields.size();
    at = is_last ? text.size() : std::min(end_of_field(text, at, field) + 1, text.size());
  }
  return begins;
}

void take_cells(const FieldLine& line, const std::vector<Field>& fields,
                const std::vector<Cell>& cells, std::uint64_t end, bytes::TiledRecord& tiles) {
  const auto begins = begins_of(line.text, fields);
  for (std::size_t i = 0; i < cells.size(); ++i) {
    const bool is_last = i + 1 == cells.size();
    tiles.take(is_last ? end : place_of(line, begins[i + 1]), cells[i].name, cells[i].value,
               cells[i].meaning);
  }
}

std::vector<std::string> faults_of_zeros(std::string_view file, std::uint64_t begin,
                                         std::uint64_t end) {
  std::vector<std::string> faults;
  for (const ZeroRun& run : zero_runs(
           file.substr(static_cast<std::size_t>(begin), static_cast<std::size_t>(end - begin)),
           begin)) {
    faults.push_back("an area was zeroed at " + bytes::hex_offset(run.offset) + "+" +
                     std::to_string(run.length));
  }
  return faults;
}

}  // namespace iff
