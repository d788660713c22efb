// Spools in memory, for tests.
#pragma once

#include <string>
#include <string_view>
#include <variant>
#include <vector>

#include "converters/spool/spool.h"
#include "tests/support/recorded_store.h"

namespace test {

/// What the writer makes of `calls`, which it must accept; like typed spools, without a checksum.
std::string written(const std::vector<Call>& calls,
                    convert::spool::Compression compression = convert::spool::Compression::None);
std::string written(const std::vector<Call>& calls, std::string_view creator,
                    convert::spool::Compression compression = convert::spool::Compression::None,
                    convert::spool::Checksum checksum = convert::spool::Checksum::None);

struct Reading {
  std::vector<Call> calls;
  bool finished = false;
  model::Result<void> result;

  /// The calls of one kind.
  template <class T>
  [[nodiscard]] std::vector<T> all() const {
    std::vector<T> found;
    for (const Call& call : calls) {
      if (const T* one = std::get_if<T>(&call)) {
        found.push_back(*one);
      }
    }
    return found;
  }
};

/// What the reader makes of `spool`, whose bytes come in pieces of `piece` at most.
Reading read(std::string_view spool, std::size_t piece = 1U << 20U,
             convert::spool::CutOff cut_off = convert::spool::CutOff::Fails);

/// An empty store, a folder 1 in it, and `records` after these; the end record is added.
std::string spool_with(const std::string& records, const std::string& counts);

/// A store, two folders and messages of every sort, with every field set.
std::vector<Call> rich_store();

/// Where the calls differ; empty when they do not.
std::string difference_of(const std::vector<Call>& a, const std::vector<Call>& b);

}  // namespace test
