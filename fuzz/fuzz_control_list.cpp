// The input as a control list and as a log of ExMerge: no mailbox is counted twice, every name is
// UTF-8, what is written is read again.
#include <cstddef>
#include <cstdint>
#include <cstdlib>
#include <span>

#include "converters/run/batch/exmerge_log.h"
#include "converters/run/batch/list_files.h"
#include "converters/run/batch/reconciliation.h"
#include "formats/bytes/byte_source.h"
#include "formats/text/utf8.h"

extern "C" int LLVMFuzzerTestOneInput(const std::uint8_t* data, std::size_t size) {
  const auto bytes = bytes::as_text(std::as_bytes(std::span(data, size)));

  const auto list = run::batch::parse_control_list(bytes, 932);
  const auto mailboxes = run::batch::reconcile(list.entries);
  const auto copies = run::batch::parse_exmerge_log(bytes, 932);

  const auto counts = run::batch::count(mailboxes);
  bool good =
      counts.done + counts.failed + counts.pending + counts.contradictory == mailboxes.size() &&
      mailboxes.size() <= list.entries.size() && copies.size() <= size;
  for (const auto& entry : list.entries) {
    good = good && text::is_utf8(entry.row.display_name + entry.row.source + entry.message);
  }
  if (list.has_offsets) {
    good = good && run::batch::without_done(std::string(bytes), list, {}) == bytes;
  }
  if (!good) {
    std::abort();
  }
  return 0;
}
