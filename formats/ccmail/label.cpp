#include "formats/ccmail/label.h"

#include <algorithm>
#include <utility>

#include "formats/text/ascii.h"

namespace ccmail {
namespace {

struct Row {
  std::string_view text;
  Label label;
  Evidence evidence;
};

// The one place of every spelling that no file of the user's gives. FORMAT.md 2 has the sources.
constexpr std::array kRows = {
    Row{"Message", Label::Message, Evidence::Reported},     // KB Q184052, Q184391
    Row{"From", Label::From, Evidence::Reported},           // KB Q184052
    Row{"Date", Label::Date, Evidence::Reported},           // KB Q184052, Q181186
    Row{"To", Label::To, Evidence::Reported},               // KB Q184052
    Row{"Subject", Label::Subject, Evidence::Reported},     // KB Q184052
    Row{"Contents", Label::Contents, Evidence::Reported},   // KB Q234745
    Row{"RRT", Label::ReturnReceipt, Evidence::Reported},   // KB Q262989; its value is not known
    Row{"Text item", Label::TextItem, Evidence::Reported},  // KB Q184052, Q156063
    Row{"cc", Label::Cc, Evidence::Inferred},               // KB Q243184 needs it
    Row{"bcc", Label::Bcc, Evidence::Inferred},             // KB Q181125 needs it
    Row{"File item", Label::FileItem, Evidence::Inferred},  // KB Q156063: "file items"
    Row{"Fax item", Label::FaxItem, Evidence::Assumed},     // KB Q197363: that there are some
    Row{"Graphic item", Label::GraphicItem, Evidence::Assumed},  // KB Q166614: likewise
    Row{"OLE item", Label::OleItem, Evidence::Assumed},          // KB Q198828: likewise
    Row{"Message item", Label::MessageItem, Evidence::Assumed},  // KB Q184991: likewise
    Row{"Folder", Label::Folder, Evidence::Assumed},             // KB Q186740: the option alone
    Row{"Priority", Label::Priority, Evidence::Assumed},         // the attribute exists
    Row{"Status", Label::Status, Evidence::Assumed},             // likewise, KB Q280071
    Row{"Receipt", Label::ReceiptRequest, Evidence::Assumed},    // likewise
};

constexpr std::array kMeanings = {Meaning{"message", Label::Message},
                                  Meaning{"from", Label::From},
                                  Meaning{"date", Label::Date},
                                  Meaning{"to", Label::To},
                                  Meaning{"cc", Label::Cc},
                                  Meaning{"bcc", Label::Bcc},
                                  Meaning{"subject", Label::Subject},
                                  Meaning{"rrt", Label::ReturnReceipt},
                                  Meaning{"receipt", Label::ReceiptRequest},
                                  Meaning{"priority", Label::Priority},
                                  Meaning{"status", Label::Status},
                                  Meaning{"folder", Label::Folder},
                                  Meaning{"contents", Label::Contents},
                                  Meaning{"text-item", Label::TextItem},
                                  Meaning{"file-item", Label::FileItem},
                                  Meaning{"fax-item", Label::FaxItem},
                                  Meaning{"graphic-item", Label::GraphicItem},
                                  Meaning{"ole-item", Label::OleItem},
                                  Meaning{"message-item", Label::MessageItem},
                                  Meaning{"other-item", Label::OtherItem}};

constexpr bool is_word_character(char c) {
  return (c >= 'a' && c <= 'z') || (c >= 'A' && c <= 'Z') || (c >= '0' && c <= '9') || c == ' ' ||
         c == '-';
}

constexpr std::string_view kItem = " item";

}  // namespace

std::span<const Meaning> meanings() { return kMeanings; }

Labels::Labels() {
  evidence_.fill(Evidence::Given);
  for (const Row& row : kRows) {
    add({.text = std::string(row.text), .label = row.label});
    evidence_.at(static_cast<std::size_t>(row.label)) = row.evidence;
  }
}

void Labels::add(Spelling spelling) {
  const char first = spelling.text.front();
  first_[static_cast<unsigned char>(first)] = true;
  first_[static_cast<unsigned char>(text::to_lower(first))] = true;
  if (first >= 'a' && first <= 'z') {
    first_[static_cast<unsigned char>(first - ('a' - 'A'))] = true;
  }
  std::erase_if(spellings_,
                [&](const Spelling& one) { return text::same_word(one.text, spelling.text); });
  spellings_.push_back(std::move(spelling));
}

bytes::Result<void> Labels::add(std::string_view file) {
  std::size_t number = 0;
  while (!file.empty()) {
    const std::size_t end = std::min(file.find('\n'), file.size());
    const std::string_view line = text::trim(file.substr(0, end), " \t\r\x1A");
    file.remove_prefix(std::min(end + 1, file.size()));
    ++number;
    if (line.empty() || line.starts_with('#')) {
      continue;
    }
    const std::size_t sign = line.find('=');
    const std::string_view word = text::trim(line.substr(0, std::min(sign, line.size())));
    const auto* meaning = std::ranges::find_if(
        kMeanings, [word](const Meaning& one) { return text::same_word(one.word, word); });
    std::string_view text = sign == std::string_view::npos ? "" : text::trim(line.substr(sign + 1));
    text = text::trim(text.ends_with(':') ? text.substr(0, text.size() - 1) : text);
    if (meaning == kMeanings.end() || text.empty() || text.size() > kLongestLabel ||
        text.find(':') != std::string_view::npos) {
      return bytes::fail(bytes::ErrorKind::NotThisFormat,
                         "line " + std::to_string(number) + " of the labels is not understood",
                         "each line is a meaning, = and a label of at most 32 bytes, such as "
                         "text-item = Textelement");
    }
    add({.text = std::string(text), .label = meaning->label});
    evidence_.at(static_cast<std::size_t>(meaning->label)) = Evidence::Given;
  }
  return {};
}

std::optional<LabelMatch> Labels::match_known(std::string_view line) const {
  if (line.empty() || !may_begin(line.front())) {
    return std::nullopt;
  }
  for (const Spelling& one : spellings_) {
    const std::size_t size = one.text.size();
    if (line.size() > size && line[size] == ':' &&
        text::same_word(line.substr(0, size), one.text)) {
      return LabelMatch{.label = one.label, .text = line.substr(0, size)};
    }
  }
  return std::nullopt;
}

std::optional<LabelMatch> Labels::match(std::string_view line) const {
  if (const auto known = match_known(line)) {
    return known;
  }
  std::size_t colon = 0;
  while (colon < line.size() && colon <= kLongestLabel && is_word_character(line[colon])) {
    ++colon;
  }
  if (colon == 0 || colon > kLongestLabel || colon == line.size() || line[colon] != ':' ||
      line.front() == ' ') {
    return std::nullopt;
  }
  const std::string_view word = line.substr(0, colon);
  const bool is_item =
      word.size() > kItem.size() && text::same_word(word.substr(word.size() - kItem.size()), kItem);
  return LabelMatch{.label = is_item ? Label::OtherItem : Label::Unknown, .text = word};
}

}  // namespace ccmail
