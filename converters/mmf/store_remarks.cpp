#include "converters/mmf/store_remarks.h"

#include <cstdint>
#include <string>
#include <string_view>
#include <system_error>
#include <utility>
#include <vector>

#include "formats/bytes/damage_text.h"
#include "formats/bytes/hex.h"
#include "formats/mmf/store.h"

namespace convert::mmf {
namespace {

using ::mmf::MapUse;
using ::mmf::Object;
using ::mmf::ObjectType;
using model::Result;

constexpr std::size_t kMostListed = 20;  // things named in one note

/// What stands beside a store after Microsoft's client repaired it (Q104362).
std::vector<std::string> backups_beside(const std::filesystem::path& path) {
  std::vector<std::string> found;
  for (const char* extension : {".BAK", ".bak", ".001", ".002", ".003"}) {
    auto beside = path;
    beside.replace_extension(extension);
    std::error_code ignored;
    if (beside != path && std::filesystem::is_regular_file(beside, ignored)) {
      found.push_back(beside.filename().string());
    }
  }
  return found;
}

std::string_view kind_name(ObjectType type) {
  switch (type) {
    case ObjectType::SearchResults:
      return "search results";
    case ObjectType::SearchControl:
      return "search";
    case ObjectType::OutgoingQueue:
      return "outgoing queue";
    case ObjectType::System:
      return "system object";
    case ObjectType::ClassAttributes:
      return "attribute names";
    case ObjectType::MessageFolders:
      return "folders of a message";
    case ObjectType::SmallList:
      return "small list";
    default:
      return "object of another program";
  }
}

/// "0x00001000+128".
std::string place(std::uint64_t offset, std::uint64_t length) {
  return bytes::hex_offset(offset) + "+" + std::to_string(length);
}

/// Names the first things of a list and counts the rest.
class Listing {
 public:
  void add(const std::string& thing) {
    if (++count_ <= kMostListed) {
      text_ += (text_.empty() ? "" : ", ") + thing;
    }
  }
  [[nodiscard]] bool empty() const { return count_ == 0; }
  [[nodiscard]] std::string text() const {
    return count_ > kMostListed ? text_ + " and " + std::to_string(count_ - kMostListed) + " more"
                                : text_;
  }

 private:
  std::string text_;
  std::size_t count_ = 0;
};

}  // namespace

Result<void> StoreRemarks::note(std::string text, bool damage, bool warning) const {
  return sink_.note(
      {.where = context_.source, .text = std::move(text), .damage = damage, .warning = warning});
}

Result<void> StoreRemarks::tell_beginning(const PageChoice& page,
                                          const bytes::DamageLog& damage) const {
  if (auto done =
          note("8-bit text is read in code page " + std::to_string(page.number) + ": " + page.why);
      !done) {
    return done;
  }
  if (auto done = note("the format has no checksums: bytes that were changed within a text or an "
                       "attachment cannot be noticed");
      !done) {
    return done;
  }
  if (auto done = tell_header(); !done) {
    return done;
  }
  for (const std::string& backup : backups_beside(path_)) {
    if (auto done = note("beside it lies " + backup +
                         ", which may be the store as it was before a repair: convert it, too, if "
                         "mail is missing");
        !done) {
      return done;
    }
  }
  if (auto done = tell_way(); !done) {
    return done;
  }
  return tell_damage(damage);
}

Result<void> StoreRemarks::tell_header() const {
  constexpr unsigned kVersionDigits = 8;
  if (const auto& header = context_.store.header()) {
    const auto kind = ::mmf::kind_of(header->version);
    const std::string version = "the version " + bytes::hex_number(header->version, kVersionDigits);
    if (kind == ::mmf::VersionKind::Older) {
      if (auto done = note(version + " is an older one, read like 0F00C00F"); !done) {
        return done;
      }
    } else if (kind == ::mmf::VersionKind::Unknown) {
      if (auto done = note(version + " is not known, read like 0F00C00F", false, true); !done) {
        return done;
      }
    }
  }
  if (const auto count = context_.store.uncommitted(); count > 0) {
    if (auto done =
            note(std::to_string(count) + " objects belong to a transaction that was not finished");
        !done) {
      return done;
    }
  }
  if (const auto count = context_.store.odd_flags(); count > 0) {
    return note(std::to_string(count) + " nodes of the map have flags that are not known");
  }
  return {};
}

Result<void> StoreRemarks::tell_way() const {
  const auto& shifts = context_.store.file().shifts();
  if (!shifts.empty()) {
    if (auto done = note("from " + bytes::hex_offset(shifts.front().from) +
                             " on the file was enciphered for a place " +
                             bytes::hex_offset(shifts.front().distance) +
                             " bytes further on (modulo 64 KiB): a piece before it is missing",
                         true);
        !done) {
      return done;
    }
  }
  switch (context_.store.map_use()) {
    case MapUse::Current:
      return {};
    case MapUse::Other:
      return note("the map in force is unusable: read with the map of the transaction before",
                  true);
    case MapUse::Found:
      return note("the file has no header that could be used: read with a map found by its looks",
                  true);
    case MapUse::None:
      return note(
          "no map is left: each object was found by its looks; folders come from the lists that "
          "name their messages",
          true);
  }
  return {};
}

Result<void> StoreRemarks::tell_damage(const bytes::DamageLog& damage) const {
  for (const bytes::Damage& one : damage.items()) {
    const bool is_object = one.field == "object" && one.kind != bytes::DamageKind::OutOfRange;
    std::string text = bytes::describe_at(one);
    if (is_object) {
      text += ": the object " + to_string(::mmf::Oid{static_cast<std::uint32_t>(one.found)}) +
              " does not lie where the map says, nor anywhere else";
    }
    // Bytes behind a list's end are allowed: FORMAT.md 6.1.
    if (auto done = note(std::move(text), one.kind != bytes::DamageKind::Unclaimed); !done) {
      return done;
    }
  }
  if (damage.total() > damage.items().size()) {
    return note("and " + std::to_string(damage.total() - damage.items().size()) + " more faults",
                true);
  }
  return {};
}

Result<void> StoreRemarks::tell_rest(const text::PageImpression& impression,
                                     const bytes::FileView& view) const {
  if (const auto count = context_.mailbox.duplicates; count > 0) {
    if (auto done = note(std::to_string(count) +
                         " deleted copies of messages that are still there were left out "
                         "(--keep-duplicates)");
        !done) {
      return done;
    }
  }
  if (const std::string doubt = impression.doubt(context_.code_page); !doubt.empty()) {
    if (auto done = note(doubt, false, true); !done) {
      return done;
    }
  }
  using Step = Result<void> (StoreRemarks::*)() const;
  for (const Step step : {&StoreRemarks::tell_others, &StoreRemarks::tell_lost,
                          &StoreRemarks::tell_behind, &StoreRemarks::tell_unclaimed}) {
    if (auto done = (this->*step)(); !done) {
      return done;
    }
  }
  if (const auto error = view.read_error()) {
    return note("the disk could not be read from " + bytes::hex_offset(*error) +
                    " on: what lies there is missing",
                true);
  }
  return {};
}

Result<void> StoreRemarks::tell_others() const {
  Listing listing;
  for (const Object* object : context_.mailbox.others) {
    listing.add(std::string(kind_name(object->oid.type())) + " " + to_string(object->oid) + " at " +
                place(object->offset, object->end() - object->offset));
  }
  return listing.empty() ? Result<void>()
                         : note("not converted, because it holds no mail: " + listing.text());
}

Result<void> StoreRemarks::tell_lost() const {
  for (const Object& object : context_.store.lost()) {
    if (object.oid.type() == ObjectType::Message ||
        object.oid.type() == ObjectType::ProviderMessage) {
      continue;  // told in their folders
    }
    if (auto done = sink_.loss({.kind = model::LossKind::Structure,
                                .folder = std::nullopt,
                                .source = context_.source,
                                .native_id = "oid " + to_string(object.oid),
                                .offset = object.offset,
                                .length = object.end() - object.offset,
                                .why = "the map names it, and it is nowhere in the file"});
        !done) {
      return done;
    }
  }
  return {};
}

/// Something that stands behind the store in its file: another one, for all anybody knows.
Result<void> StoreRemarks::tell_behind() const {
  constexpr std::uint64_t kBlock = 128;  // the one published size of a store ends in a part of one
  const auto& header = context_.store.header();
  const std::uint64_t size = context_.store.file().size();
  const std::uint64_t end = header ? header->maps.at(header->current_map).end_of_file : size;
  if (end == 0 || size <= end || size - end < kBlock) {
    return {};
  }
  const auto rest = context_.store.file().raw().subspan(static_cast<std::size_t>(end));
  const std::string what =
      ::mmf::is_store(rest) ? "another store" : "what it is, this program does not know";
  return note(std::to_string(size - end) + " bytes stand behind the end of the store, at " +
                  bytes::hex_offset(end) + ": " + what + "; cut them off (tail -c +" +
                  std::to_string(end + 1) + ") and convert them by themselves",
              true);
}

Result<void> StoreRemarks::tell_unclaimed() const {
  std::uint64_t bytes = 0;
  Listing listing;
  for (const bytes::Range& range : context_.store.claims().unclaimed()) {
    bytes += range.length;
    listing.add(place(range.offset, range.length));
  }
  return listing.empty() ? Result<void>()
                         : note(std::to_string(bytes) +
                                " bytes belong to nothing that was recognised: " + listing.text());
}

}  // namespace convert::mmf
