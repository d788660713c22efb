#include "formats/mime/reader/text_blocks.h"

#include <algorithm>
#include <array>
#include <charconv>

#include "formats/mime/ascii.h"
#include "formats/mime/line.h"
#include "formats/mime/reader/encoded_text.h"
#include "formats/mime/reader/transfer_decoder.h"

namespace mime {
namespace {

/// Behind the "end" line of the file whose "begin" line `text` begins with.
std::optional<std::size_t> size_of_file(std::string_view text) {
  std::string_view rest = text;
  static_cast<void>(take_line(rest));
  while (!rest.empty()) {
    const std::string_view line = take_line(rest);
    if (line == "end") {
      return text.size() - rest.size();
    }
    if (!is_blank(line) && !is_uuencode_line(line)) {
      return std::nullopt;
    }
  }
  return std::nullopt;
}

struct EncodingWord {
  std::string_view keyword;
  bool is_text;
  Coding coding;
};

// RFC 1154 3; BASE64 is what some programs write.
constexpr std::array kWords{
    EncodingWord{"TEXT", true, Coding::None},
    EncodingWord{"MESSAGE", true, Coding::None},
    EncodingWord{"HEX", false, Coding::Hex},
    EncodingWord{"UUENCODE", false, Coding::Uuencode},
    EncodingWord{"BASE64", false, Coding::Base64},
};

struct Portion {
  std::optional<std::size_t> lines;
  std::string keyword;
};

/// The parts of the field: "[number] keyword…", parted by commas.
std::optional<std::vector<Portion>> portions_of(std::string_view field) {
  const std::string unfolded = unfold(field);
  std::string_view rest = unfolded;
  std::vector<Portion> portions;
  while (!rest.empty()) {
    std::string_view item = rest.substr(0, rest.find(','));
    rest.remove_prefix(std::min(item.size() + 1, rest.size()));
    item.remove_prefix(std::min(item.find_first_not_of(" \t"), item.size()));
    Portion portion;
    std::size_t lines = 0;
    const auto parsed = std::from_chars(item.data(), item.data() + item.size(), lines);
    if (parsed.ec == std::errc()) {
      portion.lines = lines;
      item.remove_prefix(static_cast<std::size_t>(parsed.ptr - item.data()));
      item.remove_prefix(std::min(item.find_first_not_of(" \t"), item.size()));
    }
    const std::string_view word = item.substr(0, item.find_first_of(" \t("));
    if (!is_token(word)) {
      return std::nullopt;
    }
    std::ranges::transform(word, std::back_inserter(portion.keyword), to_upper);
    portions.push_back(std::move(portion));
  }
  return portions.empty() ? std::nullopt : std::optional(std::move(portions));
}

TextBlock block_of(const Portion& portion) {
  const auto* const known =
      std::ranges::find(kWords, std::string_view(portion.keyword), &EncodingWord::keyword);
  TextBlock block{.keyword = portion.keyword};
  if (known != kWords.end()) {
    block.is_text = known->is_text;
    block.coding = known->coding;
  } else {
    block.is_text = false;  // as the lines it is
  }
  return block;
}

}  // namespace

std::vector<TextBlock> find_uuencoded(std::string_view text) {
  std::vector<TextBlock> blocks;
  std::size_t text_begin = 0;
  const auto end_text = [&](std::size_t at) {
    if (at > text_begin) {
      blocks.push_back({.offset = text_begin, .length = at - text_begin});
    }
  };
  constexpr std::string_view kBegin = "begin ";
  std::size_t at = text.find(kBegin);
  while (at != std::string_view::npos) {
    const bool begins_line = at == 0 || text[at - 1] == '\n' || text[at - 1] == '\r';
    std::string_view rest = text.substr(at);
    const auto begin = begins_line ? uuencode_begin(take_line(rest)) : std::nullopt;
    const auto size = begin ? size_of_file(text.substr(at)) : std::nullopt;
    if (size) {
      end_text(at);
      blocks.push_back({.offset = at,
                        .length = *size,
                        .is_text = false,
                        .coding = Coding::Uuencode,
                        .name = begin->name});
      text_begin = at + *size;
    }
    at = text.find(kBegin, size ? text_begin : at + 1);
  }
  end_text(text.size());
  return blocks;
}

std::optional<std::vector<TextBlock>> split_by_encoding(std::string_view field,
                                                        std::string_view text) {
  const auto portions = portions_of(field);
  if (!portions) {
    return std::nullopt;
  }
  std::vector<TextBlock> blocks;
  std::string_view rest = text;
  for (const Portion& portion : *portions) {
    TextBlock block = block_of(portion);
    block.offset = text.size() - rest.size();
    for (std::size_t i = 0; i < portion.lines.value_or(0); ++i) {
      if (rest.empty()) {
        return std::nullopt;
      }
      static_cast<void>(take_line(rest));
    }
    rest = portion.lines ? rest : rest.substr(rest.size());
    block.length = text.size() - rest.size() - block.offset;
    blocks.push_back(std::move(block));
  }
  if (!is_blank(rest)) {
    blocks.push_back({.offset = text.size() - rest.size(), .length = rest.size()});
  }
  return blocks;
}

}  // namespace mime
