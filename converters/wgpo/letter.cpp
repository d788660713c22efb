#include "converters/wgpo/letter.h"

#include <algorithm>
#include <array>
#include <string_view>

#include "converters/mapi/damage_text.h"
#include "converters/mapi/field_text.h"
#include "converters/tnef/message.h"
#include "converters/wgpo/attachment.h"
#include "converters/wgpo/text_parts.h"
#include "formats/bytes/byte_source.h"
#include "formats/bytes/file_view.h"
#include "formats/bytes/hex.h"
#include "formats/mapi/property_tags.h"
#include "formats/text/code_page.h"
#include "formats/tnef/attribute.h"
#include "formats/wgpo/letter.h"

namespace convert::wgpo {
namespace {

using ::wgpo::Element;
using ::wgpo::Field;
using ::wgpo::FieldId;
using ::wgpo::KeySource;

constexpr std::uint64_t kLargestTnef = std::uint64_t{256} << 20U;

/// Puts a letter together from its fields.
class Maker {
 public:
  Maker(const LetterContext& context, const ::wgpo::MailbagRecord* record,
        std::vector<std::string>& notes)
      : context_(context), record_(record), notes_(notes), text_(context.code_page, message_) {}

  model::Message run(const ::wgpo::TreeFile& file, std::span<const std::byte> data,
                     std::uint64_t offset) {
    message_.code_page = context_.code_page;
    message_.message_class = "IPM.Note";
    auto& provenance = message_.provenance;
    provenance.source = file.name;
    provenance.native_id = offset == 0 ? file.name : file.name + " at " + bytes::hex_offset(offset);
    provenance.ranges.push_back({.offset = offset, .length = data.size()});
    bytes::DamageLog damage;
    const auto letter = ::wgpo::read_letter(data, damage);
    const bool can_read = letter && context_.office.key_source() != KeySource::None &&
                          ::wgpo::is_text_under(*letter, context_.office.key());
    if (can_read) {
      take(*letter);
      add_attachments(*letter);
    }
    take_record();
    mapi::add_damage(damage, "letter", provenance);
    if (!can_read) {
      provenance.miss("letter", letter ? "cipher unknown: its strings are no text under the key of "
                                         "the post office; the file is attached"
                                       : "it has no elements: the file is attached");
      if (offset == 0) {
        message_.attachments.push_back(raw_file(file));
      } else {
        model::Attachment piece;
        piece.long_name = "letter.mai";
        piece.content = bytes::make_blob(std::vector<std::byte>(data.begin(), data.end()));
        message_.attachments.push_back(std::move(piece));
      }
    }
    return std::move(message_);
  }

 private:
  [[nodiscard]] std::string plain(const Element& string) {
    longest_ = std::max(longest_, string.contents.size());
    return ::wgpo::decipher(string.contents, context_.office.key());
  }

  [[nodiscard]] std::string joined(const Field& field) {
    std::string all;
    for (const Element& string : field.strings) {
      all += plain(string);
    }
    return all;
  }

  /// "02 NET/PO/BOX 00 …"; other kinds are not known.
  model::Address address(const Element& string) {
    const std::string text = plain(string);
    if (const auto known = ::wgpo::read_letter_address(text)) {
      return {
          .name = text_(known->name), .type = "MS", .address = text_(known->address), .smtp = {}};
    }
    notes_.emplace_back("an address is of a kind that is not known: its text is kept as a name");
    keep("WgpoAddress", text, message_.properties);
    std::string shown;
    for (const char c : text) {
      const auto byte = static_cast<unsigned char>(c);
      shown += byte >= ' ' && byte != 0x7F ? c : ' ';
    }
    const std::size_t begin = std::min(shown.find_first_not_of(' '), shown.size());
    const std::size_t end = shown.find_last_not_of(' ');
    return {.name = end == std::string::npos
                        ? std::string()
                        : text_(std::string_view(shown).substr(begin, end - begin + 1)),
            .type = {},
            .address = {},
            .smtp = {}};
  }

  /// Of several, the first counts, and the field is kept.
  std::optional<model::Address> first_address(const Field& field) {
    if (field.strings.size() > 1) {
      keep_field(field);
    }
    return field.strings.empty() ? std::nullopt : std::optional(address(field.strings.front()));
  }

  void add_recipients(const Field& field, model::RecipientKind kind) {
    for (const Element& string : field.strings) {
      message_.recipients.push_back({.kind = kind, .address = address(string), .properties = {}});
    }
  }

  /// Date strings may or may not be enciphered; digits show which.
  model::OptionalTimestamp date(const Field& field) {
    for (const Element& string : field.strings) {
      for (const std::string& digits :
           {plain(string), std::string(bytes::as_text(string.contents))}) {
        if (const auto found = ::wgpo::read_letter_date(digits)) {
          if (found->offset_minutes) {
            constexpr std::int64_t kMinute = 60;
            return model::Instant{.ticks = found->ticks - *found->offset_minutes * kMinute *
                                                              model::kTicksPerSecond};
          }
          return model::WallClock{.ticks = found->ticks};
        }
      }
    }
    notes_.emplace_back("a date of it cannot be read: kept as its bytes");
    keep_field(field);
    return std::nullopt;
  }

  void take(const ::wgpo::Letter& letter) {
    model::OptionalTimestamp posted;
    std::string body;
    for (const Field& field : letter.fields) {
      switch (static_cast<FieldId>(field.id.value_or(0))) {
        case FieldId::From:
          message_.from = first_address(field);
          break;
        case FieldId::Sender:
          message_.sender = first_address(field);
          break;
        case FieldId::ReplyTo:
          for (const Element& string : field.strings) {
            message_.reply_to.push_back(address(string));
          }
          break;
        case FieldId::To:
          add_recipients(field, model::RecipientKind::To);
          break;
        case FieldId::Cc:
          add_recipients(field, model::RecipientKind::Cc);
          break;
        case FieldId::Bcc:
          add_recipients(field, model::RecipientKind::Bcc);
          break;
        case FieldId::Subject:
          if (!subject_.empty()) {
            keep("WgpoSubject", subject_, message_.properties);
          }
          subject_ = joined(field);
          break;
        case FieldId::Text:
          body += joined(field);
          break;
        case FieldId::Date:
          message_.sent = date(field);
          break;
        case FieldId::Attachments:
          keep_field(field);  // and read in its own way
          break;
        case FieldId::PostedDate:
          posted = date(field);
          break;
        case FieldId::ReceivedDate:
          message_.received = date(field);
          break;
        default:
          keep_field(field);
          break;
      }
    }
    if (!message_.sent) {
      message_.sent = posted;
    }
    message_.sender = message_.sender ? message_.sender : message_.from;
    message_.subject = text_(subject_);
    if (context_.impression != nullptr) {
      context_.impression->add(std::as_bytes(std::span(body)));
    }
    listed_ = set_text(body, context_.code_page, message_);
    keep_others(letter);
    if (longest_ > ::wgpo::kProvenLength) {
      notes_.push_back("strings of up to " + std::to_string(longest_) +
                       " bytes are deciphered by extrapolation: the rule is proven for " +
                       std::to_string(::wgpo::kProvenLength));
    }
    if (letter.references) {
      keep("WgpoReferenceCount", std::to_string(*letter.references), message_.properties);
    }
  }

  void keep_field(const Field& field) {
    constexpr unsigned kDigits = 8;
    keep("WgpoField-" + bytes::hex_number(field.id.value_or(0), kDigits), field.element.contents,
         message_.properties);
  }

  void keep_others(const ::wgpo::Letter& letter) {
    std::size_t number = 0;
    for (const Element& element : letter.others) {
      const unsigned qualifier = element.qualifier.value_or(0);
      keep("WgpoElement-" + std::to_string(++number) + "-" + bytes::hex_number(qualifier, 2),
           element.contents, message_.properties);
    }
  }

  void add_attachments(const ::wgpo::Letter& letter) {
    for (const auto& reference : context_.office.attachments_of(letter)) {
      const auto* file = context_.office.attachment(reference.hexid);
      auto attachment = file == nullptr
                            ? missing_attachment(reference, context_.code_page)
                            : to_attachment(*file, reference.name, context_.office.key(),
                                            context_.code_page, notes_);
      const std::string number = "attachment " + std::to_string(message_.attachments.size() + 1);
      tnef::inherit(number, attachment.provenance, message_.provenance);
      take_tnef(attachment);
      message_.attachments.push_back(std::move(attachment));
    }
    add_listed();
  }

  /// The header block lists attachments, too: more of them than the letter refers to, and some are
  /// missing.
  void add_listed() {
    constexpr std::size_t kMostListed = 1000;
    if (listed_.size() <= message_.attachments.size() || listed_.size() > kMostListed) {
      return;
    }
    for (const std::string& name : listed_) {
      const std::string wanted = text::decode(last_component(name), context_.code_page).utf8;
      const bool is_there =
          std::ranges::any_of(message_.attachments, [&wanted](const model::Attachment& attachment) {
            return attachment.long_name == wanted || attachment.long_name == wanted + ".att";
          });
      if (!is_there) {
        model::Attachment attachment;
        set_name(name, context_.code_page, attachment);
        attachment.provenance.miss("content",
                                   "the header block names it, and the letter refers to "
                                   "no file for it");
        tnef::inherit("attachment " + std::to_string(message_.attachments.size() + 1),
                      attachment.provenance, message_.provenance);
        message_.attachments.push_back(std::move(attachment));
      }
    }
  }

  /// FORMAT.md 14: class and properties of a WINMAIL.DAT count; the file stays.
  void take_tnef(const model::Attachment& attachment) {
    if (attachment.content == nullptr || attachment.content->size() > kLargestTnef) {
      return;
    }
    std::array<std::byte, 16> head{};
    const auto stream = attachment.content->open();
    const auto got = stream ? (*stream)->read(head) : bytes::Result<std::size_t>(0);
    if (!got || !::tnef::is_stream(std::span(head).first(*got))) {
      return;
    }
    const auto all = bytes::read_all(*attachment.content, kLargestTnef);
    if (!all) {
      return;
    }
    // The message that it makes points into memory that goes: only what is inline is taken.
    const auto rich = tnef::to_message(*all, 0, {.code_page = context_.code_page});
    if (!rich.message_class.empty()) {
      message_.message_class = rich.message_class;
    }
    for (const model::Property& property : rich.properties.items()) {
      const bool says_again = property.id == ::mapi::PidTagSubject ||
                              property.id == ::mapi::PidTagBody ||
                              property.id == ::mapi::PidTagMessageClass;
      if (!std::holds_alternative<model::LargeValue>(property.value) && !says_again) {
        message_.properties.add(property);
      }
    }
    notes_.emplace_back("class and properties come from its WINMAIL.DAT, which stays with it");
  }

  /// FORMAT.md 6.3: the letter counts before the record, of two subjects the longer.
  void take_record() {
    if (record_ == nullptr) {
      return;
    }
    const bool is_cut =
        record_->subject.size() > subject_.size() && record_->subject.starts_with(subject_);
    if (message_.subject.empty() || (is_cut && !subject_.empty())) {
      message_.subject = text_(record_->subject);
    }
    if (!message_.sent && record_->date) {
      message_.sent = model::WallClock{.ticks = *record_->date};
    }
    if (!message_.from && !record_->sender.empty()) {
      message_.from =
          model::Address{.name = text_(record_->sender), .type = {}, .address = {}, .smtp = {}};
      message_.sender = message_.from;
    }
  }

  const LetterContext& context_;
  const ::wgpo::MailbagRecord* record_;
  std::vector<std::string>& notes_;
  model::Message message_;
  mapi::FieldText text_;
  std::string subject_;
  std::size_t longest_ = 0;
  std::vector<std::string> listed_;  // attachments, by the header block
};

}  // namespace

model::Message to_message(const LetterContext& context, const ::wgpo::TreeFile& file,
                          const ::wgpo::MailbagRecord* record, std::vector<std::string>& notes) {
  const auto view = bytes::FileView::open(file.path);
  if (!view) {
    auto message = Maker(context, record, notes).run(file, {}, 0);
    message.provenance.miss("letter", view.error().what);
    return message;
  }
  auto message = Maker(context, record, notes).run(file, (*view)->bytes(), 0);
  if ((*view)->read_error()) {
    message.provenance.miss("letter", file.name + ": the disk could not be read");
  }
  return message;
}

model::Message message_in(const LetterContext& context, const ::wgpo::TreeFile& file,
                          std::span<const std::byte> data, std::uint64_t offset,
                          std::vector<std::string>& notes) {
  return Maker(context, nullptr, notes).run(file, data, offset);
}

model::Message message_of_record(const LetterContext& context, const ::wgpo::TreeFile& mailbag,
                                 const ::wgpo::MailbagRecord& record) {
  constexpr std::uint64_t kRecord = 116;
  model::Message message;
  const mapi::FieldText text(context.code_page, message);
  message.message_class = "IPM.Note";
  message.code_page = context.code_page;
  message.subject = text(record.subject);
  if (!record.sender.empty()) {
    message.from =
        model::Address{.name = text(record.sender), .type = {}, .address = {}, .smtp = {}};
    message.sender = message.from;
  }
  if (record.date) {
    message.sent = model::WallClock{.ticks = *record.date};
  }
  message.provenance.source = mailbag.name;
  message.provenance.native_id = mailbag.name + " record " + std::to_string(record.number + 1);
  message.provenance.ranges.push_back({.offset = record.offset, .length = kRecord});
  return message;
}

}  // namespace convert::wgpo
