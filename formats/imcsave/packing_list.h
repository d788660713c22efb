// The packing list of saved queues, Imcfls. FORMAT.md, "The packing list".
#pragma once

#include <cstddef>
#include <cstdint>
#include <string>
#include <string_view>
#include <vector>

namespace imcsave {

/// A line that names a file.
struct ListedFile {
  std::string queue;               // in the spelling of kQueues
  std::vector<std::string> names;  // the file has one of these; the first is its likeliest
  std::size_t line = 0;            // from 1
  friend bool operator==(const ListedFile&, const ListedFile&) = default;
};

/// The queues as FORMAT.md spells them.
[[nodiscard]] const std::vector<std::string_view>& queue_names();
/// The queue that is called so, whatever the case; empty without one.
[[nodiscard]] std::string_view find_queue(std::string_view name);

/// At most kMostListed lines are looked at: a queue of the time held thousands.
inline constexpr std::size_t kMostListed = 1'000'000;
[[nodiscard]] std::vector<ListedFile> read_packing_list(std::string_view text);

}  // namespace imcsave
