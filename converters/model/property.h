// The open property bag: everything a MAPI store says about an item, typed and complete.
#pragma once

#include <array>
#include <compare>
#include <cstddef>
#include <cstdint>
#include <optional>
#include <string>
#include <string_view>
#include <variant>
#include <vector>

#include "formats/bytes/byte_source.h"

namespace model {

using Blob = bytes::Blob;

/// In the byte order of the wire ([MS-DTYP] 2.3.4.2): the first three fields little-endian.
struct Guid {
  std::array<std::byte, 16> bytes{};
  friend auto operator<=>(const Guid&, const Guid&) = default;
};

/// A named property: a set, and a number or a string within it ([MS-OXPROPS] 1.3.2).
struct PropertyName {
  Guid set;
  std::variant<std::uint32_t, std::string> id;
  friend auto operator<=>(const PropertyName&, const PropertyName&) = default;
};

/// Property types, [MS-OXCDATA] 2.11.1.
enum class PropertyType : std::uint16_t {
  Unspecified = 0x0000,
  Null = 0x0001,
  Integer16 = 0x0002,
  Integer32 = 0x0003,
  Floating32 = 0x0004,
  Floating64 = 0x0005,
  Currency = 0x0006,
  FloatingTime = 0x0007,
  ErrorCode = 0x000A,
  Boolean = 0x000B,
  Object = 0x000D,
  Integer64 = 0x0014,
  String8 = 0x001E,
  String = 0x001F,
  Time = 0x0040,
  Guid = 0x0048,
  ServerId = 0x00FB,
  Restriction = 0x00FD,
  RuleAction = 0x00FE,
  Binary = 0x0102,
  // 0x1000 marks the multiple-valued form of each.
  MultipleFlag = 0x1000,
};

using Binary = std::vector<std::byte>;

/// 8-bit text as the store holds it, not decoded: its code page is the message's (or the store's).
struct String8 {
  std::string bytes;
  friend bool operator==(const String8&, const String8&) = default;
};

/// A FILETIME as stored: 100 ns since 1601-01-01 UTC; kept raw, odd values included.
struct FileTime {
  std::uint64_t ticks = 0;
  friend auto operator<=>(const FileTime&, const FileTime&) = default;
};

/// A value whose type this tool has no better form for, or whose bytes do not fit their type.
struct Untyped {
  Binary bytes;
  friend bool operator==(const Untyped&, const Untyped&) = default;
};

/// A large value, read when needed. Text is as the property's type says: UTF-8 for String,
/// undecoded bytes for String8.
struct LargeValue {
  Blob blob;
  friend bool operator==(const LargeValue&, const LargeValue&) = default;
};

/// std::string is UTF-8 (PropertyType::String). Integers of every width and Currency, ErrorCode
/// share the integer alternative of their width; `type` of the Property says which it is.
using PropertyVariant =
    std::variant<std::monostate, bool, std::int16_t, std::int32_t, std::int64_t, float, double,
                 FileTime, Guid, std::string, String8, Binary, LargeValue, Untyped,
                 std::vector<std::int16_t>, std::vector<std::int32_t>, std::vector<std::int64_t>,
                 std::vector<float>, std::vector<double>, std::vector<FileTime>, std::vector<Guid>,
                 std::vector<std::string>, std::vector<String8>, std::vector<Binary>>;

/// The variant itself. What copies, moves, destroys and compares two dozen alternatives is compiled
/// once, in property.cpp: in each of the many sources that hold a value it took most of their time.
class PropertyValue : public PropertyVariant {
 public:
  using PropertyVariant::PropertyVariant;
  using PropertyVariant::operator=;
  PropertyValue() noexcept;
  PropertyValue(const PropertyValue& other);
  PropertyValue(PropertyValue&& other) noexcept;
  PropertyValue& operator=(const PropertyValue& other);
  PropertyValue& operator=(PropertyValue&& other) noexcept;
  ~PropertyValue();

  friend bool operator==(const PropertyValue& a, const PropertyValue& b);
};

/// Values of at most this many bytes stand in the bag itself; larger ones are LargeValues.
inline constexpr std::size_t kLargestInlineValue = std::size_t{32} * 1024;

struct Property {
  std::uint16_t id = 0;  // as in the store; from 0x8000 on it means only what `name` says
  PropertyType type = PropertyType::Unspecified;
  std::optional<PropertyName> name;  // for ids from 0x8000 on, when the store's name map knows it
  PropertyValue value;

  friend bool operator==(const Property& a, const Property& b);
};

/// In the store's order. An id can occur twice in damaged or odd stores; both are kept.
class PropertyBag {
 public:
  PropertyBag() noexcept;
  PropertyBag(const PropertyBag& other);
  PropertyBag(PropertyBag&& other) noexcept;
  PropertyBag& operator=(const PropertyBag& other);
  PropertyBag& operator=(PropertyBag&& other) noexcept;
  ~PropertyBag();

  void add(Property property);
  [[nodiscard]] const std::vector<Property>& items() const { return items_; }
  [[nodiscard]] bool empty() const { return items_.empty(); }
  [[nodiscard]] std::size_t size() const { return items_.size(); }

  /// The first property with this id (below 0x8000), or nullptr.
  [[nodiscard]] const Property* find(std::uint16_t id) const;
  /// The first property with this name, or nullptr.
  [[nodiscard]] const Property* find(const PropertyName& name) const;

  friend bool operator==(const PropertyBag& a, const PropertyBag& b);

 private:
  std::vector<Property> items_;
};

}  // namespace model
