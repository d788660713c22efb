#include "formats/ccmail/dump.h"

#include <algorithm>
#include <iterator>
#include <optional>
#include <span>
#include <string>
#include <utility>

#include "formats/bytes/byte_source.h"
#include "formats/bytes/hex.h"
#include "formats/bytes/loose_bytes.h"
#include "formats/bytes/tiled_record.h"
#include "formats/ccmail/damage_words.h"
#include "formats/ccmail/dump_part.h"
#include "formats/ccmail/dump_values.h"
#include "formats/ccmail/message.h"
#include "formats/text/piece_decoder.h"

namespace ccmail {
namespace {

using bytes::TiledRecord;

/// How much of damaged bytes is told with the damage.
constexpr std::size_t kDamageBegin = 40;

constexpr std::string_view kMessages = "formats/ccmail/FORMAT.md 2";
constexpr std::string_view kReading = "formats/ccmail/FORMAT.md 3";

class ExportDumper {
 public:
  ExportDumper(const DumpContext& context, const bytes::Extents& wanted,
               bytes::AnnotationSink& sink)
      : context_(context), file_(std::as_bytes(std::span(context.file))), sink_(wanted, sink) {}

  [[nodiscard]] bytes::Result<void> piece(const Piece& piece) {
    number_ += piece.kind == PieceKind::Message ? 1 : 0;
    if (!sink_.wants(piece.offset, piece.length)) {
      return {};
    }
    if (piece.kind == PieceKind::Message) {
      return message(piece.message);
    }
    const bool is_padding = piece.kind == PieceKind::Padding;
    return bytes::tell_loose_bytes(
        sink_,
        {.name = is_padding ? "padding" : "bytes of no message", .source = std::string(kReading)},
        bytes::part_of(file_, piece.offset, piece.offset + piece.length), "bytes");
  }

 private:
  [[nodiscard]] bytes::Result<void> message(const Message& message) {
    const auto end = message.offset + message.length;
    const auto items = message.items.empty() ? end : message.items.front().offset;
    const std::string count = std::to_string(message.items.size());
    TiledRecord tiles(file_, message.offset, items,
                      {.name = "message",
                       .about = "number " + std::to_string(number_) + ", " + count +
                                (message.items.size() == 1 ? " item" : " items"),
                       .source = std::string(kMessages)});
    dump_head(message, tiles);
    tiles.record().length = message.length;
    for (const bytes::Damage& one : message.damage.items()) {
      if (owner_of(message, one) == nullptr) {
        tiles.record().faults.push_back(fault(one));
      }
    }
    if (const auto untold = message.damage.total() - message.damage.items().size(); untold != 0) {
      tiles.record().faults.push_back(std::to_string(untold) + " more faults");
    }
    auto told = sink_.record(tiles.record());
    for (std::size_t i = 0; told && i < message.items.size(); ++i) {
      const bool is_last = i + 1 == message.items.size();
      told = item(message, i, is_last ? end : message.items[i + 1].offset);
    }
    return told;
  }

  void dump_head(const Message& message, TiledRecord& tiles) {
    PartDumper part(context_, tiles);
    bool is_label_due = true;
    // Message: stands in front of the fields, but for a folder's.
    const auto up_to = [&](std::uint64_t end) {
      if (is_label_due && tiles.at() < end) {
        part.padding(end);
        const auto label = label_at(tiles.at());
        if (label && label->label == Label::Message) {
          part.frame(*label, message.size, Level::Message, {});
          is_label_due = false;
        }
      }
      part.between(end);
    };
    std::string words;  // behind Contents:
    for (const Field& field : message.fields) {
      if (field.label == Label::Contents) {
        words = text::decode(field.text(), context_.code_page).utf8;
        continue;
      }
      up_to(field.offset);
      part.header_field(field);
    }
    up_to(message.offset + message.header.size());
    const auto label = label_at(tiles.at());
    if (message.has_contents && label && label->label == Label::Contents) {
      part.frame(*label, message.contents_size, Level::Contents, std::move(words));
    }
    part.between(tiles.end());
  }

  [[nodiscard]] bytes::Result<void> item(const Message& message, std::size_t index,
                                         std::uint64_t end) {
    const Item& item = message.items[index];
    if (!sink_.wants(item.offset, end - item.offset)) {
      return {};
    }
    const bool has_label = !item.name.empty();
    TiledRecord tiles(file_, item.offset, end,
                      {.name = item.label == Label::TextItem ? "text item"
                               : has_label                   ? "item"
                                                             : "bytes without a label",
                       .about = about(item),
                       .source = std::string(kMessages),
                       .depth = 1});
    PartDumper(context_, tiles).item(item);
    for (const bytes::Damage& one : message.damage.items()) {
      if (owner_of(message, one) == &item) {
        tiles.record().faults.push_back(fault(one));
      }
    }
    auto told = sink_.record(tiles.record());
    return told && item.data.size() > bytes::kAnnotatedPiece ? content(item) : told;
  }

  /// What is too long for a field of its item.
  [[nodiscard]] bytes::Result<void> content(const Item& item) {
    const bytes::PieceValue value =
        is_text(item) ? text::piece_decoder(context_.code_page) : bytes::PieceValue();
    const auto begin = static_cast<std::uint64_t>(item.data.data() - file_.data());
    return bytes::tell_loose_bytes(sink_,
                                   {.name = "content",
                                    .about = is_text(item) ? "" : meaning_of_file(item.data),
                                    .source = std::string(kMessages),
                                    .depth = 2},
                                   {.offset = begin, .raw = item.data}, "data", value);
  }

  [[nodiscard]] static std::string about(const Item& item) {
    const std::string size =
        std::to_string(item.data.size()) + (item.data.size() == 1 ? " byte" : " bytes");
    if (item.name.empty()) {
      return size;
    }
    switch (item.framing) {
      case Framing::Size:
        return size + ", by its size";
      case Framing::MacBinary:
        return size + ", by its MacBinary header";
      case Framing::Scan:
        break;
    }
    return size + ", up to what follows";
  }

  /// The item that damage is of; nullptr: it is of the message.
  [[nodiscard]] static const Item* owner_of(const Message& message, const bytes::Damage& damage) {
    if (!damage.field.starts_with("Item.") && damage.field != "Message.items") {
      return nullptr;
    }
    const auto behind = std::upper_bound(
        message.items.begin(), message.items.end(), damage.offset,
        [](std::uint64_t offset, const Item& item) { return offset < item.offset; });
    return behind == message.items.begin() ? nullptr : &*std::prev(behind);
  }

  [[nodiscard]] std::string fault(const bytes::Damage& damage) const {
    const auto begin =
        context_.file.substr(damage.offset, std::min<std::uint64_t>(damage.length, kDamageBegin));
    return std::string(damage.field) + " at " + bytes::hex_offset(damage.offset) + ": " +
           words_for(damage, text::decode(begin, context_.code_page).utf8);
  }

  [[nodiscard]] std::optional<LabelMatch> label_at(std::uint64_t at) const {
    return context_.labels->match_known(
        context_.file.substr(static_cast<std::size_t>(at), kLongestLabel + 1));
  }

  const DumpContext& context_;
  std::span<const std::byte> file_;
  bytes::SelectingSink sink_;
  std::uint64_t number_ = 0;  // of messages so far
};

}  // namespace

bytes::Result<void> dump(std::string_view file, const Labels& labels, const DumpOptions& options,
                         bytes::AnnotationSink& sink) {
  auto reader = MessageReader::open(file, labels);
  if (!reader) {
    return tl::unexpected(reader.error());
  }
  const DumpContext context{
      .file = file,
      .labels = &labels,
      .layout = reader->layout(),
      .code_page = options.code_page,
      .order = find_date_order(MessageReader::reopen(file, labels, reader->layout()))};
  ExportDumper dumper(context, options.wanted, sink);
  while (const auto piece = reader->next()) {
    if (auto told = dumper.piece(*piece); !told) {
      return told;
    }
  }
  return {};
}

}  // namespace ccmail
