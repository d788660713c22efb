#include "converters/ccmail/mailbox_plan.h"

#include <algorithm>
#include <map>
#include <optional>
#include <utility>

#include "converters/ccmail/message.h"
#include "formats/bytes/byte_source.h"
#include "formats/bytes/file_magic.h"
#include "formats/bytes/mac_binary.h"
#include "formats/ccmail/address.h"
#include "formats/ccmail/hex_text.h"
#include "formats/ccmail/item_name.h"
#include "formats/text/ascii.h"
#include "formats/text/code_page.h"
#include "formats/text/lead_byte.h"
#include "formats/text/page_impression.h"

namespace convert::ccmail {
namespace {

namespace fs = std::filesystem;
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

/// formats/ccmail/FORMAT.md 4: every file is hexadecimal text. A single one is only when that makes
/// sense.
class HexVotes {
 public:
  void add(const Item& item) {
    ++files_;
    if (hexes_ + 1 == files_ && ::ccmail::is_hex_text(item.data)) {
      ++hexes_;
      first_ = files_ == 1 ? item.data : first_;
    }
  }

  [[nodiscard]] bool is_hex() const {
    if (files_ == 0 || hexes_ != files_) {
      return false;
    }
    return files_ > 1 || has_magic();
  }

 private:
  [[nodiscard]] bool has_magic() const {
    const auto stream = ::ccmail::make_hex_blob(first_, nullptr)->open();
    std::vector<std::byte> head(bytes::kMacBinaryBlock);
    const auto got = stream ? (*stream)->read(head) : bytes::Result<std::size_t>(0);
    return !bytes::extension_by_magic(std::span(head).first(got.value_or(0))).empty();
  }

  std::uint64_t files_ = 0;
  std::uint64_t hexes_ = 0;
  std::span<const std::byte> first_;
};

class Planner {
 public:
  Planner(MailboxPlan& plan) : plan_(plan), pairs_(plan.context.code_page) {}

  void add(ExportFile& file) {
    std::uint64_t repeats = 0;
    plan_.size += file.place.view->bytes().size();
    while (const auto piece = file.reader.next()) {
      if (piece->kind != ::ccmail::PieceKind::Message) {
        continue;
      }
      if (!keeps_repeats_ && repeats_.is_repeat(file, *piece)) {
        ++repeats;
        continue;
      }
      add(piece->message);
    }
    file.reader.rewind();
    if (repeats != 0) {
      names_.push_back(file.place.file +
                       (repeats == 1 ? "" : " (" + std::to_string(repeats) + ")"));
      all_repeats_ += repeats;
    }
    tell_layout(file);
  }

  void keep_repeats() { keeps_repeats_ = true; }

  void finish(const std::optional<::ccmail::DateOrder>& given) {
    settle_order(given);
    plan_.context.is_hex = hex_.is_hex();
    if (plan_.context.is_hex) {
      plan_.notes.emplace_back("its files are hexadecimal text: decoded, and the text kept beside");
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
  void add(const ::ccmail::Message& message) {
    const Destination where = destination_of(message, plan_.context.code_page);
    if (where.is_left_out) {
      ++left_out_;
      return;
    }
    for (const std::string& board : where.boards) {
      plan_.folders.expect_board(board);
    }
    if (where.boards.empty()) {
      plan_.folders.expect(where.folder);
    }
    for (const auto& field : message.fields) {
      for (const std::string_view line : field.lines) {
        pairs_.add(line);
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
    if (item.label == Label::TextItem) {
      pairs_.add(bytes::as_text(item.data));
      impression_.add(item.data.first(std::min(kSample, item.data.size())));
      return;
    }
    if (item.label == Label::FileItem) {
      hex_.add(item);
    }
    vote(::ccmail::split_item_title(item.title).date);
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

  void tell_layout(const ExportFile& file) {
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
  ::ccmail::OrderVotes votes_;
  Repeats repeats_;
  bool keeps_repeats_ = false;
  std::uint64_t left_out_ = 0;
  std::uint64_t all_repeats_ = 0;
  std::vector<std::string> names_;  // of files with repeats
};

}  // namespace

bool is_retried_file(const fs::path& path) {
  const std::string extension = text::lower_case(path.extension().string());
  const std::string directory = text::lower_case(path.parent_path().filename().string());
  return extension == ".und" || directory == "bad";
}

bool Repeats::is_repeat(const ExportFile& file, const ::ccmail::Piece& piece) {
  if (!file.is_retried) {
    return false;
  }
  auto bytes = file.place.view->bytes().subspan(piece.offset, piece.length);
  while (!bytes.empty() && ::ccmail::is_separator(static_cast<char>(bytes.back()))) {
    bytes = bytes.first(bytes.size() - 1);
  }
  return !seen_.insert(bytes::sha256(bytes)).second;
}

Destination destination_of(const ::ccmail::Message& message, std::uint32_t code_page) {
  Destination where;
  where.folder = folder_of(message, code_page);
  where.is_left_out = is_client_folder(where.folder) && is_empty(message);
  if (where.folder.empty()) {
    where.boards = boards_of(message, code_page);
  }
  return where;
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
  for (ExportFile& file : files) {
    planner.add(file);
  }
  planner.finish(order);
  return plan;
}

}  // namespace convert::ccmail
