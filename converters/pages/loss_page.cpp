#include "converters/pages/loss_page.h"

#include <algorithm>
#include <charconv>
#include <utility>

#include "converters/mime/manifest.h"
#include "converters/model/names.h"
#include "converters/pages/escape.h"
#include "formats/bytes/hex.h"

namespace convert::pages {
namespace {

std::optional<std::uint64_t> number_of(std::string_view text) {
  std::uint64_t value = 0;
  const auto* const end = text.data() + text.size();
  const auto parsed = std::from_chars(text.data(), end, value);
  return parsed.ec == std::errc() && parsed.ptr == end ? std::optional(value) : std::nullopt;
}

/// "0x5BF0+2": hexadecimal, as every message of ours names places.
std::string place_text(const DamageMark& mark) {
  return bytes::hex_offset(mark.offset) +
         (mark.length == 0 ? std::string() : '+' + std::to_string(mark.length));
}

/// The first few, each once.
std::string places_text(const std::vector<DamageMark>& marks) {
  constexpr std::size_t kMostPlaces = 8;
  std::vector<std::string> places;
  for (const DamageMark& mark : marks) {
    if (auto text = place_text(mark); std::ranges::find(places, text) == places.end()) {
      places.push_back(std::move(text));
    }
    if (places.size() > kMostPlaces) {
      places.back() = "...";
      break;
    }
  }
  std::string text;
  for (const std::string& place : places) {
    text += (text.empty() ? "" : " ") + place;
  }
  return text;
}

/// What is missing, a line for each piece: the manifest parts them by "; ".
std::string pieces_html(std::string_view missing) {
  constexpr std::string_view kBetween = "; ";
  std::string html;
  while (!missing.empty()) {
    const std::size_t end = std::min(missing.find(kBetween), missing.size());
    html += "<li>" + isolated(missing.substr(0, end)) + "</li>";
    missing.remove_prefix(std::min(end + kBetween.size(), missing.size()));
  }
  return "<ul>" + html + "</ul>";
}

std::string remarks_html(std::string_view title, const std::vector<ReportRemark>& remarks,
                         std::uint64_t count) {
  if (remarks.empty()) {
    return {};
  }
  std::string html =
      "<details><summary>" + escaped(title) + " (" + std::to_string(count) + ")</summary><ul>\n";
  for (const ReportRemark& remark : remarks) {
    html += "<li>" + isolated(remark.where) + ": " + isolated(remark.text) + "</li>\n";
  }
  if (count > remarks.size()) {
    html += "<li>" + std::to_string(count - remarks.size()) +
            " more, which the report counts and does not list</li>\n";
  }
  return html + "</ul></details>\n";
}

}  // namespace

MailboxLosses::MailboxLosses(std::string name, std::string table_url, const ReportMailbox* report)
    : name_(std::move(name)),
      table_url_(std::move(table_url)),
      report_(report),
      loss_table_("Lost or damaged", {"What", "Folder", "Item", "Place", "Reason", "Source"}),
      incomplete_table_("Incomplete", {"Message", "Folder", "Place", "What is missing"}) {}

void MailboxLosses::add(const LossRow& loss) {
  const bool is_gone = loss.kind == model::name_of(model::LossKind::Item) ||
                       loss.kind == model::name_of(model::LossKind::Folder);
  const auto offset = number_of(loss.offset);
  std::vector<DamageMark> marks = marks_in(loss.why);
  if (offset) {
    marks.insert(marks.begin(), {.offset = *offset, .length = number_of(loss.length).value_or(0)});
  }
  for (DamageMark& mark : marks) {
    mark.is_loss = is_gone;
  }
  draw(loss.source, loss.native_id, loss.why, marks);
  ++(is_gone ? losses_ : damages_);
  if (losses_ + damages_ <= kMostRows) {
    loss_table_.row({escaped(loss.kind), isolated(loss.folder), isolated(loss.native_id),
                     escaped(places_text(marks)), isolated(loss.why), isolated(loss.source)});
  }
}

void MailboxLosses::add_incomplete(const ManifestRow& row, std::uint64_t number) {
  const std::vector<DamageMark> marks = marks_in(row.missing);
  draw(row.source, row.native_id, row.missing, marks);
  if (++incomplete_ <= kMostRows) {
    const std::string subject = row.subject.empty() ? "(no subject)" : row.subject;
    incomplete_table_.row(
        {"<a href=\"index.html#" + std::to_string(number) + "\">" + isolated(subject) + "</a>",
         isolated(row.folder), escaped(places_text(marks)), pieces_html(row.missing)});
  }
}

void MailboxLosses::draw(const std::string& source, const std::string& item,
                         std::string_view reason, const std::vector<DamageMark>& marks) {
  // The item is a file of its own, and the places are in that: "first in Inbox/1.eml at 0xA7".
  const bool is_elsewhere =
      !item.empty() && reason.find(" in " + item + " at 0x") != std::string_view::npos;
  if (marks.empty() || is_elsewhere) {
    return;
  }
  if (strips_.size() == kMostStrips && !strips_.contains(source)) {
    not_drawn_ += marks.size();
    return;
  }
  for (const DamageMark& mark : marks) {
    strips_[source].add(mark);
  }
}

void MailboxLosses::add_trouble(const std::string& text) {
  if (++troubles_ <= kMostRows) {
    trouble_list_ += "<li>" + isolated(text) + "</li>\n";
  }
}

/// Of the tables beside the mails, which have what the page leaves out.
std::string MailboxLosses::rest_of(std::uint64_t count, std::string_view table) const {
  return count <= kMostRows ? std::string()
                            : "<p>The first " + std::to_string(kMostRows) + " of " +
                                  std::to_string(count) + "; all are in <a href=\"" + table_url_ +
                                  std::string(table) + "\">" + std::string(table) + "</a>.</p>\n";
}

std::string MailboxLosses::books() const {
  if (report_ == nullptr) {
    return "<p>No report was given (<code>--report</code>), or it does not know this output: what "
           "was expected is not known here.</p>\n";
  }
  const ReportMailbox& report = *report_;
  std::string html = "<p class=\"books\">" + std::to_string(report.expected) +
                     " expected = " + std::to_string(report.written) + " written + " +
                     std::to_string(report.skipped) + " skipped + " +
                     std::to_string(report.failed) + " failed";
  if (report.not_reached != 0) {
    html += " + " + std::to_string(report.not_reached) + " not reached";
  }
  html += "; " + escaped(report.status) + "</p>\n";
  if (!report.error.empty()) {
    html += "<p>" + isolated(report.error) + "</p>\n";
  }
  for (const auto& [why, count] : report.skipped_because) {
    html += "<p>" + std::to_string(count) + " skipped: " + isolated(why) + "</p>\n";
  }
  return html;
}

std::string MailboxLosses::strips_html(const SourceSizes& sizes) const {
  std::string html;
  for (const auto& [source, strip] : strips_) {
    const auto size = sizes.find(source);
    if (size == sizes.end() || size->second) {
      html += strip.svg(source, size == sizes.end() ? 0 : *size->second);
    }
  }
  if (not_drawn_ != 0) {
    html += "<p>" + std::to_string(not_drawn_) +
            " places of damage in further sources are not drawn.</p>\n";
  }
  return html;
}

std::string MailboxLosses::html(const SourceSizes& sizes) const {
  std::string html = "<section><h2>" + isolated(name_) + "</h2>\n" + books() + strips_html(sizes);
  if (losses_ == 0 && damages_ == 0 && incomplete_ == 0) {
    html += "<p>Nothing of this mailbox is told to be lost or incomplete.</p>\n";
  }
  if (losses_ + damages_ != 0) {
    html += loss_table_.html() + rest_of(losses_ + damages_, convert::mime::kLossesName);
  }
  if (incomplete_ != 0) {
    html += incomplete_table_.html() + rest_of(incomplete_, convert::mime::kManifestName);
  }
  if (troubles_ != 0) {
    html += "<h3>Not on these pages</h3><ul>" + trouble_list_ + "</ul>\n";
    if (troubles_ > kMostRows) {
      html += "<p>" + std::to_string(troubles_ - kMostRows) + " more are not listed.</p>\n";
    }
  }
  if (report_ != nullptr) {
    html += remarks_html("Incomplete folders", report_->partial_folders,
                         report_->partial_folders.size());
    html += remarks_html("Notes", report_->notes, report_->note_count);
  }
  return html + "</section>\n";
}

}  // namespace convert::pages
