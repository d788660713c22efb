#include "converters/mime/reader/text_part.h"

#include <algorithm>
#include <optional>
#include <span>
#include <string>
#include <string_view>
#include <vector>

#include "converters/mime/reader/part_attachment.h"
#include "formats/bytes/byte_source.h"
#include "formats/mime/ascii.h"
#include "formats/mime/reader/content.h"
#include "formats/text/code_page.h"

namespace convert::mime {
namespace {

/// `<meta … charset=…>` in the beginning of the document, in whatever form.
std::optional<std::uint32_t> page_in_html(const bytes::ByteSource& content) {
  constexpr std::size_t kHead = 4096;  // HTML 4.01 5.2.2: "as early as possible"
  constexpr std::string_view kMark = "charset=";
  auto stream = content.open();
  std::string head(kHead, ' ');
  const auto got = stream ? (*stream)->read(std::as_writable_bytes(std::span(head)))
                          : bytes::Result<std::size_t>(0);
  head = ::mime::lower_case(std::string_view(head).substr(0, got.value_or(0)));
  const std::size_t at = head.find(kMark);
  if (at == std::string::npos) {
    return std::nullopt;
  }
  std::string_view name = std::string_view(head).substr(at + kMark.size());
  name.remove_prefix(std::min(name.find_first_not_of("\"' "), name.size()));
  return text::code_page_by_name(name.substr(0, name.find_first_of("\"' />;\r\n")));
}

std::optional<std::uint32_t> named_page(const ::mime::ReadPart& part) {
  const std::string* name = part.type.find("charset");
  return name == nullptr ? std::nullopt : text::code_page_by_name(*name);
}

std::uint64_t count_undecodable(const model::Body& body) {
  constexpr std::size_t kPiece = std::size_t{64} * 1024;
  text::StreamDecoder decoder(body.code_page);
  std::vector<std::byte> piece(kPiece);
  std::string decoded;
  auto stream = body.content->open();
  bool has_ended = !stream;
  while (!has_ended) {
    const auto got = (*stream)->read(piece);
    has_ended = got.value_or(0) == 0;
    decoder.decode(std::span(piece).first(got.value_or(0)), has_ended, decoded);
    decoded.clear();
  }
  return decoder.undecodable();
}

model::Body labelled_body(const ::mime::ReadPart& part, const ::mime::ContentSurvey& survey,
                          std::uint32_t page, const ReadContext& context) {
  model::Body body{.content =
                       ::mime::make_content(part.body, part.coding, survey.size, context.owner)};
  const auto named = named_page(part);
  if (named && (*named != text::kAscii || survey.is_ascii)) {
    body.code_page = *named == text::kAscii ? text::kUtf8 : *named;
    return body;
  }
  if (survey.is_ascii) {
    return body;  // whatever it is called, UTF-8 says the same
  }
  const auto in_html = part.type.value == "text/html" ? page_in_html(*body.content) : std::nullopt;
  if (in_html && *in_html != text::kUtf16) {
    body.code_page = *in_html;
  } else if (page != 0) {
    body.code_page = page;
  } else if (!survey.is_utf8) {
    body.code_page = text::kWindows1252;
    const std::string* name = part.type.find("charset");
    context.note(context.place + ": 8-bit text " +
                 (name == nullptr ? "without a charset"
                                  : "in the charset " + *name + ", which nobody knows,") +
                 " is read as 1252 (--charset)");
  }
  return body;
}

}  // namespace

TextOfPart body_of_part(const ::mime::ReadPart& part, std::uint32_t page,
                        const ReadContext& context, model::Provenance& provenance) {
  const ::mime::ContentSurvey survey = ::mime::survey_content(part.body, part.coding);
  tell_faults(survey.faults, part, context, provenance);
  TextOfPart text{.body = labelled_body(part, survey, page, context)};
  const bool is_sound = survey.is_utf8 && text.body.code_page == text::kUtf8;
  text.undecodable = is_sound ? 0 : count_undecodable(text.body);
  return text;
}

std::uint32_t page_of_texts(const ::mime::ReadPart& root) {
  if (root.type.value.starts_with("text/")) {
    const auto page = named_page(root);
    if (page && *page != text::kAscii && *page != text::kUtf8 && *page != text::kUtf16) {
      return *page;
    }
  }
  for (const ::mime::ReadPart& part : root.parts) {
    const std::uint32_t page = root.is_message() ? 0 : page_of_texts(part);
    if (page != 0) {
      return page;
    }
  }
  return 0;
}

}  // namespace convert::mime
