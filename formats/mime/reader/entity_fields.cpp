#include "formats/mime/reader/entity_fields.h"

#include <algorithm>
#include <array>
#include <string>

#include "formats/mime/ascii.h"
#include "formats/mime/reader/parameters.h"

namespace mime {
namespace {

struct CodingName {
  std::string_view name;
  Coding coding;
};

constexpr std::array kCodings{
    CodingName{"", Coding::None},
    CodingName{"7bit", Coding::None},
    CodingName{"8bit", Coding::None},
    CodingName{"binary", Coding::None},
    CodingName{"base64", Coding::Base64},
    CodingName{"quoted-printable", Coding::QuotedPrintable},
    // Not registered; common before MIME's own were.
    CodingName{"x-uuencode", Coding::Uuencode},
    CodingName{"x-uue", Coding::Uuencode},
    CodingName{"uuencode", Coding::Uuencode},
};

/// "7-bit", "8-bit" and a quoted name are what broken programs write.
std::string coding_word(std::string_view value) {
  std::string word = lower_case(value.substr(0, value.find_first_of(";(")));
  std::erase_if(word, [](char c) { return is_blank({&c, 1}) || c == '"'; });
  return word == "7-bit" || word == "8-bit" ? std::string(1, word.front()) + "bit" : word;
}

bool is_type(std::string_view value) {
  const std::size_t slash = value.find('/');
  return slash != std::string_view::npos && is_token(value.substr(0, slash)) &&
         is_token(value.substr(slash + 1));
}

}  // namespace

bool is_message_type(std::string_view type) {
  return type == "message/rfc822" || type == "message/global" || type == "message/news";
}

EntityFaults interpret_fields(ReadPart& part, std::string_view default_type,
                              text::CodePageNumber fallback) {
  EntityFaults faults;
  faults.type_fields = static_cast<std::size_t>(std::ranges::count_if(
      part.fields.fields,
      [](const HeaderField& field) { return same_word(field.name, "Content-Type"); }));
  if (const std::string* type = part.field("Content-Type")) {
    part.type = parse_parameterised(*type, fallback);
    faults.is_cut = type->size() > kMaxParameterText;
  }
  if (!is_type(part.type.value)) {
    // RFC 2045 5.2 for mail without type, and for values such as "text" (RFC 1049).
    part.type.value = default_type;
  }
  if (const std::string* disposition = part.field("Content-Disposition")) {
    part.disposition = parse_parameterised(*disposition, fallback);
    faults.is_cut = faults.is_cut || disposition->size() > kMaxParameterText;
  }
  if (const std::string* coding = part.field("Content-Transfer-Encoding")) {
    const std::string word = coding_word(*coding);
    const auto* const known = std::ranges::find(kCodings, word, &CodingName::name);
    part.coding = known == kCodings.end() ? Coding::Unknown : known->coding;
    part.coding_name = word;
  }
  return faults;
}

}  // namespace mime
