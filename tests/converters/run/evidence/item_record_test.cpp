#include "converters/run/evidence/item_record.h"

#include <catch2/catch.hpp>

namespace item_record_test {

using run::evidence::ItemRecord;
using run::evidence::RecordFile;

ItemRecord full_record() {
  ItemRecord record;
  record.kind = "item";
  record.native_id = "nid 0x00200024";
  record.folder = "Inbox/\xC3\xBC";
  record.subject = std::string("a\0b", 3);
  record.sent = "1995-03-14T09:15:00";
  record.attachments = 3;
  record.state = "carved";
  record.outcome = "written";
  record.place = "x.pst: Inbox";
  record.output_id = "nid 0x00200044";
  record.deleted = true;
  record.pieces = {{.file = "x.pst",
                    .native_id = "nid 0x00200024",
                    .ranges = {{.offset = 1, .length = 2}, {.offset = UINT64_MAX, .length = 0}}},
                   {.file = "y", .native_id = {}, .ranges = {}}};
  return record;
}

TEST_CASE("records come back from the disk as they were, in their order") {
  RecordFile file;
  ItemRecord large;
  large.reason = std::string(300'000, 'x');  // more than waits in memory
  REQUIRE(file.add(full_record()));
  REQUIRE(file.add(large));
  REQUIRE(file.add(ItemRecord{}));

  REQUIRE(file.count() == 3);
  CHECK(*file.next() == full_record());
  CHECK(*file.next() == large);
  CHECK(*file.next() == ItemRecord{});
}

}  // namespace item_record_test
