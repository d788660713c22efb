// A sink in the middle that notes down what each item is and what became of it.
#pragma once

#include <map>
#include <memory>
#include <string>

#include "converters/model/forwarding_sink.h"
#include "converters/run/evidence/item_record.h"

namespace run::evidence {

/// Passes everything on, and keeps a record of each item, each loss and each fallback. Stands
/// behind the books and before everything that changes or leaves out an item: people and times are
/// the source's own.
class EvidenceSink final : public model::ForwardingSink {
 public:
  /// `next` must outlive the sink.
  EvidenceSink(model::Sink& next, std::shared_ptr<RecordFile> records)
      : ForwardingSink(next), records_(std::move(records)) {}

  [[nodiscard]] model::Result<void> folder(const model::Folder& folder) override;
  [[nodiscard]] model::Result<model::Delivered> message(const model::Message& message) override;
  [[nodiscard]] model::Result<void> loss(const model::Loss& loss) override;
  [[nodiscard]] model::Result<void> note(const model::Note& note) override;

 private:
  [[nodiscard]] std::string path_of(model::FolderId id) const;

  std::shared_ptr<RecordFile> records_;
  std::map<model::FolderId, std::string> folders_;  // their paths
};

/// What there is to say of a message before anything was done with it.
[[nodiscard]] ItemRecord record_of(const model::Message& message);

}  // namespace run::evidence
