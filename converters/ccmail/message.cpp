#include "converters/ccmail/message.h"

#include <algorithm>
#include <array>
#include <map>
#include <memory>
#include <utility>

#include "converters/ccmail/attachment.h"
#include "converters/ccmail/people.h"
#include "converters/ccmail/text_parts.h"
#include "converters/ccmail/times.h"
#include "converters/mapi/field_text.h"
#include "formats/bytes/hex.h"
#include "formats/ccmail/damage_words.h"
#include "formats/text/ascii.h"
#include "formats/text/code_page.h"

namespace convert::ccmail {
namespace {

using ::ccmail::Field;
using ::ccmail::Item;
using ::ccmail::Label;

model::RecipientKind kind_of(Label label) {
  switch (label) {
    case Label::Cc:
      return model::RecipientKind::Cc;
    case Label::Bcc:
      return model::RecipientKind::Bcc;
    default:
      return model::RecipientKind::To;
  }
}

/// With offsets in the file rather than in an item that begins at `base`.
::ccmail::Message in_file(::ccmail::Message inner, std::uint64_t base) {
  inner.offset += base;
  for (Field& field : inner.fields) {
    field.offset += base;
  }
  for (Item& item : inner.items) {
    item.offset += base;
  }
  bytes::DamageLog damage;
  for (bytes::Damage one : inner.damage.items()) {
    one.offset += base;
    damage.add(one);
  }
  inner.damage = std::move(damage);
  return inner;
}

/// Whether somebody wants what a value says; the word is not documented.
bool is_yes(std::string_view value) {
  constexpr std::array<std::string_view, 7> kNo = {"", "no", "n", "none", "off", "false", "0"};
  return std::ranges::find(kNo, text::lower_case(text::trim(value))) == kNo.end();
}

class MessageMaker {
 public:
  MessageMaker(const ::ccmail::Message& source, const Place& place, const Context& context,
               int depth)
      : source_(source),
        place_(place),
        context_(context),
        depth_(depth),
        decode_(context.code_page, out_.message) {}

  Converted run() {
    model::Message& message = out_.message;
    message.message_class = "IPM.Note";
    message.code_page = context_.code_page;
    message.read = true;
    message.provenance.source = place_.file;
    message.provenance.native_id = "message at " + bytes::hex_offset(source_.offset);
    message.provenance.ranges.push_back({.offset = source_.offset, .length = source_.length});
    post_office_ = context_.owner_post_office;
    if (const Field* from = source_.find(Label::From)) {
      set_from(*from);
    }
    for (const Field& field : source_.fields) {
      take(field);
    }
    if (source_.find(Label::Date) == nullptr) {
      out_.notes.emplace_back("it has no date");
    }
    add_items();
    tell_damage();
    if (message.undecodable != 0 || has_stray_) {
      keep("CcmailHeader", std::as_bytes(std::span(source_.header)), place_.view,
           message.properties);
    }
    return std::move(out_);
  }

 private:
  /// KB Q184052, Q241553: recipients without a post office are of the sender's.
  void set_from(const Field& field) {
    const auto address = ::ccmail::read_address(decode_(field.text()));
    if (address.post_office.empty() && address.name.empty() && address.type.empty()) {
      return;
    }
    if (address.type.empty() && !address.post_office.empty()) {
      post_office_ = address.post_office;
    }
    tell_user(address, field);
    out_.message.from = to_address(address, post_office_);
    out_.message.sender = out_.message.from;
    if (const std::string native = decode_(field.text()); !is_all_of(address, native)) {
      keep("CcmailFrom", native, out_.message.properties);
    }
  }

  void take(const Field& field) {
    const bool is_first = source_.find(field.label) == &field;
    switch (field.label) {
      case Label::To:
      case Label::Cc:
      case Label::Bcc:
        add_recipients(field);
        return;
      case Label::Date:
        if (is_first) {
          set_date(field);
          return;
        }
        break;
      case Label::Subject:
        if (is_first) {
          out_.message.subject = decode_(field.text());
          return;
        }
        break;
      case Label::From:
      case Label::Folder:
        if (is_first) {
          return;
        }
        break;
      case Label::Priority:
        set_priority(field);
        break;
      case Label::Status:
        set_status(field);
        break;
      case Label::ReceiptRequest:
        out_.message.read_receipt_requested = is_yes(field.text());
        break;
      default:
        break;
    }
    keep_field(field);
  }

  /// Every line is one of them: names are "Last, First".
  void add_recipients(const Field& field) {
    if (field.label == Label::Bcc && context_.omits_bcc) {
      omitted_ += field.lines.size();
      return;
    }
    for (const std::string_view line : field.lines) {
      if (text::trim(line).empty()) {
        continue;
      }
      const std::string native = decode_(line);
      const auto address = ::ccmail::read_address(native);
      tell_user(address, field);
      model::Recipient recipient{.kind = kind_of(field.label),
                                 .address = to_address(address, post_office_),
                                 .properties = {}};
      if (!is_all_of(address, native)) {
        keep("CcmailAddress", native, recipient.properties);
      }
      out_.message.recipients.push_back(std::move(recipient));
    }
  }

  void tell_user(const ::ccmail::Address& address, const Field& field) {
    if (!address.has_user) {
      out_.damages.push_back("Address.user at " + bytes::hex_offset(field.offset) +
                             ": nobody is named, only the post office " + address.post_office);
    }
  }

  void set_date(const Field& field) {
    const std::string written = field.text();
    if (text::trim(written).empty()) {
      out_.notes.emplace_back("its date is empty");
      return;
    }
    const std::size_t told = out_.damages.size() + out_.notes.size();
    out_.message.sent = to_time(written, field.offset, "its date", context_, out_);
    if (out_.damages.size() + out_.notes.size() != told) {
      keep("CcmailDate", decode_(written), out_.message.properties);
    }
  }

  void set_priority(const Field& field) {
    const std::string value = text::lower_case(text::trim(field.text()));
    if (value == "urgent" || value == "high" || value == "2") {
      out_.message.importance = model::Importance::High;
    } else if (value == "low" || value == "0") {
      out_.message.importance = model::Importance::Low;
    }
  }

  void set_status(const Field& field) {
    const std::string value = text::lower_case(text::trim(field.text()));
    out_.message.read = value != "unread" && value != "new";
  }

  /// Under its own label, what repeats with its number.
  void keep_field(const Field& field) {
    has_stray_ = has_stray_ || field.name.empty();
    const std::string label = text::decode(field.name, context_.code_page).utf8;
    const std::size_t number = ++labels_[label];
    keep("CcmailField-" + label + (number == 1 ? "" : "-" + std::to_string(number)),
         decode_(field.whole()), out_.message.properties);
  }

  void add_items() {
    const bool has_text = std::ranges::any_of(source_.items, is_text);
    std::vector<TextPart> texts;
    std::size_t number = 0;
    bool has_file = false;
    for (const Item& item : source_.items) {
      ++number;
      const bool is_long_text = !has_text && !has_file && is_unnamed_text(item, context_);
      has_file = has_file || item.label == Label::FileItem;
      if (is_text(item) || is_long_text) {
        add_text(item, is_long_text, texts);
      } else if (!add_message(item)) {
        add_file(item, number);
      }
    }
    set_body(texts, place_, context_, out_);
  }

  static bool is_text(const Item& item) {
    return item.label == Label::TextItem || item.label == Label::Unknown;
  }

  void add_text(const Item& item, bool is_long_text, std::vector<TextPart>& texts) {
    if (!item.is_complete) {
      out_.message.provenance.miss("text", "the export ends within it");
    }
    const bool is_first = texts.empty();
    const std::string_view title = text::trim(item.title);
    if (is_first && !title.empty()) {
      keep_decoded("CcmailTitle", title, context_.code_page, out_.message.properties);
    }
    TextPart part{.data = item.data, .title = title, .offset = offset_of(item)};
    if (is_long_text) {
      const LongText text = to_long_text(item, place_, context_, out_);
      part.data = text.data;
      part.owner = text.owner;
    }
    if (!part.data.empty() || !title.empty()) {
      texts.push_back(std::move(part));
    }
  }

  /// Of its data, in the file.
  [[nodiscard]] std::uint64_t offset_of(const Item& item) const {
    return static_cast<std::uint64_t>(item.data.data() - place_.view->bytes().data());
  }

  /// An exported message within the message; not a file that happens to be an export.
  bool add_message(const Item& item) {
    if (item.label != Label::MessageItem && item.label != Label::OtherItem) {
      return false;
    }
    const std::string_view data = bytes::as_text(item.data);
    if (depth_ == kMostDepth ||
        ::ccmail::sniff(data, *context_.labels) != ::ccmail::Likeness::Sure) {
      return false;
    }
    const std::uint64_t base = offset_of(item);
    if (!item.is_complete) {
      out_.message.provenance.miss("embedded message", "the export ends within it");
    }
    auto reader = ::ccmail::MessageReader::open(data, *context_.labels);
    while (auto piece = reader ? reader->next() : std::nullopt) {
      if (piece->kind == ::ccmail::PieceKind::Message) {
        tell_unlisted(piece->message.damage, "a message within it", out_.damages);
        add_embedded(in_file(std::move(piece->message), base), item);
      } else if (piece->kind == ::ccmail::PieceKind::Unclaimed) {
        out_.message.provenance.miss("embedded message", std::to_string(piece->length) +
                                                             " bytes of " + decode_(item.name) +
                                                             " are of no message");
      }
    }
    return true;
  }

  void add_embedded(const ::ccmail::Message& inner, const Item& item) {
    Converted converted = to_message(inner, place_, context_, depth_ + 1);
    auto message = std::make_shared<model::Message>(std::move(converted.message));
    model::Attachment attachment;
    attachment.kind = model::AttachmentKind::Embedded;
    // KB Q184991: the title is cut, the inner subject is not.
    attachment.long_name = message->subject.empty() ? decode_(item.title) : message->subject;
    attachment.provenance = message->provenance;
    for (const model::Missing& piece : message->provenance.missing) {
      out_.message.provenance.miss("embedded message: " + piece.what, piece.why);
    }
    attachment.message = std::move(message);
    out_.message.attachments.push_back(std::move(attachment));
    std::ranges::move(converted.notes, std::back_inserter(out_.notes));
    std::ranges::move(converted.warnings, std::back_inserter(out_.warnings));
    std::ranges::move(converted.damages, std::back_inserter(out_.damages));
  }

  void add_file(const Item& item, std::size_t number) {
    for (model::Attachment& one : to_attachments(item, number, place_, context_, out_)) {
      for (const model::Missing& piece : one.provenance.missing) {
        out_.message.provenance.miss(
            "attachment " + std::to_string(out_.message.attachments.size() + 1) + ": " + piece.what,
            piece.why);
      }
      out_.message.attachments.push_back(std::move(one));
    }
  }

  void tell_damage() {
    for (const bytes::Damage& one : source_.damage.items()) {
      if (one.field == "Item.truncated") {
        continue;  // missing of its item
      }
      const std::string words = ::ccmail::words_for(one, begin_of(one));
      const std::string place = " at " + bytes::hex_offset(one.offset);
      if (::ccmail::is_missing(one)) {
        out_.message.provenance.miss(std::string(one.field) + place, words);
      } else {
        out_.damages.push_back(std::string(one.field) + place + ": " + words);
      }
    }
    tell_unlisted(source_.damage, "the message", out_.damages);
    if (omitted_ != 0) {
      out_.notes.push_back(std::to_string(omitted_) + " blind copies are left out");
    }
  }

  /// How the bytes of a damage begin.
  [[nodiscard]] std::string begin_of(const bytes::Damage& damage) const {
    constexpr std::uint64_t kShown = 40;
    const auto all = place_.view->bytes();
    const std::uint64_t at = std::min<std::uint64_t>(damage.offset, all.size());
    const std::uint64_t size = std::min({kShown, damage.length, all.size() - at});
    return text::decode(bytes::as_text(all.subspan(at, size)), context_.code_page).utf8;
  }

  const ::ccmail::Message& source_;
  const Place& place_;
  const Context& context_;
  int depth_;
  Converted out_;
  mapi::FieldText decode_;
  std::string post_office_;
  std::map<std::string, std::size_t> labels_;
  std::size_t omitted_ = 0;
  bool has_stray_ = false;
};

}  // namespace

Converted to_message(const ::ccmail::Message& source, const Place& place, const Context& context,
                     int depth) {
  return MessageMaker(source, place, context, depth).run();
}

}  // namespace convert::ccmail
