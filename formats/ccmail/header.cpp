#include "formats/ccmail/header.h"

#include <algorithm>
#include <array>
#include <iterator>
#include <utility>

#include "formats/ccmail/filler.h"
#include "formats/text/ascii.h"

namespace ccmail {
namespace {

bool is_blank(std::string_view line) { return text::trim(line).empty(); }

class HeaderReader {
 public:
  HeaderReader(const Stream& stream, std::size_t at, std::size_t end)
      : stream_(stream), at_(at), end_(std::min(end, at + kLongestHeader)), limit_(end) {
    header_.begin = at;
  }

  Header run() {
    while (at_ < end_ && !is_done_) {
      step();
    }
    if (!is_done_) {
      stop(end_ < limit_ ? HeaderEnd::Limit : HeaderEnd::File);
    }
    return std::move(header_);
  }

 private:
  void stop(HeaderEnd why) {
    header_.ended = why;
    header_.end = at_;
    header_.items = at_;
    is_done_ = true;
  }

  void step() {
    Line line = line_at(stream_.file, at_, end_, stream_.line_end);
    if (const auto filler = find_filler(line.text)) {
      take_damaged(line.text.substr(0, filler->at), at_ + filler->at, filler->length);
      return;
    }
    const auto label = stream_.labels->match(line.text);
    if (label && take_end(*label, line)) {
      return;
    }
    if (is_blank(line.text)) {
      take_blank(line.next);
      return;
    }
    if (label && !is_recipient_line(*label, line.text)) {
      is_behind_filler_ = false;
      std::string_view value = line.text.substr(label->text.size() + 1);
      value.remove_prefix(value.starts_with(' ') ? 1 : 0);
      header_.fields.push_back(
          {.label = label->label, .name = label->text, .lines = {value}, .offset = at_});
    } else if (is_behind_filler_) {
      stop(HeaderEnd::Damage);
      return;
    } else {
      add_line(line.text);
    }
    at_ = line.next;
  }

  /// Whether the label ends the header.
  bool take_end(const LabelMatch& label, const Line& line) {
    if (label.label == Label::Contents) {
      stop(HeaderEnd::Contents);
      const std::string_view rest = line.text.substr(label.text.size() + 1);
      const std::size_t number = static_cast<std::size_t>(rest.data() - stream_.file.data());
      // A number on the line of the label itself counts as well.
      header_.size = rest.empty() ? size_line_at(stream_.file, line.next, limit_, stream_.line_end)
                                  : size_line_at(stream_.file, number, limit_, stream_.line_end);
      header_.items = header_.size ? header_.size->next : line.next;
      if (!header_.size && !is_blank(rest)) {
        header_.fields.push_back({.label = Label::Contents,
                                  .name = label.text,
                                  .lines = {text::trim(rest)},
                                  .offset = at_});
      }
      return true;
    }
    if (is_item(label.label)) {
      stop(HeaderEnd::Item);
      return true;
    }
    if (label.label == Label::Message && at_ != header_.begin) {
      stop(HeaderEnd::Message);
      return true;
    }
    return false;
  }

  void take_blank(std::size_t next) {
    std::size_t behind = next;
    while (behind < end_ && is_separator(stream_.file[behind])) {
      ++behind;
    }
    const Line line = line_at(stream_.file, behind, end_, stream_.line_end);
    if (behind < end_ && !stream_.labels->match(line.text) && !is_behind_filler_) {
      stop(HeaderEnd::Text);
      header_.items = next;
      return;
    }
    at_ = behind;
  }

  void take_damaged(std::string_view before, std::size_t filler, std::size_t length) {
    header_.is_damaged = true;
    if (!before.empty()) {
      add_line(before);
    }
    const std::size_t behind = filler + length;
    at_ = behind;
    if (behind == end_) {
      return;
    }
    const Line line = line_at(stream_.file, behind, end_, stream_.line_end);
    if (!stream_.labels->match(line.text)) {
      // The end of a line whose beginning is lost.
      header_.fields.push_back(
          {.label = Label::Unknown, .name = {}, .lines = {line.text}, .offset = behind});
      at_ = line.next;
    }
    is_behind_filler_ = true;
  }

  void add_line(std::string_view line) {
    if (header_.fields.empty()) {
      header_.fields.push_back({.label = Label::Unknown, .name = {}, .lines = {}, .offset = at_});
    }
    header_.fields.back().lines.push_back(line);
  }

  /// FORMAT.md 4: "SMTP: ann at GATE" below To: is a recipient.
  [[nodiscard]] bool is_recipient_line(const LabelMatch& label, std::string_view line) const {
    if (label.label != Label::Unknown || header_.fields.empty() ||
        !is_recipient(header_.fields.back().label)) {
      return false;
    }
    return text::lower_case(line).find(" at ") != std::string::npos;
  }

  const Stream& stream_;
  std::size_t at_;
  std::size_t end_;    // by kLongestHeader
  std::size_t limit_;  // of the file or the frame
  Header header_;
  bool is_done_ = false;
  bool is_behind_filler_ = false;
};

}  // namespace

Stream stream_of(std::string_view file, const Labels& labels) {
  const auto text = std::find_if_not(file.rbegin(), file.rend(), is_padding);
  const auto tail = static_cast<std::size_t>(file.rend() - text);
  const std::size_t mark = std::min(file.find('\x1A', tail), file.size());
  return {.file = file,
          .labels = &labels,
          .tail = tail,
          .padding = find_filler(file.substr(0, mark), tail) ? mark : tail,
          .failed = std::make_shared<FailedHeaders>(),
          .ends = std::make_shared<std::unordered_set<std::size_t>>()};
}

std::string Field::text() const {
  std::string out;
  for (const std::string_view line : lines) {
    const std::string_view part = out.empty() ? line : text::trim(line);
    out += out.empty() || part.empty() ? "" : " ";
    out += part;
  }
  return out;
}

std::string Field::whole() const {
  std::string out;
  for (const std::string_view line : lines) {
    out += out.empty() ? "" : "\r\n";
    out += line;
  }
  return out;
}

unsigned Header::core_labels() const {
  std::array<bool, 4> seen{};
  for (const Field& field : fields) {
    if (is_core(field.label)) {
      const bool is_subject = field.label == Label::Subject;
      seen.at(is_subject ? 3 : static_cast<std::size_t>(field.label) - 1) = true;
    }
  }
  return static_cast<unsigned>(std::ranges::count(seen, true));
}

HeaderMarks marks_of(const Header& header) {
  return {.core = header.core_labels(),
          .reaches_items = header.has_contents() || header.ended == HeaderEnd::Item,
          .is_cut = header.is_damaged || header.ended == HeaderEnd::File ||
                    header.ended == HeaderEnd::Message || header.ended == HeaderEnd::Damage};
}

std::optional<HeaderMarks> FailedHeaders::find(std::size_t at) const {
  const auto behind = headers_.upper_bound(at);
  if (behind == headers_.begin() || at >= std::prev(behind)->second.end) {
    return std::nullopt;
  }
  return std::prev(behind)->second.marks;
}

void FailedHeaders::add(const Header& header) {
  constexpr std::size_t kLong = 1024;  // shorter ones are as well read again
  if (header.end - header.begin >= kLong) {
    headers_.insert_or_assign(header.begin, Failed{.end = header.end, .marks = marks_of(header)});
  }
}

Header read_header(const Stream& stream, std::size_t at, std::size_t end) {
  return HeaderReader(stream, at, std::min(end, stream.file.size())).run();
}

}  // namespace ccmail
