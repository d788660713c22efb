#include "converters/ccmail/attachment.h"

#include <algorithm>
#include <array>
#include <string_view>
#include <utility>

#include "converters/ccmail/times.h"
#include "converters/mapi/mac_file.h"
#include "formats/bytes/apple_double.h"
#include "formats/bytes/file_magic.h"
#include "formats/bytes/hex.h"
#include "formats/bytes/joined_blob.h"
#include "formats/bytes/mac_binary.h"
#include "formats/bytes/view_blob.h"
#include "formats/ccmail/hex_text.h"
#include "formats/ccmail/item_name.h"
#include "formats/text/ascii.h"
#include "formats/text/code_page.h"

namespace convert::ccmail {
namespace {

using ::ccmail::Item;
using ::ccmail::Label;

constexpr std::string_view kUnnamed = "UNNAMED.TXT";
constexpr std::size_t kLongestHexText = std::size_t{64} << 20U;  // its bytes are held in memory

/// What MacBinary must have whatever else is wrong with it.
bool looks_like_mac_binary(std::span<const std::byte> data) {
  if (data.size() < bytes::kMacBinaryBlock) {
    return false;
  }
  constexpr std::size_t kName = 2;
  constexpr std::size_t kLongest = 63;
  const auto at = [data](std::size_t place) { return std::to_integer<unsigned>(data[place]); };
  const std::size_t length = at(1);
  constexpr std::array<std::size_t, 3> kZeros = {0, 74, 82};
  if (length == 0 || length > kLongest ||
      std::ranges::any_of(kZeros, [&](std::size_t place) { return at(place) != 0; })) {
    return false;
  }
  return std::ranges::all_of(data.subspan(kName, length),
                             [](std::byte one) { return one >= std::byte{' '}; });
}

/// Hexadecimal text, of a file that is cut off without what is left of a byte; empty: it is none.
std::span<const std::byte> hex_digits(const Item& item, const Context& context) {
  if (!context.is_hex || item.label != Label::FileItem || item.data.empty()) {
    return {};
  }
  if (::ccmail::is_hex_text(item.data)) {
    return item.data;
  }
  const auto cut = item.data.first(item.data.size() - 1);
  return !item.is_complete && ::ccmail::is_hex_text(cut) ? cut : std::span<const std::byte>();
}

/// The item as MacBinary, when nothing of it is left out by that; else what speaks against it is
/// damage.
std::optional<bytes::MacBinary> to_mac_binary(const Item& item, Converted& converted) {
  const auto mac = bytes::read_mac_binary(item.data);
  const std::string place = " at " + bytes::hex_offset(item.offset) + ": ";
  if (!mac) {
    if (looks_like_mac_binary(item.data)) {
      converted.damages.push_back("MacBinary.header" + place +
                                  "its forks or its checksum do not fit: kept as it is");
    }
    return std::nullopt;
  }
  const std::string_view text = bytes::as_text(item.data);
  const std::string_view behind = text.substr(std::min(text.size(), mac->size));
  // The line end behind an item is of the export, where no size tells the item's end.
  if (behind.size() > ::ccmail::kMostSeparators ||
      !std::ranges::all_of(behind, ::ccmail::is_separator)) {
    converted.damages.push_back("MacBinary.size" + place + std::to_string(behind.size()) +
                                " bytes stand behind its forks: kept as it is");
    return std::nullopt;
  }
  return mac;
}

/// KB Q194905: names of Office 97, and nothing that such a file begins with.
bool is_doubtful_office_file(std::string_view name, std::span<const std::byte> data) {
  const std::string lower = text::lower_case(name);
  if (!lower.ends_with(".doc") && !lower.ends_with(".xls") && !lower.ends_with(".ppt")) {
    return false;
  }
  // Word for DOS and Windows, BIFF 2 to 4, PowerPoint before 4.
  constexpr std::array<std::string_view, 9> kOlder = {"\xDB\xA5",
                                                      "\x31\xBE",
                                                      "\x9B\xA5",
                                                      "\xFE\x37",
                                                      "\xEC\xA5",
                                                      "\xED\xDE\xAD\x0B",
                                                      std::string_view("\x09\x00", 2),
                                                      "\x09\x02",
                                                      "\x09\x04"};
  const std::string_view head = bytes::as_text(data).substr(0, 64);
  const bool is_plain = lower.ends_with(".doc") && std::ranges::all_of(head, [](char c) {
                          return (c >= ' ' && c <= '~') || c == '\r' || c == '\n' || c == '\t';
                        });
  return !bytes::is_compound_file(data) && !head.starts_with("{\\rtf") && !is_plain &&
         std::ranges::none_of(kOlder,
                              [head](std::string_view magic) { return head.starts_with(magic); });
}

/// Behind the last separator of DOS, of the network or of the Macintosh's paths.
std::string last_component(const std::string& name) {
  const std::size_t slash = name.find_last_of("\\/");
  const std::string last = slash == std::string::npos ? name : name.substr(slash + 1);
  const bool has_drive = last.size() > 2 && last[1] == ':' && slash == std::string::npos;
  return has_drive ? last.substr(2) : last;
}

constexpr std::uint32_t kMacRoman = 10000;

model::Attachment apple_double(const bytes::MacBinary& mac, const std::string& name,
                               const Place& place) {
  model::Attachment attachment;
  attachment.long_name = "._" + name;
  attachment.mime_type = "application/applefile";
  attachment.content =
      bytes::make_joined_blob({bytes::make_blob(bytes::apple_double_header(
                                   mac.name, mac.type, mac.creator, mac.resource_fork.size())),
                               bytes::make_view_blob(mac.resource_fork, place.view)});
  return attachment;
}

class AttachmentMaker {
 public:
  AttachmentMaker(const Item& item, std::size_t number, const Place& place, const Context& context,
                  Converted& converted)
      : item_(item), number_(number), place_(place), context_(context), converted_(converted) {}

  std::vector<model::Attachment> run() {
    data_ = item_.data;
    set_content();
    set_name();
    set_kind();
    tell_office();
    tell_cut();
    attachment_.provenance.source = place_.file;
    attachment_.provenance.native_id = "item at " + bytes::hex_offset(item_.offset);
    attachment_.provenance.ranges.push_back({.offset = item_.offset, .length = item_.data.size()});
    std::vector<model::Attachment> out;
    out.push_back(std::move(attachment_));
    if (mac_ && !mac_->resource_fork.empty()) {
      out.push_back(apple_double(*mac_, out.front().long_name, place_));
    }
    return out;
  }

 private:
  void set_content() {
    if (const auto digits = hex_digits(item_, context_); !digits.empty()) {
      attachment_.content = ::ccmail::make_hex_blob(digits, place_.view);
      keep("CcmailHex", data_, place_.view, attachment_.properties);
      return;
    }
    mac_ = to_mac_binary(item_, converted_);
    if (mac_) {
      data_ = mac_->data_fork;
      mapi::keep_mac_file(*mac_, place_.view, attachment_.properties);
    }
    attachment_.content = bytes::make_view_blob(data_, place_.view);
  }

  void set_name() {
    const auto title = ::ccmail::split_item_title(item_.title);
    auto decoded = text::decode(title.name, context_.code_page);
    converted_.message.undecodable += decoded.undecodable;
    std::string name = last_component(decoded.utf8);
    if (name.empty() && title.date.empty() && mac_) {
      name = text::decode(mac_->name, kMacRoman).utf8;
    }
    if (!title.date.empty()) {
      attachment_.modified =
          to_time(title.date, item_.offset, "the date of its file", context_, converted_);
    }
    const std::string_view known = bytes::extension_by_magic(data_);
    if (name.empty()) {
      name = "item-" + std::to_string(number_);
      name += known.empty() ? ".bin" : known;
      if (!title.date.empty()) {
        // KB Q195203: an exporter wrote the date in place of the name.
        converted_.damages.push_back("Item.name at " + bytes::hex_offset(item_.offset) +
                                     ": a date stands in place of a file's name: called " + name);
      }
    } else if ((known == ".pcx" || known == ".dcx") && name.find('.') == std::string::npos) {
      name += known;  // KB Q184053, Q166614
    }
    if (text::decode(item_.title, context_.code_page).utf8 != name || decoded.undecodable != 0) {
      keep_decoded("CcmailName", item_.title, context_.code_page, attachment_.properties);
    }
    attachment_.long_name = std::move(name);
  }

  void set_kind() {
    if (item_.label == Label::OleItem && bytes::is_compound_file(data_)) {
      attachment_.kind = model::AttachmentKind::Ole;
    }
    if (item_.label != Label::FileItem) {
      keep("CcmailItem", text::decode(item_.name, context_.code_page).utf8, attachment_.properties);
    }
  }

  void tell_office() {
    if (is_doubtful_office_file(attachment_.long_name, data_) && !data_.empty()) {
      converted_.warnings.push_back(attachment_.long_name + " (item " + std::to_string(number_) +
                                    ") does not begin like its name: possibly damaged by the "
                                    "exporter, as EXPORT 6.01.00.5 did");
    }
  }

  void tell_cut() {
    if (!item_.is_complete) {
      const std::string why =
          "the export ends within it: " + std::to_string(item_.data.size()) + " bytes are there";
      attachment_.provenance.miss("content", why);
    }
  }

  const Item& item_;
  std::size_t number_;
  const Place& place_;
  const Context& context_;
  Converted& converted_;
  std::span<const std::byte> data_;
  std::optional<bytes::MacBinary> mac_;
  model::Attachment attachment_;
};

}  // namespace

std::vector<model::Attachment> to_attachments(const Item& item, std::size_t number,
                                              const Place& place, const Context& context,
                                              Converted& converted) {
  return AttachmentMaker(item, number, place, context, converted).run();
}

bool is_unnamed_text(const Item& item, const Context& context) {
  return item.label == Label::FileItem &&
         text::same_word(::ccmail::split_item_title(item.title).name, kUnnamed) &&
         hex_digits(item, context).size() <= kLongestHexText;
}

LongText to_long_text(const Item& item, const Place& place, const Context& context,
                      Converted& converted) {
  model::Message& message = converted.message;
  if (const auto digits = hex_digits(item, context); !digits.empty()) {
    const auto blob = ::ccmail::make_hex_blob(digits, place.view);
    auto text = bytes::read_all(*blob, kLongestHexText);
    if (text) {
      keep("CcmailHex", item.data, place.view, message.properties);
      const auto owner = std::make_shared<const std::vector<std::byte>>(std::move(*text));
      return {.data = *owner, .owner = owner};
    }
  }
  const auto mac = to_mac_binary(item, converted);
  if (!mac) {
    return {.data = item.data};
  }
  mapi::keep_mac_names(*mac, message.properties);
  if (!mac->resource_fork.empty()) {
    message.attachments.push_back(apple_double(*mac, std::string(kUnnamed), place));
  }
  return {.data = mac->data_fork};
}

}  // namespace convert::ccmail
