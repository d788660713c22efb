#include "converters/ccmail/mailbox_plan.h"

#include <algorithm>
#include <iterator>
#include <optional>
#include <utility>

#include "converters/ccmail/label_notes.h"
#include "formats/bytes/byte_source.h"
#include "formats/bytes/file_magic.h"
#include "formats/bytes/mac_binary.h"
#include "formats/ccmail/address.h"
#include "formats/ccmail/hex_text.h"
#include "formats/ccmail/item_name.h"
#include "formats/text/code_page.h"
#include "formats/text/lead_byte.h"
#include "formats/text/page_impression.h"

namespace convert::ccmail {
namespace {

using ::ccmail::Item;
using ::ccmail::Label;

/// How many characters of two bytes there are, and how many of these are none.
class PairCount {
 public:
  explicit PairCount(std::uint32_t page) : page_(page), is_of_pairs_(has_pairs(page)) {}

  void add(std::string_view text) {
    if (!is_of_pairs_ || text::is_ascii(text)) {
      return;
    }
    for (std::size_t i = 0; i < text.size(); ++i) {
      if (text::is_lead_byte(text[i], page_)) {
        ++pairs_;
        ++i;
      }
    }
    wrong_ += text::decode(text, page_).undecodable;
  }

  /// KB Q255882.
  [[nodiscard]] std::string doubt() const {
    constexpr std::uint64_t kMostPercent = 5;
    if (wrong_ * 100 <= pairs_ * kMostPercent) {
      return {};
    }
    return "Text.codepage: " + std::to_string(wrong_) + " of " + std::to_string(pairs_) +
           " characters of two bytes are none in code page " + std::to_string(page_) +
           ": if --charset is right, the export was made on a Windows of another language: export "
           "again on one of the mail's";
  }

 private:
  static bool has_pairs(std::uint32_t page) { return text::is_lead_byte('\x90', page); }

  std::uint32_t page_;
  bool is_of_pairs_;
  std::uint64_t pairs_ = 0;
  std::uint64_t wrong_ = 0;
};

/// formats/ccmail/FORMAT.md 4: most files are hexadecimal text. A single one is only when that
/// makes sense. What is empty or cut off says nothing.
class HexVotes {
 public:
  void add(const Item& item) {
    if (item.data.empty() || !item.is_complete) {
      return;
    }
    ++files_;
    if (::ccmail::is_hex_text(item.data)) {
      ++hexes_;
      has_magic_ = hexes_ == 1 && has_magic(item.data);
    }
  }

  [[nodiscard]] bool is_hex() const { return hexes_ * 2 > files_ && (hexes_ > 1 || has_magic_); }
  /// How many files are none.
  [[nodiscard]] std::uint64_t others() const { return files_ - hexes_; }

 private:
  [[nodiscard]] static bool has_magic(std::span<const std::byte> digits) {
    const auto stream = ::ccmail::make_hex_blob(digits, nullptr)->open();
    std::vector<std::byte> head(bytes::kMacBinaryBlock);
    const auto got = stream ? (*stream)->read(head) : bytes::Result<std::size_t>(0);
    return !bytes::extension_by_magic(std::span(head).first(got.value_or(0))).empty();
  }

  std::uint64_t files_ = 0;
  std::uint64_t hexes_ = 0;
  bool has_magic_ = false;  // of the first of them
};

class Planner {
 public:
  Planner(MailboxPlan& plan)
      : plan_(plan), pairs_(plan.context.code_page), labels_(*plan.context.labels) {}

  void add(ExportFile& file, OpenExport& opened) {
    std::uint64_t repeats = 0;
    plan_.size += opened.place.view->bytes().size();
    file.layout = opened.reader.layout();
    while (const auto piece = opened.reader.next()) {
      if (piece->kind != ::ccmail::PieceKind::Message) {
        continue;
      }
      if (!keeps_repeats_ && repeats_.find_first(file, opened.place, *piece, {})) {
        ++repeats;
        continue;
      }
      add(piece->message, file);
    }
    if (repeats != 0) {
      names_.push_back(opened.place.file +
                       (repeats == 1 ? "" : " (" + std::to_string(repeats) + ")"));
      all_repeats_ += repeats;
    }
    tell_layout(opened);
  }

  void keep_repeats() { keeps_repeats_ = true; }
  void assume_page() { is_page_assumed_ = true; }

  void finish(const std::optional<::ccmail::DateOrder>& given) {
    settle_order(given);
    plan_.context.is_hex = hex_.is_hex();
    if (plan_.context.is_hex) {
      plan_.notes.emplace_back("its files are hexadecimal text: decoded, and the text kept beside");
    }
    if (plan_.context.is_hex && hex_.others() != 0) {
      plan_.warnings.push_back(std::to_string(hex_.others()) +
                               (hex_.others() == 1 ? " file is" : " files are") +
                               " no hexadecimal text among files that are: kept as they stand");
    }
    std::ranges::move(labels_.lines(plan_.context.code_page), std::back_inserter(plan_.notes));
    if (is_page_assumed_ && has_8bit_) {
      plan_.notes.push_back("Text.codepage: assumed to be " +
                            std::to_string(plan_.context.code_page) +
                            ", as nothing in an export tells it; --charset names another");
    }
    if (left_out_ != 0) {
      plan_.notes.push_back(std::to_string(left_out_) +
                            " empty messages of Stationery, Preferences and Rules, which hold no "
                            "mail, are left out");
    }
    if (all_repeats_ != 0) {
      tell_repeats();
    }
    if (const std::string doubt = pairs_.doubt(); !doubt.empty()) {
      plan_.damages.push_back(doubt);
    }
    if (const std::string doubt = impression_.doubt(plan_.context.code_page); !doubt.empty()) {
      plan_.warnings.push_back(doubt);
    }
  }

 private:
  void add(const ::ccmail::Message& message, ExportFile& file) {
    const Destination where = destination_of(message, plan_.context.code_page);
    if (where.is_left_out) {
      ++left_out_;
      return;
    }
    for (const std::string& board : where.boards) {
      ++file.planned[plan_.folders.expect_board(board)];
    }
    if (where.boards.empty()) {
      ++file.planned[plan_.folders.expect(where.folder)];
    }
    labels_.add(message);
    for (const auto& field : message.fields) {
      for (const std::string_view line : field.lines) {
        pairs_.add(line);
        look_for_8bit(line);
      }
    }
    if (const auto* date = message.find(Label::Date)) {
      vote(date->text());
    }
    for (const Item& item : message.items) {
      add(item);
    }
  }

  void add(const Item& item) {
    constexpr std::size_t kSample = 4096;
    look_for_8bit(item.title);
    if (item.label == Label::TextItem) {
      pairs_.add(bytes::as_text(item.data));
      look_for_8bit(bytes::as_text(item.data));
      impression_.add(item.data.first(std::min(kSample, item.data.size())));
      return;
    }
    if (item.label == Label::FileItem) {
      hex_.add(item);
    }
    vote(::ccmail::split_item_title(item.title).date);
  }

  /// Only text of 7 bits is the same in every page.
  void look_for_8bit(std::string_view text) {
    has_8bit_ = has_8bit_ || (is_page_assumed_ && !text::is_ascii(text));
  }

  void vote(std::string_view written) {
    if (const auto date = ::ccmail::read_written_date(written)) {
      votes_.add(*date);
    }
  }

  void settle_order(const std::optional<::ccmail::DateOrder>& given) {
    const auto shown = votes_.majority();
    plan_.context.order = given.value_or(shown.value_or(::ccmail::DateOrder::MonthDayYear));
    const std::string name(::ccmail::name_of(plan_.context.order));
    if (!given && !shown && votes_.total() != 0) {
      plan_.notes.push_back("Date.order: no date tells day and month apart: read as " + name +
                            "; --date-order says otherwise");
    }
    if (const std::uint64_t others = votes_.against(plan_.context.order); others != 0) {
      plan_.notes.push_back("Date.order: " + std::to_string(others) +
                            " dates fit another order than " + name +
                            " alone, and are read by themselves");
    }
  }

  void tell_layout(const OpenExport& file) {
    const auto& layout = file.reader.layout();
    constexpr std::array<std::string_view, 3> kLevels = {"messages", "contents", "items"};
    for (std::size_t i = 0; i < kLevels.size(); ++i) {
      if (layout.shifts.at(i) != 0) {
        plan_.notes.push_back(file.place.file + ": sizes of " + std::string(kLevels.at(i)) +
                              " count from " + std::to_string(layout.shifts.at(i)) +
                              " bytes beside where they should");
      }
    }
  }

  void tell_repeats() {
    constexpr std::size_t kMost = 100;
    std::string line = std::to_string(all_repeats_) +
                       (all_repeats_ == 1 ? " message is" : " messages are") +
                       " the same as one before, byte for byte, and left out "
                       "(--keep-duplicates keeps them):";
    for (std::size_t i = 0; i < std::min(kMost, names_.size()); ++i) {
      line += (i == 0 ? " " : ", ") + names_[i];
    }
    plan_.notes.push_back(line + (names_.size() > kMost ? ", …" : ""));
  }

  MailboxPlan& plan_;
  PairCount pairs_;
  text::PageImpression impression_;
  HexVotes hex_;
  LabelNotes labels_;
  ::ccmail::OrderVotes votes_;
  Repeats repeats_;
  bool keeps_repeats_ = false;
  bool is_page_assumed_ = false;
  bool has_8bit_ = false;
  std::uint64_t left_out_ = 0;
  std::uint64_t all_repeats_ = 0;
  std::vector<std::string> names_;  // of files with repeats
};

}  // namespace

std::optional<std::string> Repeats::find_first(const ExportFile& file, const Place& place,
                                               const ::ccmail::Piece& piece,
                                               const std::string& id) {
  if (!file.is_retried) {
    return std::nullopt;
  }
  auto bytes = place.view->bytes().subspan(piece.offset, piece.length);
  while (!bytes.empty() && ::ccmail::is_separator(static_cast<char>(bytes.back()))) {
    bytes = bytes.first(bytes.size() - 1);
  }
  const auto [first, is_new] = seen_.try_emplace(bytes::sha256(bytes), id);
  return is_new ? std::nullopt : std::optional(first->second);
}

bytes::Result<MailboxPlan> plan_mailbox(std::vector<ExportFile>& files,
                                        const model::ReadOptions& options,
                                        const ::ccmail::Labels& labels) {
  MailboxPlan plan;
  plan.context.code_page = options.charset != 0 ? options.charset : kDefaultPage;
  plan.context.repairs_years = options.repair_years;
  plan.context.omits_bcc = options.omit_bcc;
  plan.context.owner_post_office = ::ccmail::read_address(options.owner).post_office;
  plan.context.labels = &labels;
  const auto order = ::ccmail::date_order_by_name(options.date_order);
  if (!options.date_order.empty() && !order) {
    return bytes::fail(bytes::ErrorKind::NotThisFormat,
                       "no order of dates is called " + options.date_order,
                       "they are mdy, dmy and ymd");
  }
  Planner planner(plan);
  if (options.keep_duplicates) {
    planner.keep_repeats();
  }
  if (options.charset == 0) {
    planner.assume_page();
  }
  for (ExportFile& file : files) {
    auto opened = open_export(file, labels);
    if (opened) {
      planner.add(file, *opened);
    } else if (files.size() == 1) {
      return tl::unexpected(opened.error());
    } else {
      plan.refused.push_back({.file = file.path.filename().string(), .error = opened.error()});
    }
  }
  planner.finish(order);
  return plan;
}

}  // namespace convert::ccmail
