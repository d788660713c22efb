#include "converters/ccmail/label_notes.h"

#include <algorithm>

#include "formats/text/ascii.h"
#include "formats/text/code_page.h"

namespace convert::ccmail {
namespace {

using ::ccmail::Label;

constexpr std::size_t kMostShown = 20;

std::string joined(const std::set<std::string>& names, std::uint32_t code_page) {
  std::string text;
  for (const std::string& name : names) {
    text += (text.empty() ? "" : ", ") + text::decode(name, code_page).utf8 + ":";
  }
  return text + (names.size() == kMostShown ? ", …" : "");
}

}  // namespace

void LabelNotes::add(const ::ccmail::Message& message) {
  bool has_unknown = false;
  for (const auto& field : message.fields) {
    look_at(field.label, field.name);
    has_unknown = has_unknown || (field.label == Label::Unknown && !field.name.empty());
  }
  for (const auto& item : message.items) {
    look_at(item.label, item.name);
  }
  messages_ += has_unknown ? 1U : 0U;
}

void LabelNotes::look_at(Label label, std::string_view name) {
  if (name.empty()) {
    return;
  }
  if (label == Label::Unknown) {
    if (unknown_.size() < kMostShown) {
      unknown_.insert(text::lower_case(name));
    }
  } else if (labels_.evidence_of(label) == ::ccmail::Evidence::Assumed) {
    assumed_.insert(text::lower_case(name));
  }
}

std::vector<std::string> LabelNotes::lines(std::uint32_t code_page) const {
  std::vector<std::string> out;
  if (messages_ != 0) {
    out.push_back("Header.label: " + std::to_string(messages_) +
                  (messages_ == 1 ? " message has" : " messages have") +
                  " header lines under labels that no table knows (" + joined(unknown_, code_page) +
                  "): kept as CcmailField-… properties, which PST and spool hold and MIME does "
                  "not; --labels gives them a meaning");
  }
  if (!assumed_.empty()) {
    out.push_back("Header.label: what these labels mean is assumed, as no source has them: " +
                  joined(assumed_, code_page) + "; --labels says otherwise");
  }
  return out;
}

}  // namespace convert::ccmail
