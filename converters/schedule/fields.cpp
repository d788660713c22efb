#include "converters/schedule/fields.h"

#include <algorithm>
#include <utility>

#include "converters/mapi/field_text.h"
#include "converters/mapi/own_text.h"
#include "formats/schedule/names.h"
#include "formats/text/code_page.h"

namespace convert::schedule {
namespace {

using ::schedule::Property;
using text::Ticks;

constexpr std::string_view kPrefix = "Schedule";

}  // namespace

void keep(std::string name, std::string utf8, model::PropertyBag& bag) {
  constexpr std::size_t kLargestCopied = 1024;  // the series of one object share what is larger
  mapi::keep_text(std::move(name), std::move(utf8), bag, kLargestCopied);
}

const Property* Fields::find(std::string_view name) const {
  const Property* property = object_.find(name);
  return property == nullptr || property->value.empty() ? nullptr : property;
}

std::string Fields::decode(std::string_view bytes) {
  return mapi::FieldText(context_.code_page, message_)(bytes);
}

std::string_view Fields::raw(std::string_view name) {
  const Property* property = find(name);
  if (property == nullptr) {
    return {};
  }
  taken_.insert(property);
  return property->value;
}

std::string Fields::text(std::string_view name) { return decode(raw(name)); }

void Fields::take(std::string_view name) { (void)raw(name); }

void Fields::miss(std::string_view name, std::string why) {
  untake(name);
  message_.provenance.miss(std::string(name), std::move(why));
}

void Fields::refuse(std::string_view name, std::string_view what) {
  constexpr std::size_t kMostShown = 40;
  const Property* property = find(name);
  miss(name, "line " + std::to_string(context_.lines.line_of(property->offset)) + ": \"" +
                 text::decode(property->value.substr(0, kMostShown), context_.code_page).utf8 +
                 "\" is no " + std::string(what));
}

std::optional<::schedule::DayTime> Fields::day_time(std::string_view name) {
  const Property* property = find(name);
  if (property == nullptr) {
    return std::nullopt;
  }
  const auto value = ::schedule::read_day_time(property->value);
  if (!value) {
    refuse(name, "date");
    return std::nullopt;
  }
  taken_.insert(property);
  context_.newest = std::max(context_.newest, value->ticks);
  return value;
}

model::OptionalTimestamp Fields::time(std::string_view name) {
  const auto value = day_time(name);
  if (!value) {
    return std::nullopt;
  }
  if (!value->has_time) {
    context_.note(message_, std::string(name) + " has no time of day: taken for midnight");
  }
  return model::WallClock{.ticks = value->ticks};
}

std::optional<Ticks> Fields::day(std::string_view name) {
  const auto value = day_time(name);
  if (!value) {
    return std::nullopt;
  }
  if (value->has_time) {
    untake(name);
  }
  return value->ticks -
         (value->ticks % text::kTicksPerDay + text::kTicksPerDay) % text::kTicksPerDay;
}

std::optional<std::uint32_t> Fields::see_number(std::string_view name, std::uint32_t largest) {
  const Property* property = find(name);
  if (property == nullptr) {
    return std::nullopt;
  }
  const auto value = ::schedule::read_number(property->value, largest);
  if (!value) {
    refuse(name, "number up to " + std::to_string(largest));
  }
  return value;
}

std::optional<std::uint32_t> Fields::number(std::string_view name, std::uint32_t largest) {
  const auto value = see_number(name, largest);
  if (value) {
    take(name);
  }
  return value;
}

std::optional<bool> Fields::see_flag(std::string_view name) {
  const Property* property = find(name);
  if (property == nullptr) {
    return std::nullopt;
  }
  const auto value = ::schedule::read_flag(property->value);
  if (!value) {
    refuse(name, "T or F");
  }
  return value;
}

void Fields::keep_rest() {
  // In one property, as a file may have any number of them: names nobody knows, and all but the
  // last of several with one name, where they say something else.
  std::string others;
  for (const Property& property : object_.properties) {
    if (taken_.contains(&property) || property.value.empty()) {
      continue;
    }
    const Property* last = object_.find(property.name);
    const bool is_last = last == &property;
    const bool is_other = is_last || last->value != property.value;
    context_.kept += is_other ? 1U : 0U;
    if (is_last && ::schedule::is_property_name(object_.name, property.name)) {
      keep(std::string(kPrefix) + std::string(property.name), decode(property.value),
           message_.properties);
    } else if (is_other) {
      others += std::string(property.name) + ": " + decode(property.value) + "\r\n";
    }
  }
  if (!others.empty()) {
    keep(std::string(kPrefix) + "Others", std::move(others), message_.properties);
  }
  keep_unclaimed();
  if (!object_.is_complete) {
    miss("object", "its closing brace is missing: what followed may be lost");
  }
}

void Fields::keep_unclaimed() {
  constexpr std::size_t kMostTold = 100;
  std::size_t told = 0;
  std::string kept;
  for (const std::string_view text : object_.unclaimed) {
    const auto offset = static_cast<std::uint64_t>(text.data() - context_.file.data());
    if (told++ < kMostTold) {
      miss("text outside of any property",
           "line " + std::to_string(context_.lines.line_of(offset)) + ", " +
               std::to_string(text.size()) + " bytes; a property keeps it");
    }
    kept += decode(text);
    ++context_.kept;
  }
  if (!kept.empty()) {
    keep(std::string(kPrefix) + "Unclaimed", std::move(kept), message_.properties);
  }
}

}  // namespace convert::schedule
