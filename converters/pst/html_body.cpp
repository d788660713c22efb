#include "converters/pst/html_body.h"

#include "formats/mapi/property_tags.h"
#include "formats/text/utf8.h"

namespace convert::pst {
namespace {

// NOLINTNEXTLINE(google-build-using-namespace): names of one specification.
using namespace ::mapi;

using model::PropertyType;

::pst::ContentValue bytes_of(const model::PropertyValue& value) {
  if (const auto* raw = std::get_if<model::String8>(&value)) {
    return to_bytes(raw->bytes);
  }
  if (const auto* utf8 = std::get_if<std::string>(&value)) {
    return to_bytes(*utf8);
  }
  if (const auto* large = std::get_if<model::LargeValue>(&value)) {
    return large->blob;
  }
  const auto* raw = std::get_if<model::Untyped>(&value);
  return raw == nullptr ? Bytes() : raw->bytes;
}

std::uint32_t page_of_8_bit(const model::PropertyValue& value, const TextForm& form) {
  if (const auto* large = std::get_if<model::LargeValue>(&value)) {
    return form.page_of(*large->blob);
  }
  const auto* raw = std::get_if<model::String8>(&value);
  const bool utf8 = raw != nullptr && form.source().maybe_utf8 && text::is_utf8(raw->bytes);
  return utf8 ? text::kUtf8 : form.source().number;
}

bool is_readable(const model::PropertyValue& value) {
  const auto* large = std::get_if<model::LargeValue>(&value);
  return large == nullptr || large->blob != nullptr;
}

}  // namespace

void carry_html(const model::PropertyBag& bag, Draft& draft) {
  const model::Property* property = bag.find(PidTagHtml);
  if (property == nullptr || !is_readable(property->value)) {
    return;
  }
  const TextForm& form = draft.text();
  if (property->type == PropertyType::String8) {
    const std::uint32_t page = page_of_8_bit(property->value, form);
    const bool as_text = !form.unicode() && page == form.page();
    draft.put(PidTagHtml, as_text ? form.type() : kBinary, bytes_of(property->value));
    if (!as_text) {
      draft.fill_number(PidTagInternetCodepage, page);
    }
  } else if (property->type == PropertyType::String && !form.unicode()) {
    const bool wide = std::holds_alternative<model::Untyped>(property->value);
    draft.put(PidTagHtml, kBinary, bytes_of(property->value));
    draft.put_number(PidTagInternetCodepage, wide ? text::kUtf16 : text::kUtf8);
  } else {
    carry_property(*property, draft);
  }
}

}  // namespace convert::pst
