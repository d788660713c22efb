#include "converters/run/message_size.h"

#include <string>
#include <type_traits>
#include <variant>
#include <vector>

namespace run {
namespace {

class Weighing {
 public:
  /// Embedded messages nest no deeper than the reader allowed.
  void add(const model::Message& message) {
    size_ += sizeof(message);
    add(message.properties);
    add(message.provenance);
    for (const auto* body : {&message.bodies.text, &message.bodies.html, &message.bodies.rtf,
                             &message.transport_headers}) {
      if (*body) {
        add((*body)->content);
      }
    }
    for (const auto& recipient : message.recipients) {
      size_ += sizeof(recipient);
      add(recipient.properties);
    }
    for (const auto& attachment : message.attachments) {
      size_ += sizeof(attachment);
      add(attachment.content);
      add(attachment.properties);
      add(attachment.provenance);
      if (attachment.message) {
        add(*attachment.message);
      }
    }
  }

  [[nodiscard]] std::optional<std::uint64_t> result() const {
    return kept_ ? std::optional(size_) : std::nullopt;
  }

 private:
  void add(const model::Blob& blob) {
    if (blob == nullptr) {
      return;
    }
    const auto kept = blob->kept();
    kept_ = kept_ && kept.has_value();
    size_ += kept.value_or(0);
  }

  void add(const model::Provenance& provenance) {
    size_ += provenance.ranges.size() * sizeof(model::ByteRange);
    for (const auto& piece : provenance.elsewhere) {
      size_ += sizeof(piece) + piece.file.size() + piece.ranges.size() * sizeof(model::ByteRange);
    }
    for (const auto& missing : provenance.missing) {
      size_ += sizeof(missing) + missing.what.size() + missing.why.size();
    }
  }

  /// Twice: what a message says in fields of its own stands in its bag, too.
  void add(const model::PropertyBag& bag) {
    for (const auto& property : bag.items()) {
      size_ += 2 * sizeof(property);
      const model::PropertyVariant& value = property.value;
      std::visit([this](const auto& one) { add_value(one); }, value);
    }
  }

  template <class Value>
  void add_value(const Value& value) {
    if constexpr (std::is_same_v<Value, model::LargeValue>) {
      add(value.blob);
    } else if constexpr (std::is_same_v<Value, std::string>) {
      size_ += 2 * value.size();
    } else if constexpr (std::is_same_v<Value, model::String8> ||
                         std::is_same_v<Value, model::Untyped>) {
      size_ += 2 * value.bytes.size();
    }
  }
  template <class Value>
  void add_value(const std::vector<Value>& values) {
    if constexpr (std::is_same_v<Value, std::byte>) {
      size_ += 2 * values.size();
    } else {
      size_ += values.size() * sizeof(Value);
      for (const auto& value : values) {
        add_value(value);
      }
    }
  }

  std::uint64_t size_ = 0;
  bool kept_ = true;
};

}  // namespace

std::optional<std::uint64_t> size_in_memory(const model::Message& message) {
  Weighing weighing;
  weighing.add(message);
  return weighing.result();
}

}  // namespace run
