#include "converters/pages/message_page.h"

#include <algorithm>
#include <optional>
#include <string_view>
#include <utility>

#include "converters/mime/address_text.h"
#include "converters/mime/header_fields.h"
#include "converters/pages/attachment_file.h"
#include "converters/pages/body_page.h"
#include "converters/pages/escape.h"
#include "converters/pages/page_text.h"
#include "converters/spool/json_text.h"
#include "formats/bytes/write_text.h"
#include "formats/text/html_text.h"
#include "formats/text/utf8.h"

namespace convert::pages {
namespace {

using bytes::Result;
using model::RecipientKind;
using spool::JsonText;

std::string time_text(const model::OptionalTimestamp& time) {
  return time ? convert::mime::iso_text(*time) : std::string();
}

std::string_view word_of(RecipientKind kind) {
  switch (kind) {
    case RecipientKind::To:
      return "To";
    case RecipientKind::Cc:
      return "Cc";
    case RecipientKind::Bcc:
      return "Bcc";
    case RecipientKind::Originator:
      return "Originator";
    case RecipientKind::Unknown:
      break;
  }
  return "Recipient";
}

std::string people_text(const std::vector<model::Recipient>& recipients,
                        std::optional<RecipientKind> kind) {
  std::string text;
  for (const model::Recipient& recipient : recipients) {
    if (!kind || recipient.kind == *kind) {
      text += (text.empty() ? "" : ", ") + convert::mime::shown_address(recipient.address);
    }
  }
  return text;
}

std::string count_text(std::uint64_t count, std::string_view one, std::string_view several) {
  return std::to_string(count) + ' ' + std::string(count == 1 ? one : several);
}

void member(JsonText& json, std::string_view name, std::string_view value) {
  json.key(name);
  json.string(value);
}

/// A row of "fields": what a reader is shown of the header, in order.
void field(JsonText& json, std::string_view label, std::string_view value) {
  if (!value.empty()) {
    json.open_array();
    json.string(label);
    json.string(value);
    json.close_array();
  }
}

std::string name_of_attachment(const model::Attachment& attachment, std::uint64_t number) {
  for (const std::string* name : {&attachment.long_name, &attachment.short_name}) {
    if (!name->empty()) {
      return *name;
    }
  }
  const bool is_embedded = attachment.message != nullptr && !attachment.message->subject.empty();
  return is_embedded ? attachment.message->subject : "attachment " + std::to_string(number);
}

/// Writes a message and those in it; their bodies and attachments are numbered through.
class MessageWriter {
 public:
  MessageWriter(const MessagePlace& place, bytes::OutputTree& tree) : place_(place), tree_(tree) {}

  Result<WrittenMessage> write(const model::Message& message, const ManifestRow& row,
                               const std::vector<std::string>& notes) {
    json_.open_object();
    member(json_, "mail", place_.mail_url);
    member(json_, "mailbox", place_.mailbox);
    put_origin(message, row);
    json_.key("missing");
    json_.open_array();
    for (const model::Missing& piece : message.provenance.missing) {
      json_.string(piece.what + ": " + piece.why);
    }
    json_.close_array();
    notes_ = notes;
    written_.recipients = people_text(message.recipients, std::nullopt);
    if (auto done = put_message(message, 0); !done) {
      return bytes::pass_on(done.error());
    }
    json_.close_object();
    return finish_script().map([this] { return std::move(written_); });
  }

  Result<void> write_unread(const ManifestRow& row, const std::string& why) {
    json_.open_object();
    member(json_, "mail", place_.mail_url);
    member(json_, "mailbox", place_.mailbox);
    put_origin({}, row);
    member(json_, "subject", row.subject);
    json_.key("fields");
    json_.open_array();
    field(json_, "From", row.from);
    field(json_, "Date", row.date);
    json_.close_array();
    json_.key("missing");
    json_.open_array();
    json_.string("the mail file: " + why);
    json_.close_array();
    json_.close_object();
    return finish_script();
  }

 private:
  Result<void> finish_script() {
    return bytes::write_text(
        tree_, "messages/" + numbered_path(place_.number) + ".js",
        "restante.message(" + std::to_string(place_.number) + ',' + json_.text() + ");\n");
  }

  void put_origin(const model::Message& message, const ManifestRow& row) {
    json_.key("origin");
    json_.open_array();
    field(json_, "Folder", row.folder);
    field(json_, "State", row.state);
    field(json_, "Source", row.source);
    field(json_, "Item", row.native_id);
    field(json_, "Bytes", row.byte_ranges);
    field(json_, "Class", message.message_class);
    field(json_, "Message-ID", message.message_id);
    field(json_, "File", row.path);
    json_.close_array();
  }

  Result<void> put_message(const model::Message& message, std::size_t depth) {
    member(json_, "subject", message.subject);
    put_fields(message);
    if (auto done = put_bodies(message); !done) {
      return done;
    }
    put_header(message);
    if (auto done = put_attachments(message, depth); !done) {
      return done;
    }
    json_.key("notes");
    json_.open_array();
    for (const std::string& note : std::exchange(notes_, {})) {
      json_.string(note);
    }
    json_.close_array();
    return {};
  }

  void put_fields(const model::Message& message) {
    json_.key("fields");
    json_.open_array();
    const model::Address* author = convert::mime::author_of(message);
    const std::string from = author == nullptr ? "" : convert::mime::shown_address(*author);
    field(json_, "From", from);
    const std::string sender =
        message.sender ? convert::mime::shown_address(*message.sender) : std::string();
    field(json_, "Sender", sender == from ? std::string() : sender);
    for (const RecipientKind kind :
         {RecipientKind::To, RecipientKind::Cc, RecipientKind::Bcc, RecipientKind::Unknown}) {
      field(json_, word_of(kind), people_text(message.recipients, kind));
    }
    field(json_, "Date", time_text(message.sent));
    field(json_, "Received", time_text(message.received));
    json_.close_array();
  }

  void unread(const std::string& what, const bytes::Error& error) {
    notes_.push_back(what + " could not be read: " + error.what);
    written_.unread.push_back(notes_.back());
  }

  void note_cut(const std::string& what, std::uint64_t size) {
    notes_.push_back("Of the " + what + " only the front is shown; the whole, " +
                     count_text(size, "byte", "bytes") + ", is in the mail file.");
  }

  Result<void> put_bodies(const model::Message& message) {
    std::string html;
    if (message.bodies.html) {
      auto page = body_page(*message.bodies.html, message.attachments);
      if (!page) {
        unread("the HTML text", page.error());
      } else {
        const std::string path =
            "messages/" + numbered_path(place_.number) + '-' + std::to_string(bodies_++) + ".html";
        if (auto done = bytes::write_text(tree_, path, page->document); !done) {
          return done;
        }
        member(json_, "html", relative_url(path));
        note_left_out(*page);
        html = std::move(page->utf8);
      }
    }
    if (message.bodies.text) {
      auto text = read_front(*message.bodies.text, kMostShownText);
      if (text) {
        put_text(std::move(*text));
      } else {
        unread("the text", text.error());
      }
    } else if (!html.empty()) {
      PageText said{.utf8 = text::html_text(html)};
      said.size = said.utf8.size();
      const std::string_view front = text::utf8_front(said.utf8, kMostShownText);
      said.is_cut = front.size() < said.utf8.size();
      said.utf8.resize(front.size());
      put_text(std::move(said));
    }
    return {};
  }

  void put_text(PageText text) {
    member(json_, "text", text.utf8);
    if (text.is_cut) {
      note_cut("text", text.size);
    }
  }

  void note_left_out(const BodyPage& page) {
    if (page.is_cut) {
      note_cut("HTML text", page.size);
    }
    if (page.remote != 0) {
      notes_.push_back(
          count_text(page.remote, "picture or other thing", "pictures or other things") +
          " elsewhere that the HTML text names: not loaded.");
    }
    if (page.active != 0) {
      notes_.push_back(count_text(page.active, "script, form, handler or frame",
                                  "scripts, forms, handlers or frames") +
                       " of the HTML text: left out.");
    }
    if (page.pictures != 0) {
      notes_.push_back(count_text(page.pictures, "picture", "pictures") +
                       " of the mail itself cannot be shown in the HTML text.");
    }
  }

  void put_header(const model::Message& message) {
    if (!message.transport_headers) {
      return;
    }
    auto header = read_front(*message.transport_headers, kMostShownHeader);
    if (!header) {
      return unread("the header", header.error());
    }
    member(json_, "header", header->utf8);
    if (header->is_cut) {
      note_cut("header", header->size);
    }
  }

  Result<void> put_attachments(const model::Message& message, std::size_t depth) {
    json_.key("attachments");
    json_.open_array();
    for (const model::Attachment& attachment : message.attachments) {
      json_.open_object();
      const std::string name = name_of_attachment(attachment, ++attachments_);
      member(json_, "name", name);
      member(json_, "type", attachment.mime_type);
      json_.key("inline");
      json_.boolean(attachment.inline_hidden);
      if (!attachment.inline_hidden) {
        ++written_.attachments;
        written_.attachment_names += (written_.attachment_names.empty() ? "" : " / ") + name;
      }
      if (auto done = put_content(attachment, name, depth); !done) {
        return done;
      }
      json_.close_object();
    }
    json_.close_array();
    return {};
  }

  Result<void> put_content(const model::Attachment& attachment, const std::string& name,
                           std::size_t depth) {
    if (attachment.kind == model::AttachmentKind::Reference) {
      member(json_, "note", "not in the mail: it named the file " + attachment.path);
      return {};
    }
    if (attachment.message != nullptr) {
      return put_embedded(*attachment.message, depth);
    }
    if (attachment.content == nullptr) {
      member(json_, "note", "its content could not be read when the mail was converted");
      return {};
    }
    const std::string file = attachment_file_name(name);
    const std::string path = "attachments/" + numbered_path(place_.number) + '/' +
                             std::to_string(attachments_) + '-' + file;
    auto written = write_attachment(*attachment.content, path, tree_);
    if (!written) {
      return bytes::pass_on(written.error());
    }
    if (written->unread) {
      unread("the attachment " + name, *written->unread);
      member(json_, "note", "could not be read: " + written->unread->what);
      return {};
    }
    member(json_, "file", relative_url(path));
    json_.key("size");
    json_.number(written->size);
    return {};
  }

  Result<void> put_embedded(const model::Message& message, std::size_t depth) {
    if (depth == kDeepestShown) {
      member(json_, "note", "a message this deep in others is in the mail file only");
      return {};
    }
    json_.key("message");
    json_.open_object();
    // Remarks on what is around it stand there.
    std::vector<std::string> outer = std::exchange(notes_, {});
    auto done = put_message(message, depth + 1);
    notes_ = std::move(outer);
    json_.close_object();
    return done;
  }

  const MessagePlace& place_;
  bytes::OutputTree& tree_;
  JsonText json_;
  WrittenMessage written_;
  std::vector<std::string> notes_;  // on the message that is being put
  std::uint64_t bodies_ = 0;
  std::uint64_t attachments_ = 0;
};

}  // namespace

std::string numbered_path(std::uint64_t number) {
  constexpr std::uint64_t kInDirectory = 1000;
  const auto padded = [](std::uint64_t value, std::size_t digits) {
    std::string text = std::to_string(value);
    return std::string(digits - std::min(digits, text.size()), '0') + text;
  };
  return padded(number / kInDirectory, 3) + '/' + padded(number, 6);
}

Result<WrittenMessage> write_message(const model::Message& message, const ManifestRow& row,
                                     const std::vector<std::string>& notes,
                                     const MessagePlace& place, bytes::OutputTree& tree) {
  return MessageWriter(place, tree).write(message, row, notes);
}

Result<void> write_unread_message(const ManifestRow& row, const std::string& why,
                                  const MessagePlace& place, bytes::OutputTree& tree) {
  return MessageWriter(place, tree).write_unread(row, why);
}

}  // namespace convert::pages
