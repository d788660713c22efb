// A row of a MAILMESSAGE section as a message. README.md says what becomes what.
#pragma once

#include <cstdint>
#include <string>
#include <vector>

#include "converters/iff/secondary_files.h"
#include "converters/model/message.h"
#include "formats/iff/columns.h"
#include "formats/iff/row_reader.h"

namespace convert::iff {

/// What the rows of one section have in common.
struct SectionContext {
  const ::iff::MigrationSet& set;
  SecondaryFiles& files;
  const ::iff::PrimaryFile& primary;
  const ::iff::Columns& columns;
};

/// A message, and what is to be told of it.
struct ConvertedRow {
  model::Message message;
  std::vector<std::string> notes;
  std::vector<std::string> damages;    // read through a fallback; nothing of the message is missing
  std::vector<std::size_t> calendars;  // which attachments are Schedule sections
  bool is_bodiless = false;            // its row leads to no section
};

/// The row must not be a lost one. The message has no folder yet.
[[nodiscard]] ConvertedRow to_message(const SectionContext& context, const ::iff::Row& row);

/// "NORTH.PRI line 5".
[[nodiscard]] std::string place_of(const ::iff::PrimaryFile& primary, const ::iff::Place& at);

}  // namespace convert::iff
