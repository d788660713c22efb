// A text that grows, written some at a time.
#pragma once

#include <memory>
#include <string>
#include <string_view>

#include "formats/bytes/output.h"

namespace run::evidence {

class TextFile {
 public:
  /// `tree` must outlive the file, which is made by begin().
  TextFile(bytes::OutputTree& tree, std::string name) : tree_(tree), name_(std::move(name)) {}

  [[nodiscard]] bytes::Result<void> begin();
  [[nodiscard]] bytes::Result<void> add(std::string_view text);
  [[nodiscard]] bytes::Result<void> close();

 private:
  bytes::OutputTree& tree_;
  std::string name_;
  std::unique_ptr<bytes::OutputFile> file_;
  std::string waiting_;
};

}  // namespace run::evidence
