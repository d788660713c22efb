#include <algorithm>
#include <functional>
#include <set>
#include <system_error>
#include <utility>

#include "converters/run/conversion.h"
#include "converters/run/exit_code.h"
#include "converters/run/output_places.h"
#include "converters/run/source_guard.h"
#include "converters/run/stop.h"

namespace run {

namespace fs = std::filesystem;
using bytes::ErrorKind;

std::vector<MailboxResult> convert_all(const std::vector<Source>& sources, const fs::path& output,
                                       const ConversionOptions& options, Progress& progress,
                                       const std::function<void(const MailboxResult&)>& on_done) {
  const SourceGuard guard(sources);
  OutputPlaces places(sources, output, options);
  std::vector<MailboxResult> results;
  fs::path current;          // of the mailbox at hand
  std::set<fs::path> taken;  // by mailboxes of this run, further parts included
  auto guarded = options;
  guarded.target.may_write = [&](const fs::path& path) -> bytes::Result<void> {
    if (auto allowed = guard.check(path); !allowed) {
      return allowed;
    }
    if (!taken.insert(path).second && path != current) {
      return bytes::fail(ErrorKind::Exists, path.string() + ": is the output of another mailbox",
                         "convert this mailbox alone, to another place");
    }
    return {};
  };
  for (const auto& source : sources) {
    const NameOutput name_output = [&](const model::Store& store,
                                       const MailboxMatch& match) -> bytes::Result<fs::path> {
      const auto name = places.place_of(source, store, match, taken);
      current = name;
      if (auto allowed = guard.check(name); !allowed) {
        return tl::unexpected(allowed.error());
      }
      return name;
    };
    results.push_back(stop_signal() == 0
                          ? convert_mailbox(source, name_output, guarded, progress)
                          : failed_mailbox(source, {.kind = ErrorKind::Interrupted,
                                                    .what = source.path.string() +
                                                            ": not begun: stopped by the user",
                                                    .hint = "run again to convert it"}));
    if (on_done) {
      on_done(results.back());
    }
  }
  return results;
}

int exit_code(const std::vector<MailboxResult>& results) {
  for (const auto kind : {ErrorKind::Interrupted, ErrorKind::Internal}) {
    if (std::ranges::any_of(results, [kind](const MailboxResult& result) {
          return result.error && result.error->kind == kind;
        })) {
      return exit_code(kind);
    }
  }
  if (!results.empty() && std::ranges::all_of(results, [](const MailboxResult& result) {
        return result.error.has_value();
      })) {
    return exit_code(results.front().error->kind);
  }
  return std::ranges::all_of(results, &MailboxResult::intact) ? kExitComplete : kExitDamage;
}

std::optional<Room> room_for(const std::vector<MailboxResult>& results, const fs::path& output) {
  Room room;
  for (const auto& result : results) {
    room.needed += result.bytes;
  }
  std::error_code error;
  auto place = fs::absolute(output, error);
  while (!error && !fs::exists(place, error) && place.has_relative_path()) {
    place = place.parent_path();
  }
  const auto space = fs::space(place, error);
  if (error) {
    return std::nullopt;
  }
  room.available = space.available;
  return room;
}

}  // namespace run
