// Values of the model with every field set, each to something of its own.
#pragma once

#include <cmath>
#include <cstdint>
#include <limits>
#include <memory>
#include <optional>
#include <string>
#include <tuple>
#include <type_traits>
#include <vector>

#include "tests/support/model_fields.h"

namespace test {

/// Sets fields, from a counter. Enumerators are those of number `enumerator`.
class Filler {
 public:
  explicit Filler(int enumerator) : enumerator_(enumerator) {}

  template <class T>
  void fill(T& value) {
    if constexpr (std::is_same_v<T, bool>) {
      value = true;
    } else if constexpr (std::is_enum_v<T>) {
      value = static_cast<T>(enumerator_);
    } else if constexpr (std::is_floating_point_v<T>) {
      value = static_cast<T>(++count_) / 3;
    } else if constexpr (std::is_integral_v<T>) {
      value = static_cast<T>(++count_);
    } else {
      std::apply([this](auto&... field) { (this->fill(field), ...); }, fields_of(value));
    }
  }

  void fill(std::string& value) {
    value = "text \"" + std::to_string(++count_) + "\" \\ \x01 \n\u00e9\u65e5\U0001F4E7";
  }
  void fill(model::FolderId& id) { id.value = 7; }
  void fill(bytes::Blob& blob) {
    std::string content = "blob " + std::to_string(++count_) + "\n";
    content += '\0';
    blob = bytes::make_blob(content + "\xFF");
  }
  void fill(model::Binary& data) { data = {std::byte{0}, std::byte(++count_), std::byte{0xFF}}; }
  void fill(model::WallClock& time) { time.ticks = -++count_ * 123'456'789'012; }
  void fill(model::Timestamp& time) {
    time = ++count_ % 2 == 0 ? model::Timestamp(model::Instant{.ticks = count_ * 98'765'432'109})
                             : model::Timestamp(model::WallClock{.ticks = count_ * 10'000'000});
  }

  template <class T>
  void fill(std::optional<T>& value) {
    fill(value.emplace());
  }
  template <class T>
  void fill(std::vector<T>& values) {
    values.resize(2);
    for (T& value : values) {
      fill(value);
    }
  }
  void fill(std::shared_ptr<model::Message>& message) {
    if (depth_ < 2) {
      ++depth_;
      message = std::make_shared<model::Message>();
      fill(*message);
      --depth_;
    }
  }

  // Every alternative of a value, numbers of both ends, both sorts of names, an id twice.
  void fill(model::PropertyBag& bag) {
    using Double = std::numeric_limits<double>;
    using Float = std::numeric_limits<float>;
    const auto blob = bytes::make_blob("a large value " + std::to_string(++count_));
    add(bag, std::monostate());
    add(bag, true);
    add(bag, false);
    add(bag, std::int16_t{-32768});
    add(bag, std::numeric_limits<std::int32_t>::min());
    add(bag, std::numeric_limits<std::int64_t>::min());
    add(bag, std::numeric_limits<std::int64_t>::max());
    add(bag, 0.1F);
    add(bag, Float::infinity());
    add(bag, Double::denorm_min());
    add(bag, -0.0);
    add(bag, 1e300);
    add(bag, -Double::infinity());
    add(bag, model::FileTime{.ticks = UINT64_MAX});
    add(bag, guid());
    add(bag, std::string("caf\u00e9"));
    add(bag, std::string());
    add(bag, model::String8{.bytes = "caf\xE9"});
    add(bag, model::String8{.bytes = "plain\r\n"});
    add(bag, model::Binary{std::byte{0x80}, std::byte{0}});
    add(bag, model::Binary{std::byte{'A'}});
    add(bag, model::Binary());
    add(bag, model::LargeValue{.blob = blob});
    add(bag, model::Untyped{.bytes = {std::byte{1}, std::byte{2}, std::byte{3}, std::byte{4}}});
    add(bag, std::vector<std::int16_t>{-1, 2});
    add(bag, std::vector<std::int32_t>());
    add(bag, std::vector<std::int64_t>{INT64_MIN, INT64_MAX});
    add(bag, std::vector<float>{1.5F, Float::max(), Float::lowest()});
    add(bag, std::vector<double>{Double::max(), 1.0 / 3});
    add(bag, std::vector<model::FileTime>{{.ticks = 1}, {.ticks = 2}});
    add(bag, std::vector<model::Guid>{guid(), model::Guid()});
    add(bag, std::vector<std::string>{"", "x"});
    add(bag, std::vector<model::String8>{{.bytes = "y"}, {.bytes = "\xFF"}});
    add(bag, std::vector<model::Binary>{{}, {std::byte{9}}});
    model::Property named{
        .id = 0x8001, .type = model::PropertyType::Integer32, .name = {}, .value = 5};
    named.name = model::PropertyName{.set = guid(), .id = std::uint32_t{0x8501}};
    bag.add(named);
    named.name = model::PropertyName{.set = guid(), .id = std::string("Keywords")};
    bag.add(named);
    bag.add(named);
  }

 private:
  static model::Guid guid() {
    model::Guid guid;
    for (std::size_t i = 0; i < guid.bytes.size(); ++i) {
      guid.bytes.at(i) = static_cast<std::byte>(i * 17);
    }
    return guid;
  }

  void add(model::PropertyBag& bag, model::PropertyValue value) {
    ++count_;
    bag.add({.id = static_cast<std::uint16_t>(count_),
             .type = static_cast<model::PropertyType>(count_ * 257 % 65536),
             .name = {},
             .value = std::move(value)});
  }

  int enumerator_;
  std::int64_t count_ = 0;
  int depth_ = 0;
};

template <class T>
T filled(int enumerator) {
  T value;
  Filler(enumerator).fill(value);
  return value;
}

}  // namespace test
