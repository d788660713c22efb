// Builds property bags in few words.
#pragma once

#include <string>
#include <utility>

#include "converters/model/property.h"
#include "formats/mapi/property_tags.h"

namespace test {

/// `Bag().text(PidTagSubject, "x").number(PidTagImportance, 2)` is a model::PropertyBag.
class Bag {
 public:
  Bag& add(std::uint16_t id, model::PropertyType type, model::PropertyValue value) {
    bag_.add({.id = id, .type = type, .name = std::nullopt, .value = std::move(value)});
    return *this;
  }
  /// Of a number written out.
  Bag& add(int id, model::PropertyType type, model::PropertyValue value) {
    return add(static_cast<std::uint16_t>(id), type, std::move(value));
  }
  Bag& add(const mapi::NamedId& id, model::PropertyType type, model::PropertyValue value) {
    bag_.add({.id = next_++,
              .type = type,
              .name = model::PropertyName{.set = {.bytes = id.set}, .id = id.lid},
              .value = std::move(value)});
    return *this;
  }
  template <class Id>
  Bag& text(const Id& id, std::string utf8) {
    return add(id, model::PropertyType::String, std::move(utf8));
  }
  template <class Id>
  Bag& text8(const Id& id, std::string raw) {
    return add(id, model::PropertyType::String8, model::String8{.bytes = std::move(raw)});
  }
  template <class Id>
  Bag& number(const Id& id, std::int32_t value) {
    return add(id, model::PropertyType::Integer32, value);
  }
  template <class Id>
  Bag& flag(const Id& id, bool value) {
    return add(id, model::PropertyType::Boolean, value);
  }
  template <class Id>
  Bag& binary(const Id& id, model::Binary value) {
    return add(id, model::PropertyType::Binary, std::move(value));
  }
  /// `ticks` since 1970.
  template <class Id>
  Bag& time(const Id& id, std::int64_t ticks) {
    constexpr std::uint64_t kFrom1601 = 116'444'736'000'000'000;
    return add(id, model::PropertyType::Time,
               model::FileTime{.ticks = static_cast<std::uint64_t>(ticks) + kFrom1601});
  }
  // NOLINTNEXTLINE(google-explicit-constructor): so that a builder stands where a bag is due.
  operator model::PropertyBag() const { return bag_; }

 private:
  model::PropertyBag bag_;
  std::uint16_t next_ = 0x8000;
};

}  // namespace test
