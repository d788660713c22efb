// The objects of a Schedule+ interchange text as items of the model. README.md says what becomes
// what.
#pragma once

#include <cstddef>
#include <cstdint>
#include <span>
#include <string>
#include <vector>

#include "converters/model/folder.h"
#include "converters/model/loss.h"
#include "converters/model/message.h"
#include "formats/bytes/result.h"

namespace convert::schedule {

/// In which folder an item belongs.
enum class Place : std::uint8_t { Calendar, Tasks, Contacts, Other };

struct Item {
  Place place = Place::Calendar;
  model::Message message;  // without folder and source file
};

struct Reading {
  std::vector<Item> items;          // in the order of their objects
  std::vector<model::Note> notes;   // on the file and on single items, which `where` names
  std::vector<model::Loss> losses;  // Structure: text of the file that belongs to no object
};

/// A file of more bytes is refused: its items are held in memory.
inline constexpr std::size_t kLargestFile = std::size_t{32} << 20U;

/// All items of `file`, whose text is in `code_page` (0: 1252). NotThisFormat without the first
/// line of the format, LimitExceeded beyond kLargestFile. Times are wall clocks. An item that could
/// not be read whole says so in its provenance. Nothing points into `file` afterwards.
[[nodiscard]] bytes::Result<Reading> read_items(std::span<const std::byte> file,
                                                std::uint32_t code_page);

/// The folder for items of `place`: name, role, kind and container class; no id, parent or count.
[[nodiscard]] model::Folder folder_for(Place place);

}  // namespace convert::schedule
