// The block of headers that Microsoft Mail writes in front of a text. FORMAT.md 6.3.
#pragma once

#include <optional>
#include <string>
#include <string_view>
#include <vector>

namespace wgpo {

/// Labels of the block that are known, in English; those of other languages stay in `raw`.
struct HeaderBlock {
  std::string_view raw;            // the block, its rule and the end of that line included
  std::string_view body;           // what follows
  std::string_view message_class;  // of the first line: "IPM.Microsoft Mail.Note"
  std::string_view message_id;
  std::string_view parent_id;
  std::string_view conversation_id;
  std::string_view date;      // "yyyy-mm-dd hh:mm"
  std::string_view priority;  // as stored: "3", "R"
  std::string_view subject;
  std::vector<std::string_view> attachments;
};

/// nullopt when the text does not begin with the product's line, or has no rule of 78 dashes: then
/// all of it is the body.
[[nodiscard]] std::optional<HeaderBlock> split_header_block(std::string_view text);

/// "1994-01-27 11:58" as ticks of 100 ns that a clock showed since 1970, or nullopt.
[[nodiscard]] std::optional<long long> read_block_date(std::string_view text);

}  // namespace wgpo
