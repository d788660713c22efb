// What is to be said of the labels of a mailbox: those that nobody knows, those that are assumed.
#pragma once

#include <cstdint>
#include <set>
#include <string>
#include <string_view>
#include <vector>

#include "formats/ccmail/message.h"

namespace convert::ccmail {

class LabelNotes {
 public:
  /// `labels` must outlive it.
  explicit LabelNotes(const ::ccmail::Labels& labels) : labels_(labels) {}

  void add(const ::ccmail::Message& message);
  /// A line for each kind that there is.
  [[nodiscard]] std::vector<std::string> lines(std::uint32_t code_page) const;

 private:
  void look_at(::ccmail::Label label, std::string_view name);

  const ::ccmail::Labels& labels_;
  std::set<std::string> unknown_;  // the first ones, in lower case
  std::set<std::string> assumed_;
  std::uint64_t messages_ = 0;  // that have unknown ones
};

}  // namespace convert::ccmail
