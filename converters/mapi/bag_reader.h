// Reads the properties of one bag as the kinds of values the model has.
#pragma once

#include <cstdint>
#include <optional>
#include <string>
#include <string_view>
#include <vector>

#include "converters/model/property.h"
#include "converters/model/provenance.h"
#include "converters/model/timestamp.h"
#include "formats/bytes/damage.h"
#include "formats/mapi/property_tags.h"

namespace convert::mapi {

/// How to read the 8-bit text of one item.
struct TextPage {
  std::uint32_t number = 0;  // a row of text/code_page.h
  /// Code page 1200 is recorded for 8-bit text, where it cannot be: some programs mean UTF-8 by it,
  /// others nothing. Text that is UTF-8 is read as such, the rest in `number`.
  bool maybe_utf8 = false;
};

/// From the page recorded in the bag, if any, and the store's (0: 1252). A page nobody knows is
/// passed over.
[[nodiscard]] TextPage text_page_of(const model::PropertyBag& properties, std::uint32_t fallback);

/// What reading left to tell about the item.
struct Findings {
  std::uint64_t undecodable = 0;
  std::uint64_t not_utf8 = 0;  // texts recorded in code page 1200 that were read in the store's
  std::uint64_t widened = 0;   // UTF-16 texts that look like 8-bit text, each byte made a character
  std::vector<model::Missing> missing{};
  std::vector<std::string> remarks{};  // for Sink::note

  /// Once for the same piece and reason.
  void miss(std::string what, std::string why);
  /// One Missing for all of `damage`, if there is any.
  void miss(std::string_view what, const bytes::DamageLog& damage);
};

/// Names one property, by id or by name.
class Key {
 public:
  // NOLINTBEGIN(google-explicit-constructor): so that calls read find(PidTagSubject).
  Key(std::uint16_t tag) : tag_(tag) {}
  Key(const ::mapi::NamedId& id)
      : name_(model::PropertyName{.set = {.bytes = id.set}, .id = id.lid}) {}
  Key(const ::mapi::NamedText& id)
      : name_(model::PropertyName{.set = {.bytes = id.set}, .id = std::string(id.name)}) {}
  // NOLINTEND(google-explicit-constructor)

  [[nodiscard]] const model::Property* find_in(const model::PropertyBag& bag) const {
    return name_ ? bag.find(*name_) : bag.find(tag_);
  }
  /// "property 0x0037", "named property 0x8205".
  [[nodiscard]] std::string text() const;

 private:
  std::uint16_t tag_ = 0;
  std::optional<model::PropertyName> name_;
};

/// Absent properties read as empty; so do those whose value does not fit, which are then missing
/// from the item: their bytes are in the bag alone.
class BagReader {
 public:
  BagReader(const model::PropertyBag& bag, TextPage page, Findings& findings)
      : bag_(&bag), page_(page), findings_(&findings) {}

  /// Decoded, without trailing NULs; the values of a multiple one are joined by "; ".
  [[nodiscard]] std::string text(const Key& key) const;
  [[nodiscard]] std::vector<std::string> texts(const Key& key) const;
  /// The first of `keys` with text.
  [[nodiscard]] std::string first_text(std::initializer_list<Key> keys) const;
  [[nodiscard]] std::optional<std::int64_t> integer(const Key& key) const;
  [[nodiscard]] std::optional<double> real(const Key& key) const;
  [[nodiscard]] std::optional<bool> flag(const Key& key) const;
  [[nodiscard]] model::OptionalTimestamp instant(const Key& key) const;
  /// A time stored "as if it were UTC" that is local, in a zone nobody recorded.
  [[nodiscard]] model::OptionalTimestamp wall_clock(const Key& key) const;
  [[nodiscard]] std::optional<model::Binary> binary(const Key& key) const;
  [[nodiscard]] std::vector<model::Binary> binaries(const Key& key) const;
  [[nodiscard]] const model::Property* find(const Key& key) const { return key.find_in(*bag_); }

  [[nodiscard]] TextPage page() const { return page_; }
  [[nodiscard]] Findings& findings() const { return *findings_; }

 private:
  /// The value as a `T`, or nullptr.
  template <class T>
  [[nodiscard]] const T* value_of(const Key& key) const;
  /// Notes that a property is there with a value nobody asked for.
  void refuse(const Key& key, const model::Property& property) const;
  [[nodiscard]] std::string decode(std::string_view raw) const;
  [[nodiscard]] std::string read_large(const Key& key, const model::Property& property,
                                       const model::LargeValue& value) const;
  void look_for_widening(std::string_view utf8) const;

  const model::PropertyBag* bag_;
  TextPage page_;
  Findings* findings_;
};

}  // namespace convert::mapi
