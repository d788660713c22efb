#include "formats/ccmail/directory_export.h"

#include <algorithm>
#include <map>
#include <optional>
#include <set>

#include "formats/ccmail/address.h"
#include "formats/ccmail/line.h"
#include "formats/text/ascii.h"

namespace ccmail {
namespace {

constexpr std::size_t kLongestWord = 32;
constexpr std::string_view kPadding = " \t\x1A";

/// "Name: value" as word and value; nullopt for other lines.
std::optional<std::pair<std::string_view, std::string_view>> labelled(std::string_view line) {
  const std::size_t colon = line.find(':');
  if (colon == std::string_view::npos || colon == 0 || colon > kLongestWord ||
      line.front() == ' ' || line.front() == '\t') {
    return std::nullopt;
  }
  const std::string_view word = line.substr(0, colon);
  const bool is_word = std::ranges::all_of(word, [](char c) {
    return (c >= 'a' && c <= 'z') || (c >= 'A' && c <= 'Z') || (c >= '0' && c <= '9') || c == ' ' ||
           c == '-';
  });
  return is_word ? std::optional(std::pair(word, text::trim(line.substr(colon + 1))))
                 : std::nullopt;
}

/// Where the value under a label goes; nullptr: to the others.
std::string_view* field_of(DirectoryRecord& record, std::string_view label) {
  if (text::same_word(label, "locn")) {
    return &record.locn;
  }
  if (text::same_word(label, "addr")) {
    return &record.address;
  }
  return text::same_word(label, "cmts") ? &record.comment : nullptr;
}

EntryKind kind_of(std::string_view locn) {
  if (locn.size() != 1) {
    return EntryKind::Unknown;
  }
  switch (text::to_lower(locn.front())) {
    case 'l':
      return EntryKind::User;
    case 'r':
      return EntryKind::MobileUser;
    case 'a':
      return EntryKind::Alias;
    case 'p':
      return EntryKind::PostOffice;
    default:
      return EntryKind::Unknown;
  }
}

class DirectoryReader {
 public:
  DirectoryReader(std::string_view file, text::CodePageNumber page) : file_(file), page_(page) {}

  DirectoryExport run() {
    DirectoryRecords records(file_, out_.damage);
    while (const auto record = records.next()) {
      add(*record);
    }
    settle();
    return std::move(out_);
  }

 private:
  std::string decode(std::string_view bytes) {
    auto decoded = text::decode(bytes, page_);
    out_.undecodable += decoded.undecodable;
    return std::move(decoded.utf8);
  }

  void add(const DirectoryRecord& record) {
    DirectoryEntry entry{.offset = record.offset, .line = record.line, .name = decode(record.name)};
    entry.locn = decode(record.locn);
    entry.kind = kind_of(entry.locn);
    entry.address = decode(record.address);
    entry.comment = decode(record.comment);
    for (const auto& [label, value] : record.others) {
      entry.others.emplace_back(label, decode(value));
    }
    out_.entries.push_back(std::move(entry));
  }

  /// Post offices by the names of the export itself, else by the first word.
  void settle() {
    std::set<std::string, std::greater<>> offices;  // the longer of two comes first
    for (const DirectoryEntry& entry : out_.entries) {
      if (entry.kind == EntryKind::PostOffice) {
        offices.insert(text::fold_case(entry.name));
      }
    }
    std::map<std::string, std::string> seen;
    for (DirectoryEntry& entry : out_.entries) {
      split(entry, offices);
      const auto [first, is_new] = seen.emplace(text::lower_case(entry.name), entry.name);
      if (!is_new && first->second != entry.name) {
        out_.collisions.emplace_back(first->second, entry.name);
      }
    }
  }

  static void split(DirectoryEntry& entry, const std::set<std::string, std::greater<>>& offices) {
    const std::string whole = std::move(entry.address);
    std::size_t size = std::min(whole.find(' '), whole.size());
    std::size_t blank = whole.size();
    while (!offices.empty() && blank != std::string::npos && blank > 0) {
      if (offices.contains(text::fold_case(std::string_view(whole).substr(0, blank)))) {
        size = blank;
        break;
      }
      blank = whole.rfind(' ', blank - 1);
    }
    entry.post_office = whole.substr(0, size);
    entry.address = std::string(text::trim(std::string_view(whole).substr(size)));
  }

  std::string_view file_;
  text::CodePageNumber page_;
  DirectoryExport out_;
};

}  // namespace

void DirectoryRecords::wrong(std::size_t at, std::string_view line, bytes::DamageKind kind) {
  damage_.add({.offset = at, .length = line.size(), .kind = kind, .field = "Directory.line"});
}

std::optional<DirectoryRecord> DirectoryRecords::next() {
  std::optional<DirectoryRecord> record;
  while (at_ < file_.size()) {
    const std::size_t at = at_;
    const Line line = line_at(file_, at, file_.size(), LineEnd::Feed);
    const std::string_view trimmed = text::trim(line.text, kPadding);
    const auto pair = labelled(line.text);
    const bool opens = pair && text::same_word(pair->first, "name");
    if (opens && record) {
      return record;
    }
    at_ = line.next;
    const std::uint64_t number = line_++;
    if (trimmed.empty()) {
      continue;
    }
    if (line.text.size() > kLongestDirectoryLine) {
      wrong(at, line.text, bytes::DamageKind::OutOfRange);
    }
    if (opens) {
      if (entries_ == kMostEntries) {
        wrong(at, file_.substr(at), bytes::DamageKind::OutOfRange);
        at_ = file_.size();
        return std::nullopt;
      }
      ++entries_;
      record = DirectoryRecord{.offset = at, .line = number, .name = pair->second};
      if (record->name.empty()) {
        wrong(at, line.text, bytes::DamageKind::Undecodable);
      }
    } else if (!record) {
      wrong(at, line.text, bytes::DamageKind::Unclaimed);
    } else if (!pair) {
      record->others.emplace_back("", trimmed);
    } else if (std::string_view* field = field_of(*record, pair->first);
               field != nullptr && field->data() == nullptr) {
      *field = pair->second;
    } else {
      record->others.push_back(*pair);
      if (field != nullptr) {
        wrong(at, line.text, bytes::DamageKind::Inconsistent);  // the first one counts
      }
    }
  }
  return record;
}

bool is_directory_export(std::string_view head) {
  constexpr std::array<std::string_view, 3> kOrder = {"name", "locn", "addr"};
  std::size_t found = 0;
  std::size_t at = 0;
  while (at < head.size() && found < kOrder.size()) {
    const Line line = line_at(head, at, head.size(), LineEnd::Feed);
    const auto pair = labelled(line.text);
    if (found == 0 && !text::trim(line.text, " \t\r\n\x1A").empty() &&
        (!pair || !text::same_word(pair->first, kOrder[0]))) {
      return false;  // text that speaks of names and places later on
    }
    found += pair && text::same_word(pair->first, kOrder.at(found)) ? 1U : 0U;
    at = line.next;
  }
  return found == kOrder.size();
}

DirectoryExport read_directory_export(std::string_view file, text::CodePageNumber page) {
  return DirectoryReader(file, page).run();
}

std::string internet_address(std::string_view address) {
  const Address read = read_address(address);
  return read.type == "SMTP" ? read.address : std::string();
}

}  // namespace ccmail
