// The properties of one object while they become fields of an item.
#pragma once

#include <cstdint>
#include <optional>
#include <set>
#include <string>
#include <string_view>

#include "converters/model/message.h"
#include "converters/schedule/context.h"
#include "formats/schedule/object.h"
#include "formats/schedule/values.h"

namespace convert::schedule {

/// Each property that no field takes is kept under a name of our own set: ScheduleRing. A value
/// that cannot be read counts as missing of the item, and is kept, too. Empty values are absent.
class Fields {
 public:
  Fields(const ::schedule::Object& object, Context& context, model::Message& message)
      : object_(object), context_(context), message_(message) {}

  /// Decoded; empty when absent.
  [[nodiscard]] std::string text(std::string_view name);
  /// 8-bit, as in the file.
  [[nodiscard]] std::string_view raw(std::string_view name);
  /// A day alone, where a time was due, is its midnight, and noted.
  [[nodiscard]] model::OptionalTimestamp time(std::string_view name);
  /// A day, and the time on it if there is one.
  [[nodiscard]] std::optional<::schedule::DayTime> day_time(std::string_view name);
  /// The midnight of the day. A property that says a time on it as well is kept.
  [[nodiscard]] std::optional<text::Ticks> day(std::string_view name);
  [[nodiscard]] std::optional<std::uint32_t> number(std::string_view name, std::uint32_t largest);
  /// These do not take the property: it is kept as well.
  [[nodiscard]] std::optional<std::uint32_t> see_number(std::string_view name,
                                                        std::uint32_t largest);
  [[nodiscard]] std::optional<bool> see_flag(std::string_view name);

  [[nodiscard]] bool has(std::string_view name) const { return find(name) != nullptr; }
  void take(std::string_view name);
  /// It is kept after all.
  void untake(std::string_view name) { taken_.erase(object_.find(name)); }
  /// The item lacks what the property should say, which is kept.
  void miss(std::string_view name, std::string why);
  /// Decodes, and counts what the code page cannot explain.
  [[nodiscard]] std::string decode(std::string_view bytes);

  /// Everything that nobody took.
  void keep_rest();

  [[nodiscard]] const ::schedule::Object& object() const { return object_; }
  [[nodiscard]] Context& context() const { return context_; }
  [[nodiscard]] model::Message& message() const { return message_; }

 private:
  [[nodiscard]] const ::schedule::Property* find(std::string_view name) const;
  void refuse(std::string_view name, std::string_view what);
  void keep_unclaimed();

  const ::schedule::Object& object_;
  Context& context_;
  model::Message& message_;
  std::set<const ::schedule::Property*> taken_;
};

/// A text under a name of our own set.
void keep(std::string name, std::string utf8, model::PropertyBag& bag);

}  // namespace convert::schedule
