#include "converters/iff/letter.h"

#include <utility>

#include "converters/iff/body.h"
#include "converters/iff/letter_text.h"
#include "converters/mime/model_to_mime.h"
#include "formats/bytes/temporary_file.h"
#include "formats/iff/ascii.h"
#include "formats/mime/entity.h"
#include "formats/text/code_page.h"
#include "formats/text/html_text.h"
#include "formats/text/rtf_text.h"

namespace convert::iff {
namespace {

using ::iff::SectionType;

/// Outlook's own limit for a body lies far below.
constexpr std::uint64_t kLargestBody = std::uint64_t{256} << 20U;

bool is_there(const std::optional<model::Body>& body) { return body && body->content != nullptr; }

bytes::Result<std::string> body_utf8(const model::Body& body) {
  const auto raw = bytes::read_all_text(*body.content, kLargestBody);
  return raw ? bytes::Result<std::string>(text::decode(*raw, body.code_page).utf8)
             : tl::unexpected(raw.error());
}

/// A message written down as Internet mail, in a temporary file.
bytes::Result<bytes::Blob> to_mail(const model::Message& message, const model::Store& store) {
  auto file = bytes::TemporaryFile::create();
  if (!file) {
    return tl::unexpected(file.error());
  }
  mime::MimeOptions options;
  options.provenance = false;
  const auto entity = mime::to_entity(message, store, options);
  auto written = ::mime::write_entity(entity, "restante", [&](std::string_view text) {
    return (*file)->append(std::as_bytes(std::span(text)));
  });
  return written ? bytes::Result<bytes::Blob>(bytes::make_file_blob(*file, 0, (*file)->size()))
                 : tl::unexpected(written.error());
}

class Projection {
 public:
  Projection(const model::Message& message, const model::Store& store, Remarks& remarks)
      : message_(message), store_(store), remarks_(remarks) {}

  bytes::Result<Letter> run(const std::string& folder) {
    letter_.folder = folder;
    letter_.subject = line_of(message_.subject);
    add_people();
    letter_.sent = date_text(message_.sent, remarks_);
    letter_.received = date_text(message_.received, remarks_);
    letter_.priority = static_cast<int>(message_.importance) - 1;
    letter_.unread = !message_.read;
    letter_.unsent = message_.unsent;
    if (auto done = add_bodies(); !done) {
      return tl::unexpected(done.error());
    }
    if (auto done = add_files(); !done) {
      return tl::unexpected(done.error());
    }
    judge_document();
    tell_what_is_not_carried();
    return std::move(letter_);
  }

 private:
  void add_people() {
    const auto& sender = message_.from ? message_.from : message_.sender;
    if (sender) {
      letter_.sender = person_text(*sender, remarks_);
    }
    if (message_.from && message_.sender && *message_.from != *message_.sender) {
      ++remarks_["messages were sent by another than they are from: who sent them is not carried"];
    }
    for (const model::Recipient& one : message_.recipients) {
      auto& list = one.kind == model::RecipientKind::Cc    ? letter_.cc
                   : one.kind == model::RecipientKind::Bcc ? letter_.bcc
                                                           : letter_.to;
      if (std::string person = person_text(one.address, remarks_); !person.empty()) {
        list.push_back(std::move(person));
      }
    }
  }

  /// One body: plain RTF, else the text; HTML is a file beside it.
  bytes::Result<void> add_bodies() {
    const model::Bodies& bodies = message_.bodies;
    if (is_there(bodies.rtf)) {
      const auto rtf = bytes::read_all_text(*bodies.rtf->content, kLargestBody);
      if (!rtf) {
        return tl::unexpected(rtf.error());
      }
      const bool is_plain =
          text::rtf_content(*rtf) == text::RtfContent::Rtf && body_form(*rtf) == BodyForm::Rtf;
      if (is_plain && !is_there(bodies.html)) {
        letter_.rtf = bodies.rtf->content;
        if (is_there(bodies.text)) {
          ++remarks_["messages have a text beside their RTF: the RTF is their body"];
        }
        return {};
      }
      if (is_plain || !is_there(bodies.html)) {
        add_file("body.rtf", bodies.rtf->content);
        ++remarks_["messages have their RTF as a file, body.rtf"];
      }
      if (!is_there(bodies.text) && !is_there(bodies.html)) {
        bytes::DamageLog ignored;
        letter_.text = with_line_ends(text::read_rtf(*rtf, ignored).utf8);
      }
    }
    return add_text();
  }

  bytes::Result<void> add_text() {
    const model::Bodies& bodies = message_.bodies;
    if (is_there(bodies.text)) {
      auto utf8 = body_utf8(*bodies.text);
      if (!utf8) {
        return tl::unexpected(utf8.error());
      }
      letter_.text = with_line_ends(*utf8);
    }
    if (!is_there(bodies.html)) {
      guard_text();
      return {};
    }
    if (letter_.text.empty()) {
      const auto html = body_utf8(*bodies.html);
      if (!html) {
        return tl::unexpected(html.error());
      }
      letter_.text = with_line_ends(text::html_text(*html));
    }
    guard_text();
    add_file("body.html", bodies.html->content);
    ++remarks_["messages have their HTML as a file, body.html"];
    return {};
  }

  /// A text that would be taken for RTF or for Internet mail when it is read begins with a line
  /// end.
  void guard_text() {
    if (!letter_.text.empty() && body_form(letter_.text) != BodyForm::Text) {
      letter_.text.insert(0, "\r\n");
      ++remarks_["texts begin like RTF or Internet mail: a line end stands before them"];
    }
  }

  void add_file(std::string name, bytes::Blob content) {
    letter_.files.push_back(
        {.type = SectionType::Attachment, .name = std::move(name), .content = std::move(content)});
  }

  bytes::Result<void> add_files() {
    for (const model::Attachment& one : message_.attachments) {
      std::string name = line_of(one.long_name.empty() ? one.short_name : one.long_name);
      name = std::string(::iff::trim(name));
      if (one.kind == model::AttachmentKind::Embedded && one.message != nullptr) {
        auto mail = to_mail(*one.message, store_);
        if (!mail) {
          return tl::unexpected(mail.error());
        }
        const std::string stem = name.empty() ? line_of(one.message->subject) : name;
        add_file((stem.empty() ? "message" : stem) + ".eml", std::move(*mail));
        ++remarks_["messages within messages are files, .eml"];
        continue;
      }
      if (name.empty()) {
        name = "attachment-" + std::to_string(letter_.files.size() + 1) + ".bin";
      }
      if (one.content == nullptr) {
        ++remarks_["attachments have no content: an empty file stands for each"];
      }
      letter_.files.push_back(
          {.type = SectionType::Attachment, .name = std::move(name), .content = one.content});
    }
    if (message_.calendar) {
      auto mail = to_mail(message_, store_);
      if (!mail) {
        return tl::unexpected(mail.error());
      }
      add_file("item.eml", std::move(*mail));
      ++remarks_["appointments, tasks and journal entries are messages, with the item as item.eml"];
    }
    return {};
  }

  /// FORMAT.md 4.6.
  void judge_document() {
    const bool is_document = ::iff::to_lower(message_.message_class).starts_with("ipm.document") &&
                             letter_.files.size() == 1 && letter_.text.empty() &&
                             letter_.rtf == nullptr;
    if (is_document) {
      letter_.files.front().type = SectionType::Document;
      letter_.subject = letter_.files.front().name;
    }
  }

  void tell_what_is_not_carried() {
    const auto tell = [this](bool is_so, const char* what) { remarks_[what] += is_so ? 1U : 0U; };
    tell(!message_.categories.empty(), "messages have categories, which are not carried");
    tell(!message_.reply_to.empty(), "messages have addresses for replies, which are not carried");
    tell(message_.transport_headers.has_value() || !message_.message_id.empty(),
         "messages have Internet headers, which are not carried");
    tell(message_.sensitivity != model::Sensitivity::None,
         "messages have a sensitivity, which is not carried");
    tell(message_.flagged || message_.replied,
         "messages have a flag or were answered, which is not carried");
    tell(message_.read_receipt_requested || message_.delivery_receipt_requested,
         "messages ask for a receipt, which is not carried");
    const std::string kind = ::iff::to_lower(message_.message_class);
    tell(!kind.empty() && kind != "ipm.note" && !kind.starts_with("ipm.document"),
         "messages are of another class than IPM.Note, which is not carried");
  }

  const model::Message& message_;
  const model::Store& store_;
  Remarks& remarks_;
  Letter letter_;
};

}  // namespace

bytes::Result<Letter> to_letter(const model::Message& message, const model::Store& store,
                                const std::string& folder, Remarks& remarks) {
  return Projection(message, store, remarks).run(folder);
}

}  // namespace convert::iff
