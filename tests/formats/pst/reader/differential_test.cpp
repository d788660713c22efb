// Two readers that share nothing must say the same of every real store.
#include <catch2/catch.hpp>

#include <algorithm>
#include <set>
#include <string>

#include "formats/bytes/hex.h"
#include "formats/pff/file.h"
#include "formats/pst/reader/store.h"
#include "tests/formats/pst/reader/real_stores.h"

namespace differential_test {
namespace {

constexpr std::uint64_t kMost = std::uint64_t{1} << 30U;

/// One line for each thing an item holds.
template <class Room>
class Print {
 public:
  std::vector<std::string> lines;

  void line(const std::string& path, const std::string& text) {
    lines.push_back(path + " " + text);
  }

  template <class Set>
  void set(const std::string& path, const Set& set) {
    // libpff does not look at the existence bits of a row (2.3.4.4.1): it delivers zeros and empty
    // values for cells that are not there.
    const bool row = path.find("/recipients") != std::string::npos;
    std::vector<std::string> entries;
    for (const auto& entry : set.entries) {
      const bool empty =
          std::ranges::all_of(entry.data, [](std::byte byte) { return byte == std::byte{}; });
      if (!row || !empty || entry.large || !entry.values.empty()) {
        entries.push_back(path + " " + text_of(entry));
      }
    }
    std::ranges::sort(entries);
    lines.insert(lines.end(), entries.begin(), entries.end());
    for (const auto& missing : set.missing) {
      line(path, "missing " + bytes::hex_number(missing.id, 4));
    }
  }

  template <class Entry>
  static std::string text_of(const Entry& entry) {
    std::string text = bytes::hex_number(entry.id, 4) + bytes::hex_number(entry.type, 4) + " ";
    if (entry.name) {
      // Of a number in PS_PUBLIC_STRINGS libpff does not tell the set.
      const auto set = bytes::to_hex(entry.name->set);
      const bool public_number =
          entry.name->id.index() == 0 && set == "2903020000000000c000000000000046";
      text += (public_number ? std::string(32, '0') : set) + " ";
      text += entry.name->id.index() == 0 ? std::to_string(std::get<0>(entry.name->id))
                                          : std::get<1>(entry.name->id);
      text += " ";
    }
    if (entry.large) {
      const auto all = bytes::read_all(*entry.large, kMost);
      text += all ? bytes::to_hex(*all) : all.error().what;
    } else if ((entry.type & 0x1000U) != 0) {
      for (const auto& value : entry.values) {
        text += "[" + bytes::to_hex(value) + "]";
      }
    } else {
      text += bytes::to_hex(entry.data);
    }
    return text;
  }

  template <class Item>
  void sets(const std::string& path, const Item& item) {
    const auto count = item.record_set_count();
    if (!count) {
      return line(path, "no sets");
    }
    for (std::size_t i = 0; i < *count; ++i) {
      if (const auto read = item.read_record_set(i)) {
        set(*count == 1 ? path : path + "[" + std::to_string(i) + "]", *read);
      } else {
        line(path, "no set");
      }
    }
  }

  template <class Item>
  void message(const std::string& path, const Item& item) {
    sets(path, item);
    if (const auto recipients = item.recipients()) {
      if (*recipients) {
        sets(path + "/recipients", **recipients);
      }
    } else {
      line(path, "no recipients");
    }
    using ChildKind = decltype(Room::kAttachment);
    const auto count = item.count(Room::kAttachment);
    for (std::size_t i = 0; count && i < *count; ++i) {
      const auto at = path + "/attachment" + std::to_string(i);
      const auto attachment = item.child(static_cast<ChildKind>(Room::kAttachment), i);
      if (!attachment) {
        line(at, "is lost");
        continue;
      }
      sets(at, *attachment);
      const auto type = attachment->attachment_type();
      line(at, "type " + std::to_string(type ? static_cast<int>(*type) : -1));
      if (type && static_cast<int>(*type) == 2) {
        if (const auto embedded = attachment->embedded()) {
          message(at + "/message", *embedded);
        } else {
          line(at, "no message");
        }
      }
    }
  }

  template <class Item>
  void folder(const std::string& path, const Item& item) {
    sets(path, item);
    const bool search = (item.identifier() & 0x1FU) == 3;
    for (const auto kind : {Room::kFolder, Room::kMessage, Room::kAssociated}) {
      if (search && kind != Room::kFolder) {
        continue;
      }
      const auto count = item.count(kind);
      if (!count) {
        line(path, "no list " + std::to_string(static_cast<int>(kind)) + count.error().what);
        continue;
      }
      for (std::size_t i = 0; i < *count; ++i) {
        const auto child = item.child(kind, i);
        if (!child) {
          line(path, "no child " + child.error().what);
          continue;
        }
        const auto at = path + "/" + bytes::hex_number(child->identifier(), 6);
        if (kind == Room::kFolder) {
          folder(at, *child);
        } else {
          message(at, *child);
        }
      }
    }
  }
};

struct Theirs {
  static constexpr auto kFolder = pff::Child::Folder;
  static constexpr auto kMessage = pff::Child::Message;
  static constexpr auto kAssociated = pff::Child::Associated;
  static constexpr auto kAttachment = pff::Child::Attachment;
};
struct Ours {
  static constexpr auto kFolder = pst::reader::Child::Folder;
  static constexpr auto kMessage = pst::reader::Child::Message;
  static constexpr auto kAssociated = pst::reader::Child::Associated;
  static constexpr auto kAttachment = pst::reader::Child::Attachment;
};

}  // namespace

TEST_CASE("libpff and the reader deliver the same properties of every real store") {
  const auto stores = test::real_stores();
  if (stores.empty()) {
    WARN("SKIPPED: no real stores");
    return;
  }
  for (const auto& path : stores) {
    CAPTURE(path.string());
    const auto view = bytes::FileView::open(path).value();
    const auto ours = pst::reader::Store::open(view);
    REQUIRE(ours);
    const auto theirs = pff::File::open(view);
    REQUIRE(theirs);
    Print<Ours> our_print;
    our_print.folder("", ours->root_folder().value());
    our_print.sets("store", ours->message_store().value());
    Print<Theirs> their_print;
    their_print.folder("", theirs->root_folder().value());
    their_print.sets("store", theirs->message_store().value());

    for (std::size_t i = 0; i < std::min(our_print.lines.size(), their_print.lines.size()); ++i) {
      if (our_print.lines[i] != their_print.lines[i]) {
        CHECK(our_print.lines[i].substr(0, 400) == their_print.lines[i].substr(0, 400));
        break;
      }
    }
    CHECK(our_print.lines.size() == their_print.lines.size());
    for (const auto& damage : ours->damage().items()) {
      UNSCOPED_INFO(damage.field << " at " << damage.offset << ": " << damage.found << " expected "
                                 << damage.expected);
    }
    CHECK(ours->damage().total() == 0);
  }
}

}  // namespace differential_test
