#include "converters/run/batch/finished.h"

#include "converters/run/batch/frame.h"

namespace run::batch {

Finished finished_of(const MailboxResult& result) {
  return {.failed = result.error.has_value(),
          .intact = result.intact(),
          .message = result_message(result),
          .tally = result.account.total(),
          .losses = result.account.losses.total() + result.account.partial_items(),
          .files = result.files,
          .bytes = result.bytes,
          .output = result.output.string(),
          .output_sha256 = {},
          .source_sha256 = result.sha256,
          .report = mailbox_json(result)};
}

std::string encode(const Finished& finished) {
  FrameWriter frame;
  frame.number(finished.failed ? 1 : 0).number(finished.intact ? 1 : 0).text(finished.message);
  frame.number(finished.tally.expected).number(finished.tally.written);
  frame.number(finished.tally.skipped).number(finished.tally.failed);
  frame.number(finished.losses).number(finished.files).number(finished.bytes);
  frame.text(finished.output).text(finished.output_sha256).text(finished.source_sha256);
  frame.text(finished.report.source).text(finished.report.mailbox);
  return frame.bytes();
}

std::optional<Finished> decode_finished(std::string_view bytes) {
  FrameReader frame(bytes);
  Finished finished;
  finished.failed = frame.number() != 0;
  finished.intact = frame.number() != 0;
  finished.message = frame.text();
  finished.tally.expected = frame.number();
  finished.tally.written = frame.number();
  finished.tally.skipped = frame.number();
  finished.tally.failed = frame.number();
  finished.losses = frame.number();
  finished.files = frame.number();
  finished.bytes = frame.number();
  finished.output = frame.text();
  finished.output_sha256 = frame.text();
  finished.source_sha256 = frame.text();
  finished.report.source = frame.text();
  finished.report.mailbox = frame.text();
  return frame.is_whole() ? std::optional(std::move(finished)) : std::nullopt;
}

}  // namespace run::batch
