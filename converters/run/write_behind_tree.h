// The files of a tree, written on a thread of their own while the next ones are made.
#pragma once

#include <memory>

#include "formats/bytes/output.h"

namespace run {

/// A tree that hands over to `tree`, in order, from another thread. A file waits in memory from its
/// close() on; one that grows beyond 4 MiB is written in the call, when all before it is done. What
/// waits is at most 6 MiB, and 512 files.
///
/// An Error of `tree` is that of a later call, of commit() at the latest: then nothing more is
/// written, and what waited is given up. Destroyed without commit(), it writes what waits, as
/// `tree` would have.
[[nodiscard]] std::unique_ptr<bytes::OutputTree> write_behind(
    std::unique_ptr<bytes::OutputTree> tree);

}  // namespace run
