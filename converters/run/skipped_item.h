// An item that was skipped, for a list of them.
#pragma once

#include <string>

#include "converters/model/stream.h"
#include "converters/run/account.h"

namespace run {

struct SkippedItem {
  FolderPath folder{};
  std::string native_id{};
  std::string message_class{};
  std::string sender{};  // "Ann Ash <ann@example.com>", or what there is of it
  std::string subject{};
  model::OptionalTimestamp date{};  // of sending, else of receiving
  std::string why{};
  std::string repeats{};  // of a duplicate: the item it is one of
};

[[nodiscard]] SkippedItem skipped_item(const model::Message& message,
                                       const model::Delivered& delivered, const FolderPath& folder);

}  // namespace run
