#include "tests/formats/pst/reader/sample_store.h"

#include <catch2/catch.hpp>
#include <string>

#include "tests/formats/pst/ndb_fixture.h"
#include "tests/formats/pst/store_image.h"

namespace test {
namespace {

using pst::AttachmentContent;
using pst::MessageContent;

pst::PropertyList recipient(const StoreImage& store, std::uint32_t type, const std::string& name) {
  pst::PropertyList row;
  row.set({.id = 0x0C15, .type = 0x0003, .value = type});
  row.set({.id = 0x3001, .type = store.string(), .value = store.text(name)});
  return row;
}

MessageContent mail(const StoreImage& store, std::size_t number) {
  MessageContent made;
  made.recipient_table = true;
  auto& properties = made.properties;
  properties.set({.id = 0x001A, .type = store.string(), .value = store.text("IPM.Note")});
  properties.set({.id = 0x0E07, .type = 0x0003, .value = 1U});
  properties.set({.id = 0x0037,
                  .type = store.string(),
                  .value = store.text("subject " + std::to_string(number))});
  properties.set({.id = 0x1000,
                  .type = store.string(),
                  .value = store.text("the body of message " + std::to_string(number))});
  properties.set({.id = 0x0039, .type = 0x0040, .value = test::content(8)});
  made.recipients.push_back(recipient(store, 1, "somebody " + std::to_string(number)));
  return made;
}

}  // namespace

SampleStore sample_store(pst::Width width, pst::Encoding encoding, std::size_t messages) {
  StoreImage store(width, encoding);
  SampleStore sample;
  pst::FolderContent folder;
  folder.properties.set({.id = 0x3001, .type = store.string(), .value = store.text("Letters")});
  const auto parent =
      store.writer().add_folder(pst::StoreWriter::subtree(), std::move(folder)).value();
  sample.folder = parent.value;
  sample.messages = messages;
  sample.body = content(30'000, 5);
  sample.attachment = content(50'001, 6);
  for (std::size_t i = 0; i < messages; ++i) {
    auto message = mail(store, i);
    if (i == 0) {
      message.properties.set({.id = 0x1009, .type = 0x0102, .value = sample.body});
      const auto id = store.writer().id_of({.set = {std::byte{7}}, .id = std::string("colour")});
      message.properties.set({.id = id.value(), .type = 0x0003, .value = 77U});
      message.recipients.push_back(recipient(store, 2, "copied"));
      message.recipients.push_back(recipient(store, 3, "hidden"));
      AttachmentContent data;
      data.properties.set({.id = 0x3705, .type = 0x0003, .value = 1U});
      data.form = AttachmentContent::Form::ByValue;
      data.data = bytes::make_blob(sample.attachment);
      AttachmentContent holder;
      holder.properties.set({.id = 0x3705, .type = 0x0003, .value = 5U});
      holder.form = AttachmentContent::Form::Embedded;
      holder.message = std::make_shared<MessageContent>(mail(store, 1000));
      AttachmentContent object;
      object.properties.set({.id = 0x3705, .type = 0x0003, .value = 6U});
      object.form = AttachmentContent::Form::Ole;
      object.data = bytes::make_blob(content(9'000, 8));
      message.attachments = {data, holder, object};
    }
    const auto nid = store.writer().add_message(parent, std::move(message)).value().nid;
    if (i == 0) {
      sample.first_message = nid.value;
    }
  }
  auto hidden = mail(store, 2000);
  hidden.associated = true;
  sample.associated = store.writer().add_message(parent, std::move(hidden)).value().nid.value;
  REQUIRE(store.image().complaints == std::vector<std::string>{});
  sample.content = store.file().content();
  return sample;
}

}  // namespace test
