#include "converters/wgpo/attachment.h"

#include "converters/tnef/view_source.h"
#include "converters/wgpo/text_parts.h"
#include "formats/bytes/file_view.h"
#include "formats/text/code_page.h"
#include "formats/wgpo/attachment_file.h"

namespace convert::wgpo {
namespace {

/// Below it nothing but a signature tells whether a file is enciphered: FORMAT.md 8.
constexpr std::size_t kTooShort = 200;

model::Attachment attachment_of(const ::wgpo::TreeFile& file) {
  model::Attachment attachment;
  attachment.provenance.source = file.name;
  attachment.provenance.native_id = file.name;
  attachment.provenance.ranges.push_back({.offset = 0, .length = file.size});
  return attachment;
}

}  // namespace

void set_name(std::string_view name, std::uint32_t code_page, model::Attachment& attachment) {
  const std::string last = last_component(name);
  attachment.long_name = text::decode(last, code_page).utf8;
  if (last.size() != name.size()) {
    keep("WgpoAttachmentName", name, attachment.properties);
  }
}

model::Attachment to_attachment(const ::wgpo::TreeFile& file, std::string_view name,
                                const ::wgpo::StringKey& key, std::uint32_t code_page,
                                std::vector<std::string>& notes) {
  auto attachment = attachment_of(file);
  const std::string own_name = ::wgpo::stem_of(file);
  set_name(name.empty() ? std::string_view(own_name) : name, code_page, attachment);
  const auto view = bytes::FileView::open(file.path);
  if (!view) {
    attachment.provenance.miss("content", view.error().what);
    return attachment;
  }
  const auto all = (*view)->bytes();
  const auto verdict = ::wgpo::judge_attachment(all, last_component(name), key);
  switch (verdict.encoding) {
    case ::wgpo::AttachmentEncoding::Plain:
      attachment.content = tnef::make_view_blob(all, *view);
      break;
    case ::wgpo::AttachmentEncoding::StringCipher:
    case ::wgpo::AttachmentEncoding::StoreCipher:
      attachment.content = bytes::make_blob(::wgpo::decode_attachment(all, verdict.encoding, key));
      notes.push_back(file.name + ": deciphered on evidence: " + std::string(verdict.evidence));
      break;
    case ::wgpo::AttachmentEncoding::Unknown:
      attachment.content = tnef::make_view_blob(all, *view);
      attachment.long_name += all.size() < kTooShort ? "" : ".att";
      notes.push_back(file.name + ": " + std::string(verdict.evidence) + ": kept as its bytes");
      break;
  }
  if ((*view)->read_error()) {
    attachment.provenance.miss("content", file.name + ": the disk could not be read");
  }
  return attachment;
}

model::Attachment missing_attachment(const ::wgpo::AttachmentReference& reference,
                                     std::uint32_t code_page) {
  model::Attachment attachment;
  set_name(reference.name.empty() ? std::string_view(reference.hexid) : reference.name, code_page,
           attachment);
  attachment.provenance.native_id = reference.hexid;
  attachment.provenance.miss("content",
                             "its file, " + reference.hexid + ".ATT, is not in the post office");
  return attachment;
}

model::Attachment raw_file(const ::wgpo::TreeFile& file) {
  auto attachment = attachment_of(file);
  attachment.long_name = file.name.substr(file.name.rfind('/') + 1);
  const auto view = bytes::FileView::open(file.path);
  if (view) {
    attachment.content = tnef::make_view_blob((*view)->bytes(), *view);
  } else {
    attachment.provenance.miss("content", view.error().what);
  }
  return attachment;
}

}  // namespace convert::wgpo
