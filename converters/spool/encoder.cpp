#include "converters/spool/encoder.h"

#include <algorithm>
#include <bit>
#include <cmath>
#include <concepts>
#include <optional>
#include <type_traits>

#include "converters/model/names.h"
#include "converters/spool/fields.h"
#include "converters/spool/text_forms.h"
#include "converters/spool/value_keys.h"
#include "formats/bytes/base64.h"
#include "formats/bytes/hex.h"

namespace convert::spool {

namespace {

// FORMAT.md 3.1 "bytes": what reads as plain ASCII stands as it is.
bool is_plain(std::span<const std::byte> data) {
  return std::ranges::all_of(bytes::as_text(data), [](char c) {
    return (c >= 0x20 && c < 0x7F) || c == '\t' || c == '\r' || c == '\n';
  });
}

}  // namespace

/// What fields.h describes, written. Values of every type the model has.
class EncodingArchive {
 public:
  explicit EncodingArchive(Encoder& encoder) : encoder_(encoder), json_(encoder.json_) {}

  template <class T>
  void required(std::string_view key, const T& value) {
    json_.key(key);
    put(value);
  }

  template <class T>
  void field(std::string_view key, const T& value) {
    if constexpr (requires { value.empty(); }) {
      put_unless(value.empty(), key, value);
    } else if constexpr (requires { static_cast<bool>(value); }) {
      put_unless(!static_cast<bool>(value), key, value);
    } else {
      put_if_filled(key, value);
    }
  }

  template <class T>
  void field(std::string_view key, const T& value, const T& otherwise) {
    put_unless(value == otherwise, key, value);
  }

  void content(std::string_view key, const bytes::Blob& blob) {
    static const bytes::Blob no_bytes = bytes::make_blob("");
    optional_content(key, blob ? blob : no_bytes);
  }

  void optional_content(std::string_view key, const bytes::Blob& blob) {
    if (blob) {
      json_.key(key);
      put(blob);
    }
  }

  void undecodable(std::string_view key, std::uint64_t value) {
    const std::uint64_t repaired = json_.replaced() - encoder_.counted_;
    encoder_.counted_ = json_.replaced();
    field(key, value + repaired);
  }

 private:
  template <class T>
  void put_unless(bool omitted, std::string_view key, const T& value) {
    if (!omitted) {
      json_.key(key);
      put(value);
    }
  }

  // An object of which every field is omitted is omitted itself.
  template <class T>
  void put_if_filled(std::string_view key, const T& value) {
    const std::size_t before = json_.size();
    json_.key(key);
    json_.open_object();
    const std::size_t empty = json_.size();
    describe(*this, value);
    if (json_.size() == empty) {
      json_.rewind(before);
    } else {
      json_.close_object();
    }
  }

  template <class T>
  void put(const T& value) {
    if constexpr (std::same_as<T, bool>) {
      json_.boolean(value);
    } else if constexpr (std::signed_integral<T>) {
      json_.number(static_cast<std::int64_t>(value));
    } else if constexpr (std::unsigned_integral<T>) {
      json_.number(static_cast<std::uint64_t>(value));
    } else if constexpr (std::floating_point<T>) {
      put_real(value);
    } else if constexpr (std::is_enum_v<T>) {
      json_.string(model::name_of(value));
    } else {
      json_.open_object();
      describe(*this, value);
      json_.close_object();
    }
  }

  // A float becomes the double of the same value: its own shortest decimals would be rounded twice
  // on the way back. NaN and the infinities, for which JSON has no number, are spelled as bits.
  template <class Real>
  void put_real(Real value) {
    using Bits = std::conditional_t<sizeof(Real) == 4, std::uint32_t, std::uint64_t>;
    if (std::isfinite(value)) {
      json_.number(static_cast<double>(value));
    } else {
      json_.string("0x" + bytes::hex_number(std::bit_cast<Bits>(value), 2 * sizeof(Real),
                                            bytes::HexCase::Lower));
    }
  }

  template <class T>
  void put(const std::vector<T>& values) {
    json_.open_array();
    for (const T& value : values) {
      put(value);
    }
    json_.close_array();
  }

  template <class T>
  void put(const std::optional<T>& value) {
    put(*value);
  }

  void put(const std::shared_ptr<model::Message>& message) {
    if (encoder_.embedded_ == kMaxEmbedded) {
      encoder_.too_deep_ = true;
      json_.open_object();
      json_.close_object();
      return;
    }
    ++encoder_.embedded_;
    // What the outer message had repaired so far is not the inner one's.
    const std::uint64_t outer = json_.replaced() - encoder_.counted_;
    encoder_.counted_ = json_.replaced();
    put(*message);
    encoder_.counted_ -= outer;
    --encoder_.embedded_;
  }

  void put(const std::string& value) { json_.string(value); }
  void put(const model::FolderId& id) { json_.number(std::uint64_t{id.value}); }
  void put(const model::Guid& guid) { json_.string(to_text(guid)); }
  void put(const model::FileTime& time) { json_.number(time.ticks); }
  void put(const model::Timestamp& time) { json_.string(to_text(time)); }
  void put(const model::WallClock& time) { json_.string(to_text(model::Timestamp(time))); }
  void put(const model::Binary& data) { put_bytes(data); }
  void put(const model::Untyped& value) { put_bytes(value.bytes); }
  void put(const model::String8& text) { put_bytes(std::as_bytes(std::span(text.bytes))); }
  void put(const model::LargeValue& value) { put(value.blob); }
  void put(std::monostate /*nothing*/) {}

  void put_bytes(std::span<const std::byte> data) {
    if (is_plain(data)) {
      json_.string(bytes::as_text(data));
      return;
    }
    json_.open_object();
    json_.key("base64");
    json_.string(bytes::encode_base64(data));
    json_.close_object();
  }

  void put(const bytes::Blob& blob) {
    const auto [place, added] =
        encoder_.numbers_.try_emplace(blob.get(), std::uint64_t{encoder_.payloads_.size()});
    if (added) {
      encoder_.payloads_.push_back(blob);
    }
    json_.number(place->second);
  }

  void put(const model::PropertyBag& bag) { put(bag.items()); }

  // FORMAT.md 3.9.
  void put(const model::Property& property) {
    json_.open_object();
    json_.key("tag");
    json_.string(
        bytes::hex_number(property.id, 4, bytes::HexCase::Lower) +
        bytes::hex_number(static_cast<std::uint16_t>(property.type), 4, bytes::HexCase::Lower));
    if (property.name) {
      json_.key("set");
      put(property.name->set);
      if (const auto* number = std::get_if<std::uint32_t>(&property.name->id)) {
        required("lid", *number);
      } else {
        required("name", std::get<std::string>(property.name->id));
      }
    }
    std::visit([this, &property](const auto& value) { put_value(property.value.index(), value); },
               property.value);
    json_.close_object();
  }

  template <class T>
  void put_value(std::size_t alternative, const T& value) {
    if constexpr (std::same_as<T, model::LargeValue>) {
      content(kValueKeys.at(alternative), value.blob);
    } else if constexpr (!std::same_as<T, std::monostate>) {
      required(kValueKeys.at(alternative), value);
    }
  }

  Encoder& encoder_;
  JsonText& json_;
};

template <class Record>
void Encoder::encode_record(std::string_view kind, const Record& record) {
  json_.clear();
  payloads_.clear();
  numbers_.clear();
  counted_ = 0;
  too_deep_ = false;
  json_.open_object();
  json_.key("record");
  json_.string(kind);
  EncodingArchive archive(*this);
  describe(archive, record);
  if (!payloads_.empty()) {
    json_.key("payloads");
    json_.number(std::uint64_t{payloads_.size()});
  }
  json_.close_object();
}

void Encoder::encode(const Opening& record) { encode_record("spool", record); }
void Encoder::encode(const model::Store& record) { encode_record("store", record); }
void Encoder::encode(const model::Folder& record) { encode_record("folder", record); }
void Encoder::encode(const Expectation& record) { encode_record("expect", record); }
void Encoder::encode(const model::Message& record) { encode_record("message", record); }
void Encoder::encode(const model::Loss& record) { encode_record("loss", record); }
void Encoder::encode(const model::LeftOut& record) { encode_record("left-out", record); }
void Encoder::encode(const model::Note& record) { encode_record("note", record); }
void Encoder::encode(const Counts& record) { encode_record("end", record); }

std::string Encoder::refusal() const {
  if (too_deep_) {
    return "messages are embedded more than " + std::to_string(kMaxEmbedded) + " deep";
  }
  if (json_.size() > kMaxLine) {
    return "its fields and properties take " + std::to_string(json_.size()) +
           " bytes, more than the " + std::to_string(kMaxLine) + " of a spool's line";
  }
  if (json_.values() > kMaxJsonValues) {
    return "its properties have " + std::to_string(json_.values()) + " values, more than the " +
           std::to_string(kMaxJsonValues) + " of a spool's line";
  }
  if (payloads_.size() > kMaxPayloads) {
    return "it has " + std::to_string(payloads_.size()) +
           " attachments and large values, more than " + std::to_string(kMaxPayloads);
  }
  return {};
}

}  // namespace convert::spool
