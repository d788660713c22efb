// Any bytes as an export of cc:Mail, or as one of its directories.
#include <cstddef>
#include <cstdint>
#include <cstdlib>
#include <span>

#include "formats/bytes/byte_source.h"
#include "formats/ccmail/address.h"
#include "formats/ccmail/date.h"
#include "formats/ccmail/directory_export.h"
#include "formats/ccmail/hex_text.h"
#include "formats/ccmail/item_name.h"
#include "formats/ccmail/message.h"
#include "formats/ccmail/private_directory.h"
#include "formats/ccmail/sniff.h"

namespace {

void read_values(const ccmail::Message& message) {
  for (const auto& field : message.fields) {
    const std::string text = field.text();
    (void)ccmail::read_address(text);
    if (const auto date = ccmail::read_written_date(text)) {
      (void)ccmail::to_date(*date, ccmail::DateOrder::DayMonthYear);
    }
  }
  for (const auto& item : message.items) {
    if (item.label == ccmail::Label::Unknown && item.data.empty()) {
      std::abort();  // bytes without a label are some
    }
    (void)ccmail::split_item_title(item.title);
    (void)ccmail::is_hex_text(item.data);
  }
}

void read_messages(std::string_view file) {
  const ccmail::Labels labels;
  auto reader = ccmail::MessageReader::open(file, labels);
  std::uint64_t covered = 0;
  while (const auto piece = reader ? reader->next() : std::nullopt) {
    if (piece->offset != covered || piece->length == 0) {
      std::abort();  // pieces follow each other, and each moves on
    }
    covered += piece->length;
    read_values(piece->message);
    for (const auto& damage : piece->message.damage.items()) {
      if (damage.offset > file.size() || damage.length > file.size() - damage.offset) {
        std::abort();  // every damage lies inside the file
      }
    }
  }
  if (reader && covered != file.size()) {
    std::abort();  // every byte is of a piece
  }
}

}  // namespace

extern "C" int LLVMFuzzerTestOneInput(const std::uint8_t* data, std::size_t size) {
  constexpr text::CodePageNumber kPage = 932;
  const std::string_view file = bytes::as_text(std::as_bytes(std::span(data, size)));
  read_messages(file);
  // The parser is reached from any bytes.
  read_messages("Message:\r\nFrom: a\r\nContents:\r\n" + std::string(file));
  (void)ccmail::sniff_text(file, ccmail::Labels());
  (void)ccmail::read_directory_export(file, kPage);
  (void)ccmail::read_private_directory(file, kPage);
  (void)ccmail::read_gateway_aliases(file, kPage);
  ccmail::Labels labels;
  (void)labels.add(file);
  return 0;
}
