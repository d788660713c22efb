#include "converters/run/isolation.h"

#include <optional>
#include <utility>

#include "converters/run/resume_filter.h"
#include "converters/run/stop.h"
#include "converters/spool/spool.h"

namespace run {
namespace {

using bytes::ErrorKind;

/// What to do after a run of the reader.
struct Verdict {
  enum class Next : std::uint8_t { Settle, Restart };
  Next next = Next::Settle;
  std::string gave_up;  // for Settle: why the rest of the store was not read; empty: it was
};

/// One store, read in as many runs as it takes.
class IsolatedReading {
 public:
  IsolatedReading(const Reader& reader, const std::string& source, const IsolationOptions& options,
                  model::Sink& sink)
      : reader_(reader), source_(source), options_(options), filter_(sink) {}

  model::Result<std::string> read_all() {
    for (;;) {
      const auto verdict = read_once();
      if (!verdict) {
        return tl::unexpected(verdict.error());
      }
      if (verdict->next == Verdict::Next::Settle) {
        return verdict->gave_up;
      }
    }
  }
  ResumeFilter& filter() { return filter_; }

 private:
  model::Result<Verdict> read_once();
  model::Result<Verdict> after_error(const bytes::Error& error) const;
  model::Result<Verdict> after_crash(const ReaderEnd& end, std::uint64_t passed_before);

  const Reader& reader_;
  const std::string& source_;
  const IsolationOptions& options_;
  ResumeFilter filter_;
  int crashes_ = 0;
  int idle_crashes_ = 0;  // in a row, that neither delivered nor named anything
};

model::Result<Verdict> IsolatedReading::read_once() {
  const auto passed_before = filter_.passed();
  filter_.begin_run();
  auto process =
      ReaderProcess::start(reader_, [this](std::string_view id) { return filter_.wants(id); },
                           {.timeout = options_.item_timeout, .on_progress = options_.on_progress});
  if (!process) {
    return tl::unexpected(process.error());
  }
  if (crashes_ == 0 && options_.on_started) {
    options_.on_started();
  }
  const auto result = convert::spool::read_spool(**process, source_, filter_);
  auto end = (*process)->finish();
  if (filter_.target_error()) {
    return tl::unexpected(*filter_.target_error());
  }
  if (filter_.saw_end()) {
    if (end.how == ReaderEnd::How::Crashed || end.how == ReaderEnd::How::TimedOut) {
      auto noted = filter_.note(
          {.where = source_, .text = end.why + " after it had delivered the whole store"});
      if (!noted) {
        return tl::unexpected(noted.error());
      }
    }
    return Verdict{};
  }
  if (stop_signal() != 0) {
    return bytes::fail(ErrorKind::Interrupted, source_ + ": stopped by the user");
  }
  switch (end.how) {
    case ReaderEnd::How::Error:
      return after_error(end.error);
    case ReaderEnd::How::Crashed:
    case ReaderEnd::How::TimedOut:
      return after_crash(end, passed_before);
    case ReaderEnd::How::Abandoned:
      // What came through the pipe made no sense: as good as a crash.
      end.why = "the reader delivered a damaged stream";
      return after_crash(end, passed_before);
    case ReaderEnd::How::Complete:
      break;
  }
  if (result) {
    return Verdict{};
  }
  return tl::unexpected(result.error());
}

model::Result<Verdict> IsolatedReading::after_error(const bytes::Error& error) const {
  if (!filter_.saw_store() || error.kind == ErrorKind::Internal) {
    return tl::unexpected(error);
  }
  return Verdict{.next = Verdict::Next::Settle, .gave_up = error.what};
}

model::Result<Verdict> IsolatedReading::after_crash(const ReaderEnd& end,
                                                    std::uint64_t passed_before) {
  ++crashes_;
  const bool named = filter_.add_crash(end.item, end.why);
  idle_crashes_ = named || filter_.passed() != passed_before ? 0 : idle_crashes_ + 1;
  if (crashes_ <= kMostRestarts && idle_crashes_ < 2) {
    return Verdict{.next = Verdict::Next::Restart, .gave_up = {}};
  }
  if (!filter_.saw_store()) {
    return bytes::fail(ErrorKind::NotThisFormat,
                       source_ + ": " + end.why + " before it could read anything",
                       "the file is damaged, or not what its first bytes say; try a copy from "
                       "another medium");
  }
  return Verdict{.next = Verdict::Next::Settle,
                 .gave_up = "the reader was given up after " + std::to_string(crashes_) +
                            (crashes_ == 1 ? " crash; " : " crashes; ") + end.why};
}

}  // namespace

model::Result<void> read_isolated(const Reader& reader, const std::string& source,
                                  const IsolationOptions& options, model::Sink& sink) {
  IsolatedReading reading(reader, source, options, sink);
  const auto gave_up = reading.read_all();
  if (!gave_up) {
    return tl::unexpected(gave_up.error());
  }
  if (auto settled = reading.filter().lose_what_is_missing(*gave_up); !settled) {
    return settled;
  }
  return sink.finish();
}

}  // namespace run
