// The reading half of fields.h: takes values of every type the model has from a parsed line.
#pragma once

#include <algorithm>
#include <concepts>
#include <memory>
#include <optional>
#include <span>
#include <string>
#include <string_view>
#include <type_traits>
#include <utility>
#include <vector>

#include "converters/spool/decoder.h"
#include "converters/spool/fields.h"
#include "converters/spool/json_scalars.h"
#include "converters/spool/text_forms.h"
#include "converters/spool/value_keys.h"
#include "formats/bytes/base64.h"

namespace convert::spool {

/// What fields.h describes, read. The first thing wrong is kept, and reading goes on harmlessly.
class DecodingArchive {
 public:
  DecodingArchive(JsonTape& tape, std::span<const Payload> payloads, Ignored& ignored)
      : nodes_(tape.nodes()),
        ignored_(ignored),
        payloads_(payloads),
        referred_(payloads.size(), false) {}

  template <class T>
  void required(std::string_view key, T& value) {
    if (const auto index = member(key)) {
      get(*index, value);
    } else {
      fail(key, "is missing");
    }
  }

  template <class T>
  void field(std::string_view key, T& value) {
    if (const auto index = member(key)) {
      get(*index, value);
    }
  }

  template <class T>
  void field(std::string_view key, T& value, const T& otherwise) {
    value = otherwise;
    field(key, value);
  }

  void content(std::string_view key, bytes::Blob& blob) { required(key, blob); }

  void optional_content(std::string_view key, bytes::Blob& blob) {
    if (const auto index = member(key)) {
      get(*index, blob);
      if (blob && blob->size() == 0 && payload_failed(*index)) {
        blob = nullptr;
      }
    }
  }

  void undecodable(std::string_view key, std::uint64_t& value) { field(key, value); }

  /// Reads the object at `index`.
  template <class T>
  void object(std::size_t index, T& value) {
    if (nodes_[index].kind != JsonKind::Object) {
      fail(nodes_[index].key, "is no object");
      return;
    }
    const auto outer = std::exchange(scope_, Scope{.object = index, .next = index + 1});
    const std::size_t missed = missing_.size();
    describe(*this, value);
    note_missing(missed, value);
    note_ignored(index);
    scope_ = outer;
  }

  [[nodiscard]] std::vector<model::Missing>& missing() { return missing_; }
  [[nodiscard]] const std::optional<std::string>& trouble() const { return trouble_; }

  void note_unreferred() {
    const auto unused = std::ranges::find(referred_, false);
    if (unused != referred_.end()) {
      ignored_.add("payload " + std::to_string(unused - referred_.begin()));
    }
  }

 private:
  struct Scope {
    std::size_t object = 0;
    std::size_t next = 0;  // where the next member is expected: canonical lines are read in order
  };

  void fail(std::string_view key, std::string_view why) {
    if (!trouble_) {
      trouble_ = '"' + std::string(key) + "\" " + std::string(why);
    }
  }

  std::optional<std::size_t> find(std::string_view key, std::size_t from, std::size_t to) {
    for (std::size_t i = from; i < to; i = nodes_[i].end) {
      if (nodes_[i].key == key && !nodes_[i].used) {
        return i;
      }
    }
    return std::nullopt;
  }

  std::optional<std::size_t> member(std::string_view key) {
    auto found = find(key, scope_.next, nodes_[scope_.object].end);
    if (!found) {
      found = find(key, scope_.object + 1, scope_.next);
    }
    if (found) {
      nodes_[*found].used = true;
      scope_.next = nodes_[*found].end;
    }
    return found;
  }

  void note_ignored(std::size_t object) {
    for (std::size_t i = object + 1; i < nodes_[object].end; i = nodes_[i].end) {
      if (!nodes_[i].used) {
        ignored_.add('"' + std::string(nodes_[i].key) + '"');
      }
    }
  }

  // What failed inside an attachment is told there and, named by its place, in the message.
  void note_missing(std::size_t from, model::Attachment& attachment) {
    for (std::size_t i = from; i < missing_.size(); ++i) {
      attachment.provenance.miss(missing_[i].what, missing_[i].why);
      missing_[i].what = "attachment " + std::to_string(position_) + ": " + missing_[i].what;
    }
  }
  void note_missing(std::size_t from, model::Recipient& /*recipient*/) {
    for (std::size_t i = from; i < missing_.size(); ++i) {
      missing_[i].what = "recipient " + std::to_string(position_) + ": " + missing_[i].what;
    }
  }
  void note_missing(std::size_t from, model::Message& message) {
    for (std::size_t i = from; i < missing_.size(); ++i) {
      message.provenance.miss(missing_[i].what, missing_[i].why);
    }
  }
  void note_missing(std::size_t from, model::Folder& folder) {
    for (std::size_t i = from; i < missing_.size(); ++i) {
      folder.provenance.miss(missing_[i].what, missing_[i].why);
    }
  }
  template <class T>
  void note_missing(std::size_t /*from*/, T& /*other*/) {}

  template <class T>
  void get(std::size_t index, T& value) {
    if constexpr (std::same_as<T, bool>) {
      get_boolean(index, value);
    } else if constexpr (std::integral<T>) {
      set(index, value, integer_of<T>(nodes_[index]), "is no number, or out of range");
    } else if constexpr (std::floating_point<T>) {
      set(index, value, real_of<T>(nodes_[index]), "is no number, or out of range");
    } else if constexpr (std::is_enum_v<T>) {
      set(index, value, enum_of<T>(nodes_[index]), "is a word this version does not know");
    } else {
      object(index, value);
    }
  }

  void get_boolean(std::size_t index, bool& value) {
    if (nodes_[index].kind != JsonKind::Boolean) {
      fail(nodes_[index].key, "is neither true nor false");
      return;
    }
    value = nodes_[index].number != 0;
  }

  template <class T>
  void get(std::size_t index, std::vector<T>& values) {
    if (nodes_[index].kind != JsonKind::Array) {
      fail(nodes_[index].key, "is no array");
      return;
    }
    std::size_t position = 0;
    for (std::size_t i = index + 1; i < nodes_[index].end && !trouble_; i = nodes_[i].end) {
      values.emplace_back();
      const std::size_t outer = std::exchange(position_, ++position);
      get(i, values.back());
      position_ = outer;
    }
  }

  template <class T>
  void get(std::size_t index, std::optional<T>& value) {
    get(index, value.emplace());
  }

  void get(std::size_t index, std::shared_ptr<model::Message>& message) {
    message = std::make_shared<model::Message>();
    const std::size_t missed = missing_.size();
    object(index, *message);
    for (std::size_t i = missed; i < missing_.size(); ++i) {
      missing_[i].what = "embedded message: " + missing_[i].what;
    }
  }

  void get(std::size_t index, std::string& value) {
    if (nodes_[index].kind != JsonKind::String) {
      fail(nodes_[index].key, "is no string");
      return;
    }
    value = nodes_[index].text;
  }

  void get(std::size_t index, model::FolderId& id) { get(index, id.value); }
  void get(std::size_t index, model::FileTime& time) { get(index, time.ticks); }
  void get(std::size_t index, model::Untyped& value) { get(index, value.bytes); }
  void get(std::size_t index, model::LargeValue& value) { get(index, value.blob); }
  void get(std::size_t /*index*/, std::monostate& /*value*/) {}

  void get(std::size_t index, model::Guid& guid) {
    set(index, guid, guid_from(nodes_[index].text), "is no GUID");
  }
  void get(std::size_t index, model::Timestamp& time) {
    set(index, time, timestamp_from(nodes_[index].text), "is no date and time");
  }
  void get(std::size_t index, model::WallClock& time) {
    const auto read = timestamp_from(nodes_[index].text);
    const auto* clock = read ? std::get_if<model::WallClock>(&*read) : nullptr;
    set(index, time, clock != nullptr ? std::optional(*clock) : std::nullopt,
        "is no date and time without a zone");
  }
  void get(std::size_t index, model::Binary& data) {
    if (nodes_[index].kind == JsonKind::String) {
      const auto plain = std::as_bytes(std::span(nodes_[index].text));
      data.assign(plain.begin(), plain.end());
      return;
    }
    Base64 value;
    object(index, value);
    if (!trouble_) {
      set(index, data, bytes::decode_base64(value.base64), "is no base64");
    }
  }
  void get(std::size_t index, model::String8& text) {
    model::Binary data;
    get(index, data);
    text.bytes = bytes::as_text(data);
  }

  struct Base64 {
    std::string base64;
  };
  friend void describe(DecodingArchive& a, Base64& v) { a.required("base64", v.base64); }

  template <class T>
  void set(std::size_t index, T& value, std::optional<T> read, std::string_view why) {
    if (!read || nodes_[index].kind == JsonKind::Null) {
      fail(nodes_[index].key, why);
      return;
    }
    value = std::move(*read);
  }

  void get(std::size_t index, bytes::Blob& blob) {
    std::uint64_t number = 0;
    get(index, number);
    if (trouble_ || number >= payloads_.size()) {
      fail(nodes_[index].key, "refers to a payload that is not there");
      return;
    }
    const Payload& payload = payloads_[static_cast<std::size_t>(number)];
    referred_[static_cast<std::size_t>(number)] = true;
    blob = payload.content;
    if (payload.failure) {
      missing_.push_back({.what = name_of_payload(index), .why = *payload.failure});
    }
  }

  [[nodiscard]] bool payload_failed(std::size_t index) const {
    return payloads_[static_cast<std::size_t>(nodes_[index].number)].failure.has_value();
  }

  // What a person would call the bytes that the number at `index` stands for.
  [[nodiscard]] std::string name_of_payload(std::size_t index) const {
    if (nodes_[index].key == "large") {
      return "property 0x" + std::string(tag_);
    }
    const std::string_view owner = nodes_[scope_.object].key;
    if (owner == "text") {
      return "text body";
    }
    if (owner == "html") {
      return "HTML body";
    }
    if (owner == "rtf") {
      return "RTF body";
    }
    return owner == "transport_headers" ? "transport headers" : "content";
  }

  void get(std::size_t index, model::PropertyBag& bag) {
    std::vector<model::Property> properties;
    get(index, properties);
    for (model::Property& property : properties) {
      bag.add(std::move(property));
    }
  }

  friend void describe(DecodingArchive& a, model::Property& v) { a.property(v); }

  // FORMAT.md 3.9.
  void property(model::Property& property) {
    std::string tag;
    required("tag", tag);
    const auto number = hex_from(tag, 8);
    if (!number) {
      fail("tag", "is not eight hexadecimal digits");
      return;
    }
    tag_ = tag;
    property.id = static_cast<std::uint16_t>(*number >> 16U);
    property.type = static_cast<model::PropertyType>(*number & 0xFFFFU);
    if (const auto set_index = member("set")) {
      get(*set_index, property.name.emplace().set);
      if (const auto number_index = member("lid")) {
        get(*number_index, property.name->id.emplace<std::uint32_t>());
      } else {
        required("name", property.name->id.emplace<std::string>());
      }
    }
    const std::size_t object = scope_.object;
    for (std::size_t i = object + 1; i < nodes_[object].end; i = nodes_[i].end) {
      const auto* const key = std::ranges::find(kValueKeys, nodes_[i].key);
      if (!nodes_[i].used && key != kValueKeys.end() && !key->empty()) {
        nodes_[i].used = true;
        get_alternative(i, static_cast<std::size_t>(key - kValueKeys.begin()), property.value,
                        std::make_index_sequence<kValueKeys.size()>());
        return;
      }
    }
  }

  template <std::size_t... kIndex>
  void get_alternative(std::size_t index, std::size_t alternative, model::PropertyValue& value,
                       std::index_sequence<kIndex...> /*all*/) {
    const auto get_one = [this, index](auto& place) { this->get(index, place); };
    ((alternative == kIndex ? get_one(value.emplace<kIndex>()) : void()), ...);
  }

  std::vector<JsonNode>& nodes_;
  Ignored& ignored_;
  std::span<const Payload> payloads_;
  std::vector<bool> referred_;
  Scope scope_;
  std::string tag_;           // of the property at hand
  std::size_t position_ = 0;  // of the array element at hand, from 1
  std::vector<model::Missing> missing_;
  std::optional<std::string> trouble_;
};

}  // namespace convert::spool
