// The properties of one object under construction.
#pragma once

#include <cstdint>
#include <span>
#include <string>
#include <string_view>
#include <vector>

#include "converters/model/address.h"
#include "converters/model/timestamp.h"
#include "converters/pst/names.h"
#include "converters/pst/recomputed_properties.h"
#include "converters/pst/text_form.h"
#include "formats/pst/messaging/content.h"

namespace convert::pst {

// [MS-OXCDATA] 2.11.1.
inline constexpr std::uint16_t kInteger32 = 0x0003;
inline constexpr std::uint16_t kFloating64 = 0x0005;
inline constexpr std::uint16_t kBoolean = 0x000B;
inline constexpr std::uint16_t kTime = 0x0040;
inline constexpr std::uint16_t kBinary = 0x0102;
inline constexpr std::uint16_t kMultiple = 0x1000;

/// What all objects of one item share while they are made.
struct Forms {
  TextForm text;
  NameIds* names = nullptr;
  bool provenance = true;
  std::uint64_t wall_clocks = 0;       // times written as if they were UTC
  std::vector<std::string> remarks{};  // one line each
};

/// The ticks of a FILETIME; a time before 1601 is 0, which is none.
[[nodiscard]] std::uint64_t to_filetime(const model::Timestamp& time);

/// put_… replace what is there, fill_… do not, and leave out what is empty. A Tag is a property id,
/// or a name of property_tags.h or names.h.
class Draft {
 public:
  explicit Draft(Forms& forms) : forms_(&forms) {}

  [[nodiscard]] static std::uint16_t id_of(std::uint16_t tag) { return tag; }
  template <class Name>
  [[nodiscard]] std::uint16_t id_of(const Name& name) {
    return forms_->names->id_of(name);
  }
  template <class Tag>
  [[nodiscard]] bool has(const Tag& tag) {
    return list_.has(id_of(tag));
  }

  void put(std::uint16_t id, std::uint16_t type, ::pst::ContentValue value);
  void put_text(std::uint16_t id, std::string_view utf8) {
    put(id, forms_->text.type(), forms_->text.encode(utf8));
  }
  void put_texts(std::uint16_t id, std::span<const std::string> utf8);
  void put_number(std::uint16_t id, std::uint32_t value) { put(id, kInteger32, value); }
  void put_flag(std::uint16_t id, bool value) { put(id, kBoolean, value ? 1U : 0U); }
  void put_real(std::uint16_t id, double value);
  void put_filetime(std::uint16_t id, std::uint64_t ticks);

  template <class Tag>
  void fill_text(const Tag& tag, std::string_view utf8) {
    if (!utf8.empty() && !has(tag)) {
      put_text(id_of(tag), utf8);
    }
  }
  template <class Tag>
  void fill_texts(const Tag& tag, std::span<const std::string> utf8) {
    if (!utf8.empty() && !has(tag)) {
      put_texts(id_of(tag), utf8);
    }
  }
  template <class Tag>
  void fill_number(const Tag& tag, std::uint32_t value) {
    if (!has(tag)) {
      put_number(id_of(tag), value);
    }
  }
  template <class Tag>
  void fill_flag(const Tag& tag, bool value) {
    if (!has(tag)) {
      put_flag(id_of(tag), value);
    }
  }
  template <class Tag>
  void fill_binary(const Tag& tag, Bytes value) {
    if (!value.empty() && !has(tag)) {
      put(id_of(tag), kBinary, std::move(value));
    }
  }
  template <class Tag>
  void fill_filetime(const Tag& tag, std::uint64_t ticks) {
    if (!has(tag)) {
      put_filetime(id_of(tag), ticks);
    }
  }
  /// A wall clock's time is marked (names.h, kFloatingTimes) …
  template <class Tag>
  void fill_time(const Tag& tag, const model::OptionalTimestamp& time) {
    if (time && !has(tag) && is_sayable(*time)) {
      put_filetime(id_of(tag), to_filetime(*time));
      mark(tag, *time);
    }
  }
  /// … unless the property is one that holds such times.
  template <class Tag>
  void fill_local_time(const Tag& tag, const model::OptionalTimestamp& time) {
    if (time && !has(tag) && is_sayable(*time)) {
      put_filetime(id_of(tag), to_filetime(*time));
    }
  }
  /// What PidTagConversationTopic says, as UTF-8.
  void set_topic(std::string utf8) { topic_ = std::move(utf8); }
  [[nodiscard]] const std::string& topic() const { return topic_; }
  /// Notes that the property stands for nothing in the source; told with the provenance.
  void made_up(std::uint16_t id);

  [[nodiscard]] Forms& forms() { return *forms_; }
  [[nodiscard]] TextForm& text() { return forms_->text; }
  [[nodiscard]] const ::pst::PropertyList& list() const { return list_; }
  /// Everything, the marks included. The draft is spent.
  [[nodiscard]] ::pst::PropertyList finish();

 private:
  /// A FILETIME begins with 1601: what lies before it has no place, which is told.
  [[nodiscard]] bool is_sayable(const model::Timestamp& time) {
    if (to_filetime(time) == 0) {
      forms_->remarks.push_back("a time before 1601 has no place in a PST, and was left out");
      return false;
    }
    return true;
  }
  void mark(std::uint16_t tag, const model::Timestamp& time);
  void mark(const ::mapi::NamedId& tag, const model::Timestamp& time);
  void mark_number(std::uint32_t number, const model::Timestamp& time);

  Forms* forms_;
  ::pst::PropertyList list_;
  std::string topic_;
  std::string floating_;
  std::string made_up_;
};

/// The properties of `bag` that a store of another kind or width can hold: all but those of
/// recomputed_properties.h, types 0, 1 and 0x000A. What cannot keep its id or type goes under a
/// name of our own.
void carry(const model::PropertyBag& bag, ObjectKind kind, Draft& draft);

/// One of them, whatever recomputed_properties.h says of it.
void carry_property(const model::Property& property, Draft& draft);

/// A text property of the bag as UTF-8; empty when it is none.
[[nodiscard]] std::string text_in(const model::PropertyBag& bag, std::uint16_t id,
                                  const TextForm& form);
/// The values of `property` as `type` has them on disk; nullopt when the value is of another type.
[[nodiscard]] std::optional<::pst::ContentValue> to_value(const model::Property& property,
                                                          TextForm& form);

}  // namespace convert::pst
