// Everything a store says, as text that can be compared: made while blobs can be read.
#pragma once

#include <map>
#include <string>
#include <variant>
#include <vector>

#include "converters/model/forwarding_sink.h"
#include "converters/pst/recomputed_properties.h"
#include "formats/bytes/hex.h"
#include "formats/bytes/sha256.h"
#include "formats/text/code_page.h"
#include "formats/text/utf8.h"

namespace test {

using PropertyPrint = std::map<std::string, std::string>;

struct ItemPrint {
  std::string message_class;
  PropertyPrint properties;
  std::vector<PropertyPrint> recipients;
  struct Attachment;
  std::vector<Attachment> attachments;
};
struct ItemPrint::Attachment {
  PropertyPrint properties;
  std::string content;
  std::vector<ItemPrint> message;  // none or one
};

inline std::string hex_of(std::span<const std::byte> data) {
  return data.size() <= 64 ? bytes::to_hex(data)
                           : std::to_string(data.size()) + " bytes " +
                                 bytes::to_hex(bytes::sha256(data)).substr(0, 16);
}

inline std::string text_print(const std::string& utf8) {
  return utf8.size() <= 200 ? utf8 : hex_of(std::as_bytes(std::span(utf8)));
}

/// 8-bit text is told as the text it is: it may be wide in the other store.
struct ValuePrinter {
  std::uint32_t page = 1252;
  bool text = false;

  std::string operator()(std::monostate /*none*/) const { return "none"; }
  std::string operator()(bool value) const { return value ? "true" : "false"; }
  std::string operator()(const std::string& value) const { return text_print(value); }
  std::string operator()(const model::String8& value) const {
    return text_print(::text::decode(value.bytes, page).utf8);
  }
  std::string operator()(const model::Binary& value) const { return hex_of(value); }
  std::string operator()(const model::Untyped& value) const {
    return "untyped " + hex_of(value.bytes);
  }
  std::string operator()(const model::FileTime& value) const { return std::to_string(value.ticks); }
  std::string operator()(const model::Guid& value) const { return bytes::to_hex(value.bytes); }
  std::string operator()(const model::LargeValue& value) const {
    const auto all = bytes::read_all_text(*value.blob, UINT32_MAX);
    if (!all) {
      return "unreadable";
    }
    return text ? text_print(::text::is_utf8(*all) ? *all : ::text::decode(*all, page).utf8)
                : hex_of(std::as_bytes(std::span(*all)));
  }
  template <class T>
  std::string operator()(const std::vector<T>& values) const {
    std::string out;
    for (const T& value : values) {
      out += "[" + (*this)(value) + "]";
    }
    return out;
  }
  template <class T>
  std::string operator()(T value) const {
    return std::to_string(value);
  }
};

inline std::string key_of(const model::Property& property) {
  if (!property.name) {
    return bytes::hex_number(property.id, 4);
  }
  const auto* number = std::get_if<std::uint32_t>(&property.name->id);
  return bytes::to_hex(property.name->set.bytes) + "/" +
         (number != nullptr ? bytes::hex_number(*number, 4)
                            : std::get<std::string>(property.name->id));
}

inline PropertyPrint print(const model::PropertyBag& bag, convert::pst::ObjectKind kind,
                           std::uint32_t page) {
  PropertyPrint out;
  for (const model::Property& property : bag.items()) {
    if (!property.name && convert::pst::is_recomputed(kind, property.id)) {
      continue;
    }
    const unsigned type = static_cast<unsigned>(property.type);
    const bool is_text = (type & 0xFFFU) == 0x1E || (type & 0xFFFU) == 0x1F;
    const std::string shown = is_text ? "text" : bytes::hex_number(type, 4);
    out.emplace(
        key_of(property),
        shown + " " + std::visit(ValuePrinter{.page = page, .text = is_text}, property.value));
  }
  return out;
}

inline ItemPrint print(const model::Message& message) {
  const std::uint32_t page = message.code_page == 0 ? 1252 : message.code_page;
  ItemPrint out{.message_class = message.message_class};
  out.properties = print(message.properties, convert::pst::ObjectKind::Message, page);
  out.properties.emplace("subject", message.subject);
  for (const model::Recipient& recipient : message.recipients) {
    out.recipients.push_back(
        print(recipient.properties, convert::pst::ObjectKind::Recipient, page));
  }
  for (const model::Attachment& attachment : message.attachments) {
    ItemPrint::Attachment one;
    one.properties = print(attachment.properties, convert::pst::ObjectKind::Attachment, page);
    if (attachment.content) {
      one.content = ValuePrinter()(model::LargeValue{.blob = attachment.content});
    }
    if (attachment.message) {
      one.message.push_back(print(*attachment.message));
    }
    out.attachments.push_back(std::move(one));
  }
  return out;
}

/// By path of the folder, in the order of their delivery.
struct StorePrint {
  std::map<std::uint16_t, model::PropertyValue> store;  // small values only
  std::map<std::string, PropertyPrint> folders;
  std::map<std::string, std::vector<ItemPrint>> items;
};

/// Prints a store that passes through.
class PrintingSink final : public model::ForwardingSink {
 public:
  PrintingSink(model::Sink& next, StorePrint& out) : ForwardingSink(next), out_(out) {}

  [[nodiscard]] model::Result<void> store(const model::Store& store) override {
    for (const model::Property& property : store.properties.items()) {
      out_.store.emplace(property.id, property.value);
    }
    return next().store(store);
  }
  [[nodiscard]] model::Result<void> folder(const model::Folder& folder) override {
    const std::string above = folder.parent ? paths_.at(*folder.parent) : std::string();
    // A PST's root has no name, and its subtree is right below it.
    const std::string path = folder.role == model::FolderRole::Root ? "/"
                             : folder.role == model::FolderRole::IpmSubtree
                                 ? "//" + folder.name
                                 : above + "/" + folder.name;
    paths_.emplace(folder.id, path);
    searches_[folder.id] = folder.role == model::FolderRole::Search;
    if (folder.role != model::FolderRole::Search) {
      out_.folders.emplace(path, print(folder.properties, convert::pst::ObjectKind::Folder, 1252));
    }
    return next().folder(folder);
  }
  [[nodiscard]] model::Result<model::Delivered> message(const model::Message& message) override {
    if (!searches_.at(message.folder)) {
      out_.items[paths_.at(message.folder) + (message.associated ? " hidden" : "")].push_back(
          print(message));
    }
    return next().message(message);
  }

 private:
  StorePrint& out_;
  std::map<model::FolderId, std::string> paths_;
  std::map<model::FolderId, bool> searches_;
};

}  // namespace test
