// How much of a sweep a build goes through.
#pragma once

#include <cstdlib>

namespace test {

/// 1, or `steps` under the sanitizers, which take ten times as long: there a sweep takes every
/// `steps`-th of the places that the release build takes all. With RESTANTE_FULL_SWEEPS in the
/// environment it takes all of them there, too.
inline unsigned every(unsigned steps) {
#ifdef RESTANTE_SANITIZED
  constexpr bool kIsSlow = true;
#else
  constexpr bool kIsSlow = false;
#endif
  return kIsSlow && std::getenv("RESTANTE_FULL_SWEEPS") == nullptr ? steps : 1;
}

}  // namespace test
