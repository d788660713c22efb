// Messages of a mailbox of which no row tells: how many there are, for the books.
#pragma once

#include <cstdint>

#include "converters/model/stream.h"
#include "formats/iff/set_mailbox.h"
#include "formats/iff/unclaimed_sections.h"

namespace convert::iff {

class LostMessages {
 public:
  /// A row that is lost, or a message whose row leads to no section: its own may be among those
  /// that no row names.
  void count_row() { ++rows_; }
  /// Sections that no row names were delivered as a message.
  void count_delivered() { ++messages_; }
  /// Sections that no row names. A message begins with its body. As many as there are rows without
  /// sections are counted by these; beyond, each is an item.
  [[nodiscard]] model::LossKind judge(const ::iff::Unclaimed& unclaimed);
  /// Behind all that. Of a primary file that is lost nobody knows how many messages it told of,
  /// unless their sections are there: it counts as one.
  [[nodiscard]] model::Result<void> tell_files(const ::iff::SetMailbox& mailbox,
                                               model::Sink& sink) const;

 private:
  std::uint64_t rows_ = 0;
  std::uint64_t messages_ = 0;
};

}  // namespace convert::iff
