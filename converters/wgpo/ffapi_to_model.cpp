#include "converters/wgpo/ffapi_to_model.h"

#include <algorithm>
#include <memory>
#include <optional>
#include <string>
#include <vector>

#include "converters/mapi/field_text.h"
#include "converters/wgpo/attachment.h"
#include "converters/wgpo/text_parts.h"
#include "formats/bytes/byte_source.h"
#include "formats/bytes/damage_text.h"
#include "formats/bytes/file_view.h"
#include "formats/bytes/hex.h"
#include "formats/bytes/view_blob.h"
#include "formats/text/code_page.h"
#include "formats/wgpo/ffapi.h"
#include "formats/wgpo/header_block.h"
#include "formats/wgpo/tree.h"

namespace convert::wgpo {
namespace {

namespace fs = std::filesystem;
using model::Result;
using ::wgpo::FfapiAttachment;
using ::wgpo::FfapiMessage;

/// FORMAT.md 12: "[type:]address"; no type, or CSI, is a mailbox of a post office.
model::Address to_address(std::string_view text, const mapi::FieldText& decode) {
  const std::size_t colon = text.find(':');
  std::string type =
      colon == std::string_view::npos ? std::string() : ::wgpo::to_upper(text.substr(0, colon));
  std::string_view address = text;
  if (!type.empty()) {
    address = text.substr(colon + 1);
  }
  while (address.starts_with(' ')) {
    address.remove_prefix(1);
  }
  if (type.empty() || type == "CSI") {
    type = "MS";
  }
  model::Address out{.name = {}, .type = type, .address = decode(address), .smtp = {}};
  if (type == "SMTP") {
    out.smtp = out.address;
    out.name = out.address;
  } else {
    const std::size_t last = address.find_last_of('/');
    out.name = decode(last == std::string_view::npos ? address : address.substr(last + 1));
  }
  return out;
}

/// Lines off the front of a text.
std::string_view without_lines(std::string_view text, std::uint32_t lines) {
  for (std::uint32_t i = 0; i < lines && !text.empty(); ++i) {
    const std::size_t end = text.find_first_of("\r\n");
    if (end == std::string_view::npos) {
      return {};
    }
    text.remove_prefix(end + (text.substr(end).starts_with("\r\n") ? 2U : 1U));
  }
  return text;
}

class LetterDelivery {
 public:
  LetterDelivery(const fs::path& path, std::shared_ptr<const bytes::FileView> view,
                 const model::ReadOptions& options, model::ReadMonitor& monitor, model::Sink& sink)
      : path_(path),
        view_(std::move(view)),
        code_page_(options.charset != 0 ? options.charset : kPostOfficePage),
        monitor_(monitor),
        sink_(sink) {}

  Result<void> run() {
    bytes::DamageLog damage;
    const auto messages = ::wgpo::read_ffapi(view_->bytes(), damage);
    model::Store store;
    store.source = path_.string();
    store.format = "FFAPI text";
    store.display_name = path_.stem().string();
    store.code_page = code_page_;
    store.size = view_->bytes().size();
    if (auto done = sink_.store(store); !done) {
      return done;
    }
    model::Folder inbox;
    inbox.id = {1};
    inbox.name = "Inbox";
    inbox.role = model::FolderRole::Inbox;
    inbox.expected_items = messages.size();
    inbox.provenance.source = path_.filename().string();
    if (auto done = sink_.folder(inbox); !done) {
      return done;
    }
    for (std::string& line : bytes::lines_of(damage)) {
      if (auto done = sink_.note(
              {.where = path_.filename().string(), .text = std::move(line), .damage = true});
          !done) {
        return done;
      }
    }
    for (const FfapiMessage& source : messages) {
      if (auto done = deliver(source); !done) {
        return done;
      }
    }
    if (const auto error = view_->read_error()) {
      auto done = sink_.note({.where = path_.filename().string(),
                              .text = "the disk could not be read from " +
                                      bytes::hex_offset(*error) + " on: what lies there is zeros",
                              .damage = true});
      if (!done) {
        return done;
      }
    }
    return sink_.finish();
  }

 private:
  Result<void> deliver(const FfapiMessage& source) {
    const std::string id = "message at " + bytes::hex_offset(source.offset);
    if (!monitor_.enter(id)) {
      return {};
    }
    model::Message message;
    const mapi::FieldText decode(code_page_, message);
    message.folder = {1};
    message.message_class = "IPM.Note";
    message.code_page = code_page_;
    message.provenance.source = path_.filename().string();
    message.provenance.native_id = id;
    message.provenance.ranges.push_back({.offset = source.offset, .length = source.length});
    message.subject = decode(source.subject);
    if (!source.from.empty()) {
      message.from = to_address(source.from, decode);
      message.sender = message.from;
    }
    for (const std::string_view to : source.to) {
      message.recipients.push_back(
          {.kind = model::RecipientKind::To, .address = to_address(to, decode), .properties = {}});
    }
    const std::string date =
        std::string(source.date) + (source.time.empty() ? "" : " " + std::string(source.time));
    if (const auto ticks = ::wgpo::read_block_date(date)) {
      message.sent = model::WallClock{.ticks = *ticks};
    } else if (!source.date.empty() || !source.time.empty()) {
      keep("WgpoDate", date, message.properties);
    }
    set_priority(source.priority, message);
    set_body(source, message);
    if (!source.is_text_complete) {
      message.provenance.miss("text", "its size says more than there is");
    }
    for (const std::string_view line : source.unknown_lines) {
      keep("WgpoLine", line, message.properties);
    }
    for (const FfapiAttachment& attachment : source.attachments) {
      add_attachment(attachment, message);
    }
    if (auto done = sink_.message(message); !done) {
      return tl::unexpected(done.error());
    }
    monitor_.progress(source.offset + source.length);
    return {};
  }

  /// FORMAT.md 12: HEADLEN alone decides what of the text is header.
  void set_body(const FfapiMessage& source, model::Message& message) {
    std::string_view text = bytes::as_text(source.text);
    std::optional<std::string> external;
    if (!source.external_text.empty()) {
      external = read_beside(source.external_text, message);
      text = external ? std::string_view(*external) : std::string_view();
    }
    const std::string_view body = without_lines(text, source.header_lines.value_or(0));
    if (body.size() != text.size()) {
      keep("WgpoHeaderBlock", text.substr(0, text.size() - body.size()), message.properties);
    }
    if (!body.empty()) {
      message.bodies.text = model::Body{.content = bytes::make_blob(body), .code_page = code_page_};
    }
  }

  /// The file that `name` says, below the directory of this one: its last component, whatever the
  /// case of its letters.
  [[nodiscard]] std::optional<fs::path> find_beside(std::string_view name) const {
    const std::string wanted = ::wgpo::to_upper(last_component(name));
    std::error_code error;
    fs::directory_iterator entry(path_.has_parent_path() ? path_.parent_path() : fs::path("."),
                                 error);
    for (; !error && entry != fs::directory_iterator(); entry.increment(error)) {
      if (::wgpo::to_upper(entry->path().filename().string()) == wanted &&
          entry->is_regular_file(error)) {
        return entry->path();
      }
    }
    return std::nullopt;
  }

  std::optional<std::string> read_beside(std::string_view name, model::Message& message) const {
    constexpr std::uint64_t kLargestText = std::uint64_t{64} << 20U;
    const auto path = find_beside(name);
    const auto view = path ? bytes::FileView::open(*path)
                           : bytes::Result<std::shared_ptr<const bytes::FileView>>(bytes::fail(
                                 bytes::ErrorKind::NoInput, "it is not beside the file"));
    if (!view || (*view)->bytes().size() > kLargestText) {
      message.provenance.miss(
          "text", "the file " + std::string(last_component(name)) +
                      " that it names: " + (view ? std::string("too large") : view.error().what));
      return std::nullopt;
    }
    return std::string(bytes::as_text((*view)->bytes()));
  }

  void add_attachment(const FfapiAttachment& source, model::Message& message) const {
    model::Attachment attachment;
    set_name(source.logical_name.empty() ? source.name : source.logical_name, code_page_,
             attachment);
    if (!source.is_external) {
      attachment.content = bytes::make_view_blob(source.content, view_);
      if (!source.is_complete) {
        attachment.provenance.miss("content", "the file ends within it, or its size is no number");
      }
    } else if (const auto path = find_beside(source.name)) {
      if (const auto view = bytes::FileView::open(*path)) {
        attachment.content = bytes::make_view_blob((*view)->bytes(), *view);
      }
    }
    if (attachment.content == nullptr) {
      attachment.provenance.miss("content", "the file that holds it is not beside this one");
    }
    for (const model::Missing& piece : attachment.provenance.missing) {
      message.provenance.miss(
          "attachment " + std::to_string(message.attachments.size() + 1) + ": " + piece.what,
          piece.why);
    }
    message.attachments.push_back(std::move(attachment));
  }

  const fs::path& path_;
  std::shared_ptr<const bytes::FileView> view_;
  std::uint32_t code_page_;
  model::ReadMonitor& monitor_;
  model::Sink& sink_;
};

}  // namespace

Result<void> ffapi_to_model(const fs::path& path, const model::ReadOptions& options,
                            model::ReadMonitor& monitor, model::Sink& sink) {
  auto view = bytes::FileView::open(path);
  if (!view) {
    return tl::unexpected(view.error());
  }
  if (!::wgpo::is_ffapi((*view)->bytes())) {
    return bytes::fail(bytes::ErrorKind::NotThisFormat,
                       path.string() + ": no FFAPI text: it does not begin with VERSION:",
                       "see what it is with mailsniff");
  }
  return LetterDelivery(path, *view, options, monitor, sink).run();
}

}  // namespace convert::wgpo
