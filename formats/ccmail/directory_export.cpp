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

class Reader {
 public:
  Reader(std::string_view file, text::CodePageNumber page) : file_(file), page_(page) {}

  DirectoryExport run() {
    std::size_t at = 0;
    for (std::uint64_t number = 1; at < file_.size(); ++number) {
      const Line line = line_at(file_, at, file_.size(), LineEnd::Feed);
      take(line.text, at, number);
      if (out_.is_cut) {
        break;
      }
      at = line.next;
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

  void take(std::string_view line, std::size_t at, std::uint64_t number) {
    const std::string_view trimmed = text::trim(line, " \t\x1A");
    if (trimmed.empty()) {
      return;
    }
    const auto pair = labelled(line);
    if (pair && text::same_word(pair->first, "name")) {
      out_.is_cut = out_.entries.size() == kMostEntries;
      if (!out_.is_cut) {
        out_.entries.push_back({.offset = at, .line = number, .name = decode(pair->second)});
      }
      return;
    }
    if (out_.entries.empty()) {
      ++out_.stray_lines;
      return;
    }
    DirectoryEntry& entry = out_.entries.back();
    if (!pair) {
      entry.others.emplace_back("", decode(trimmed));
    } else if (text::same_word(pair->first, "locn")) {
      entry.locn = decode(pair->second);
      entry.kind = kind_of(entry.locn);
    } else if (text::same_word(pair->first, "addr")) {
      entry.address = decode(pair->second);
    } else if (text::same_word(pair->first, "cmts")) {
      entry.comment = decode(pair->second);
    } else {
      entry.others.emplace_back(std::string(pair->first), decode(pair->second));
    }
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
      const auto [first, is_new] = seen.emplace(text::fold_case(entry.name), entry.name);
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
  return Reader(file, page).run();
}

std::string internet_address(std::string_view address) {
  const Address read = read_address(address);
  return read.type == "SMTP" ? read.address : std::string();
}

}  // namespace ccmail
