#include "converters/wgpo/attachment.h"

#include <algorithm>
#include <memory>
#include <span>
#include <utility>

#include "converters/wgpo/text_parts.h"
#include "formats/bytes/file_view.h"
#include "formats/text/code_page.h"
#include "formats/wgpo/attachment_file.h"

namespace convert::wgpo {
namespace {

/// Below it nothing but a signature tells whether a file is enciphered: FORMAT.md 8.
constexpr std::size_t kTooShort = 200;

/// A file that is opened when it is read: a post office has more of them than views there can be.
class FileSource final : public bytes::ByteSource {
 public:
  FileSource(std::filesystem::path path, std::uint64_t size)
      : path_(std::move(path)), size_(size) {}

  [[nodiscard]] std::uint64_t size() const override { return size_; }
  [[nodiscard]] bytes::Result<std::unique_ptr<bytes::ByteStream>> open() const override {
    auto view = bytes::FileView::open(path_);
    if (!view) {
      return tl::unexpected(view.error());
    }
    return std::make_unique<Stream>(std::move(*view));
  }

 private:
  class Stream final : public bytes::ByteStream {
   public:
    explicit Stream(std::shared_ptr<const bytes::FileView> view)
        : view_(std::move(view)), rest_(view_->bytes()) {}

    [[nodiscard]] bytes::Result<std::size_t> read(std::span<std::byte> into) override {
      const auto head = rest_.first(std::min(into.size(), rest_.size()));
      std::ranges::copy(head, into.begin());
      rest_ = rest_.subspan(head.size());
      if (view_->read_error()) {
        return bytes::fail(bytes::ErrorKind::Io,
                           view_->path().string() + ": the disk could not be read");
      }
      return head.size();
    }

   private:
    std::shared_ptr<const bytes::FileView> view_;
    std::span<const std::byte> rest_;
  };

  std::filesystem::path path_;
  std::uint64_t size_;
};

bytes::Blob blob_of(const ::wgpo::TreeFile& file, std::uint64_t size) {
  return std::make_shared<const FileSource>(file.path, size);
}

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
      attachment.content = blob_of(file, all.size());
      break;
    case ::wgpo::AttachmentEncoding::StringCipher:
    case ::wgpo::AttachmentEncoding::StoreCipher:
      attachment.content = bytes::make_blob(::wgpo::decode_attachment(all, verdict.encoding, key));
      notes.push_back(file.name + ": deciphered on evidence: " + std::string(verdict.evidence));
      break;
    case ::wgpo::AttachmentEncoding::Unknown:
      attachment.content = blob_of(file, all.size());
      attachment.long_name += all.size() < kTooShort ? "" : ".att";
      notes.push_back(file.name + ": " + std::string(verdict.evidence) + ": kept as its bytes");
      if (all.size() >= kTooShort) {
        attachment.provenance.miss("content", file.name + ": " + std::string(verdict.evidence) +
                                                  ": the bytes are as the post office has them");
      } else if (all.empty()) {
        notes.push_back(file.name + ": it is empty");
      }
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
    attachment.content = blob_of(file, (*view)->bytes().size());
  } else {
    attachment.provenance.miss("content", view.error().what);
  }
  return attachment;
}

}  // namespace convert::wgpo
