#include "formats/pst/reader/ltp/error.h"

#include <string>

#include "formats/bytes/hex.h"

namespace pst::reader {

tl::unexpected<bytes::Error> no_structure(const Ndb& ndb, std::string_view structure, Nid nid,
                                          const bytes::Damage& why) {
  ndb.note(why);
  return bytes::fail(bytes::ErrorKind::NotThisFormat,
                     "node " + bytes::hex_offset(nid.value) + " has no " + std::string(structure) +
                         ": " + std::string(why.field) + " at " + bytes::hex_offset(why.offset) +
                         " is " + bytes::hex_offset(why.found) + ", expected " +
                         bytes::hex_offset(why.expected));
}

}  // namespace pst::reader
