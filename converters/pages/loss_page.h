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
// Pictures of one mailbox: a store has one, a post office one for each of its files.
inline constexpr std::size_t kMostStrips = 100;

using SourceSizes = std::map<std::string, std::optional<std::uint64_t>>;

/// What one mailbox lost.
class MailboxLosses {
 public:
  /// `table_url`: of the directory of its tables, from the pages. `report`: null without one.
  MailboxLosses(std::string name, std::string table_url, const ReportMailbox* report);

  void add(const LossRow& loss);
  /// A message that is there and lacks something; `number` in the list.
  void add_incomplete(const ManifestRow& row, std::uint64_t number);
  /// What of the output could not be put into the pages.
  void add_trouble(const std::string& text);

  /// Items and folders that are gone.
  [[nodiscard]] std::uint64_t losses() const { return losses_; }
  /// Pieces of the store that are damaged, which may have cost nothing.
  [[nodiscard]] std::uint64_t damages() const { return damages_; }
  [[nodiscard]] std::uint64_t incomplete() const { return incomplete_; }
  [[nodiscard]] std::uint64_t troubles() const { return troubles_; }

  /// `sizes`: of sources, by their file names; nullopt for a directory, which has no picture.
  [[nodiscard]] std::string html(const SourceSizes& sizes) const;

 private:
  void draw(const std::string& source, const std::string& item, std::string_view reason,
            const std::vector<DamageMark>& marks);
  [[nodiscard]] std::string books() const;
  [[nodiscard]] std::string strips_html(const SourceSizes& sizes) const;
  [[nodiscard]] std::string rest_of(std::uint64_t count, std::string_view table) const;

  std::string name_;
  std::string table_url_;
  const ReportMailbox* report_;  // null without one
  HtmlTable loss_table_;
  HtmlTable incomplete_table_;
  std::string trouble_list_;
  std::map<std::string, DamageStrip> strips_;  // by source
  std::uint64_t not_drawn_ = 0;                // places in sources beyond kMostStrips
  std::uint64_t losses_ = 0;
  std::uint64_t damages_ = 0;
  std::uint64_t incomplete_ = 0;
  std::uint64_t troubles_ = 0;
};

}  // namespace convert::pages
