// Any bytes: the spool reader ends with a store or an error, and what it read can be written again.
#include <cstdint>
#include <cstdlib>
#include <string>

#include "converters/spool/spool.h"

namespace {

constexpr std::string_view kOpening =
    "{\"record\":\"spool\",\"format\":\"restante-spool\",\"version\":1}\n";

bool is_packed(std::string_view text) { return text.starts_with("\x1F\x8B"); }

}  // namespace

extern "C" int LLVMFuzzerTestOneInput(const std::uint8_t* data, std::size_t size) {
  std::string spool(bytes::as_text(std::as_bytes(std::span(data, size))));
  if (!is_packed(spool) && !convert::spool::is_spool(std::as_bytes(std::span(spool)))) {
    spool.insert(0, kOpening);
  }
  const auto input = bytes::make_blob(spool)->open();
  const auto sink = convert::spool::open_writer(
      [](std::span<const std::byte>) -> model::Result<void> { return {}; },
      convert::spool::Compression::None, "fuzz");
  const auto done = convert::spool::read_spool(**input, "fuzz", *sink);
  // The writer refuses only what breaks the order of calls, which the reader vouches for.
  if (!done && done.error().kind == bytes::ErrorKind::Internal) {
    std::abort();
  }
  return 0;
}
