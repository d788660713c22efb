#include "formats/pst/messaging/message_writer.h"

#include <algorithm>
#include <catch2/catch.hpp>

#include "tests/formats/pst/store_image.h"

namespace pst::message_writer_test {
namespace {

using test::number_at;
using test::StoreImage;

const auto kWidths = {Width::Unicode, Width::Ansi};

MessageContent mail(const StoreImage& store) {
  MessageContent content;
  content.recipient_table = true;
  content.properties.set({.id = 0x001A, .type = store.string(), .value = store.text("IPM.Note")});
  content.properties.set({.id = 0x0E07, .type = 0x0003, .value = 1U});
  return content;
}

AttachmentContent by_value(Bytes data) {
  AttachmentContent attachment;
  attachment.properties.set({.id = 0x3705, .type = 0x0003, .value = 1U});
  attachment.properties.set({.id = 0x370B, .type = 0x0003, .value = 0xFFFF'FFFFU});
  attachment.form = AttachmentContent::Form::ByValue;
  attachment.data = bytes::make_blob(std::move(data));
  return attachment;
}

Nid add(StoreImage& store, MessageContent message) {
  return store.writer().add_message(StoreWriter::subtree(), std::move(message)).value().nid;
}

/// FORMAT.md 4.3: every data block below an object counts, those that tie blocks together do not.
std::uint64_t data_below(StoreImage& store, std::uint64_t data, std::uint64_t subnodes) {
  std::uint64_t size = store.image().data(data).size();
  for (const auto& entry : store.image().subnodes(subnodes)) {
    size += data_below(store, entry.data, entry.subnodes);
  }
  return size;
}

const pst::Subnode& only_of_type(const std::map<std::uint32_t, Subnode>& subnodes, NidType type) {
  const auto is = [&](const auto& entry) {
    return (entry.first & 0x1FU) == static_cast<std::uint32_t>(type);
  };
  REQUIRE(std::ranges::count_if(subnodes, is) == 1);
  return std::ranges::find_if(subnodes, is)->second;
}

class Failing final : public bytes::ByteSource {
 public:
  [[nodiscard]] std::uint64_t size() const override { return 10'000; }
  [[nodiscard]] bytes::Result<std::unique_ptr<bytes::ByteStream>> open() const override {
    class Stream final : public bytes::ByteStream {
     public:
      [[nodiscard]] bytes::Result<std::size_t> read(std::span<std::byte> into) override {
        if (done_) {
          return bytes::fail(bytes::ErrorKind::Io, "block 7 cannot be read");
        }
        done_ = true;
        std::ranges::fill(into.first(5000), std::byte{7});
        return 5000;
      }

     private:
      bool done_ = false;
    };
    return std::make_unique<Stream>();
  }
};

class Huge final : public bytes::ByteSource {
 public:
  [[nodiscard]] std::uint64_t size() const override { return std::uint64_t{3} << 30U; }
  [[nodiscard]] bytes::Result<std::unique_ptr<bytes::ByteStream>> open() const override {
    FAIL("what cannot be written is not read");
    return bytes::fail(bytes::ErrorKind::Internal, "");
  }
};

TEST_CASE("the size of a message is that of all data below it, in its row, too") {
  for (const auto width : kWidths) {
    StoreImage store(width);
    auto inner = std::make_shared<MessageContent>(mail(store));
    inner->attachments.push_back(by_value(Bytes(20'000)));
    AttachmentContent holder;
    holder.form = AttachmentContent::Form::Embedded;
    holder.message = inner;
    auto message = mail(store);
    message.attachments = {by_value(Bytes(9'000)), by_value(Bytes(100)), holder};
    message.properties.set({.id = 0x1000, .type = store.string(), .value = Bytes(30'000)});
    const auto nid = add(store, std::move(message));

    const auto* node = store.image().node(nid.value);
    REQUIRE(node != nullptr);
    const auto size = data_below(store, node->data, node->subnodes);
    CHECK(number_at(store.properties(nid.value).at(0x0E08).value, 0, 4) == size);
    CHECK(number_at(store.table(0x802E).rows.at(0).at(0x0E08), 0, 4) == size);
    CHECK(store.image().complaints == std::vector<std::string>{});
  }
}

TEST_CASE("an embedded message says its size as its object does") {
  StoreImage store(Width::Unicode);
  AttachmentContent holder;
  holder.form = AttachmentContent::Form::Embedded;
  holder.message = std::make_shared<MessageContent>(mail(store));
  auto message = mail(store);
  message.attachments.push_back(holder);
  const auto nid = add(store, std::move(message));

  const auto attachment = only_of_type(store.subnodes_of(nid.value), NidType::Attachment);
  const auto properties = store.properties(attachment);
  const auto inner = only_of_type(store.subnodes(attachment.subnodes), NidType::NormalMessage);
  const auto& object = properties.at(0x3701);
  CHECK(object.type == 0x000D);
  CHECK(number_at(object.value, 0, 4) == inner.nid.value);
  CHECK(number_at(object.value, 4, 4) == data_below(store, inner.data.value, inner.subnodes.value));
  CHECK(store.properties(inner).at(0x0E08).value ==
        Bytes(object.value.begin() + 4, object.value.end()));
}

TEST_CASE("an attachment's size counts each value once, wherever it lies") {
  for (const std::size_t size : {0U, 1U, 3'580U, 3'581U, 8'176U, 8'180U, 100'000U}) {
    StoreImage store(Width::Unicode);
    auto attachment = by_value(Bytes(size, std::byte{9}));
    attachment.properties.set({.id = 0x3704, .type = 0x001F, .value = store.text("a.txt")});
    attachment.properties.set({.id = 0x3007, .type = 0x0040, .value = Bytes(8)});
    attachment.properties.set({.id = 0x7FFE, .type = 0x000B, .value = 1U});
    auto message = mail(store);
    message.attachments.push_back(attachment);
    const auto nid = add(store, std::move(message));

    const auto subnodes = store.subnodes_of(nid.value);
    const auto properties = store.properties(only_of_type(subnodes, NidType::Attachment));
    const auto& table = subnodes.at(0x671);
    // Itself, method, position, name, time, flag, content.
    CHECK(number_at(properties.at(0x0E20).value, 0, 4) == 4 + 4 + 4 + 10 + 8 + 1 + size);
    CHECK(properties.at(0x3701).value == Bytes(size, std::byte{9}));
    CHECK(read_table(store, table.data, table.subnodes).rows.at(0).at(0x0E20) ==
          properties.at(0x0E20).value);
  }
}

TEST_CASE("an OLE object lies in a subnode of type 9") {
  StoreImage store(Width::Unicode);
  auto attachment = by_value(Bytes(5'000, std::byte{3}));
  attachment.form = AttachmentContent::Form::Ole;
  auto message = mail(store);
  message.attachments.push_back(attachment);
  const auto nid = add(store, std::move(message));

  const auto written = only_of_type(store.subnodes_of(nid.value), NidType::Attachment);
  const auto object = only_of_type(store.subnodes(written.subnodes), NidType::OleStorage);
  CHECK(store.data(object.data) == Bytes(5'000, std::byte{3}));
  CHECK(store.properties(written).at(0x3701).type == 0x000D);
  CHECK(number_at(store.properties(written).at(0x3701).value, 4, 4) == 5'000);
}

TEST_CASE("from 1,024 characters on a row shares DisplayTo with its message") {
  for (const auto width : kWidths) {
    for (const std::size_t length : {1'023U, 1'024U}) {
      StoreImage store(width);
      auto message = mail(store);
      const auto text = store.text(std::string(length, 'x'));
      message.properties.set({.id = 0x0E04, .type = store.string(), .value = text});
      const auto nid = add(store, std::move(message));

      const auto in_message = store.properties(nid.value).at(0x0E04);
      const auto rows = store.table(0x802E).rows;
      CHECK(in_message.value == text);
      CHECK(rows.at(0).at(0x0E04) == text);
      const bool shared = (in_message.hnid & 0x1FU) == 0x1F;
      CHECK(shared == (length >= 1'024));
      if (shared) {
        const auto block = store.subnodes_of(nid.value).at(in_message.hnid).data;
        CHECK(store.image().block(block.value)->references == 3);
      }
      CHECK(store.image().complaints == std::vector<std::string>{});
    }
  }
}

TEST_CASE("a message beyond what a PST holds is refused, and the store is as if it never came") {
  StoreImage untouched(Width::Unicode);
  StoreImage store(Width::Unicode);
  auto message = mail(store);
  message.attachments.push_back(by_value(Bytes(50'000)));
  message.attachments.push_back(by_value({}));
  message.attachments.back().data = std::make_shared<Huge>();

  const auto refused = store.writer().add_message(StoreWriter::subtree(), std::move(message));

  REQUIRE_FALSE(refused);
  CHECK(refused.error().kind == bytes::ErrorKind::LimitExceeded);
  CHECK(refused.error().what.find("attachment 2") != std::string::npos);
  static_cast<void>(store.image());
  static_cast<void>(untouched.image());
  CHECK(store.file().content() == untouched.file().content());
}

TEST_CASE("a content whose source fails is kept as far as it goes, and the failure is told") {
  StoreImage store(Width::Unicode);
  auto message = mail(store);
  message.attachments.push_back(by_value({}));
  message.attachments.back().data = std::make_shared<Failing>();

  auto written = store.writer().add_message(StoreWriter::subtree(), std::move(message)).value();

  REQUIRE(written.source_errors.size() == 1);
  CHECK(written.source_errors[0].what == "block 7 cannot be read");
  const auto attachment = only_of_type(store.subnodes_of(written.nid.value), NidType::Attachment);
  CHECK(store.properties(attachment).at(0x3701).value == Bytes(5'000, std::byte{7}));
  CHECK(store.image().complaints == std::vector<std::string>{});
}

TEST_CASE("every property of a recipient has a column in his table") {
  StoreImage store(Width::Unicode);
  auto message = mail(store);
  PropertyList first;
  first.set({.id = 0x0C15, .type = 0x0003, .value = 1U});
  first.set({.id = 0x3001, .type = 0x001F, .value = store.text("Ada")});
  first.set({.id = 0x5FF6, .type = 0x001F, .value = store.text("Ada L.")});
  PropertyList second;
  second.set({.id = 0x0C15, .type = 0x0003, .value = 3U});
  second.set({.id = 0x7001, .type = 0x0102, .value = Bytes(4'000, std::byte{1})});
  message.recipients = {first, second};
  const auto nid = add(store, std::move(message));

  const auto table = store.subnodes_of(nid.value).at(0x692);
  const auto rows = read_table(store, table.data, table.subnodes).rows;
  REQUIRE(rows.size() == 2);
  CHECK(rows[0].at(0x5FF6) == store.text("Ada L."));
  CHECK_FALSE(rows[0].contains(0x7001));
  CHECK(rows[1].at(0x7001) == Bytes(4'000, std::byte{1}));
  CHECK(number_at(rows[1].at(0x67F2), 0, 4) == 2);
}

TEST_CASE("a property of a recipient that gets no column is told") {
  StoreImage store(Width::Unicode);
  auto message = mail(store);
  message.recipients.resize(2);
  message.recipients[0].set({.id = 0x7001, .type = 0x0003, .value = 1U});
  message.recipients[1].set({.id = 0x7001, .type = 0x0102, .value = Bytes(3)});

  const auto written =
      store.writer().add_message(StoreWriter::subtree(), std::move(message)).value();

  REQUIRE(written.source_errors.size() == 1);
  CHECK(written.source_errors[0].what ==
        "recipient 2: the table has no column for his property 70010102");
}

TEST_CASE("a property of an attachment with the id of a message's size is a property") {
  StoreImage store(Width::Unicode);
  auto message = mail(store);
  message.attachments.push_back(by_value(Bytes(100)));
  message.attachments[0].properties.set({.id = 0x0E08, .type = 0x0102, .value = Bytes(3)});
  const auto nid = add(store, std::move(message));

  const auto attachment = only_of_type(store.subnodes_of(nid.value), NidType::Attachment);
  CHECK(store.properties(attachment).at(0x0E08).value == Bytes(3));
}

TEST_CASE("a cell of a contents row is there when its property is, and equals it") {
  StoreImage store(Width::Unicode);
  auto message = mail(store);
  message.properties.set({.id = 0x0037, .type = 0x001F, .value = Bytes{}});
  message.properties.set({.id = 0x0E06, .type = 0x0040, .value = Bytes(8, std::byte{5})});
  message.properties.set({.id = 0x0017, .type = 0x0102, .value = Bytes(3)});  // another type
  message.status = 8;
  message.conversation_id = Guid{};
  add(store, std::move(message));

  const auto row = store.table(0x802E).rows.at(0);
  CHECK(row.at(0x0037).empty());
  CHECK(row.at(0x0E06) == Bytes(8, std::byte{5}));
  CHECK_FALSE(row.contains(0x0017));
  CHECK_FALSE(row.contains(0x0E04));
  CHECK(number_at(row.at(0x0E17), 0, 4) == 8);
  CHECK(row.at(0x3013) == Bytes(16));
}

}  // namespace
}  // namespace pst::message_writer_test
