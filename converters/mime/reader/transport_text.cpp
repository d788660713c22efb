#include "converters/mime/reader/transport_text.h"

#include <string_view>

#include "formats/bytes/byte_source.h"
#include "formats/mime/ascii.h"
#include "formats/mime/line.h"
#include "formats/mime/reader/content.h"
#include "formats/text/code_page.h"
#include "formats/text/utf8.h"

namespace convert::mime {
namespace {

/// Whether our writer put the field there: what it says has come back into the model's fields.
bool is_left_out(std::string_view line, const OwnFields& own, bool is_mbox) {
  std::string_view name = line.substr(0, line.find(':'));
  name = name.substr(0, name.find_last_not_of(" \t") + 1);
  if (is_mbox && (::mime::same_word(name, "Status") || ::mime::same_word(name, "X-Status"))) {
    return true;
  }
  return is_own_field(name) || own.made_up.contains(::mime::lower_case(name));
}

std::string cleaned(std::string_view raw, const OwnFields& own,
                    const std::vector<std::string>& unplaced, bool is_mbox) {
  std::string out;
  bool leaves_out = false;
  while (!raw.empty()) {
    std::string_view rest = raw;
    const std::string_view line = ::mime::take_line(rest);
    const bool continues = !line.empty() && ::mime::is_wsp(line.front());
    leaves_out = continues ? leaves_out : is_left_out(line, own, is_mbox);
    if (!leaves_out) {
      out += raw.substr(0, raw.size() - rest.size());
    }
    raw = rest;
  }
  for (const std::string& line : own.restored) {
    out += line + "\r\n";
  }
  for (const std::string& native : unplaced) {
    out += "X-Restante-Address: " + native + "\r\n";
  }
  return out;
}

}  // namespace

std::optional<model::Body> transport_text(const ::mime::ReadPart& part, const OwnFields& own,
                                          const std::vector<std::string>& unplaced,
                                          std::uint32_t page, const ReadContext& context) {
  const std::string_view raw = bytes::as_text(part.header);
  model::Body body;
  body.code_page = text::is_utf8(raw) ? text::kUtf8 : page;
  if (!own.is_ours) {
    body.content =
        ::mime::make_content(part.header, ::mime::Coding::None, part.header.size(), context.owner);
  } else {
    body.content = bytes::make_blob(std::string_view(cleaned(raw, own, unplaced, context.is_mbox)));
  }
  return body.content->size() == 0 ? std::nullopt : std::optional(std::move(body));
}

}  // namespace convert::mime
