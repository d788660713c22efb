// A MIME entity as a tree, and how it is written: RFC 5322, 2045-2047, 2231.
#pragma once

#include <cstddef>
#include <cstdint>
#include <functional>
#include <optional>
#include <span>
#include <string>
#include <string_view>
#include <vector>

#include "formats/bytes/byte_source.h"
#include "formats/bytes/result.h"

namespace mime {

using bytes::Result;

/// One header field. `value` is what stands after the colon, already encoded (header_text.h) and
/// unfolded; the writer folds it at white space, at 78 columns where it can and at 998 where it
/// must. `verbatim` fields are written as they are: `value` holds the original folding. Neither
/// passes NULs, bare line ends or 8-bit octets on (FORMAT.md 2.3).
struct Field {
  std::string name;
  std::string value;
  bool verbatim = false;
  friend bool operator==(const Field&, const Field&) = default;
};

/// A parameter of Content-Type or Content-Disposition. `value` is UTF-8; non-ASCII and long values
/// become RFC 2231 segments.
struct Parameter {
  std::string name;
  std::string value;
  friend bool operator==(const Parameter&, const Parameter&) = default;
};

struct ContentType {
  std::string type = "application/octet-stream";  // "text/plain", lower case
  std::vector<Parameter> parameters;              // no boundary: the writer makes it
};

/// Whether a leaf may have `type`: two tokens and a slash, and not multipart/* or message/*, which
/// may not be base64 (RFC 2045 6.4).
[[nodiscard]] bool is_leaf_type(std::string_view type);

/// How the bytes of a leaf may be written.
enum class TransferEncoding : std::uint8_t {
  Automatic,  // text: 7bit when it is short-lined ASCII, else whichever of quoted-printable and
              // base64 is shorter (line ends of text become CRLF); others: base64
  Base64,     // always: every byte comes back exactly as it was
};

struct Entity {
  // Everything but MIME-Version, Content-Type, Content-Transfer-Encoding and Content-Disposition.
  std::vector<Field> fields;
  ContentType content_type;
  std::string disposition;  // "attachment", "inline", or empty for no Content-Disposition
  std::vector<Parameter> disposition_parameters;
  TransferEncoding encoding = TransferEncoding::Automatic;

  // Exactly one of the three:
  bytes::Blob content;         // a leaf
  std::vector<Entity> parts;   // multipart/*: at least one
  std::vector<Entity> nested;  // message/rfc822: exactly one
};

/// Where written bytes go. Returning an Error stops the writer.
using Write = std::function<Result<void>(std::string_view)>;

/// Writes the entity with its header, CRLF throughout, every line within 998 octets.
/// `boundary_seed` makes boundaries: the same seed and tree give the same bytes, and no boundary
/// occurs in any content. Errors are those of `write` and of reading the contents; Internal for a
/// tree that is no entity, LimitExceeded for one nested too deeply. MIME-Version is written for the
/// outermost entity and each nested message.
[[nodiscard]] Result<void> write_entity(const Entity& entity, std::string_view boundary_seed,
                                        const Write& write);

}  // namespace mime
