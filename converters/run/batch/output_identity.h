// Knowing an output again, and whether it is whole.
#pragma once

#include <chrono>
#include <cstdint>
#include <filesystem>
#include <string>
#include <vector>

#include "converters/run/target.h"
#include "formats/bytes/result.h"

namespace run::batch {

/// What stays the same when a file or directory gets another name, and is never given again:
/// device, inode and time of birth (where the file system keeps one), as text. Empty: there is
/// nothing.
[[nodiscard]] std::string identity_of(const std::filesystem::path& path);

/// The files that have an output's name: itself and the further parts of a PST.
[[nodiscard]] std::vector<std::filesystem::path> pieces_of(const std::filesystem::path& output,
                                                           const std::vector<OutputPart>& parts);
/// identity_of() of each of `pieces` while they have their unfinished names, as one text.
[[nodiscard]] std::string unfinished_identity(const std::vector<std::filesystem::path>& pieces);
/// Which pieces of an output `identity` was noted of, and which of them stand there no more: gone,
/// or another file.
struct Recognition {
  bool is_ours = false;                       // the first is the one that was written
  std::vector<std::filesystem::path> others;  // further parts that are not
};
[[nodiscard]] Recognition recognise(const std::filesystem::path& output,
                                    const std::string& identity);

/// How much stands at an output's place: regular files and their bytes.
struct Measure {
  std::uint64_t files = 0;
  std::uint64_t bytes = 0;
  friend bool operator==(const Measure&, const Measure&) = default;
};
/// `parts` names the further files of a PST, which lie beside `output`.
[[nodiscard]] bytes::Result<Measure> measure(const std::filesystem::path& output,
                                             const std::vector<OutputPart>& parts);

/// SHA-256 of an output in hexadecimal: of a single file, its own; of a tree or of several files,
/// of the lines "<SHA-256>  <path>\n" for each file in the order of the paths, as sha256sum prints
/// them.
[[nodiscard]] bytes::Result<std::string> digest_of_output(const std::filesystem::path& output,
                                                          const std::vector<OutputPart>& parts);

/// The name of an output is on the disk, too, when this returns: after a power cut the journal must
/// not know more than the disk.
void sync_name(const std::filesystem::path& output);

/// As long as a process that was killed may take to let go: one in the middle of a write to a slow
/// disk lives on until that is done.
inline constexpr std::chrono::seconds kLettingGo{60};
/// Waits until no process writes `target`.partial any more, `patience` at most. To be called before
/// looking for what a killed run left.
void wait_for_writer(const std::filesystem::path& target,
                     std::chrono::milliseconds patience = kLettingGo);

/// Removes `target`.partial of a process that is gone: a file (a spool, a PST); a tree stays, as
/// after any run that could not finish. What another process still writes stays, too.
void remove_left_over(const std::filesystem::path& target);

}  // namespace run::batch
