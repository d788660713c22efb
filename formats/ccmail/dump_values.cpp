#include "formats/ccmail/dump_values.h"

#include <utility>

#include "formats/bytes/mac_binary.h"
#include "formats/ccmail/address.h"
#include "formats/ccmail/hex_text.h"
#include "formats/ccmail/item_name.h"
#include "formats/text/calendar_date.h"
#include "formats/text/code_page.h"

namespace ccmail {
namespace {

constexpr text::CodePageNumber kMacintosh = 10000;

std::string quoted(std::string_view text) { return "\"" + std::string(text) + "\""; }

}  // namespace

std::string meaning_of_address(std::string_view utf8) {
  const Address address = read_address(utf8);
  std::string words;
  const auto add = [&](std::string_view what, std::string_view value) {
    if (!value.empty()) {
      words += (words.empty() ? "" : ", ") + std::string(what) + " " + quoted(value);
    }
  };
  if (!address.has_user) {
    words = "no user";
  }
  const bool is_foreign = !address.type.empty();
  add(address.is_board ? "board" : (is_foreign ? "name" : "user"), address.name);
  add(address.type, address.address);
  add("post office", address.post_office);
  return words;
}

std::string meaning_of_date(std::string_view written, DateOrder order) {
  constexpr std::size_t kDay = 10;  // of "1998-06-20T08:39:00"
  const auto read = read_written_date(written);
  const auto date = read ? to_date(*read, order) : std::nullopt;
  if (!date) {
    return read ? "no such day or time" : "no date";
  }
  std::string words = text::iso8601(date->ticks);
  words.resize(read->has_time ? words.size() : kDay);
  words += ", read as " + std::string(name_of(shown_order(*read).value_or(order)));
  return words + (date->is_odd_year ? ", not of 1980 to 2099" : "");
}

std::string meaning_of_file(std::span<const std::byte> data) {
  if (const auto mac = bytes::read_mac_binary(data)) {
    return "MacBinary: " + quoted(text::decode(mac->name, kMacintosh).utf8) + ", data fork " +
           std::to_string(mac->data_fork.size()) + ", resource fork " +
           std::to_string(mac->resource_fork.size()) + " bytes";
  }
  return is_hex_text(data) ? "hexadecimal text of " +
                                 std::to_string(make_hex_blob(data, nullptr)->size()) + " bytes"
                           : std::string();
}

DateOrder find_date_order(MessageReader reader) {
  OrderVotes votes;
  const auto vote = [&](std::string_view written) {
    if (const auto date = read_written_date(written)) {
      votes.add(*date);
    }
  };
  while (const auto piece = reader.next()) {
    if (const auto* date = piece->message.find(Label::Date)) {
      vote(date->text());
    }
    for (const Item& item : piece->message.items) {
      if (item.label != Label::TextItem) {
        vote(split_item_title(item.title).date);
      }
    }
  }
  return votes.majority().value_or(DateOrder::MonthDayYear);
}

}  // namespace ccmail
