#include "converters/iff/message.h"

#include <algorithm>
#include <iterator>
#include <span>
#include <utility>

#include "converters/iff/attachment.h"
#include "converters/iff/body.h"
#include "converters/iff/fields.h"
#include "converters/iff/mail_body.h"
#include "converters/iff/row_values.h"
#include "converters/mapi/field_text.h"
#include "formats/bytes/byte_source.h"
#include "formats/iff/ascii.h"
#include "formats/iff/date.h"
#include "formats/iff/multi_value.h"
#include "formats/iff/row_writer.h"
#include "formats/iff/section_damage.h"
#include "formats/iff/zero_runs.h"
#include "formats/text/code_page.h"

namespace convert::iff {
namespace {

using ::iff::MessageColumn;
using ::iff::Part;
using ::iff::SectionType;

class MessageMaker {
 public:
  MessageMaker(const SectionContext& context, const ::iff::Row& row)
      : context_(context),
        row_(row),
        values_(context.columns, row.fields, context.primary.code_page, context.set, context.files),
        decode_(context.primary.code_page, result_.message) {}

  ConvertedRow run() {
    model::Message& message = result_.message;
    message.message_class = "IPM.Note";
    message.code_page = context_.primary.code_page;
    message.provenance.source = context_.primary.file.name;
    message.provenance.native_id = place_of(context_.primary, row_.at);
    message.provenance.ranges.push_back({.offset = row_.at.offset, .length = row_.length});
    (void)value(MessageColumn::Folder, "Folder");  // its place is known, not what is wrong with it
    message.subject = text(MessageColumn::Subject, "Subject");
    add_people();
    message.sent = date(MessageColumn::SendDate, "Send-Date");
    message.received = date(MessageColumn::ReceivedDate, "Received-Date");
    add_priority();
    message.read = !flag(MessageColumn::Unread, "Unread");
    message.unsent = flag(MessageColumn::Unsent, "Unsent");
    keep_other_fields();
    tell_lost_columns();
    tell_state();
    tell_zeros();
    add_parts();
    return std::move(result_);
  }

 private:
  void note(std::string text) { result_.notes.push_back(std::move(text)); }

  std::string value(MessageColumn column, const char* name) {
    FieldValue value = values_.get(column);
    if (!value.missing.empty()) {
      result_.message.provenance.miss(name, std::move(value.missing));
    }
    std::ranges::move(value.damages, std::back_inserter(result_.damages));
    return std::move(value.text);
  }

  std::string text(MessageColumn column, const char* name) { return decode_(value(column, name)); }

  /// Split before they are decoded: a broken character must not swallow the next person
  /// (Q156063 5.8.1).
  std::vector<model::Address> people(MessageColumn column, const char* name) {
    std::vector<model::Address> found;
    const std::string list = value(column, name);
    if (list.size() > kLongestField) {
      result_.message.provenance.miss(name, "it is longer than a field can be");
      return found;
    }
    const auto values = ::iff::split_values(list);
    if (values.size() > kMostPeople) {
      result_.message.provenance.miss(name, std::to_string(values.size() - kMostPeople) +
                                                " further people, beyond " +
                                                std::to_string(kMostPeople));
    }
    for (const std::string& one : std::span(values).first(std::min(values.size(), kMostPeople))) {
      found.push_back(to_address(::iff::read_person(decode_(one))));
    }
    return found;
  }

  void add_people() {
    model::Message& message = result_.message;
    const std::string sender = text(MessageColumn::Sender, "Sender");
    if (!::iff::trim(sender).empty()) {
      message.from = to_address(::iff::read_person(sender));
      message.sender = message.from;
    }
    const auto add = [&](MessageColumn column, const char* name, model::RecipientKind kind) {
      for (model::Address& address : people(column, name)) {
        message.recipients.push_back(
            {.kind = kind, .address = std::move(address), .properties = {}});
      }
    };
    add(MessageColumn::To, "To", model::RecipientKind::To);
    add(MessageColumn::Cc, "Cc", model::RecipientKind::Cc);
    add(MessageColumn::Bcc, "Bcc", model::RecipientKind::Bcc);
  }

  model::OptionalTimestamp date(MessageColumn column, const char* name) {
    const std::string raw = text(column, name);
    const ::iff::RowDate read = ::iff::read_date(raw);
    switch (read.form) {
      case ::iff::DateForm::Absent:
        return std::nullopt;
      case ::iff::DateForm::DayOnly:
        note(std::string(name) + " " + raw + " has no time: midnight");
        break;
      case ::iff::DateForm::Exact:
        break;
      case ::iff::DateForm::Unreadable:
        note(std::string(name) + " is no date: " + raw);
        keep(std::string("Iff") + name, raw, result_.message.properties);
        return std::nullopt;
    }
    return model::WallClock{.ticks = read.ticks};
  }

  void add_priority() {
    const std::string raw = text(MessageColumn::Priority, "Priority");
    const std::string_view value = ::iff::trim(raw);
    if (value == "1") {
      result_.message.importance = model::Importance::High;
    } else if (value == "-1") {
      result_.message.importance = model::Importance::Low;
    } else if (!value.empty() && value != "0") {
      note("Priority is none: " + raw);
      keep("IffPriority", raw, result_.message.properties);
    }
  }

  bool flag(MessageColumn column, const char* name) {
    const std::string raw = text(column, name);
    const std::string_view value = ::iff::trim(raw);
    if (!value.empty() && !::iff::is_word(value, "true") && !::iff::is_word(value, "false")) {
      note(std::string(name) + " is neither TRUE nor FALSE: " + raw);
      keep(std::string("Iff") + name, raw, result_.message.properties);
    }
    return ::iff::is_word(value, "true");
  }

  /// FORMAT.md 5.1: columns beyond the twelve, whose meaning nobody knows.
  void keep_other_fields() {
    for (std::size_t place = 0; place < row_.fields.size(); ++place) {
      if (!context_.columns.is_known(place) && !row_.fields[place].text.empty()) {
        keep("IffField-" + context_.columns.name_at(place), decode_(row_.fields[place].text),
             result_.message.properties);
      }
    }
  }

  void tell_lost_columns() {
    for (const std::size_t column : context_.columns.lost()) {
      result_.message.provenance.miss(std::string(context_.columns.known_name(column)),
                                      "the header of its section does not name it, and has "
                                      "columns nobody knows");
    }
  }

  void tell_state() {
    switch (row_.state) {
      case ::iff::RowState::LinesJoined:
        note("a value in quotes went on in the next line: the lines were joined");
        break;
      case ::iff::RowState::BrokenLine:
        result_.damages.emplace_back(
            "its row is broken by line ends: the lines were joined in the one way that makes a "
            "row");
        break;
      case ::iff::RowState::OpenQuote:
        note("a quote that nothing closes was taken as a character");
        break;
      case ::iff::RowState::Mended:
        result_.damages.emplace_back(
            "its quotes do not stand around whole fields: read in the one way that makes a row "
            "of it, without them");
        break;
      case ::iff::RowState::Whole:
      case ::iff::RowState::Lost:
        break;
    }
    if (row_.fields.size() < context_.columns.count()) {
      note("it has " + std::to_string(row_.fields.size()) + " of " +
           std::to_string(context_.columns.count()) + " fields: the others are empty");
    }
  }

  /// The columns that have them, or the row, when they took its commas or quotes.
  void tell_zeros() {
    const std::string text = zeros_text(row_.zeros, context_.primary.file.name);
    if (text.empty()) {
      return;
    }
    bool is_told = false;
    for (std::size_t place = 0; place < row_.fields.size(); ++place) {
      if (!::iff::zero_runs(row_.fields[place].text, 0).empty()) {
        is_told = true;
        result_.message.provenance.miss(context_.columns.name_at(place), text);
      }
    }
    if (!is_told) {
      result_.message.provenance.miss("row", text);
    }
  }

  void add_parts() {
    const auto pointer = values_.pointer(MessageColumn::Body);
    result_.is_bodiless = true;
    if (!pointer) {
      const std::string raw = values_.get(MessageColumn::Body).text;
      result_.message.provenance.miss(
          "body", raw.empty() ? "the row does not say where it is"
                              : "the row does not point at it: " + decode_(raw));
      return;
    }
    const auto opened = values_.open(*pointer);
    if (!opened) {
      result_.message.provenance.miss("body and files", opened.error().what);
      return;
    }
    file_ = *opened;
    bytes::DamageLog damage;
    const ::iff::Chain chain = file_->content.read_chain(pointer->offset, damage);
    result_.is_bodiless = chain.parts.empty();
    tell_damage(*pointer, chain, damage);
    for (const Part& part : chain.parts) {
      add_part(part);
    }
    judge_document(chain);
  }

  void tell_damage(const ::iff::Pointer& pointer, const ::iff::Chain& chain,
                   const bytes::DamageLog& damage) {
    const std::string where = ::iff::write_pointer(file_->name, pointer.offset) + " in Body";
    for (std::string& line : ::iff::damage_lines(
             damage,
             {.file = file_->name, .size = file_->content.file().size(), .pointer = where})) {
      if (chain.is_whole) {
        result_.damages.push_back(std::move(line));
      } else {
        result_.message.provenance.miss(
            chain.parts.empty() ? "body and files" : "sections of the message", std::move(line));
      }
    }
  }

  /// The row is in the primary file, its sections in it, too, or in a secondary one.
  void place_body(const Part& part) {
    auto& provenance = result_.message.provenance;
    const model::ByteRange range{.offset = part.header.data, .length = part.data.size()};
    if (file_->name == provenance.source) {
      provenance.ranges.push_back(range);
    } else {
      provenance.elsewhere.push_back({.file = file_->name, .ranges = {range}});
    }
  }

  void add_part(const Part& part) {
    const std::uint32_t page = context_.primary.code_page;
    if (part.header.type == SectionType::Body && !has_body_) {
      has_body_ = true;
      body_size_ = part.data.size();
      place_body(part);
      keep("IffBody", place_of(*file_, part.header.offset), result_.message.properties);
      add_body(part);
      return;
    }
    auto& attachments = result_.message.attachments;
    attachments.push_back(
        to_attachment(*file_, part, attachments.size() + 1, page, body_size_, result_.notes));
    for (const model::Missing& piece : attachments.back().provenance.missing) {
      result_.message.provenance.miss(
          "attachment " + std::to_string(attachments.size()) + ": " + piece.what, piece.why);
    }
    if (part.header.type == SectionType::Schedule) {
      result_.calendars.push_back(attachments.size() - 1);
    }
  }

  void add_body(const Part& part) {
    const std::uint32_t page = context_.primary.code_page;
    if (body_form(bytes::as_text(part.data)) == BodyForm::Mail) {
      add_mail(part.data, part.header.data, file_->owner, page,
               place_of(*file_, part.header.offset), result_.message, result_.notes);
    } else {
      tell_zeros_of(part);
      set_body(part.data, file_->owner, page, result_.message);
    }
  }

  /// The bytes that RTF takes as they are may be anything, and UTF-16 has pairs of NULs.
  void tell_zeros_of(const Part& part) {
    const std::string_view text = bytes::as_text(part.data);
    const bool has_binary =
        body_form(text) == BodyForm::Rtf && text.find("\\bin") != std::string_view::npos;
    if (context_.primary.code_page == text::kUtf16 || has_binary) {
      return;
    }
    const std::string zeros = zeros_text(::iff::zero_runs(text, part.header.data), file_->name);
    if (!zeros.empty()) {
      result_.message.provenance.miss("body", zeros);
    }
  }

  /// FORMAT.md 4.6: an empty body and a document are a file in a folder.
  void judge_document(const ::iff::Chain& chain) {
    const bool is_document =
        chain.parts.size() == 2 && chain.parts[0].header.type == SectionType::Body &&
        chain.parts[0].data.empty() && chain.parts[1].header.type == SectionType::Document;
    if (!is_document) {
      return;
    }
    model::Message& message = result_.message;
    message.message_class = "IPM.Document";
    if (!message.subject.empty()) {
      keep("IffSubject", message.subject, message.properties);
    }
    message.subject = message.attachments.front().long_name;
  }

  const SectionContext& context_;
  const ::iff::Row& row_;
  RowValues values_;
  ConvertedRow result_;
  mapi::FieldText decode_;
  const OpenSecondary* file_ = nullptr;
  bool has_body_ = false;
  std::uint64_t body_size_ = 0;
};

}  // namespace

std::string place_of(const ::iff::PrimaryFile& primary, const ::iff::Place& at) {
  return primary.file.name + " line " + std::to_string(at.line);
}

ConvertedRow to_message(const SectionContext& context, const ::iff::Row& row) {
  return MessageMaker(context, row).run();
}

}  // namespace convert::iff
