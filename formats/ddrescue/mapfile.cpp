#include "formats/ddrescue/mapfile.h"

#include <array>
#include <charconv>
#include <optional>

#include "formats/bytes/hex.h"

namespace ddrescue {
namespace {

using bytes::ErrorKind;

bool is_blank(char letter) { return letter == ' ' || letter == '\t' || letter == '\r'; }

/// FORMAT.md 1: as in C, 0x before hexadecimal digits, 0 before octal ones.
std::optional<std::uint64_t> to_number(std::string_view text) {
  int base = 10;
  if (text.starts_with("0x") || text.starts_with("0X")) {
    base = 16;
    text.remove_prefix(2);
  } else if (text.size() > 1 && text.front() == '0') {
    base = 8;
  }
  std::uint64_t number = 0;
  const auto* const end = text.data() + text.size();
  const auto [rest, error] = std::from_chars(text.data(), end, number, base);
  return error == std::errc() && rest == end ? std::optional(number) : std::nullopt;
}

std::optional<Status> to_status(std::string_view text) {
  constexpr std::array kAll = {Status::NonTried, Status::NonTrimmed, Status::NonScraped,
                               Status::BadSector, Status::Finished};
  for (const auto status : kAll) {
    if (text.size() == 1 && text.front() == static_cast<char>(status)) {
      return status;
    }
  }
  return std::nullopt;
}

/// Words of a line, at most four; a comment ends it.
struct Words {
  std::array<std::string_view, 4> all{};
  std::size_t count = 0;  // may be more than were kept
};
Words split(std::string_view line) {
  Words words;
  line = line.substr(0, line.find('#'));
  std::size_t at = 0;
  while (at < line.size()) {
    while (at < line.size() && is_blank(line[at])) {
      ++at;
    }
    const auto begin = at;
    while (at < line.size() && !is_blank(line[at])) {
      ++at;
    }
    if (at > begin) {
      if (words.count < words.all.size()) {
        words.all.at(words.count) = line.substr(begin, at - begin);
      }
      ++words.count;
    }
  }
  return words;
}

tl::unexpected<bytes::Error> refuse(std::size_t line, const std::string& why) {
  return bytes::fail(ErrorKind::NotThisFormat,
                     "no ddrescue mapfile: line " + std::to_string(line) + ": " + why);
}

/// The line of the current position: where ddrescue was, in which phase, in which pass.
bool is_status_line(const Words& words) {
  constexpr std::string_view kPhases = "?*/-FG+";
  return (words.count == 2 || words.count == 3) && to_number(words.all[0]) &&
         words.all[1].size() == 1 && kPhases.find(words.all[1]) != std::string_view::npos &&
         (words.count == 2 || to_number(words.all[2]));
}

std::string padded(std::uint64_t number) {
  constexpr unsigned kShort = 8;
  constexpr unsigned kLong = 16;
  return "0x" + bytes::hex_number(number, number > UINT32_MAX ? kLong : kShort);
}

}  // namespace

bytes::Result<std::vector<Block>> read_mapfile(std::string_view text) {
  std::vector<Block> blocks;
  bool begun = false;
  for (std::size_t line = 1; !text.empty(); ++line) {
    const auto end = text.find('\n');
    const auto words = split(text.substr(0, end));
    text.remove_prefix(end == std::string_view::npos ? text.size() : end + 1);
    if (words.count == 0) {
      continue;
    }
    if (!begun) {
      if (!is_status_line(words)) {
        return refuse(line, "it does not begin with a position and a status");
      }
      begun = true;
      continue;
    }
    const auto position = to_number(words.all[0]);
    const auto size = to_number(words.all[1]);
    const auto status = to_status(words.all[2]);
    if (words.count != 3 || !position || !size || !status || *size == 0 ||
        *size > UINT64_MAX - *position) {
      return refuse(line, "not a position, a size and one of ? * / - +");
    }
    if (!blocks.empty() && blocks.back().position + blocks.back().size != *position) {
      return refuse(line, "the block does not begin where the one before it ends");
    }
    if (blocks.size() >= kMostBlocks) {
      return bytes::fail(ErrorKind::LimitExceeded,
                         "the mapfile has more than " + std::to_string(kMostBlocks) + " blocks");
    }
    blocks.push_back({.position = *position, .size = *size, .status = *status});
  }
  if (blocks.empty()) {
    return bytes::fail(ErrorKind::NotThisFormat, "no ddrescue mapfile: it has no blocks");
  }
  return blocks;
}

bytes::Result<bytes::Extents> unread_of(std::span<const Block> blocks, std::uint64_t size) {
  const auto begin = blocks.empty() ? 0 : blocks.front().position;
  const auto end = blocks.empty() ? 0 : blocks.back().position + blocks.back().size;
  if (begin != 0 || end != size) {
    return bytes::fail(ErrorKind::NotThisFormat,
                       "the mapfile is of bytes " + std::to_string(begin) + " to " +
                           std::to_string(end) + ", the file has " + std::to_string(size),
                       "it must be the mapfile of this file, not that of the disk it was on");
  }
  bytes::Extents unread;
  for (const auto& block : blocks) {
    if (block.status != Status::Finished) {
      unread.add(block.position, block.size);
    }
  }
  return unread;
}

std::string write_mapfile(std::span<const Block> blocks, std::string_view program) {
  std::string text = "# Mapfile. Created by " + std::string(program) +
                     "\n# current_pos  current_status  current_pass\n0x00000000     +"
                     "               1\n#      pos        size  status\n";
  for (std::size_t i = 0; i < blocks.size();) {
    auto block = blocks[i];
    while (++i < blocks.size() && blocks[i].status == block.status) {
      block.size += blocks[i].size;
    }
    text += padded(block.position) + "  " + padded(block.size) + "  " +
            std::string(1, static_cast<char>(block.status)) + "\n";
  }
  return text;
}

}  // namespace ddrescue
