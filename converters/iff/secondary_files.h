// The secondary files of a set, opened when a row points into them.
#pragma once

#include <cstdint>
#include <list>
#include <memory>
#include <string>

#include "formats/bytes/file_view.h"
#include "formats/bytes/result.h"
#include "formats/iff/migration_set.h"
#include "formats/iff/secondary.h"

namespace convert::iff {

struct OpenSecondary {
  std::string key;
  std::string name;  // for people
  std::shared_ptr<const bytes::FileView> view;
  std::shared_ptr<const void> owner;  // of the bytes of `content`
  bool is_restored = false;           // they are no longer those of `view`: iff::RestoredFile
  ::iff::Secondary content;
};

/// Keeps the last few open; blobs keep theirs as long as they live.
class SecondaryFiles {
 public:
  explicit SecondaryFiles(const ::iff::MigrationSet& set) : set_(set) {}

  /// NoInput, with the words for a report, when it is not beside the others; errors of opening it.
  /// Valid until the next call.
  [[nodiscard]] bytes::Result<const OpenSecondary*> open(const std::string& key,
                                                         const std::string& name);

 private:
  const ::iff::MigrationSet& set_;
  std::list<OpenSecondary> open_;  // the last used in front
};

}  // namespace convert::iff
