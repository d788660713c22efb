// What a reader makes of an export, as plain values.
#pragma once

#include <algorithm>
#include <catch2/catch.hpp>
#include <string>
#include <string_view>
#include <vector>

#include "formats/bytes/byte_source.h"
#include "formats/bytes/mac_binary.h"
#include "formats/ccmail/hex_text.h"
#include "formats/ccmail/message.h"
#include "tests/formats/ccmail/export_maker.h"

namespace test {

/// Everything of one message that a form carries, whatever the form is.
struct ReadMessage {
  std::uint64_t offset = 0;
  std::uint64_t length = 0;
  std::vector<std::pair<std::string, std::string>> fields;
  std::vector<MadeItem> items;  // files unwrapped
  bool is_complete = true;
  bytes::DamageLog damage;

  [[nodiscard]] std::size_t count(std::string_view field) const {
    return static_cast<std::size_t>(
        std::count_if(damage.items().begin(), damage.items().end(),
                      [field](const bytes::Damage& one) { return one.field == field; }));
  }
};

/// The first field of that name.
inline std::string value_of(const ReadMessage& message, std::string_view label) {
  for (const auto& [name, value] : message.fields) {
    if (name == label) {
      return value;
    }
  }
  return "(none)";
}

struct ReadExport {
  std::vector<ReadMessage> messages;
  std::vector<std::pair<std::uint64_t, std::uint64_t>> unclaimed;
  ccmail::Layout layout;
  std::uint64_t bytes = 0;  // of all pieces
};

inline std::string unwrapped(const ccmail::Item& item, Files files) {
  if (files == Files::MacBinary && item.label != ccmail::Label::TextItem) {
    if (const auto mac = bytes::read_mac_binary(item.data)) {
      return std::string(bytes::as_text(mac->data_fork));
    }
  }
  if (files == Files::Hex && item.label == ccmail::Label::FileItem &&
      ccmail::is_hex_text(item.data)) {
    constexpr std::uint64_t kMost = 1U << 24U;
    return bytes::read_all_text(*ccmail::make_hex_blob(item.data, nullptr), kMost).value();
  }
  return std::string(bytes::as_text(item.data));
}

/// Bytes of a message that are neither of its header, an item nor damage, but for the line of
/// Contents:, its size, separators, and the marks that end a file.
inline std::string untold_bytes(std::string_view file, const ccmail::Message& message,
                                const ccmail::Labels& labels) {
  const std::size_t begin = message.offset;
  std::vector<bool> is_told(message.length, false);
  const auto tell = [&](std::uint64_t from, std::uint64_t to) {
    for (std::uint64_t at = std::max<std::uint64_t>(from, begin);
         at < std::min<std::uint64_t>(to, begin + message.length); ++at) {
      is_told[at - begin] = true;
    }
  };
  tell(begin, begin + message.header.size());
  for (const ccmail::Item& item : message.items) {
    const auto data = static_cast<std::uint64_t>(bytes::as_text(item.data).data() - file.data());
    tell(item.offset, data + item.data.size());
  }
  for (const bytes::Damage& one : message.damage.items()) {
    tell(one.offset, one.offset + one.length);
  }
  std::size_t at = message.header.size();
  const auto line_end = [&](std::size_t from) {
    return std::min(file.find_first_of("\r\n", begin + from), file.size()) - begin;
  };
  if (message.has_contents && labels.match(file.substr(begin + at))) {
    at = line_end(at);
    std::size_t size = at;
    while (size < message.length && ccmail::is_separator(file[begin + size])) {
      ++size;
    }
    const std::size_t behind = std::min<std::size_t>(line_end(size), message.length);
    if (file.substr(begin + size, behind - size).find_first_not_of("0123456789 ") ==
        std::string_view::npos) {
      at = behind;
    }
  }
  std::string untold;
  bool is_behind_mark = false;
  for (; at < message.length; ++at) {
    const char c = file[begin + at];
    is_behind_mark = !is_told[at] && (c == '\x1A' || (is_behind_mark && ccmail::is_padding(c)));
    if (!is_told[at] && !is_behind_mark && !ccmail::is_separator(c)) {
      untold += c;
    }
  }
  // As few zeros as that pad the end of a file.
  return untold.size() < 8 && untold.find_first_not_of('\0') == std::string::npos ? "" : untold;
}

inline ReadExport read_export(std::string_view file, Files files = Files::Raw,
                              const ccmail::Labels& labels = ccmail::Labels()) {
  ReadExport out;
  auto reader = ccmail::MessageReader::open(file, labels);
  if (!reader) {
    return out;
  }
  out.layout = reader->layout();
  while (auto piece = reader->next()) {
    REQUIRE(piece->offset == out.bytes);
    REQUIRE(piece->length > 0);
    out.bytes += piece->length;
    if (piece->kind == ccmail::PieceKind::Unclaimed) {
      out.unclaimed.emplace_back(piece->offset, piece->length);
    }
    if (piece->kind != ccmail::PieceKind::Message) {
      continue;
    }
    ReadMessage message;
    message.offset = piece->message.offset;
    message.length = piece->message.length;
    for (const ccmail::Field& field : piece->message.fields) {
      message.fields.emplace_back(field.name, field.text());
    }
    for (const ccmail::Item& item : piece->message.items) {
      message.items.push_back({.label = std::string(item.name),
                               .title = std::string(item.title),
                               .data = unwrapped(item, files),
                               .is_file = item.label == ccmail::Label::FileItem});
      message.is_complete = message.is_complete && item.is_complete;
    }
    REQUIRE(untold_bytes(file, piece->message, labels).empty());
    message.damage = piece->message.damage;
    message.is_complete =
        message.is_complete && std::ranges::none_of(message.damage.items(), [](const auto& one) {
          return one.kind == bytes::DamageKind::Truncated || one.field == "Item.filler";
        });
    for (const bytes::Damage& one : message.damage.items()) {
      REQUIRE(one.offset <= file.size());
      REQUIRE(one.length <= file.size() - one.offset);
    }
    out.messages.push_back(std::move(message));
  }
  REQUIRE(out.bytes == file.size());
  return out;
}

/// Whether a message came back as it was made.
inline bool is_same(const ReadMessage& read, const MadeMessage& made) {
  return read.fields == made.fields && read.items == made.items;
}

}  // namespace test
