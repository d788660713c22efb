// What every piece of a message needs to know of its surroundings while it becomes part of the
// model.
#pragma once

#include <cstddef>
#include <cstdint>
#include <memory>
#include <string>
#include <vector>

#include "converters/mime/reader/quote_places.h"

namespace convert::mime {

struct ReadContext {
  std::uint32_t charset = 0;    // --charset: of 8-bit text that names no charset; 0: none was given
  std::uint32_t inherited = 0;  // the page of such text in the message around this one; 0: unknown
  std::shared_ptr<const void> owner{};        // of the bytes; null: they outlive the model
  std::string place{};                        // of the message: "Inbox/1.eml"; for damage
  std::vector<std::string>* notes = nullptr;  // remarks, one line each; may be null
  const QuotePlaces* quotes = nullptr;        // of a message whose quotes were taken off
  std::size_t depth = 0;                      // of messages in messages
  bool is_mbox =
      false;  // Status fields above the message's own are the mailbox's, not the message's

  /// An offset as damage and parts have it, as one in the file.
  [[nodiscard]] std::uint64_t in_file(std::uint64_t offset) const {
    return quotes == nullptr ? offset : quotes->in_file(offset);
  }

  void note(std::string text) const {
    if (notes != nullptr) {
      notes->push_back(std::move(text));
    }
  }
};

}  // namespace convert::mime
