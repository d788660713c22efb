#include "converters/run/progress.h"

#include <catch2/catch.hpp>

#include "converters/run/quantity.h"

TEST_CASE("a progress line tells bytes, items, rate and time left") {
  const run::ProgressState state{.name = "x.pst",
                                 .bytes = 50'000'000,
                                 .total_bytes = 200'000'000,
                                 .items = 1234,
                                 .seconds = 10};

  CHECK(run::progress_line(state, 200) ==
        "x.pst [#####...............] 25%  50.0 MB  1,234 items  5.0 MB/s  0:30 left");
}

TEST_CASE("a progress line of unknown size has no bar and no time left") {
  const run::ProgressState state{
      .name = "standard input", .bytes = 2500, .total_bytes = 0, .items = 1, .seconds = 2};

  CHECK(run::progress_line(state, 200) == "standard input  2.5 kB  1 items  1.2 kB/s");
}

TEST_CASE("a progress line is cut at the terminal's width, not within a character") {
  const run::ProgressState state{.name = "Jürgen.pst", .bytes = 0, .total_bytes = 0, .items = 0};

  CHECK(run::progress_line(state, 2) == "Jü");
  CHECK(run::progress_line(state, 0).empty());
}

TEST_CASE("more bytes than there are do not burst the bar") {
  const run::ProgressState state{
      .name = "x", .bytes = 30, .total_bytes = 10, .items = 0, .seconds = 0};

  CHECK(run::progress_line(state, 200) == "x [####################] 100%  30 bytes  0 items");
}

TEST_CASE("numbers are grouped and sizes scaled") {
  CHECK(run::format_count(0) == "0");
  CHECK(run::format_count(999) == "999");
  CHECK(run::format_count(1'000) == "1,000");
  CHECK(run::format_count(12'345'678) == "12,345,678");
  CHECK(run::format_bytes(1) == "1 byte");
  CHECK(run::format_bytes(999) == "999 bytes");
  CHECK(run::format_bytes(1'000) == "1.0 kB");
  CHECK(run::format_bytes(999'999) == "1.0 MB");
  CHECK(run::format_bytes(2'147'483'648) == "2.1 GB");
}
