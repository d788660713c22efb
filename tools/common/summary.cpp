#include "tools/common/summary.h"

#include <algorithm>
#include <array>
#include <cinttypes>
#include <cstddef>
#include <cstdio>
#include <string>

#include "converters/run/quantity.h"

namespace tool {
namespace {

using run::format_bytes;
using run::format_count;
using run::format_items;

// Of each list on the terminal; --verbose, the log and the report have more.
constexpr std::size_t kShown = 20;

std::string source_name(const run::MailboxResult& result) {
  return result.source.path == "-" ? "standard input" : run::shown_path(result.source);
}

/// "0x45E8+1: ", or nothing.
std::string place(const model::Loss& loss) {
  if (!loss.offset) {
    return {};
  }
  std::array<char, 64> text{};
  const int length = std::snprintf(text.data(), text.size(), "0x%" PRIX64, *loss.offset);
  std::string place(text.data(), static_cast<std::size_t>(length));
  if (loss.length) {
    place += "+" + std::to_string(*loss.length);
  }
  return place + ": ";
}

std::string named(const std::string& native_id, const run::FolderPath& folder) {
  std::string text = native_id.empty() ? "(no id)" : native_id;
  if (!folder.empty()) {
    text += " in \"" + run::to_text(folder) + "\"";
  }
  return text;
}

std::string line_of(const run::LossEntry& entry) {
  const auto& loss = entry.loss;
  switch (loss.kind) {
    case model::LossKind::Folder:
      return place(loss) + "lost: folder " + named(loss.native_id, entry.folder) + ": " + loss.why;
    case model::LossKind::Structure:
      return place(loss) + "lost: " + (loss.native_id.empty() ? "" : loss.native_id + ": ") +
             loss.why;
    case model::LossKind::Item:
      break;
  }
  return place(loss) + "lost: item " + named(loss.native_id, entry.folder) + ": " + loss.why;
}

std::string line_of(const run::PartialEntry& entry, const std::string& what) {
  const bool recovered =
      entry.state == model::State::Recovered || entry.state == model::State::Carved;
  std::string text = (recovered ? "recovered in part: " : "incomplete: ") + what +
                     named(entry.native_id, entry.folder) + ": ";
  for (std::size_t i = 0; i < entry.missing.size(); ++i) {
    text += (i == 0 ? "" : "; ") + entry.missing[i].what + ": " + entry.missing[i].why;
  }
  return text;
}

/// The first lines are said, the others told only to who asked for all.
template <class T, class Line>
void print_list(Console& console, const std::string& name, const run::Kept<T>& list,
                const Line& line) {
  std::size_t shown = 0;
  for (const auto& entry : list.items()) {
    const auto text = name + ": " + line(entry);
    if (shown++ < kShown) {
      console.say(text);
    } else {
      console.detail(text);
    }
  }
  if (list.total() > kShown) {
    console.say(name + ": " + format_count(list.total()) + " of these in all");
  }
}

std::string output_words(const run::MailboxResult& result, bool dry_run) {
  if (result.output.empty()) {
    return {};
  }
  const auto size = format_items(result.files, "file") + ", " + format_bytes(result.bytes);
  if (dry_run) {
    return "; would write " + size;
  }
  return "; wrote " + size +
         (result.output == "-" ? std::string(" to standard output")
                               : " to " + result.output.string());
}

void print_books(Console& console, const run::MailboxResult& result, bool dry_run) {
  const auto& account = result.account;
  const auto total = account.total();
  console.say(source_name(result) + ": " + format_count(total.expected) +
              " expected = " + format_count(total.written) + " written + " +
              format_count(total.skipped) + " skipped + " + format_count(total.failed) +
              " failed, in " + format_items(account.folders.size(), "folder") + " (" +
              format_count(account.empty_folders()) + " empty)" + output_words(result, dry_run));
  // What stood in them was announced by nobody: the books close without it, and must not look
  // whole.
  const auto unknown = account.lost_structures + account.lost_folders;
  if (unknown != 0) {
    console.say(source_name(result) + ": these numbers are of what was found: " +
                format_items(unknown, "lost structure") +
                " (below) may have led to more, nobody knows how much");
  }
  for (const auto& folder : account.folders) {
    console.detail(source_name(result) + ": " + run::to_text(folder.path) + ": " +
                   format_count(folder.tally.expected) +
                   " expected = " + format_count(folder.tally.written) + " written + " +
                   format_count(folder.tally.skipped) + " skipped + " +
                   format_count(folder.tally.failed) + " failed");
  }
  for (const auto& reason : account.skipped) {
    console.say(source_name(result) + ": " + format_count(reason.count) +
                " skipped: " + reason.why);
  }
}

void print_duplicates(Console& console, const run::MailboxResult& result) {
  if (!result.duplicates) {
    return;
  }
  const auto& found = *result.duplicates;
  const auto name = source_name(result);
  console.say(name + ": " +
              (found.copies == 0 ? "no duplicates"
                                 : format_items(found.copies, "duplicate") + " of " +
                                       format_items(found.groups, "item")) +
              " (key " + std::string(run::name_of(found.options.key)) + ")");
  for (const auto& group : found.listed) {
    std::string line = name + ": the same:";
    for (const auto& item : group.items) {
      line += (&item == &group.items.front() ? " " : "; ") + run::to_text(item);
    }
    console.detail(line);
  }
}

void print_interrupted(Console& console, const run::MailboxResult& result) {
  const auto total = result.account.total();
  if (total.expected != 0) {
    console.say(source_name(result) + ": " + format_count(total.done()) + " of " +
                format_count(total.expected) + " items in the folders met so far were done, " +
                format_count(total.expected - total.done()) + " not reached");
  }
}

}  // namespace

void print_mailbox(Console& console, const run::MailboxResult& result, bool dry_run) {
  const auto name = source_name(result);
  const auto& account = result.account;
  if (result.error) {
    console.fail(*result.error);
    print_interrupted(console, result);
  } else {
    print_books(console, result, dry_run);
    print_duplicates(console, result);
  }
  print_list(console, name, account.losses,
             [](const run::LossEntry& entry) { return line_of(entry); });
  print_list(console, name, account.partial,
             [](const run::PartialEntry& entry) { return line_of(entry, "item "); });
  print_list(console, name, account.partial_folders,
             [](const run::PartialEntry& entry) { return line_of(entry, "folder "); });
  if (account.undecodable != 0) {
    console.say(name + ": " + format_items(account.undecodable, "text") +
                " with bytes its code page cannot explain, marked U+FFFD; --charset may help");
  }
  print_list(console, name, account.damage_notes,
             [](const model::Note& note) { return "damage: " + note.where + ": " + note.text; });
  for (const auto& note : account.notes.items()) {
    const auto line = name + ": note: " + note.where + ": " + note.text;
    note.warning ? console.say(line) : console.detail(line);
  }
}

void print_total(Console& console, const std::vector<run::MailboxResult>& results) {
  if (results.size() < 2) {
    return;
  }
  const auto failed = static_cast<std::uint64_t>(std::ranges::count_if(
      results, [](const run::MailboxResult& result) { return result.error.has_value(); }));
  const auto intact =
      static_cast<std::uint64_t>(std::ranges::count_if(results, &run::MailboxResult::intact));
  console.say(format_items(results.size(), "source") + ": " + format_count(intact) + " complete, " +
              format_count(results.size() - intact - failed) + " complete with damage, " +
              format_count(failed) + " failed");
}

bool print_room(Console& console, const std::vector<run::MailboxResult>& results,
                const std::filesystem::path& output) {
  const auto room = run::room_for(results, output);
  if (!room) {
    console.say("dry run: the free space at " + output.string() + " is not known");
    return true;
  }
  console.say("dry run: needs " + format_bytes(room->needed) + ", free at " + output.string() +
              ": " + format_bytes(room->available) +
              (room->fits() ? ": fits" : ": does NOT fit; make room, or choose another disk"));
  return room->fits();
}

}  // namespace tool
