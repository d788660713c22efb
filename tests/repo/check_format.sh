#!/bin/sh
# Every C++ file as .clang-format says. Works without git, too: a source archive has none.
set -eu
cd "$(dirname "$0")/../.."
formatter=$(command -v clang-format-14 || command -v clang-format)
find formats converters tools tests fuzz -name '*.h' -o -name '*.cpp' | sort |
  xargs -r "$formatter" --dry-run -Werror
