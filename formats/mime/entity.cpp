#include "formats/mime/entity.h"

#include <algorithm>
#include <array>
#include <span>

#include "formats/bytes/hex.h"
#include "formats/bytes/sha256.h"
#include "formats/mime/ascii.h"
#include "formats/mime/entity_writer.h"
#include "formats/mime/header_block.h"

namespace mime {
namespace {

using bytes::ErrorKind;

// Our own: mail nests less than ten deep, and readers recurse, too.
constexpr std::size_t kMaxDepth = 200;

/// "=_" occurs neither in base64 nor in quoted-printable (RFC 2045 6.7: "a good strategy is to
/// choose a boundary that includes a character sequence such as "=_" which can never appear in a
/// quoted-printable body"), 7bit texts have no line that begins so (TextAnalysis), and no field
/// name does (append_field). Positions differ, so no boundary is another one's front.
std::string make_boundary(std::string_view seed, std::string_view position) {
  constexpr std::size_t kDigestBytes = 16;
  bytes::Sha256 hash;
  hash.update(std::as_bytes(std::span(seed)));
  hash.update(std::as_bytes(std::span("/", 1)));
  hash.update(std::as_bytes(std::span(position)));
  const auto digest = hash.finish();
  return "=_" + bytes::to_hex(std::span(digest).first(kDigestBytes));
}

bool is_composite(std::string_view type) {
  return starts_with_word(type, "multipart/") || starts_with_word(type, "message/");
}

/// What stands between the writer and a valid entity; empty when nothing does.
std::string_view find_fault(const Entity& entity) {
  const std::string_view type = entity.content_type.type;
  const std::size_t slash = type.find('/');
  if (slash == std::string_view::npos || !is_token(type.substr(0, slash)) ||
      !is_token(type.substr(slash + 1))) {
    return "Content-Type is no media type";
  }
  const std::array forms = {entity.content != nullptr, !entity.parts.empty(),
                            !entity.nested.empty()};
  if (std::ranges::count(forms, true) != 1) {
    return "neither leaf, multipart nor nested message";
  }
  if (entity.content != nullptr && is_composite(type)) {
    return "a leaf of a composite type";
  }
  if (!entity.parts.empty() && !starts_with_word(type, "multipart/")) {
    return "parts of what is no multipart";
  }
  if (!entity.nested.empty() && (!same_word(type, "message/rfc822") || entity.nested.size() != 1)) {
    return "nested messages of what is no message/rfc822";
  }
  if (!entity.disposition.empty() && !is_token(entity.disposition)) {
    return "Content-Disposition is no token";
  }
  return {};
}

}  // namespace

bool is_leaf_type(std::string_view type) {
  const std::size_t slash = type.find('/');
  constexpr std::size_t kMaxType = 255;  // RFC 4288 4.2 allows 127 for each half
  return slash != std::string_view::npos && type.size() <= kMaxType &&
         is_token(type.substr(0, slash)) && is_token(type.substr(slash + 1)) && !is_composite(type);
}

Result<void> EntityWriter::write(const Entity& entity, std::string_view boundary_seed,
                                 const Write& write) {
  seed_ = boundary_seed;
  out_.start(write);
  if (auto written = write_tree(entity, "", true, 0); !written) {
    return written;
  }
  return out_.flush();
}

Result<void> EntityWriter::write_tree(const Entity& entity, const std::string& position,
                                      bool outermost, std::size_t depth) {
  if (const auto fault = find_fault(entity); !fault.empty()) {
    return bytes::fail(ErrorKind::Internal, "no MIME entity: " + std::string(fault) + " (" +
                                                entity.content_type.type + ")");
  }
  if (depth > kMaxDepth) {
    return bytes::fail(ErrorKind::LimitExceeded, "MIME parts nested too deeply",
                       "at most " + std::to_string(kMaxDepth) + " levels are written");
  }
  if (!entity.parts.empty()) {
    return write_multipart(entity, position, outermost, depth);
  }
  if (entity.nested.empty()) {
    return write_leaf(entity, outermost);
  }
  // RFC 2046 5.2.1: message/rfc822 is 7bit, 8bit or binary itself; all that we write is 7bit.
  if (auto header = write_header(entity, outermost, "", "7bit"); !header) {
    return header;
  }
  return write_tree(entity.nested.front(), position + "m", true, depth + 1);
}

Result<void> EntityWriter::write_header(const Entity& entity, bool outermost,
                                        const std::string& boundary, std::string_view encoding) {
  constexpr std::array<std::string_view, 4> kOurs = {
      "MIME-Version", "Content-Type", "Content-Transfer-Encoding", "Content-Disposition"};
  std::string header;
  for (const Field& field : entity.fields) {
    if (std::ranges::any_of(kOurs, [&](auto name) { return same_word(name, field.name); })) {
      return bytes::fail(ErrorKind::Internal, "the writer's own field given: " + field.name);
    }
    if (auto appended = append_field(header, field); !appended) {
      return appended;
    }
  }
  if (outermost) {
    header += "MIME-Version: 1.0\r\n";
  }
  std::vector<Parameter> parameters = entity.content_type.parameters;
  if (!boundary.empty()) {
    parameters.push_back({.name = "boundary", .value = boundary});
  }
  if (auto appended =
          append_parameterised(header, "Content-Type", entity.content_type.type, parameters);
      !appended) {
    return appended;
  }
  if (!encoding.empty()) {
    header += "Content-Transfer-Encoding: ";
    header += encoding;
    header += "\r\n";
  }
  if (!entity.disposition.empty()) {
    if (auto appended = append_parameterised(header, "Content-Disposition", entity.disposition,
                                             entity.disposition_parameters);
        !appended) {
      return appended;
    }
  }
  header += "\r\n";
  return out_.append(header);
}

Result<void> EntityWriter::write_multipart(const Entity& entity, const std::string& position,
                                           bool outermost, std::size_t depth) {
  const std::string boundary = make_boundary(seed_, position);
  if (auto header = write_header(entity, outermost, boundary, ""); !header) {
    return header;
  }
  std::size_t index = 0;
  for (const Entity& part : entity.parts) {
    // RFC 2046 5.1.1: the CRLF before a delimiter belongs to the delimiter.
    const std::string delimiter = (index == 0 ? "--" : "\r\n--") + boundary + "\r\n";
    if (auto done = out_.append(delimiter); !done) {
      return done;
    }
    const std::string place =
        position.empty() ? std::to_string(index) : position + "." + std::to_string(index);
    if (auto done = write_tree(part, place, false, depth + 1); !done) {
      return done;
    }
    ++index;
  }
  return out_.append("\r\n--" + boundary + (depth == 0 ? "--\r\n" : "--"));
}

Result<void> EntityWriter::write_leaf(const Entity& entity, bool outermost) {
  auto mechanism = leaves_.choose(entity);
  if (!mechanism) {
    return tl::unexpected<bytes::Error>(std::move(mechanism.error()));
  }
  if (auto header = write_header(entity, outermost, "", mechanism_name(*mechanism)); !header) {
    return header;
  }
  return leaves_.write(entity, *mechanism, out_);
}

Result<void> write_entity(const Entity& entity, std::string_view boundary_seed,
                          const Write& write) {
  return EntityWriter().write(entity, boundary_seed, write);
}

}  // namespace mime
