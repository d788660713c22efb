// Any bytes as a directory file; the first says how it is to be read, and what is put in front so
// that each kind is met.
#include <array>
#include <cstddef>
#include <cstdint>
#include <cstdlib>
#include <span>
#include <string>
#include <string_view>

#include "converters/directory/address_map.h"
#include "converters/directory/directory.h"
#include "converters/directory/finding_text.h"
#include "converters/directory/match.h"
#include "converters/directory/unmatched_ldif.h"
#include "formats/directory/directory_file.h"

namespace {

namespace cd = convert::directory;

void use(const directory::DirectoryFile& file, const std::string& text) {
  for (const auto& finding : file.findings.items()) {
    (void)cd::describe(finding);
    if (finding.damage.offset > text.size() ||
        finding.damage.length > text.size() - finding.damage.offset) {
      std::abort();  // every finding lies inside the file
    }
  }
  cd::Directory known;
  known.add("f", file, {.dn = "/o=O/ou=S"});
  cd::AddressMap map;
  map.add(known);
  (void)map.find("MS", "NET/PO/ANN");
  (void)find_collisions(known);
  const cd::MatchedMailbox mailbox{
      .identity = {.name = "ann", .legacy_address = "MS:NET/PO/ANN"},
      .match = cd::Matcher(known).match({.name = "ann", .legacy_address = "MS:NET/PO/ANN"})};
  const auto ldif = cd::unmatched_ldif(known, std::span(&mailbox, 1), "DC=x");
  const auto again = directory::read_directory(std::as_bytes(std::span(ldif)), {});
  if (!again || again->findings.damages() != 0) {
    std::abort();  // what is written is LDIF
  }
}

}  // namespace

extern "C" int LLVMFuzzerTestOneInput(const std::uint8_t* data, std::size_t size) {
  constexpr std::array<std::string_view, 6> kHeads = {
      "",
      "Obj-Class,Alias,Directory Name,E-mail Addresses,Members\n",
      "dn: CN=a\n",
      "A dn\n- Alias:x\n",
      "native,smtp\n",
      "x\nSFS_UserName,Mode,Secondary-Proxy-Addresses\n"};
  if (size == 0) {
    return 0;
  }
  const std::string text = std::string(kHeads.at(*data % kHeads.size())) +
                           std::string(reinterpret_cast<const char*>(data) + 1, size - 1);
  const auto charset = (*data & 0x80U) != 0 ? 932U : 0U;
  const auto file = directory::read_directory(std::as_bytes(std::span(text)), {.charset = charset});
  if (file) {
    use(*file, text);
  }
  return 0;
}
