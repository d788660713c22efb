// What a reader makes of an export, as plain values.
#pragma once

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
    message.damage = piece->message.damage;
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
