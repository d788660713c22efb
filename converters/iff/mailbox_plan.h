// The rows of a mailbox looked at once, before any of them is delivered.
#pragma once

#include <cstdint>
#include <memory>
#include <string>
#include <vector>

#include "converters/iff/address_book.h"
#include "converters/iff/folder_plan.h"
#include "converters/iff/message.h"
#include "formats/bytes/file_view.h"

namespace convert::iff {

/// A section with everything that reading its rows takes.
class OpenSection {
 public:
  /// Errors of opening the primary file.
  [[nodiscard]] static bytes::Result<OpenSection> open(const ::iff::MigrationSet& set,
                                                       ::iff::SectionPlace place);

  [[nodiscard]] const ::iff::PrimaryFile& primary() const { return *primary_; }
  [[nodiscard]] const ::iff::Section& section() const { return *section_; }
  [[nodiscard]] const ::iff::Columns& columns() const { return columns_; }
  [[nodiscard]] const bytes::FileView& view() const { return *view_; }
  [[nodiscard]] ::iff::RowReader rows() const;
  [[nodiscard]] SectionContext context(const ::iff::MigrationSet& set, SecondaryFiles& files) const;

 private:
  OpenSection(std::shared_ptr<const bytes::FileView> view, const ::iff::PrimaryFile& primary,
              const ::iff::Section& section);

  std::shared_ptr<const bytes::FileView> view_;
  const ::iff::PrimaryFile* primary_;
  const ::iff::Section* section_;
  ::iff::Columns columns_;
};

/// The folder that a row of messages names, decoded.
[[nodiscard]] std::string folder_of(const SectionContext& context, const ::iff::Row& row);

struct MailboxPlan {
  FolderPlan folders;
  std::vector<EntriesByName> entries;  // by section; empty for those of messages
  std::vector<std::string> notes;
  std::vector<std::string> damages;
  std::vector<std::string> losses;  // of sections that cannot be read at all
};

[[nodiscard]] MailboxPlan plan_mailbox(const ::iff::MigrationSet& set,
                                       const ::iff::SetMailbox& mailbox, SecondaryFiles& files);

}  // namespace convert::iff
