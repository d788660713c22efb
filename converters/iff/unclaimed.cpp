#include "converters/iff/unclaimed.h"

#include <string>
#include <utility>
#include <vector>

#include "converters/iff/attachment.h"
#include "converters/iff/body.h"
#include "formats/bytes/byte_source.h"

namespace convert::iff {
namespace {

/// Of bytes that are no section: enough to know them by.
constexpr std::size_t kQuoted = 64;

std::string quote(std::span<const std::byte> data) {
  std::string text;
  for (const char c : bytes::as_text(data).substr(0, kQuoted)) {
    text += c >= ' ' && c < '\x7F' ? c : '.';
  }
  return text;
}

std::string describe(const ::iff::Chain& chain) {
  std::string text;
  for (const ::iff::Part& part : chain.parts) {
    text += (text.empty() ? "" : ", ") + std::string(::iff::name_of(part.header.type)) + " of " +
            std::to_string(part.data.size()) + " bytes";
  }
  return text;
}

}  // namespace

model::Loss to_loss(const OpenSecondary& file, const ::iff::Unclaimed& unclaimed,
                    model::LossKind kind) {
  const auto data = file.content.file().subspan(static_cast<std::size_t>(unclaimed.offset),
                                                static_cast<std::size_t>(unclaimed.length));
  return {.kind = kind,
          .folder = std::nullopt,
          .source = file.name,
          .native_id = place_of(file, unclaimed.offset),
          .offset = unclaimed.offset,
          .length = unclaimed.length,
          .why = unclaimed.chain.parts.empty()
                     ? "no section, and no row names it: " + quote(data)
                     : "no row names these sections (--orphans): " + describe(unclaimed.chain)};
}

model::Message to_orphan(const OpenSecondary& file, const ::iff::Unclaimed& unclaimed,
                         std::uint32_t code_page) {
  model::Message message;
  message.message_class = "IPM.Note";
  message.code_page = code_page;
  message.subject = place_of(file, unclaimed.offset);
  message.provenance.source = file.name;
  message.provenance.native_id = message.subject;
  message.provenance.ranges.push_back({.offset = unclaimed.offset, .length = unclaimed.length});
  message.provenance.state = model::State::Recovered;
  bool has_body = false;
  std::vector<std::string> notes;
  for (const ::iff::Part& part : unclaimed.chain.parts) {
    if (part.header.type == ::iff::SectionType::Body && !has_body) {
      has_body = true;
      set_body(part.data, file.owner, code_page, message);
      continue;
    }
    message.attachments.push_back(
        to_attachment(file, part, message.attachments.size() + 1, code_page, 0, notes));
  }
  message.provenance.miss("row", "no row of a primary file names its sections");
  return message;
}

}  // namespace convert::iff
