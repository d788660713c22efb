// Any bytes as a file around a cc:Mail post office; the first says of which kind.
#include <cstddef>
#include <cstdint>
#include <cstdlib>
#include <span>
#include <string>
#include <string_view>
#include <vector>

#include "converters/ccmail_plan/directory_users.h"
#include "converters/ccmail_plan/user_rows.h"
#include "formats/bytes/byte_source.h"
#include "formats/ccmail_post_office/collection_map.h"
#include "formats/ccmail_post_office/impression.h"
#include "formats/ccmail_post_office/program_version.h"

namespace {

using Data = std::span<const std::byte>;

void plan(std::string_view text, bytes::DamageLog& damage) {
  const convert::ccmail_plan::Request request{.post_office = "PO1"};
  const auto users = convert::ccmail_plan::read_users(text, damage);
  std::vector<std::string> remarks;
  const auto passwords = convert::ccmail_plan::Passwords::read(
      "*=X\n" + std::string(text), convert::ccmail_plan::names_with_mailbox(request, users),
      remarks);
  const auto rows = convert::ccmail_plan::plan_users(request, users, {}, passwords);
  if (rows.users.size() + rows.others.size() != users.size()) {
    std::abort();  // every entry is accounted for
  }
}

void read(unsigned kind, Data data, bytes::DamageLog& damage) {
  const std::string_view text = bytes::as_text(data);
  switch (kind) {
    case 0:
      return plan(text, damage);
    case 1: {
      // The first line is fixed: in front when it is missing.
      const std::string head = ccmail_post_office::write_map({});
      bytes::DamageLog unheard;
      (void)ccmail_post_office::read_map(head + std::string(text), unheard);
      return (void)ccmail_post_office::read_map(text, damage);
    }
    case 2:
      (void)ccmail_post_office::read_banner(text);
      return (void)ccmail_post_office::machine_of(data);
    default: {
      ccmail_post_office::ImpressionTaker taker;
      taker.take(data.first(data.size() / 3));
      taker.take(data.subspan(data.size() / 3));
      const auto seen = taker.finish();
      if (seen.size != data.size() || seen.plain > seen.size || seen.entropy > 8.001) {
        std::abort();
      }
    }
  }
}

}  // namespace

extern "C" int LLVMFuzzerTestOneInput(const std::uint8_t* data, std::size_t size) {
  const auto all = std::as_bytes(std::span(data, size));
  const Data rest = all.subspan(size == 0 ? 0 : 1);
  bytes::DamageLog damage;
  read(size == 0 ? 0 : *data % 4U, rest, damage);
  for (const bytes::Damage& item : damage.items()) {
    if (item.offset > rest.size() || item.length > rest.size() - item.offset) {
      std::abort();  // every damage lies inside the data
    }
  }
  return 0;
}
