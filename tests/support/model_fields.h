// Every field of the model's structs, as tuples: what compares, fills or counts all of them cannot
// forget one. A struct that gains a field no longer compiles here.
#pragma once

#include <cstddef>
#include <tuple>
#include <type_traits>

#include "converters/model/message.h"
#include "converters/model/stream.h"

namespace test {

/// How many fields a struct has.
template <class T>
inline constexpr std::size_t kFields = 0;
template <>
inline constexpr std::size_t kFields<model::Address> = 4;
template <>
inline constexpr std::size_t kFields<model::Recipient> = 3;
template <>
inline constexpr std::size_t kFields<model::PostalAddress> = 6;
template <>
inline constexpr std::size_t kFields<model::Contact> = 36;
template <>
inline constexpr std::size_t kFields<model::DistributionList> = 2;
template <>
inline constexpr std::size_t kFields<model::Recurrence> = 11;
template <>
inline constexpr std::size_t kFields<model::ZoneChange> = 4;
template <>
inline constexpr std::size_t kFields<model::DaylightRule> = 3;
template <>
inline constexpr std::size_t kFields<model::ZoneRule> = 2;
template <>
inline constexpr std::size_t kFields<model::CalendarItem> = 21;
template <>
inline constexpr std::size_t kFields<model::ByteRange> = 2;
template <>
inline constexpr std::size_t kFields<model::Missing> = 2;
template <>
inline constexpr std::size_t kFields<model::FileRanges> = 2;
template <>
inline constexpr std::size_t kFields<model::Provenance> = 6;
template <>
inline constexpr std::size_t kFields<model::Body> = 2;
template <>
inline constexpr std::size_t kFields<model::Bodies> = 3;
template <>
inline constexpr std::size_t kFields<model::Attachment> = 15;
template <>
inline constexpr std::size_t kFields<model::Message> = 36;
template <>
inline constexpr std::size_t kFields<model::Store> = 7;
template <>
inline constexpr std::size_t kFields<model::Folder> = 9;
template <>
inline constexpr std::size_t kFields<model::Loss> = 7;
template <>
inline constexpr std::size_t kFields<model::Note> = 4;

/// References to the fields of `value`, in the order of their declaration.
template <class T>
auto fields_of(T& value) {
  constexpr std::size_t kCount = kFields<std::remove_const_t<T>>;
  if constexpr (kCount == 2) {
    auto& [f1, f2] = value;
    return std::tie(f1, f2);
  } else if constexpr (kCount == 3) {
    auto& [f1, f2, f3] = value;
    return std::tie(f1, f2, f3);
  } else if constexpr (kCount == 4) {
    auto& [f1, f2, f3, f4] = value;
    return std::tie(f1, f2, f3, f4);
  } else if constexpr (kCount == 5) {
    auto& [f1, f2, f3, f4, f5] = value;
    return std::tie(f1, f2, f3, f4, f5);
  } else if constexpr (kCount == 6) {
    auto& [f1, f2, f3, f4, f5, f6] = value;
    return std::tie(f1, f2, f3, f4, f5, f6);
  } else if constexpr (kCount == 7) {
    auto& [f1, f2, f3, f4, f5, f6, f7] = value;
    return std::tie(f1, f2, f3, f4, f5, f6, f7);
  } else if constexpr (kCount == 9) {
    auto& [f1, f2, f3, f4, f5, f6, f7, f8, f9] = value;
    return std::tie(f1, f2, f3, f4, f5, f6, f7, f8, f9);
  } else if constexpr (kCount == 11) {
    auto& [f1, f2, f3, f4, f5, f6, f7, f8, f9, f10, f11] = value;
    return std::tie(f1, f2, f3, f4, f5, f6, f7, f8, f9, f10, f11);
  } else if constexpr (kCount == 15) {
    auto& [f1, f2, f3, f4, f5, f6, f7, f8, f9, f10, f11, f12, f13, f14, f15] = value;
    return std::tie(f1, f2, f3, f4, f5, f6, f7, f8, f9, f10, f11, f12, f13, f14, f15);
  } else if constexpr (kCount == 21) {
    auto& [f1, f2, f3, f4, f5, f6, f7, f8, f9, f10, f11, f12, f13, f14, f15, f16, f17, f18, f19,
           f20, f21] = value;
    return std::tie(f1, f2, f3, f4, f5, f6, f7, f8, f9, f10, f11, f12, f13, f14, f15, f16, f17, f18,
                    f19, f20, f21);
  } else if constexpr (kCount == 36) {
    auto& [f1, f2, f3, f4, f5, f6, f7, f8, f9, f10, f11, f12, f13, f14, f15, f16, f17, f18, f19,
           f20, f21, f22, f23, f24, f25, f26, f27, f28, f29, f30, f31, f32, f33, f34, f35, f36] =
        value;
    return std::tie(f1, f2, f3, f4, f5, f6, f7, f8, f9, f10, f11, f12, f13, f14, f15, f16, f17, f18,
                    f19, f20, f21, f22, f23, f24, f25, f26, f27, f28, f29, f30, f31, f32, f33, f34,
                    f35, f36);
  }
}

}  // namespace test
