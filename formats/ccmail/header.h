// The header of a message: lines with labels, up to Contents:. FORMAT.md 2.
#pragma once

#include <cstddef>
#include <cstdint>
#include <map>
#include <memory>
#include <optional>
#include <string>
#include <string_view>
#include <unordered_set>
#include <vector>

#include "formats/ccmail/label.h"
#include "formats/ccmail/line.h"

namespace ccmail {

/// The longest header: exporters write up to 160 KB (KB Q266711).
inline constexpr std::size_t kLongestHeader = std::size_t{1} << 20U;

class FailedHeaders;

/// A file of messages, as far as a reader of parts of it needs to know it.
struct Stream {
  std::string_view file;
  const Labels* labels = nullptr;
  LineEnd line_end = LineEnd::Feed;
  bool has_sizes = false;
  /// From where on nothing stands but bytes that pad the end of a file, and from where on they do
  /// so for certain: zeros without a Ctrl-Z in front of them may be lost sectors.
  std::size_t tail = 0;
  std::size_t padding = 0;
  /// Of these labels and line ends; nullptr: nothing is remembered.
  std::shared_ptr<FailedHeaders> failed{};
  /// Where messages with long headers begin, in front of which others end.
  std::shared_ptr<std::unordered_set<std::size_t>> ends{};
};
/// With nothing known yet of its lines and sizes.
[[nodiscard]] Stream stream_of(std::string_view file, const Labels& labels);

/// A label and its lines, those that continue it included. All parts are 8-bit and point into the
/// file.
struct Field {
  Label label = Label::Unknown;
  std::string_view name;  // empty: lines in front of every label
  std::vector<std::string_view> lines;
  std::uint64_t offset = 0;

  /// The lines with a blank between them.
  [[nodiscard]] std::string text() const;
  /// The lines as they stand, with CR LF between them.
  [[nodiscard]] std::string whole() const;
};

/// What ended a header.
enum class HeaderEnd : std::uint8_t {
  Contents,
  Item,     // an item's label
  Text,     // a blank line, and behind it one without a label
  Message,  // the label of the next message
  Damage,   // a lost sector, and behind it no label
  Limit,    // kLongestHeader
  File,     // the end of the file, or of the frame
};

struct Header {
  std::vector<Field> fields;
  HeaderEnd ended = HeaderEnd::File;
  std::size_t begin = 0;
  std::size_t end = 0;  // where the label Contents begins, or what else ended it
  /// Of the line behind Contents:, when it is one of blanks and digits.
  std::optional<SizeLine> size{};
  std::size_t items = 0;    // where the items begin
  bool is_damaged = false;  // a lost sector lies in it

  [[nodiscard]] bool has_contents() const { return ended == HeaderEnd::Contents; }
  /// How many of From, Date, To and Subject it has.
  [[nodiscard]] unsigned core_labels() const;
};

/// What of a header makes it one of a message.
struct HeaderMarks {
  unsigned core = 0;           // Header::core_labels()
  bool reaches_items = false;  // Contents or an item ended it
  bool is_cut = false;         // something ended it, or stands in it, that no whole message has
};
[[nodiscard]] HeaderMarks marks_of(const Header& header);

/// Long headers that are no message's. A label may stand in the midst of them many times, behind
/// a zero or Ctrl-Z: whoever looks at each would read them as often.
class FailedHeaders {
 public:
  /// A header that begins at `at` has at most these marks, as it ends where one does that failed;
  /// nullopt: nothing is known of it.
  [[nodiscard]] std::optional<HeaderMarks> find(std::size_t at) const;
  void add(const Header& header);

 private:
  struct Failed {
    std::size_t end = 0;
    HeaderMarks marks{};
  };
  std::map<std::size_t, Failed> headers_;  // by where they begin
};

/// Reads the header that begins at `at`. Lines without a label continue the one above; those of
/// recipients are recipients of their own, and so are lines that hold " at " behind an unknown
/// word.
[[nodiscard]] Header read_header(const Stream& stream, std::size_t at, std::size_t end);

}  // namespace ccmail
