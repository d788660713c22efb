// Options as texts, and what they mean.
#pragma once

#include <optional>
#include <string>

#include "converters/run/batch/scheduler.h"
#include "tools/common/arguments.h"

namespace tool {

/// Options as text, before they are checked against what they mean.
struct OptionTexts {
  std::string charset;
  std::string zone;
  std::string dedupe;
  std::string dedupe_key = "exact";
  std::optional<std::string> since;
  std::optional<std::string> until;
  std::string engine = "native";
  int item_timeout = 120;
  int mailbox_timeout = static_cast<int>(run::batch::kMailboxTimeout.count());
  std::optional<std::string> split_size;  // "" is a mistake, too
  std::optional<std::string> encoding;
  std::string directory_charset;
  std::optional<std::string> directory_separators;
  std::string labels;  // a file
  std::optional<std::string> node;
  std::optional<std::string> object;
  std::optional<std::string> offset;
};

/// Fills what the texts mean into `arguments`; the reason, for the user, when one means nothing.
[[nodiscard]] std::optional<std::string> interpret(const OptionTexts& texts, Arguments& arguments);

}  // namespace tool
