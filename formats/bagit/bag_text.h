// What stands in the tag files of a bag: RFC 8493.
#pragma once

#include <cstdint>
#include <string>
#include <string_view>
#include <utility>
#include <vector>

namespace bagit {

inline constexpr std::string_view kDeclarationName = "bagit.txt";
inline constexpr std::string_view kInfoName = "bag-info.txt";
inline constexpr std::string_view kManifestName = "manifest-sha256.txt";
inline constexpr std::string_view kTagManifestName = "tagmanifest-sha256.txt";
/// What of the bag is payload.
inline constexpr std::string_view kPayload = "data/";

/// 2.1.1: version 1.0, UTF-8.
[[nodiscard]] std::string declaration();

/// 2.1.3: a file of a manifest; LF, CR and % of its path are percent-encoded.
[[nodiscard]] std::string manifest_line(std::string_view digest, std::string_view path);

/// 2.2.2: label and value, in the order in which they stand. A line break in a value is a blank.
using Info = std::vector<std::pair<std::string, std::string>>;
[[nodiscard]] std::string info_text(const Info& info);

/// 2.2.2 Payload-Oxum.
struct Payload {
  std::uint64_t octets = 0;
  std::uint64_t files = 0;
  friend bool operator==(const Payload&, const Payload&) = default;
};
[[nodiscard]] std::string oxum(const Payload& payload);

}  // namespace bagit
