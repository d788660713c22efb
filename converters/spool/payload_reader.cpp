#include "converters/spool/payload_reader.h"

#include <charconv>
#include <utility>

#include "converters/spool/limits.h"
#include "converters/spool/payload_store.h"

namespace convert::spool {
namespace {

using bytes::ErrorKind;
using bytes::fail;
using bytes::Result;

// Decimal digits, without a leading zero.
std::optional<std::uint64_t> length_from(std::string_view line) {
  std::uint64_t length = 0;
  const auto end = std::from_chars(line.data(), line.data() + line.size(), length);
  const bool whole = end.ec == std::errc() && end.ptr == line.data() + line.size();
  return whole && (line.size() == 1 || line.front() != '0') ? std::optional(length) : std::nullopt;
}

Result<std::string_view> next_line(Input& input, std::size_t limit) {
  const auto line = input.line(limit);
  if (!line) {
    return tl::unexpected(line.error());
  }
  if (!*line) {
    return fail(ErrorKind::Io, std::string(kCutOff));
  }
  return **line;
}

Result<void> read_chunk(Input& input, std::uint64_t length, PayloadStore& store) {
  while (length > 0) {
    const auto some = input.some(length);
    if (!some) {
      return tl::unexpected(some.error());
    }
    length -= some->size();
    if (auto kept = store.append(*some); !kept) {
      return kept;
    }
  }
  return next_line(input, kMaxReason).and_then([](std::string_view rest) -> Result<void> {
    if (!rest.empty()) {
      return fail(ErrorKind::NotThisFormat, "a chunk is longer than it says");
    }
    return {};
  });
}

// A JSON string: valid UTF-8 that stands in one line.
Result<std::string> read_reason(std::string_view text) {
  JsonTape tape;
  if (const auto wrong = tape.parse(text); wrong || tape.nodes()[0].kind != JsonKind::String) {
    return fail(ErrorKind::NotThisFormat, "the reason of a failed payload is no JSON string");
  }
  return std::string(tape.nodes()[0].text);
}

Result<Payload> read_payload(Input& input, PayloadStore& store) {
  Payload payload;
  for (;;) {
    const auto line = next_line(input, kMaxReason);
    if (!line) {
      return tl::unexpected(line.error());
    }
    if (line->starts_with('!')) {
      auto reason = read_reason(line->substr(1));
      if (!reason) {
        return tl::unexpected(reason.error());
      }
      payload.failure = *std::move(reason);
      break;
    }
    const auto length = length_from(*line);
    if (!length) {
      return fail(ErrorKind::NotThisFormat, "is no length of a chunk");
    }
    if (*length == 0) {
      break;
    }
    if (auto read = read_chunk(input, *length, store); !read) {
      return tl::unexpected(read.error());
    }
  }
  payload.content = store.finish_payload();
  return payload;
}

}  // namespace

Result<PayloadsRead> read_payloads(Input& input, std::uint64_t count) {
  if (count > kMaxPayloads) {
    return fail(ErrorKind::LimitExceeded,
                "a record with more than " + std::to_string(kMaxPayloads) + " payloads");
  }
  PayloadStore store;
  PayloadsRead read;
  for (std::uint64_t i = 0; i < count; ++i) {
    auto payload = read_payload(input, store);
    if (!payload) {
      return tl::unexpected(payload.error());
    }
    read.bytes += payload->content->size();
    read.payloads.push_back(*std::move(payload));
  }
  return read;
}

}  // namespace convert::spool
