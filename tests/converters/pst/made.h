// Messages made into content, and content read back as a message.
#pragma once

#include <optional>
#include <string>
#include <vector>

#include <catch2/catch.hpp>

#include "converters/mapi/mapi_to_model.h"
#include "converters/pst/message_content.h"
#include "formats/bytes/byte_reader.h"
#include "formats/bytes/little_endian.h"

namespace test {

/// A name map as a store's: ids from 8000 on, in the order in which names are asked for.
class NameMap {
 public:
  bytes::Result<std::uint16_t> id_of(const ::pst::PropertyName& name) {
    for (std::size_t i = 0; i < names.size(); ++i) {
      if (names[i] == name) {
        return static_cast<std::uint16_t>(0x8000 + i);
      }
    }
    if (names.size() == most) {
      return bytes::fail(bytes::ErrorKind::LimitExceeded, "too many names");
    }
    names.push_back(name);
    return static_cast<std::uint16_t>(0x8000 + names.size() - 1);
  }
  [[nodiscard]] convert::pst::NameIds::Resolve resolve() {
    return [this](const ::pst::PropertyName& name) { return id_of(name); };
  }

  std::vector<::pst::PropertyName> names;
  std::size_t most = 0x7FFF;
};

inline std::vector<std::vector<std::byte>> unpack(std::uint16_t type, std::vector<std::byte> data) {
  std::vector<std::vector<std::byte>> values;
  const unsigned base = type & 0x0FFFU;
  const std::size_t fixed = base == 2                                       ? 2
                            : base == 3 || base == 4                        ? 4
                            : base == 0x48                                  ? 16
                            : base == 0x1E || base == 0x1F || base == 0x102 ? 0
                                                                            : 8;
  const auto cut = [&](std::size_t from, std::size_t to) {
    values.emplace_back(data.begin() + static_cast<std::ptrdiff_t>(from),
                        data.begin() + static_cast<std::ptrdiff_t>(to));
  };
  if (fixed != 0) {
    for (std::size_t i = 0; i + fixed <= data.size(); i += fixed) {
      cut(i, i + fixed);
    }
    return values;
  }
  bytes::ByteReader in(data);
  const std::uint32_t count = *in.read<bytes::u32>();
  std::vector<std::uint32_t> offsets;
  for (std::uint32_t i = 0; i < count; ++i) {
    offsets.push_back(*in.read<bytes::u32>());
  }
  offsets.push_back(static_cast<std::uint32_t>(data.size()));
  for (std::uint32_t i = 0; i < count; ++i) {
    cut(offsets[i], offsets[i + 1]);
  }
  return values;
}

/// The bytes of a value as a reader of the store meets them.
inline std::vector<std::byte> stored(const ::pst::ContentProperty& property) {
  if (const auto* data = std::get_if<::pst::Bytes>(&property.value)) {
    return *data;
  }
  if (const auto* blob = std::get_if<bytes::Blob>(&property.value)) {
    auto all = bytes::read_all(**blob, std::uint64_t{1} << 30U);
    REQUIRE(all);
    CHECK(all->size() == (*blob)->size());
    return std::move(*all);
  }
  const std::uint32_t number = std::get<std::uint32_t>(property.value);
  const std::size_t size = property.type == 2 ? 2 : property.type == 0xB ? 1 : 4;
  std::vector<std::byte> out;
  for (std::size_t i = 0; i < size; ++i) {
    out.push_back(static_cast<std::byte>(number >> (8 * i)));
  }
  return out;
}

inline model::PropertyBag to_bag(const ::pst::PropertyList& list, const NameMap& names) {
  model::PropertyBag bag;
  for (const ::pst::ContentProperty& item : list.items()) {
    model::Property property;
    property.id = item.id;
    property.type = static_cast<model::PropertyType>(item.type);
    if (item.id >= 0x8000) {
      const ::pst::PropertyName& name = names.names.at(item.id - 0x8000U);
      property.name = model::PropertyName{.set = {.bytes = name.set}, .id = name.id};
    }
    property.value =
        (item.type & 0x1000U) != 0
            ? convert::mapi::read_values(property.type, unpack(item.type, stored(item)))
            : convert::mapi::read_value(property.type, stored(item));
    bag.add(std::move(property));
  }
  return bag;
}

inline model::Message to_message(const ::pst::MessageContent& content, const NameMap& names,
                                 std::uint32_t code_page = 0) {
  model::Message message;
  message.properties = to_bag(content.properties, names);
  message.associated = content.associated;
  for (const ::pst::PropertyList& row : content.recipients) {
    message.recipients.push_back({.kind = {}, .address = {}, .properties = to_bag(row, names)});
  }
  for (const ::pst::AttachmentContent& item : content.attachments) {
    model::Attachment attachment;
    attachment.properties = to_bag(item.properties, names);
    attachment.content = item.data;
    if (item.message) {
      attachment.message =
          std::make_shared<model::Message>(to_message(*item.message, names, code_page));
    }
    message.attachments.push_back(std::move(attachment));
  }
  convert::mapi::fill_message(message, {.code_page = code_page});
  return message;
}

/// One message made for a store, with everything that went into it.
struct Made {
  NameMap names;
  convert::pst::ItemTally tally;
  ::pst::MessageContent content;
  std::uint64_t newest = 0;

  [[nodiscard]] model::Message read_back(std::uint32_t code_page = 0) const {
    return to_message(content, names, code_page);
  }
  [[nodiscard]] model::PropertyBag bag() const { return to_bag(content.properties, names); }
  /// A named property of our own set.
  [[nodiscard]] std::string own_text(std::string_view name) const {
    const auto found = bag();
    const auto* property = found.find(
        model::PropertyName{.set = {.bytes = convert::pst::kOwnSet}, .id = std::string(name)});
    const auto* text = property == nullptr ? nullptr : std::get_if<std::string>(&property->value);
    return text == nullptr ? std::string() : *text;
  }
};

inline Made make(const model::Message& message, const convert::pst::PstOptions& options = {},
                 const model::Store& store = {}, std::uint64_t newest = 0) {
  Made made;
  convert::pst::NameIds ids(made.names.resolve());
  convert::pst::ContentContext context{
      .options = options, .store = store, .names = ids, .newest = newest};
  auto content = convert::pst::to_content(message, context, made.tally);
  REQUIRE(content);
  made.content = std::move(*content);
  made.newest = context.newest;
  return made;
}

inline convert::pst::PstOptions ansi(std::uint32_t code_page = 0) {
  convert::pst::PstOptions options;
  options.width = ::pst::Width::Ansi;
  options.code_page = code_page;
  return options;
}

inline std::string text_of(const std::optional<model::Body>& body) {
  REQUIRE(body);
  const auto text = bytes::read_all_text(*body->content, std::uint64_t{1} << 30U);
  REQUIRE(text);
  return *text;
}

}  // namespace test
