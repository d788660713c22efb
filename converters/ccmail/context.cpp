#include "converters/ccmail/context.h"

#include <utility>

#include "converters/mapi/own_set.h"
#include "converters/mapi/own_text.h"
#include "formats/bytes/view_blob.h"
#include "formats/text/code_page.h"

namespace convert::ccmail {

void tell_unlisted(const bytes::DamageLog& log, std::string_view what,
                   std::vector<std::string>& damages) {
  if (const std::size_t unlisted = log.total() - log.items().size(); unlisted != 0) {
    damages.push_back(std::to_string(unlisted) + " more faults of " + std::string(what));
  }
}

std::size_t keep_decoded(const std::string& name, std::string_view bytes, std::uint32_t code_page,
                         model::PropertyBag& bag) {
  auto decoded = text::decode(bytes, code_page);
  keep(name, std::move(decoded.utf8), bag);
  if (decoded.undecodable != 0) {
    keep(name + "Bytes", std::as_bytes(std::span(bytes)), nullptr, bag);
  }
  return decoded.undecodable;
}

void keep(std::string name, std::string utf8, model::PropertyBag& bag) {
  mapi::keep_text(std::move(name), std::move(utf8), bag);
}

void keep(std::string name, std::span<const std::byte> data,
          const std::shared_ptr<const void>& owner, model::PropertyBag& bag) {
  model::PropertyValue value;
  if (data.size() > model::kLargestInlineValue) {
    value = model::LargeValue{.blob = bytes::make_view_blob(data, owner)};
  } else {
    value = model::Binary(data.begin(), data.end());
  }
  bag.add({.id = 0,
           .type = model::PropertyType::Binary,
           .name = model::PropertyName{.set = {.bytes = mapi::kOwnSet}, .id = std::move(name)},
           .value = std::move(value)});
}

}  // namespace convert::ccmail
