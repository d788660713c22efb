// Which library reads PSTs.
#pragma once

#include <cstdint>
#include <optional>
#include <string_view>

namespace run {

/// PABs, and OSTs with pages of 4 KB, are Libpff's whatever is asked for.
enum class Engine : std::uint8_t {
  Native,  // our own reader: every block verified
  Libpff,
};

/// --engine native, libpff.
[[nodiscard]] constexpr std::optional<Engine> engine_by_name(std::string_view name) {
  if (name == "native") {
    return Engine::Native;
  }
  return name == "libpff" ? std::optional(Engine::Libpff) : std::nullopt;
}

}  // namespace run
