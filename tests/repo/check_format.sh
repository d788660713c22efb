#!/bin/sh
# Every C++ file as .clang-format says. Works without git, too: a source archive has none.
set -eu
cd "$(dirname "$0")/../.."
formatter=$(command -v clang-format-14 || command -v clang-format)
find formats converters tools tests fuzz -name '*.h' -o -name '*.cpp' | sort |
  xargs -r "$formatter" --dry-run -Werror

# To CMake a semicolon parts a list: ctest would ask for half a name, find no such test, and pass.
if grep -rnE --include='*.cpp' '^(TEST_CASE\(|    )"[^"]*;[^"]*"\) \{' tests; then
  echo "check_format: no test of ctest has a semicolon in its name" >&2
  exit 1
fi
