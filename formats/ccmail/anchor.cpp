#include "formats/ccmail/anchor.h"

#include <algorithm>
#include <string>
#include <utility>

#include "formats/text/ascii.h"

namespace ccmail {
namespace {

// Lines between Message: and the header that a damaged size may be.
constexpr unsigned kMostDamagedLines = 3;
constexpr std::size_t kLongestDamagedLine = 256;

Line line_of(const Stream& stream, std::size_t at) {
  const std::size_t end = std::min(stream.file.size(), at + kLongestDamagedLine);
  return line_at(stream.file, at, end, stream.line_end);
}

bool begins_field(const Stream& stream, std::size_t at) {
  const auto label = stream.labels->match_known(stream.file.substr(at, kLongestLabel + 1));
  return label && label->label != Label::Message;
}

/// Where the fields begin, past the size and what may be left of one.
std::optional<std::size_t> find_fields(const Stream& stream, std::size_t at) {
  for (unsigned lines = 0; lines <= kMostDamagedLines && at < stream.file.size(); ++lines) {
    if (begins_field(stream, at)) {
      return at;
    }
    const Line line = line_of(stream, at);
    const auto label = stream.labels->match_known(line.text);
    if (label || line.text.size() == kLongestDamagedLine || line.next == at) {
      return std::nullopt;
    }
    at = line.next;
  }
  return std::nullopt;
}

/// Past lines that name a folder.
std::size_t skip_folder(const Stream& stream, std::size_t at) {
  const auto label = stream.labels->match_known(stream.file.substr(at, kLongestLabel + 1));
  if (!label || label->label != Label::Folder) {
    return at;
  }
  at = line_at(stream.file, at, std::min(stream.file.size(), at + kLongestHeader), stream.line_end)
           .next;
  while (at < stream.file.size() && is_separator(stream.file[at])) {
    ++at;
  }
  return at;
}

bool is_strong(const HeaderMarks& marks, bool has_number, Place place) {
  switch (place) {
    case Place::Frame:
      return marks.core >= 1 || has_number;
    case Place::Line:
    case Place::End:
      return (marks.core >= 1 && marks.reaches_items) ||
             (marks.core >= 2 && (has_number || marks.is_cut));
    case Place::Any:
      break;
  }
  return marks.reaches_items && marks.core >= (has_number ? 1U : 2U);
}

/// All of an anchor but its header, which begins at `fields`.
struct Start {
  Anchor anchor{};
  bool has_fields = false;

  [[nodiscard]] bool has_number() const { return anchor.size && anchor.size->value; }
};

/// Message: at `label_at`, and its size.
std::optional<Start> start_at(const Stream& stream, std::size_t label_at) {
  const std::string_view file = stream.file;
  const auto label = stream.labels->match_known(file.substr(label_at, kLongestLabel + 1));
  if (!label || label->label != Label::Message) {
    return std::nullopt;
  }
  const Line line = line_of(stream, label_at);
  const std::string_view rest = line.text.substr(label->text.size() + 1);
  Anchor anchor{.begin = label_at, .header = {}};
  if (text::trim(rest).empty()) {
    anchor.size = size_line_at(file, line.next, file.size(), stream.line_end);
  } else {
    anchor.size =
        size_line_at(file, label_at + label->text.size() + 1, file.size(), stream.line_end);
    if (!anchor.size) {
      return std::nullopt;
    }
  }
  const std::size_t behind = anchor.size ? anchor.size->next : line.next;
  const auto fields = find_fields(stream, behind);
  anchor.fields = fields.value_or(behind);
  anchor.is_size_damaged = anchor.size ? !anchor.size->value : fields && *fields != behind;
  return Start{.anchor = std::move(anchor), .has_fields = fields.has_value()};
}

}  // namespace

std::optional<Anchor> anchor_at(const Stream& stream, std::size_t at, Place place) {
  const std::string_view file = stream.file;
  const bool may_be_folder = place != Place::Any && (place != Place::Line || !stream.has_sizes);
  const std::size_t label_at = may_be_folder ? skip_folder(stream, at) : at;
  auto start = start_at(stream, label_at);
  // FORMAT.md 3 step 1: what is known to begin here is a message, however little is left.
  const bool has_number = start && start->has_number();
  const bool may_be_stub = place == Place::Frame && has_number;
  if (!start || (!start->has_fields && !may_be_stub)) {
    return std::nullopt;
  }
  Anchor anchor = std::move(start->anchor);
  anchor.begin = at;
  const auto known =
      stream.failed && start->has_fields ? stream.failed->find(anchor.fields) : std::nullopt;
  if (known && !is_strong(*known, has_number, place)) {
    return std::nullopt;
  }
  anchor.header = read_header(stream, anchor.fields, file.size());
  if (!start->has_fields) {
    return anchor;
  }
  if (!is_strong(marks_of(anchor.header), has_number, place)) {
    if (stream.failed) {
      stream.failed->add(anchor.header);
    }
    return std::nullopt;
  }
  if (label_at != at) {
    const Line folder = line_at(file, at, label_at, stream.line_end);
    const auto word = stream.labels->match_known(folder.text);
    anchor.header.fields.insert(anchor.header.fields.begin(),
                                {.label = Label::Folder,
                                 .name = word->text,
                                 .lines = {text::trim(folder.text.substr(word->text.size() + 1))},
                                 .offset = at});
  }
  return anchor;
}

bool has_size_at(const Stream& stream, std::size_t at) {
  const auto start = start_at(stream, at);
  return start && start->has_number();
}

bool is_cut_head(const Stream& stream, std::size_t at) {
  const auto start = start_at(stream, at);
  if (!start) {
    return false;
  }
  const std::string_view file = stream.file;
  std::size_t field = start->anchor.fields;
  while (field < file.size() && begins_field(stream, field)) {
    const Line line =
        line_at(file, field, std::min(file.size(), field + kLongestHeader), stream.line_end);
    field = line.next;
  }
  const std::string_view rest = file.substr(field);
  return rest.size() <= kLongestLabel &&
         (text::trim(rest).empty() ||
          std::ranges::any_of(stream.labels->spellings(), [rest](const Spelling& one) {
            return one.label != Label::Message && rest.size() <= one.text.size() &&
                   text::same_word(rest, std::string_view(one.text).substr(0, rest.size()));
          }));
}

HeadlessLook look_for_headless(const Stream& stream, std::size_t at) {
  // A header of few lines, so that looking at many places costs little.
  constexpr std::size_t kLongest = std::size_t{16} << 10U;
  constexpr unsigned kFewest = 3;
  const auto label = stream.labels->match_known(stream.file.substr(at, kLongestLabel + 1));
  if (!label || !is_core(label->label) || label->label == Label::To) {
    return {.next = at + 1};
  }
  Header header = read_header(stream, at, std::min(stream.file.size(), at + kLongest));
  const HeadlessLook nothing{.next = std::max(header.end, at + 1)};
  // Of several headers in a row, only the last can lead to the items.
  const auto last = std::find_if(header.fields.rbegin(), header.fields.rend(),
                                 [&](const Field& field) { return field.label == label->label; });
  if (last == header.fields.rend()) {
    return nothing;  // zeros stand in its line
  }
  header.begin = last->offset;
  header.fields.erase(header.fields.begin(), last.base() - 1);
  if (!header.has_contents() || header.core_labels() < kFewest) {
    return nothing;
  }
  std::size_t items = header.items;
  while (items < stream.file.size() && is_separator(stream.file[items])) {
    ++items;
  }
  const auto item = stream.labels->match(stream.file.substr(items, kLongestLabel + 1));
  if (!item || !is_item(item->label)) {
    return nothing;
  }
  const std::size_t begin = header.begin;
  return {
      .anchor =
          Anchor{.begin = begin, .has_label = false, .fields = begin, .header = std::move(header)},
      .next = nothing.next};
}

std::optional<Anchor> find_anchor(const Stream& stream, std::size_t from, std::size_t to) {
  const std::string_view file = stream.file;
  std::size_t next_look = from;
  std::optional<Anchor> found;
  std::size_t at = from;
  if (at < to && !is_line_start(file, at)) {
    at = std::min(find_break(file, at, to) + 1, to);
  }
  for (Windows windows(from, to); !found && windows.next();) {
    while (at < windows.end()) {
      if (stream.labels->may_begin(file[at])) {
        found = anchor_at(stream, at, Place::Line);
        if (!found && at >= next_look) {
          auto look = look_for_headless(stream, at);
          found = std::move(look.anchor);
          next_look = look.next;
        }
        if (found) {
          break;
        }
      }
      at = std::min(find_break(file, at, to) + 1, to);
    }
    auto inner = find_inner_anchor(stream, windows.begin(), found ? found->begin : windows.end());
    if (inner) {
      return inner;
    }
  }
  return found;
}

std::optional<Anchor> find_inner_anchor(const Stream& stream, std::size_t from, std::size_t to) {
  std::optional<Anchor> first;
  for (const Spelling& one : stream.labels->spellings()) {
    if (one.label != Label::Message) {
      continue;
    }
    const std::string word = one.text + ":";
    const std::string_view part = stream.file.substr(0, std::min(to, stream.file.size()));
    for (std::size_t at = part.find(word, from); at < part.size(); at = part.find(word, at + 1)) {
      if (is_line_start(part, at)) {
        continue;  // that was looked at
      }
      if (auto anchor = anchor_at(stream, at, Place::Any)) {
        to = at;
        first = std::move(anchor);
        break;
      }
    }
  }
  return first;
}

}  // namespace ccmail
