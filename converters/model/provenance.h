// Where an item came from, and how whole it is.
#pragma once

#include <cstdint>
#include <string>
#include <vector>

namespace model {

enum class State : std::uint8_t {
  Intact,     // everything the source records was read
  Partial,    // something is missing; `missing` names it
  Recovered,  // deleted, or found without its index (of a PST: only if it may be an old version)
              // and read whole as far as can be told
  Carved,     // found outside any store structure
};

/// Bytes of the source file.
struct ByteRange {
  std::uint64_t offset = 0;
  std::uint64_t length = 0;
  friend bool operator==(const ByteRange&, const ByteRange&) = default;
};

/// Bytes of another file.
struct FileRanges {
  std::string file;
  std::vector<ByteRange> ranges;
  friend bool operator==(const FileRanges&, const FileRanges&) = default;
};

/// A piece of an item that did not come through although the item did.
struct Missing {
  std::string what;  // "attachment 2", "PidTagBody", "recipient 3"
  std::string why;   // what the reader met, in one line
  friend bool operator==(const Missing&, const Missing&) = default;
};

struct Provenance {
  std::string source;             // file name of the store, without its directory
  std::string native_id;          // the store's own id: "nid 0x00200024"
  std::vector<ByteRange> ranges;  // empty where the reading library does not tell them
  State state = State::Intact;
  /// Of a message: also what is missing of its attachments and embedded messages, named by place.
  std::vector<Missing> missing;
  /// Of an item that lies in several files: in all but `source`. Of one that says itself where it
  /// came from, which `source` then is: where it lies now. What attachments lie in is told with
  /// them.
  std::vector<FileRanges> elsewhere{};

  /// Notes that a piece is missing; an intact item becomes partial by it.
  void miss(std::string what, std::string why) {
    missing.push_back({.what = std::move(what), .why = std::move(why)});
    if (state == State::Intact) {
      state = State::Partial;
    }
  }
  friend bool operator==(const Provenance&, const Provenance&) = default;
};

}  // namespace model
