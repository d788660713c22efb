// Deep equality of the model: every field, and the content of every blob.
#pragma once

#include <memory>
#include <optional>
#include <string>
#include <tuple>
#include <variant>
#include <vector>

#include "tests/support/model_fields.h"

namespace test {

template <class T>
std::string difference(const T& a, const T& b);

inline std::string difference(const bytes::Blob& a, const bytes::Blob& b) {
  if (!a || !b) {
    return a == b ? "" : ": one blob is null";
  }
  if (a->size() != b->size()) {
    return ": blobs of " + std::to_string(a->size()) + " and " + std::to_string(b->size());
  }
  return bytes::read_all(*a, a->size()) == bytes::read_all(*b, b->size()) ? "" : ": blobs differ";
}

inline std::string difference(const model::Property& a, const model::Property& b) {
  if (a.id != b.id || a.type != b.type || a.name != b.name || a.value.index() != b.value.index()) {
    return ": properties differ";
  }
  if (const auto* large = std::get_if<model::LargeValue>(&a.value)) {
    return difference(large->blob, std::get<model::LargeValue>(b.value).blob);
  }
  return a.value == b.value ? "" : ": property values differ";
}

template <class T>
std::string difference(const std::optional<T>& a, const std::optional<T>& b) {
  if (!a || !b) {
    return a.has_value() == b.has_value() ? "" : ": one is absent";
  }
  return difference(*a, *b);
}

inline std::string difference(const std::shared_ptr<model::Message>& a,
                              const std::shared_ptr<model::Message>& b) {
  if (!a || !b) {
    return a == b ? "" : ": one message is null";
  }
  return difference(*a, *b);
}

template <class T>
std::string difference(const std::vector<T>& a, const std::vector<T>& b) {
  if (a.size() != b.size()) {
    return ": " + std::to_string(a.size()) + " and " + std::to_string(b.size()) + " elements";
  }
  for (std::size_t i = 0; i < a.size(); ++i) {
    if (std::string found = difference(a[i], b[i]); !found.empty()) {
      return "[" + std::to_string(i) + "]" + found;
    }
  }
  return "";
}

inline std::string difference(const model::PropertyBag& a, const model::PropertyBag& b) {
  return difference(a.items(), b.items());
}

/// Where `a` and `b` differ, as a path of field numbers (from 1) and indexes; empty when they do
/// not.
template <class T>
std::string difference(const T& a, const T& b) {
  if constexpr (kFields<T> == 0) {
    return a == b ? "" : ": values differ";
  } else {
    const auto left = fields_of(a);
    const auto right = fields_of(b);
    std::string found;
    const auto compare = [&]<std::size_t... kIndex>(std::index_sequence<kIndex...> /*all*/) {
      const auto one = [&](std::size_t index, const auto& x, const auto& y) {
        found = difference(x, y);
        if (!found.empty()) {
          found.insert(0, "." + std::to_string(index + 1));
        }
        return !found.empty();
      };
      return (one(kIndex, std::get<kIndex>(left), std::get<kIndex>(right)) || ...);
    };
    compare(std::make_index_sequence<kFields<T>>());
    return found;
  }
}

}  // namespace test
