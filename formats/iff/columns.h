// Which field of a row is what. FORMAT.md 3.2, 5, 7.
#pragma once

#include <array>
#include <cstddef>
#include <cstdint>
#include <optional>
#include <span>
#include <string>
#include <string_view>
#include <vector>

#include "formats/iff/row.h"

namespace iff {

/// Of a MAILMESSAGE section, in the documented order.
enum class MessageColumn : std::uint8_t {
  Folder,
  Sender,
  To,
  Cc,
  Bcc,
  Subject,
  SendDate,
  ReceivedDate,
  Priority,
  Unread,
  Unsent,
  Body,
};
inline constexpr std::array<std::string_view, 12> kMessageColumns = {
    "Folder",    "Sender",        "To",       "Cc",     "Bcc",    "Subject",
    "Send-Date", "Received-Date", "Priority", "Unread", "Unsent", "Body"};

/// Whether a column may point at a text; dates, numbers and flags are what they are.
[[nodiscard]] constexpr bool may_point(MessageColumn column) {
  return column < MessageColumn::SendDate || column == MessageColumn::Body;
}

/// Of a PAB section, in the documented order.
enum class AddressBookColumn : std::uint8_t {
  ObjectClass,
  DisplayName,
  EmailAddress,
  First,
  Last,
  Address,
  City,
  State,
  Zip,
  Country,
  Title,
  Company,
  Department,
  Office,
  Assistant,
  BusinessNumber,
  Business2Number,
  AssistantNumber,
  FaxNumber,
  HomeNumber,
  Home2Number,
  MobileNumber,
  PagerNumber,
  Note,
};
inline constexpr std::array<std::string_view, 24> kAddressBookColumns = {
    "Obj-class",  "Display-Name", "Email-Address", "First",      "Last",      "Address",
    "City",       "State",        "Zip",           "Country",    "Title",     "Company",
    "Department", "Office",       "Assistant",     "Bus-Num",    "Bus2-Num",  "Assist-Num",
    "Fax-Num",    "Home-Num",     "Home2-Num",     "Mobile-Num", "Pager-Num", "Note"};

/// How a header line is used.
enum class Binding : std::uint8_t {
  ByName,
  ByPosition,  // it names too little: fields are taken in the documented order
};

class Columns {
 public:
  /// `known`, which must outlive it, in the documented order; `header` as the file has it, empty
  /// without one.
  Columns(std::span<const std::string_view> known, std::vector<std::string> header);

  [[nodiscard]] Binding binding() const { return binding_; }
  /// How many fields a row has, by the header.
  [[nodiscard]] std::size_t count() const { return count_; }
  /// Known columns that the header does not name, unless fields are taken by position.
  [[nodiscard]] std::size_t missing() const;
  /// The field of a known column; nullptr when the header does not name it or the row is too short.
  [[nodiscard]] const Field* find(const std::vector<Field>& fields, std::size_t known) const;
  /// What the documents call a known column.
  [[nodiscard]] std::string_view known_name(std::size_t known) const { return known_[known]; }
  [[nodiscard]] std::optional<std::size_t> place_of(std::size_t known) const {
    return places_[known];
  }
  /// Known columns that the header calls otherwise, bound to the names nobody knows in their
  /// places: it has as many columns as are known, and all others stand in their documented places.
  [[nodiscard]] const std::vector<std::size_t>& renamed() const { return renamed_; }
  /// Known columns that are bound to nothing while the header has names nobody knows: one of those
  /// may be theirs.
  [[nodiscard]] std::vector<std::size_t> lost() const;
  /// What the header calls the column at `place`, or "column-14" without a name.
  [[nodiscard]] std::string name_at(std::size_t place) const;
  /// Whether the column at `place` is one of the known.
  [[nodiscard]] bool is_known(std::size_t place) const;

 private:
  void bind_renamed();

  std::span<const std::string_view> known_;
  std::vector<std::string> header_;
  std::vector<std::optional<std::size_t>> places_;  // by known column
  std::vector<std::size_t> renamed_;
  std::size_t count_ = 0;
  Binding binding_ = Binding::ByName;
};

[[nodiscard]] Columns message_columns(std::vector<std::string> header);
[[nodiscard]] Columns address_book_columns(std::vector<std::string> header);

}  // namespace iff
