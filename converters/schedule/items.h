// The objects of a Schedule+ interchange text as items of the model. README.md says what becomes
// what.
#pragma once

#include <array>
#include <cstddef>
#include <cstdint>
#include <functional>
#include <memory>
#include <span>
#include <string>
#include <utility>
#include <vector>

#include "converters/model/folder.h"
#include "converters/model/loss.h"
#include "converters/model/message.h"
#include "formats/bytes/result.h"

namespace convert::schedule {

/// In which folder an item belongs.
enum class Place : std::uint8_t { Calendar, Tasks, Contacts, Other };
inline constexpr std::array<Place, 4> kPlaces = {Place::Calendar, Place::Tasks, Place::Contacts,
                                                 Place::Other};

struct Item {
  Place place = Place::Calendar;
  model::Message message;          // without folder and source file
  std::vector<model::Note> notes;  // on it, or on another item of its object: `where` names it
};

/// A file of more bytes is refused: its objects are held in memory.
inline constexpr std::size_t kLargestFile = std::size_t{32} << 20U;

/// The items of a text. They are made one object at a time: a text of 8 MB may have a million.
class Items {
 public:
  /// What takes an item. An Error ends the walk.
  using Take = std::function<bytes::Result<void>(Item&)>;

  /// `file`, whose text is in `code_page` (0: 1252), must outlive the result. NotThisFormat without
  /// the first line of the format, LimitExceeded beyond kLargestFile.
  [[nodiscard]] static bytes::Result<Items> read(std::span<const std::byte> file,
                                                 std::uint32_t code_page);

  [[nodiscard]] std::uint64_t count(Place place) const;
  [[nodiscard]] std::uint64_t count() const;
  /// On the file; those on items come with them.
  [[nodiscard]] const std::vector<model::Note>& notes() const;
  /// Structure: text of the file that belongs to no object.
  [[nodiscard]] const std::vector<model::Loss>& losses() const;
  /// Every item, in the order of their objects. Times are wall clocks. An item that could not be
  /// read whole says so in its provenance. No item points into the file.
  [[nodiscard]] bytes::Result<void> for_each(const Take& take);

 private:
  struct Parts;
  explicit Items(std::shared_ptr<Parts> parts) : parts_(std::move(parts)) {}

  std::shared_ptr<Parts> parts_;
};

/// The folder for items of `place`: name, role, kind and container class; no id, parent or count.
[[nodiscard]] model::Folder folder_for(Place place);

}  // namespace convert::schedule
