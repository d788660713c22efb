// Listens to a set that is read again: digests of its letters and entries, in their order.
#pragma once

#include <string>
#include <vector>

#include "converters/iff/folder_names.h"
#include "converters/model/stream.h"

namespace convert::iff {

/// What a set says, in the order of its rows.
struct SetDigest {
  std::vector<std::string> letters;
  std::vector<std::string> entries;
  friend bool operator==(const SetDigest&, const SetDigest&) = default;
};

class ComparingSink final : public model::Sink {
 public:
  [[nodiscard]] model::Result<void> store(const model::Store& store) override;
  [[nodiscard]] model::Result<void> folder(const model::Folder& folder) override;
  [[nodiscard]] model::Result<void> expect(model::FolderId folder, std::uint64_t more) override;
  [[nodiscard]] model::Result<model::Delivered> message(const model::Message& message) override;
  [[nodiscard]] model::Result<void> loss(const model::Loss& loss) override;
  [[nodiscard]] model::Result<void> note(const model::Note& note) override;
  [[nodiscard]] model::Result<void> finish() override { return {}; }

  [[nodiscard]] const SetDigest& digest() const { return digest_; }
  /// The first thing that is wrong with the set; empty: nothing.
  [[nodiscard]] const std::string& fault() const { return fault_; }

 private:
  model::Store store_;
  FolderNames names_;
  SetDigest digest_;
  std::string fault_;
};

}  // namespace convert::iff
