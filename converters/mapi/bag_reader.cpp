#include "converters/mapi/bag_reader.h"

#include <algorithm>
#include <array>

#include "converters/mapi/mapi_to_model.h"
#include "formats/bytes/byte_source.h"
#include "formats/bytes/damage_text.h"
#include "formats/bytes/hex.h"
#include "formats/text/calendar_date.h"
#include "formats/text/code_page.h"
#include "formats/text/utf8.h"

namespace convert::mapi {
namespace {

using model::PropertyType;

/// Text of a field (a name, a list of recipients), and structured properties, larger than this are
/// left to the bag.
constexpr std::uint64_t kLargestField = std::uint64_t{16} * 1024 * 1024;

/// [MS-DTYP] 2.3.3: larger values are no dates. Of the smaller ones only two mean "none"
/// (calendar_date.h), and this one, which Windows writes for "never".
constexpr std::uint64_t kLargestFileTime = INT64_MAX;

std::string_view without_nuls(std::string_view text) {
  while (text.ends_with('\0')) {
    text.remove_suffix(1);
  }
  return text;
}

/// Pages whose characters 80-FF are not, or hardly, those of Unicode 0080-00FF.
bool is_latin_1_like(std::uint32_t page) {
  constexpr std::array<std::uint32_t, 8> kPages = {1252,  1254,  28591,       28599,
                                                   28605, 20127, text::kUtf8, text::kUtf16};
  return std::ranges::find(kPages, page) != kPages.end();
}

/// The bytes of `utf8` when it holds characters 0080-00FF and none above; else empty.
std::string narrowed(std::string_view utf8) {
  std::string bytes;
  bool wide = false;
  for (std::size_t i = 0; i < utf8.size(); ++i) {
    const auto c = static_cast<unsigned char>(utf8[i]);
    if (c < 0x80) {
      bytes += utf8[i];
    } else if ((c == 0xC2 || c == 0xC3) && i + 1 < utf8.size()) {
      const auto low = static_cast<unsigned char>(utf8[++i]);
      bytes += static_cast<char>((c - 0xC2U) * 0x40U + low);
      wide = true;
    } else {
      return {};
    }
  }
  return wide ? bytes : std::string();
}

}  // namespace

TextPage text_page_of(const model::PropertyBag& properties, std::uint32_t fallback) {
  TextPage page{.number = fallback == 0 ? text::kWindows1252 : fallback};
  if (page.number == text::kUtf16) {
    page = {.number = text::kWindows1252, .maybe_utf8 = true};
  }
  const std::uint32_t recorded = code_page_of(properties, 0);
  if (recorded == text::kUtf16) {
    page.maybe_utf8 = true;
  } else if (text::find_code_page(recorded) != nullptr) {
    page = {.number = recorded};
  }
  return page;
}

void Findings::miss(std::string what, std::string why) {
  model::Missing piece{.what = std::move(what), .why = std::move(why)};
  if (std::ranges::find(missing, piece) == missing.end()) {
    missing.push_back(std::move(piece));
  }
}

void Findings::miss(std::string_view what, const bytes::DamageLog& damage) {
  if (damage.items().empty()) {
    return;
  }
  std::string why = bytes::describe(damage.items().front());
  if (damage.total() > 1) {
    why += ", and " + std::to_string(damage.total() - 1) + " more";
  }
  miss(std::string(what), std::move(why));
}

std::string Key::text() const {
  const auto hex = [](std::uint32_t value) { return "0x" + bytes::hex_number(value, 4); };
  if (!name_) {
    return "property " + hex(tag_);
  }
  const auto* lid = std::get_if<std::uint32_t>(&name_->id);
  return "named property " + (lid != nullptr ? hex(*lid) : std::get<std::string>(name_->id));
}

std::string BagReader::decode(std::string_view raw) const {
  if (page_.maybe_utf8) {
    if (text::is_utf8(raw)) {
      return std::string(raw);
    }
    ++findings_->not_utf8;
  }
  auto decoded = text::decode(raw, page_.number);
  findings_->undecodable += decoded.undecodable;
  return std::move(decoded.utf8);
}

void BagReader::look_for_widening(std::string_view utf8) const {
  if (is_latin_1_like(page_.number) || text::is_ascii(utf8)) {
    return;
  }
  const std::string bytes = narrowed(utf8);
  if (!bytes.empty() && text::decode(bytes, page_.number).undecodable == 0) {
    ++findings_->widened;
  }
}

std::string BagReader::read_large(const Key& key, const model::Property& property,
                                  const model::LargeValue& value) const {
  auto content = value.blob == nullptr ? bytes::Result<std::string>(std::string())
                                       : bytes::read_all_text(*value.blob, kLargestField);
  if (!content) {
    findings_->miss(key.text(), content.error().what);
    return {};
  }
  const std::string_view text = without_nuls(*content);
  return property.type == PropertyType::String ? std::string(text) : decode(text);
}

std::vector<std::string> BagReader::texts(const Key& key) const {
  const model::Property* property = find(key);
  if (property == nullptr) {
    return {};
  }
  const auto& value = property->value;
  const bool wide = (static_cast<unsigned>(property->type) &
                     ~static_cast<unsigned>(PropertyType::MultipleFlag)) ==
                    static_cast<unsigned>(PropertyType::String);
  const auto decode_raw = [this, wide](const model::Binary& raw) {
    if (!wide) {
      return decode(without_nuls(bytes::as_text(raw)));
    }
    auto decoded = text::decode_utf16(raw);
    findings_->undecodable += decoded.undecodable;
    return std::string(without_nuls(decoded.utf8));
  };
  std::vector<std::string> result;
  if (const auto* text = std::get_if<std::string>(&value)) {
    look_for_widening(*text);
    result.emplace_back(without_nuls(*text));
  } else if (const auto* text8 = std::get_if<model::String8>(&value)) {
    result.push_back(decode(without_nuls(text8->bytes)));
  } else if (const auto* large = std::get_if<model::LargeValue>(&value)) {
    result.push_back(read_large(key, *property, *large));
  } else if (const auto* untyped = std::get_if<model::Untyped>(&value);
             untyped != nullptr && wide) {
    result.push_back(decode_raw(untyped->bytes));
  } else if (const auto* many = std::get_if<std::vector<std::string>>(&value)) {
    result = *many;
  } else if (const auto* many8 = std::get_if<std::vector<model::String8>>(&value)) {
    for (const model::String8& one : *many8) {
      result.push_back(decode(without_nuls(one.bytes)));
    }
  } else if (const auto* raw = std::get_if<std::vector<model::Binary>>(&value);
             raw != nullptr && wide) {
    for (const model::Binary& one : *raw) {
      result.push_back(decode_raw(one));
    }
  } else {
    refuse(key, *property);
  }
  return result;
}

std::string BagReader::text(const Key& key) const {
  std::string joined;
  for (const std::string& one : texts(key)) {
    if (!joined.empty() && !one.empty()) {
      joined += "; ";
    }
    joined += one;
  }
  return joined;
}

std::string BagReader::first_text(std::initializer_list<Key> keys) const {
  for (const Key& key : keys) {
    std::string found = text(key);
    if (!found.empty()) {
      return found;
    }
  }
  return {};
}

void BagReader::refuse(const Key& key, const model::Property& property) const {
  // A property without a value, and PtypErrorCode ([MS-OXCDATA] 2.11.1), which stands in a row in
  // the place of a value that there is not.
  if (std::holds_alternative<std::monostate>(property.value) ||
      property.type == PropertyType::ErrorCode) {
    return;
  }
  findings_->miss(key.text(), std::holds_alternative<model::Untyped>(property.value)
                                  ? "its value does not fit its type"
                                  : "its type is another than it should be");
}

template <class T>
const T* BagReader::value_of(const Key& key) const {
  const model::Property* property = find(key);
  const T* value = property == nullptr ? nullptr : std::get_if<T>(&property->value);
  if (property != nullptr && value == nullptr) {
    refuse(key, *property);
  }
  return value;
}

std::optional<std::int64_t> BagReader::integer(const Key& key) const {
  const model::Property* property = find(key);
  if (property == nullptr) {
    return std::nullopt;
  }
  if (const auto* v16 = std::get_if<std::int16_t>(&property->value)) {
    return *v16;
  }
  if (const auto* v32 = std::get_if<std::int32_t>(&property->value)) {
    return *v32;
  }
  if (const auto* v64 = std::get_if<std::int64_t>(&property->value)) {
    return *v64;
  }
  refuse(key, *property);
  return std::nullopt;
}

std::optional<double> BagReader::real(const Key& key) const {
  const auto* value = value_of<double>(key);
  return value == nullptr ? std::nullopt : std::optional(*value);
}

std::optional<bool> BagReader::flag(const Key& key) const {
  const auto* value = value_of<bool>(key);
  return value == nullptr ? std::nullopt : std::optional(*value);
}

model::OptionalTimestamp BagReader::instant(const Key& key) const {
  const auto* time = value_of<model::FileTime>(key);
  const auto ticks = time == nullptr ? std::nullopt : text::filetime_to_ticks(time->ticks);
  if (!ticks) {
    if (time != nullptr && time->ticks > kLargestFileTime) {
      findings_->miss(key.text(), "its value is no date");
    }
    return std::nullopt;
  }
  return model::Instant{.ticks = *ticks};
}

model::OptionalTimestamp BagReader::wall_clock(const Key& key) const {
  const auto time = instant(key);
  if (!time) {
    return std::nullopt;
  }
  return model::WallClock{.ticks = model::ticks_of(*time)};
}

std::optional<model::Binary> BagReader::binary(const Key& key) const {
  const model::Property* property = find(key);
  if (property == nullptr) {
    return std::nullopt;
  }
  if (const auto* inline_value = std::get_if<model::Binary>(&property->value)) {
    return *inline_value;
  }
  const auto* large = std::get_if<model::LargeValue>(&property->value);
  if (large == nullptr || large->blob == nullptr) {
    refuse(key, *property);
    return std::nullopt;
  }
  auto content = bytes::read_all(*large->blob, kLargestField);
  if (!content) {
    findings_->miss(key.text(), content.error().what);
    return std::nullopt;
  }
  return std::move(*content);
}

std::vector<model::Binary> BagReader::binaries(const Key& key) const {
  const auto* values = value_of<std::vector<model::Binary>>(key);
  return values == nullptr ? std::vector<model::Binary>{} : *values;
}

}  // namespace convert::mapi
