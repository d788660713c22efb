// The fields of the records that a disk.h declares, under their own names. What is written down a
// second time is a list of members; places, widths and names come from the declaration.
#pragma once

#include <array>
#include <cstddef>
#include <cstdint>
#include <string>
#include <string_view>
#include <type_traits>
#include <utility>
#include <vector>

#include "formats/bytes/annotation.h"
#include "formats/bytes/byte_reader.h"
#include "formats/bytes/little_endian.h"

namespace bytes {

/// The members of a record, each once, in the order of their bytes:
///   template <>
///   struct FieldsOf<mmf::disk::ObjectHeader>
///       : Fields<&mmf::disk::ObjectHeader::oid, &mmf::disk::ObjectHeader::size> {};
template <class R>
struct FieldsOf;

template <auto... Members>
struct Fields {};

/// "0x0021 (33)", with the digits that the width has.
[[nodiscard]] std::string number_text(std::uint64_t value, std::size_t width);
/// Bytes as text up to the first NUL: what is not printable ASCII as "\x9A", a backslash doubled.
[[nodiscard]] std::string character_text(std::span<const std::byte> text);

namespace detail {

template <auto Member>
consteval auto member_signature() {
  return std::string_view(__PRETTY_FUNCTION__);
}

/// "left" of &Node::left. The signature ends in "Member = &mmf::disk::Node::left]" by both
/// compilers.
template <auto Member>
consteval std::string_view member_name() {
  constexpr auto kAll = member_signature<Member>();
  constexpr auto kEnd = kAll.find_first_of("];", kAll.find("Member = "));
  constexpr auto kBegin = kAll.rfind(':', kEnd) + 1;
  static_assert(kBegin != 0 && kBegin < kEnd && kEnd != std::string_view::npos);
  return kAll.substr(kBegin, kEnd - kBegin);
}

template <class T>
inline constexpr bool kIsNumber = false;
template <class T>
inline constexpr bool kIsNumber<Le<T>> = true;

template <class T>
inline constexpr bool kIsArray = false;
template <class T, std::size_t N>
inline constexpr bool kIsArray<std::array<T, N>> = true;

template <class T>
void append_value(std::vector<AnnotatedField>& fields, const FileBytes& bytes, std::string name);

template <class R, auto Member>
void append_member(std::vector<AnnotatedField>& fields, const FileBytes& bytes,
                   const std::string& prefix) {
  const R record{};
  const auto& member = record.*Member;
  const auto at = static_cast<std::size_t>(reinterpret_cast<const std::byte*>(&member) -
                                           reinterpret_cast<const std::byte*>(&record));
  append_value<std::remove_cvref_t<decltype(member)>>(fields, bytes.part(at, sizeof member),
                                                      prefix + std::string(member_name<Member>()));
}

template <class R, auto... Members>
void append_members(std::vector<AnnotatedField>& fields, const FileBytes& bytes,
                    const std::string& prefix, const Fields<Members...>* /*list*/) {
  static_assert((sizeof(std::declval<R>().*Members) + ...) == sizeof(R),
                "each member of the record, once");
  (append_member<R, Members>(fields, bytes, prefix), ...);
}

template <class T>
void append_value(std::vector<AnnotatedField>& fields, const FileBytes& bytes, std::string name) {
  if constexpr (kIsNumber<T>) {
    ByteReader reader(bytes.text());
    fields.push_back({.bytes = bytes,
                      .name = std::move(name),
                      .value = number_text(*reader.read<T>(), sizeof(T))});
  } else if constexpr (kIsArray<T>) {
    using Element = typename T::value_type;
    if constexpr (std::is_same_v<Element, char>) {
      fields.push_back(
          {.bytes = bytes, .name = std::move(name), .value = character_text(bytes.text())});
    } else if constexpr (std::is_same_v<Element, std::byte> || std::is_same_v<Element, u8>) {
      fields.push_back({.bytes = bytes, .name = std::move(name)});
    } else {
      for (std::size_t i = 0; i < std::tuple_size_v<T>; ++i) {
        append_value<Element>(fields, bytes.part(i * sizeof(Element), sizeof(Element)),
                              name + "[" + std::to_string(i) + "]");
      }
    }
  } else {
    const FieldsOf<T> list;
    append_members<T>(fields, bytes, name + ".", &list);
  }
}

}  // namespace detail

/// Appends the fields of an R that begins at bytes[0]: nested records as "root.BREFNBT.ib",
/// elements of arrays as "maps[1].root". `bytes` has sizeof(R) bytes or more.
template <Record R>
void append_fields(std::vector<AnnotatedField>& fields, const FileBytes& bytes) {
  const FieldsOf<R> list;
  detail::append_members<R>(fields, bytes, "", &list);
}

/// The record R at bytes[0], as append_fields() lists it; `about` and `depth` are left to be said.
template <Record R>
[[nodiscard]] AnnotatedRecord annotate(const FileBytes& bytes, std::string name,
                                       std::string source) {
  AnnotatedRecord record{.name = std::move(name),
                         .source = std::move(source),
                         .offset = bytes.offset,
                         .length = sizeof(R)};
  append_fields<R>(record.fields, bytes);
  return record;
}

}  // namespace bytes
