#include "converters/mime/reader/content_to_model.h"

#include <algorithm>
#include <array>
#include <memory>
#include <optional>
#include <set>
#include <string>
#include <string_view>
#include <utility>
#include <vector>

#include "converters/mime/context.h"
#include "converters/mime/html_references.h"
#include "converters/mime/reader/decoded_bytes.h"
#include "converters/mime/reader/message_to_model.h"
#include "converters/mime/reader/outer_texts.h"
#include "converters/mime/reader/part_attachment.h"
#include "converters/mime/reader/text_joiner.h"
#include "converters/mime/reader/text_part.h"
#include "converters/mime/reader/tnef_part.h"
#include "converters/tnef/context.h"
#include "formats/bytes/byte_source.h"
#include "formats/bytes/hex.h"
#include "formats/mime/ascii.h"
#include "formats/mime/reader/entity_fields.h"
#include "formats/mime/reader/text_blocks.h"

namespace convert::mime {
namespace {

using ::mime::ReadPart;

/// Where a part stands.
struct Place {
  bool is_reading = false;  // of multipart/alternative: one of several readings of one text
  bool is_root = false;     // what the message, or a related, is about
  bool is_file = false;     // half of an AppleDouble: never a body
};

bool is_text_body(const ReadPart& part, const Place& place) {
  const std::string& type = part.type.value;
  const bool is_text = type == "text/plain" || type == "text/html";
  if (!is_text || place.is_file || part.disposition.value == "attachment") {
    return false;
  }
  return place.is_reading || place.is_root || part_name(part).empty();
}

/// What mail programs say to readers without MIME. Everything else before the parts is somebody's.
bool is_sentence_about_mime(std::string_view preamble) {
  constexpr std::size_t kLongest = 500;
  constexpr std::array<std::string_view, 8> kBeginnings = {
      "This is a multi-part message in MIME",
      "This is a multipart message in MIME",
      "This is a multi-part MIME message",
      "This is a multipart MIME message",
      "This is a MIME",
      "This message is in MIME format",
      "This is a cryptographically signed message in MIME",
      "This is an OpenPGP/MIME"};
  preamble.remove_prefix(std::min(preamble.find_first_not_of(" \t\r\n-"), preamble.size()));
  return preamble.size() <= kLongest &&
         std::ranges::any_of(kBeginnings, [preamble](std::string_view beginning) {
           return ::mime::starts_with_word(preamble, beginning);
         });
}

class ContentFiller {
 public:
  ContentFiller(const OwnFields& own, std::uint32_t page, const ReadContext& context,
                model::Message& message)
      : own_(own), page_(page), context_(context), message_(message) {}

  void fill(const ReadPart& root) {
    read(root, {.is_root = true});
    model::Bodies inner = std::exchange(message_.bodies, {});
    message_.bodies.rtf = std::move(own_rtf_);
    join_texts(pieces_, context_, message_);
    settle_outer_texts(std::move(inner), context_, message_);
    hide_what_html_shows();
  }

 private:
  void read(const ReadPart& part, const Place& place) {
    if (part.is_message()) {
      add_embedded(part, part.parts.front().whole, part.parts.front().offset, context_.owner, {});
    } else if (!part.parts.empty()) {
      read_multipart(part, place);
    } else {
      read_leaf(part, place);
    }
  }

  void read_multipart(const ReadPart& part, const Place& place) {
    const std::string_view subtype =
        std::string_view(part.type.value).substr(part.type.value.find('/') + 1);
    keep_text_outside(part);
    if (subtype == "encrypted") {
      add(whole_entity(part, context_));
    } else if (subtype == "signed") {
      // What can be read is; the signature covers bytes, which stay together.
      note_structure(part, "the signed bytes are the attachment signed.eml");
      read(part.parts.front(), place);
      add(whole_entity(part, context_));
    } else if (subtype == "alternative") {
      read_alternative(part);
    } else if (subtype == "related") {
      read_related(part, place);
    } else {
      const bool is_file = subtype == "appledouble";
      if (subtype == "report") {
        note_structure(part, "its report is an attachment");
      }
      for (const ReadPart& child : part.parts) {
        read(child, {.is_reading = false, .is_root = false, .is_file = is_file});
      }
    }
  }

  /// What the model has no word for: it stays in the header as it came.
  void note_structure(const ReadPart& part, const std::string& what) const {
    context_.note(context_.place + ": " + part.type.value + " is read as multipart/mixed: " + what);
  }

  /// What a multipart says before and behind its parts is shown by no program. Before them, it is
  /// the sentence for readers without MIME.
  void keep_text_outside(const ReadPart& part) {
    const auto keep = [this](std::string_view text, const char* name) {
      ::mime::CodingFaults none;
      model::Attachment attachment = file_attachment(std::as_bytes(std::span(text)),
                                                     ::mime::Coding::None, name, context_, none);
      attachment.mime_type = "text/plain";
      add(std::move(attachment));
    };
    if (!::mime::is_blank(part.preamble) && !is_sentence_about_mime(part.preamble)) {
      keep(part.preamble, "preamble.txt");
    }
    if (!::mime::is_blank(part.epilogue)) {
      keep(part.epilogue, "epilogue.txt");
    }
  }

  void read_alternative(const ReadPart& part) {
    const bool was_open = piece_is_open_;
    if (!was_open) {
      pieces_.emplace_back();
      piece_is_open_ = true;
    }
    for (const ReadPart& child : part.parts) {
      read(child, {.is_reading = true});
    }
    piece_is_open_ = was_open;
    if (!was_open && !pieces_.back().text && !pieces_.back().html) {
      pieces_.pop_back();
    }
  }

  /// RFC 2387 3.2: the root is the first part, or the one that `start` names.
  void read_related(const ReadPart& part, const Place& place) {
    std::size_t root = 0;
    if (const std::string* start = part.type.find("start")) {
      for (std::size_t i = 0; i < part.parts.size(); ++i) {
        const std::string* id = part.parts[i].field("Content-ID");
        root = id != nullptr && !start->empty() && id->find(*start) != std::string::npos ? i : root;
      }
    }
    const Place of_root{.is_reading = place.is_reading, .is_root = true};
    read(part.parts[root], of_root);
    for (std::size_t i = 0; i < part.parts.size(); ++i) {
      if (i != root) {
        read(part.parts[i], {});
      }
    }
  }

  void read_leaf(const ReadPart& part, const Place& place) {
    if (is_tnef_part(part)) {
      add_tnef(part);
    } else if (::mime::is_message_type(part.type.value) && !part.is_kept_whole &&
               part.coding != ::mime::Coding::None) {
      add_encoded_message(part);
    } else if (own_.is_ours && part.type.value == "application/rtf" &&
               part_name(part) == "body.rtf" && !own_rtf_) {
      own_rtf_ = model::Body{.content = to_attachment(part, true, context_).content};
    } else if (is_broken_multipart(part)) {
      add_text(part);
    } else if (is_text_body(part, place)) {
      add_text(part);
    } else {
      add(to_attachment(part, own_.is_ours, context_));
    }
  }

  /// A multipart whose boundary never comes has text where its parts should be.
  static bool is_broken_multipart(const ReadPart& part) {
    return part.type.value.starts_with("multipart/") && part.is_kept_whole;
  }

  void add(model::Attachment attachment) {
    tnef::inherit("attachment " + std::to_string(message_.attachments.size() + 1),
                  attachment.provenance, message_.provenance);
    message_.attachments.push_back(std::move(attachment));
  }

  void add_text(const ReadPart& part) {
    const bool is_html = part.type.value == "text/html";
    if (!is_html && part.coding == ::mime::Coding::None && add_blocks(part)) {
      return;
    }
    TextOfPart text = body_of_part(part, page_, context_, message_.provenance);
    tell_undecodable(text, part, is_html);
    set_reading(is_html, part, std::move(text.body));
  }

  /// HTML goes into mail and PSTs as the bytes it is: nothing is lost. Of another text nothing
  /// remains of what its page does not explain, unless its bytes stay.
  void tell_undecodable(const TextOfPart& text, const ReadPart& part, bool is_html) {
    if (text.undecodable == 0) {
      return;
    }
    const std::string what = context_.place + ": " + std::to_string(text.undecodable) +
                             " byte sequences that code page " +
                             std::to_string(text.body.code_page) +
                             " does not explain, in the text at " +
                             bytes::hex_offset(context_.in_file(part.body_offset()));
    if (is_html) {
      context_.note(what + ": they were kept");
      return;
    }
    model::Attachment attachment;
    attachment.long_name = kUndecodableText;
    attachment.mime_type = "application/octet-stream";
    attachment.content = text.body.content;
    attachment.provenance.source = message_.provenance.source;
    message_.attachments.push_back(std::move(attachment));
    message_.provenance.miss(
        "text", what + ": its bytes are the attachment " + std::string(kUndecodableText));
  }

  /// Puts a text where it belongs: the open piece, or one of its own. A second reading of one kind
  /// is none.
  void set_reading(bool is_html, const ReadPart& part, model::Body body) {
    if (!piece_is_open_) {
      pieces_.emplace_back();
    }
    TextPiece& piece = pieces_.back();
    auto& reading = is_html ? piece.html : piece.text;
    if (reading) {
      add(to_attachment(part, own_.is_ours, context_));
      return;
    }
    reading = std::move(body);
  }

  /// Files inside a plain text. False: there are none.
  bool add_blocks(const ReadPart& part) {
    const std::string_view text = bytes::as_text(part.body);
    std::optional<std::vector<::mime::TextBlock>> blocks;
    const std::string* encoding = message_.transport_headers ? part.field("Encoding") : nullptr;
    if (encoding != nullptr && part.field("MIME-Version") == nullptr) {
      blocks = ::mime::split_by_encoding(*encoding, text);
      if (!blocks) {
        context_.note(context_.place +
                      ": its Encoding field does not agree with its lines: all is text");
      }
    }
    if (!blocks) {
      blocks = ::mime::find_uuencoded(text);
    }
    const auto is_text = [](const ::mime::TextBlock& block) { return block.is_text; };
    if (piece_is_open_ || std::ranges::all_of(*blocks, is_text)) {
      return false;
    }
    for (const ::mime::TextBlock& block : *blocks) {
      add_block(part, block);
    }
    return true;
  }

  void add_block(const ReadPart& part, const ::mime::TextBlock& block) {
    ReadPart piece = part;
    piece.body = part.body.subspan(block.offset, block.length);
    piece.coding = block.coding;
    if (block.is_text) {
      TextOfPart text = body_of_part(piece, page_, context_, message_.provenance);
      tell_undecodable(text, piece, false);
      pieces_.push_back({.text = std::move(text.body), .html = {}});
      return;
    }
    ::mime::CodingFaults faults;
    model::Attachment attachment =
        file_attachment(piece.body, block.coding, block.name, context_, faults);
    tell_faults(faults, piece, context_, attachment.provenance);
    add(std::move(attachment));
  }

  void add_embedded(const ReadPart& part, std::span<const std::byte> bytes, std::uint64_t offset,
                    const std::shared_ptr<const void>& owner, const std::string& inner_place) {
    if (context_.depth >= kMaxEmbeddedDepth) {
      model::Attachment attachment = to_attachment(part, own_.is_ours, context_);
      attachment.provenance.miss("embedded message", context_.place +
                                                         ": messages are nested deeper than " +
                                                         std::to_string(kMaxEmbeddedDepth) +
                                                         " levels: it is kept as a file");
      add(std::move(attachment));
      return;
    }
    ReadContext inner = context_;
    inner.inherited = page_;
    inner.owner = owner;
    inner.depth = context_.depth + 1;
    inner.is_mbox = false;
    inner.place += inner_place;
    inner.quotes = inner_place.empty() ? context_.quotes : nullptr;
    model::Attachment attachment = to_attachment(part, own_.is_ours, context_);
    attachment.kind = model::AttachmentKind::Embedded;
    attachment.content = nullptr;
    attachment.message = std::make_shared<model::Message>(to_message(bytes, offset, inner));
    attachment.message->provenance.source = message_.provenance.source;
    tnef::inherit("embedded message", attachment.message->provenance, attachment.provenance);
    add(std::move(attachment));
  }

  /// RFC 2046 5.2.1 forbids it, and mail has it: the message is decoded first.
  void add_encoded_message(const ReadPart& part) {
    auto decoded = decode_part(part, context_);
    if (!decoded) {
      model::Attachment attachment = to_attachment(part, own_.is_ours, context_);
      attachment.provenance.miss("embedded message", decoded.error().what);
      add(std::move(attachment));
      return;
    }
    tell_faults(decoded->faults, part, context_, message_.provenance);
    add_embedded(part, decoded->bytes.data, 0, decoded->bytes.owner, " (decoded part)");
  }

  /// One stream is the message; another would be a second one. Q94180: a stream that cannot be read
  /// stays an attachment, with an entry.
  void add_tnef(const ReadPart& part) {
    if (has_stream_) {
      context_.note(context_.place +
                    ": it has a second TNEF stream, which is kept as the attachment it is");
      add(to_attachment(part, own_.is_ours, context_));
      return;
    }
    const TnefResult result = merge_tnef(part, page_, context_, message_);
    has_stream_ = result.is_merged;
    if (result.is_whole) {
      return;
    }
    model::Attachment attachment = to_attachment(part, own_.is_ours, context_);
    attachment.provenance.miss("TNEF stream", result.why);
    add(std::move(attachment));
  }

  /// [MS-OXCMSG] 2.2.2.24: what the HTML shows is not listed.
  void hide_what_html_shows() {
    constexpr std::uint64_t kMaxSearchedHtml = std::uint64_t{64} * 1024 * 1024;
    const auto has_id = [](const model::Attachment& attachment) {
      return !attachment.content_id.empty() || !attachment.content_location.empty();
    };
    if (!message_.bodies.html || std::ranges::none_of(message_.attachments, has_id)) {
      return;
    }
    const auto html = bytes::read_all_text(*message_.bodies.html->content, kMaxSearchedHtml);
    if (!html) {
      return;
    }
    const std::set<std::string> ids = content_ids_in(*html);
    // Work, in comparisons at worst. What is not looked for is listed.
    constexpr std::uint64_t kMostCompared = std::uint64_t{16} * 1024 * 1024 * 1024;
    constexpr std::size_t kLongestLocation = 2048;
    std::uint64_t left = kMostCompared;
    const auto shows = [&](const std::string& location) {
      const std::uint64_t work = std::uint64_t{html->size()} * location.size();
      if (location.empty() || location.size() > kLongestLocation || work > left) {
        return false;
      }
      left -= work;
      return html->find(location) != std::string::npos;
    };
    for (model::Attachment& attachment : message_.attachments) {
      attachment.inline_hidden =
          ids.contains(attachment.content_id) || shows(attachment.content_location);
    }
  }

  const OwnFields& own_;
  std::uint32_t page_;
  const ReadContext& context_;
  model::Message& message_;
  std::vector<TextPiece> pieces_;
  std::optional<model::Body> own_rtf_;  // that our own writer put beside the text
  bool has_stream_ = false;             // one TNEF stream is the message
  bool piece_is_open_ = false;          // readings go to the last piece
};

}  // namespace

void fill_content(const ReadPart& root, const OwnFields& own, std::uint32_t page,
                  const ReadContext& context, model::Message& message) {
  ContentFiller(own, page, context, message).fill(root);
}

}  // namespace convert::mime
