#include "converters/mime/provenance_fields.h"

#include <algorithm>
#include <bit>
#include <cstddef>
#include <string_view>

#include "converters/mime/identity.h"
#include "converters/model/names.h"
#include "formats/bytes/hex.h"
#include "formats/mime/header_text.h"

namespace convert::mime {
namespace {

using Fields = std::vector<::mime::Field>;

// A message cut into more pieces than this is listed up to here and the rest counted: the spool
// and the report have them all.
constexpr std::size_t kMaxRanges = 32;

void add(Fields& fields, std::string_view name, std::string_view utf8) {
  if (!utf8.empty()) {
    fields.push_back(
        {.name = "X-Restante-" + std::string(name), .value = ::mime::encode_unstructured(utf8)});
  }
}

std::string hex(std::uint64_t number) {
  const auto bits = static_cast<unsigned>(std::bit_width(number));
  return "0x" + bytes::hex_number(number, std::max(1U, (bits + 3) / 4));
}

std::string joined(const std::vector<std::string>& names) {
  std::string out;
  for (const std::string& name : names) {
    out += (out.empty() ? "" : ", ") + name;
  }
  return out;
}

std::string times_text(const model::Message& message, bool has_received) {
  std::string out;
  const auto append = [&out](std::string_view what, const model::OptionalTimestamp& time) {
    if (time) {
      out += (out.empty() ? "" : "; ") + std::string(what) + ' ' + iso_text(*time);
    }
  };
  if (!has_received) {
    append("received", message.received);
  }
  append("created", message.created);
  append("modified", message.modified);
  return out;
}

void add_missing(Fields& fields, const model::Provenance& provenance) {
  for (const model::Missing& missing : provenance.missing) {
    add(fields, "Missing", missing.what + ": " + missing.why);
  }
}

}  // namespace

std::string ranges_text(const std::vector<model::ByteRange>& ranges) {
  std::string out;
  for (std::size_t i = 0; i < ranges.size() && i < kMaxRanges; ++i) {
    out += (i == 0 ? "" : " ") + hex(ranges[i].offset) + '+' + std::to_string(ranges[i].length);
  }
  if (ranges.size() > kMaxRanges) {
    out += " and " + std::to_string(ranges.size() - kMaxRanges) + " more";
  }
  return out;
}

std::vector<::mime::Field> provenance_fields(const model::Message& message,
                                             const ItemContext& context, const MergedHeader& merged,
                                             const std::vector<std::string>& natives,
                                             std::uint64_t undecodable) {
  Fields fields;
  if (!context.options.provenance) {
    return fields;
  }
  const model::Provenance& provenance = message.provenance;
  if (context.depth == 0) {
    add(fields, "Source", source_name(message, context.store));
    add(fields, "Folder", context.folder);
  }
  add(fields, "Item", provenance.native_id);
  add(fields, "Class", message.message_class);
  add(fields, "State", std::string(model::name_of(provenance.state)));
  add(fields, "Byte-Ranges", ranges_text(provenance.ranges));
  add(fields, "Times", times_text(message, merged.has_received));
  add_missing(fields, provenance);
  add(fields, "Synthetic", joined(merged.made_up));
  for (const std::string& native : natives) {
    add(fields, "Address", native);
  }
  add(fields, "Subject", merged.other_subject);
  for (const std::string& duplicate : merged.duplicates) {
    add(fields, "Duplicate", duplicate);
  }
  for (const std::string& line : merged.rejected) {
    add(fields, "Rejected", line);
  }
  if (undecodable + message.undecodable != 0) {
    add(fields, "Undecodable", std::to_string(undecodable + message.undecodable));
  }
  return fields;
}

std::vector<::mime::Field> piece_fields(const model::Provenance& provenance,
                                        const MimeOptions& options) {
  Fields fields;
  if (options.provenance &&
      (provenance.state != model::State::Intact || !provenance.missing.empty())) {
    add(fields, "State", std::string(model::name_of(provenance.state)));
    add_missing(fields, provenance);
  }
  return fields;
}

}  // namespace convert::mime
