#include "converters/iff/body.h"

#include <algorithm>
#include <array>
#include <utility>
#include <vector>

#include "formats/bytes/byte_source.h"
#include "formats/bytes/view_blob.h"
#include "formats/iff/ascii.h"
#include "formats/text/line_ends.h"

namespace convert::iff {
namespace {

constexpr std::array<std::string_view, 7> kMailFields = {
    "from", "to", "date", "subject", "received", "message-id", "mime-version"};

bool is_field_name(std::string_view text) {
  return !text.empty() &&
         std::ranges::all_of(text, [](char c) { return c > ' ' && c < '\x7F' && c != ':'; });
}

/// "two or more `Name: value` header lines ended by an empty line", two of the fields that mail has
/// among them: an ordinary text may begin with "Where:" and "When:".
bool is_mail(std::string_view text) {
  constexpr std::size_t kLongestHeader = std::size_t{256} * 1024;
  text = text.substr(0, kLongestHeader);
  std::size_t fields = 0;
  std::array<bool, kMailFields.size()> seen{};
  for (;;) {
    const std::size_t end = text.find_first_of("\r\n");
    if (end == std::string_view::npos) {
      return false;
    }
    const std::string_view line = text.substr(0, end);
    text.remove_prefix(end + (text.substr(end).starts_with("\r\n") ? 2U : 1U));
    if (line.empty()) {
      return fields >= 2 && std::ranges::count(seen, true) >= 2;
    }
    if (fields > 0 && (line.front() == ' ' || line.front() == '\t')) {
      continue;
    }
    const std::size_t colon = line.find(':');
    if (colon == std::string_view::npos || !is_field_name(line.substr(0, colon))) {
      return false;
    }
    ++fields;
    const auto* known = std::ranges::find(kMailFields, ::iff::to_lower(line.substr(0, colon)));
    if (known != kMailFields.end()) {
      seen.at(static_cast<std::size_t>(known - kMailFields.begin())) = true;
    }
  }
}

}  // namespace

BodyForm body_form(std::string_view data) {
  if (data.empty()) {
    return BodyForm::Empty;
  }
  if (data.starts_with("{\\rtf")) {
    return BodyForm::Rtf;
  }
  return is_mail(data) ? BodyForm::Mail : BodyForm::Text;
}

void set_body(std::span<const std::byte> data, std::shared_ptr<const void> owner,
              std::uint32_t code_page, model::Message& message) {
  const std::string_view text = bytes::as_text(data);
  switch (body_form(text)) {
    case BodyForm::Empty:
      return;
    case BodyForm::Rtf:
      message.bodies.rtf = model::Body{.content = bytes::make_view_blob(data, std::move(owner)),
                                       .code_page = code_page};
      return;
    case BodyForm::Text:
    case BodyForm::Mail:
      break;
  }
  message.bodies.text =
      model::Body{.content = text::with_line_ends(text, std::move(owner)), .code_page = code_page};
}

}  // namespace convert::iff
