// The page "What was lost".
#pragma once

#include <cstddef>
#include <cstdint>
#include <map>
#include <optional>
#include <string>
#include <string_view>
#include <vector>

#include "converters/pages/damage_strip.h"
#include "converters/pages/mail_trees.h"
#include "converters/pages/page_frame.h"
#include "converters/pages/report_file.h"

namespace convert::pages {

// Rows of one table of one mailbox; the tables beside the mails have all of them.
inline constexpr std::uint64_t kMostRows = 5000;

/// What one mailbox lost.
class MailboxLosses {
 public:
  /// `table_url`: of the directory of its tables, from the pages.
  MailboxLosses(std::string name, std::string table_url, const ReportMailbox* report);

  void add(const LossRow& loss);
  /// A message that is there and lacks something; `number` in the list.
  void add_incomplete(const ManifestRow& row, std::uint64_t number);
  /// What of the output could not be put into the pages.
  void add_trouble(const std::string& text);

  [[nodiscard]] std::uint64_t losses() const { return losses_; }
  [[nodiscard]] std::uint64_t incomplete() const { return incomplete_; }
  [[nodiscard]] std::uint64_t troubles() const { return troubles_; }

  /// `sizes`: of sources, by their file names.
  [[nodiscard]] std::string html(const std::map<std::string, std::uint64_t>& sizes) const;

 private:
  [[nodiscard]] std::string books() const;
  [[nodiscard]] std::string rest_of(std::uint64_t count, std::string_view table) const;

  std::string name_;
  std::string table_url_;
  const ReportMailbox* report_;  // null without one
  HtmlTable loss_table_;
  HtmlTable incomplete_table_;
  std::string trouble_list_;
  std::map<std::string, DamageStrip> strips_;  // by source
  std::uint64_t losses_ = 0;
  std::uint64_t incomplete_ = 0;
  std::uint64_t troubles_ = 0;
};

}  // namespace convert::pages
