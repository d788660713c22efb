// Any bytes choose a mailbox with hostile names, texts, properties and attachments. It is written
// as a PST and read back with libpff: the same folders, messages, subjects and attachments, or a
// clean refusal by the writer. The same mailbox gives the same bytes.
#include <sys/mman.h>
#include <unistd.h>

#include <algorithm>
#include <array>
#include <cstdint>
#include <cstdlib>
#include <cstring>
#include <map>
#include <span>
#include <string>
#include <string_view>
#include <tuple>
#include <vector>

#include "converters/pff/pff_to_model.h"
#include "converters/pst/model_to_pst.h"
#include "formats/text/code_page.h"
#include "formats/text/utf16_to_utf8.h"
#include "formats/text/utf8.h"

namespace {

using bytes::Result;

void require(bool holds) {
  if (!holds) {
    std::abort();
  }
}

/// Takes choices and texts off the front of the input; an exhausted input chooses 0 and "".
class Choices {
 public:
  explicit Choices(std::string_view input) : rest_(input) {}

  std::size_t number() {
    if (rest_.empty()) {
      return 0;
    }
    const auto out = static_cast<unsigned char>(rest_.front());
    rest_.remove_prefix(1);
    return out;
  }
  std::size_t number16() { return number() << 8U | number(); }
  std::string data() {
    const std::size_t chosen = number();
    // A few lengths are those of the format's own limits.
    constexpr std::array<std::size_t, 6> kLimits = {3579, 3580, 3581, 8176, 8180, 20000};
    if (chosen >= 250) {
      const std::string seed = std::to_string(number());
      std::string out;
      while (out.size() < kLimits.at(chosen - 250)) {
        out += seed;
      }
      out.resize(kLimits.at(chosen - 250));
      return out;
    }
    const std::size_t size = std::min(chosen, rest_.size());
    std::string out(rest_.substr(0, size));
    rest_.remove_prefix(size);
    return out;
  }
  /// The model promises UTF-8.
  std::string text() {
    std::string out = data();
    if (!text::is_utf8(out)) {
      std::ranges::replace_if(
          out, [](char c) { return static_cast<unsigned char>(c) >= 0x80; }, '?');
    }
    return out;
  }
  template <class Enum>
  Enum one_of(std::initializer_list<Enum> values) {
    return *(values.begin() + static_cast<std::ptrdiff_t>(number() % values.size()));
  }

 private:
  std::string_view rest_;
};

// --- bytes → model

model::Binary binary(std::string_view data) {
  const auto raw = std::as_bytes(std::span(data.data(), data.size()));
  return {raw.begin(), raw.end()};
}

model::PropertyValue make_value(Choices& choices, model::PropertyType& type) {
  using model::PropertyType;
  const auto multiple = [&type](PropertyType base) {
    type = static_cast<PropertyType>(static_cast<unsigned>(base) |
                                     static_cast<unsigned>(PropertyType::MultipleFlag));
  };
  switch (choices.number() % 16) {
    case 0:
      type = PropertyType::Integer32;
      return static_cast<std::int32_t>(choices.number16());
    case 1:
      type = PropertyType::String;
      return choices.text();
    case 2:
      type = PropertyType::Binary;
      return binary(choices.data());
    case 3:
      type = PropertyType::Boolean;
      return choices.number() % 2 == 1;
    case 4:
      type = PropertyType::Time;
      return model::FileTime{.ticks = choices.number16() << 40U};
    case 5:
      type = PropertyType::Guid;
      return model::Guid{};
    case 6:
      multiple(PropertyType::String);
      return std::vector<std::string>{choices.text(), choices.text()};
    case 7:
      multiple(PropertyType::Binary);
      return std::vector<model::Binary>(choices.number() % 4, binary(choices.data()));
    case 8:
      multiple(PropertyType::Integer32);
      return std::vector<std::int32_t>(choices.number() % 5, 7);
    case 9:
      type = PropertyType::String8;
      return model::String8{.bytes = choices.data()};
    case 10:
      type = PropertyType::Integer16;
      return static_cast<std::int16_t>(choices.number());
    case 11:
      type = PropertyType::Floating64;
      return 1.5;
    case 12:
      type = PropertyType::Integer64;
      return static_cast<std::int64_t>(choices.number16());
    case 13:  // a value that does not fit its type
      type = static_cast<PropertyType>(choices.number16());
      return model::Untyped{.bytes = binary(choices.data())};
    case 14:
      type = PropertyType::Binary;
      return model::LargeValue{.blob = bytes::make_blob(choices.data())};
    default:
      type = static_cast<PropertyType>(choices.number16());
      return std::monostate{};
  }
}

model::PropertyBag make_bag(Choices& choices) {
  model::PropertyBag bag;
  for (std::size_t count = choices.number() % 6; count > 0; --count) {
    model::Property property;
    property.id = static_cast<std::uint16_t>(choices.number16());
    property.value = make_value(choices, property.type);
    if (property.id >= 0x8000 && choices.number() % 4 != 0) {
      model::PropertyName name;
      name.set.bytes.at(0) = static_cast<std::byte>(choices.number());
      if (choices.number() % 2 == 0) {
        name.id = static_cast<std::uint32_t>(choices.number16());
      } else {
        name.id = choices.text();
      }
      property.name = std::move(name);
    }
    bag.add(std::move(property));
  }
  return bag;
}

model::Address make_address(Choices& choices) {
  return {.name = choices.text(),
          .type = choices.text(),
          .address = choices.text(),
          .smtp = choices.text()};
}

model::Message make_message(Choices& choices, int depth);

model::Attachment make_attachment(Choices& choices, int depth) {
  model::Attachment out;
  out.kind = choices.one_of({model::AttachmentKind::ByValue, model::AttachmentKind::Embedded,
                             model::AttachmentKind::Ole, model::AttachmentKind::Reference});
  out.long_name = choices.text();
  out.short_name = choices.text();
  out.content_id = choices.text();
  out.inline_hidden = choices.number() % 2 == 1;
  out.properties = make_bag(choices);
  if (out.kind == model::AttachmentKind::Embedded) {
    if (depth > 0) {
      out.message = std::make_shared<model::Message>(make_message(choices, depth - 1));
    }
  } else if (out.kind != model::AttachmentKind::Reference && choices.number() % 8 != 0) {
    out.content = bytes::make_blob(choices.data());
  }
  return out;
}

model::Message make_message(Choices& choices, int depth) {
  model::Message out;
  out.message_class = choices.one_of<const char*>(
      {"IPM.Note", "", "IPM.Contact", "IPM.Appointment", "REPORT.IPM.Note.NDR", "IPM.Post"});
  out.subject = choices.text();
  out.conversation_topic = choices.text();
  if (choices.number() % 2 == 1) {
    out.from = make_address(choices);
  }
  for (std::size_t count = choices.number() % 4; count > 0; --count) {
    out.recipients.push_back(
        {.kind = choices.one_of({model::RecipientKind::To, model::RecipientKind::Cc,
                                 model::RecipientKind::Bcc, model::RecipientKind::Originator}),
         .address = make_address(choices),
         .properties = make_bag(choices)});
  }
  if (choices.number() % 2 == 1) {
    out.sent = model::WallClock{.ticks = static_cast<std::int64_t>(choices.number16()) << 40U};
  }
  constexpr std::array<std::uint32_t, 4> kPages = {65001, 1252, 932, 1200};
  if (choices.number() % 2 == 1) {
    out.bodies.text = {.content = bytes::make_blob(choices.data()),
                       .code_page = kPages.at(choices.number() % kPages.size())};
  }
  if (choices.number() % 4 == 1) {
    out.bodies.rtf = {.content = bytes::make_blob(choices.data()), .code_page = 1252};
  }
  if (choices.number() % 4 == 1) {
    out.bodies.html = {.content = bytes::make_blob(choices.data()), .code_page = 65001};
  }
  out.categories = {choices.text()};
  out.code_page = kPages.at(choices.number() % kPages.size());
  out.properties = make_bag(choices);
  for (std::size_t count = choices.number() % 4; count > 0; --count) {
    out.attachments.push_back(make_attachment(choices, depth));
  }
  return out;
}

// --- what of a message must come back

/// [MS-PST] 2.5.3.1.1.1 and README.md of the converter: no control characters, 253 UTF-16 units.
std::string expected_subject(std::string_view subject) {
  constexpr std::size_t kLongest = 253;
  std::string out;
  std::size_t units = 0;
  bool full = false;
  text::for_each_character(subject, [&](char32_t character) {
    const char32_t one = character == U'\t' ? U' ' : character;
    units += one < 0x20 ? 0U : one >= 0x10000 ? 2U : 1U;
    full = full || units > kLongest;
    if (one >= 0x20 && !full) {
      text::append_utf8(one, out);
    }
  });
  return out;
}

struct Trace {
  bool associated = false;
  std::string subject;
  std::vector<std::uint64_t> attachments;  // sizes of contents
  std::vector<Trace> embedded;
  friend bool operator<(const Trace& one, const Trace& other) {
    return std::tie(one.associated, one.subject, one.attachments, one.embedded) <
           std::tie(other.associated, other.subject, other.attachments, other.embedded);
  }
  friend bool operator==(const Trace&, const Trace&) = default;
};

/// Whether a property of the bag decides what the traced fields say.
bool overrules(const model::PropertyBag& bag) {
  constexpr std::array<std::uint16_t, 8> kDeciding = {0x0037, 0x003D, 0x0070, 0x0E1D,
                                                      0x001A, 0x3701, 0x3705, 0x0E07};
  return std::ranges::any_of(kDeciding,
                             [&bag](std::uint16_t id) { return bag.find(id) != nullptr; });
}

bool overrules(const model::Message& message) {
  return overrules(message.properties) ||
         std::ranges::any_of(message.attachments, [](const model::Attachment& attachment) {
           return overrules(attachment.properties) ||
                  (attachment.message != nullptr && overrules(*attachment.message));
         });
}

Trace trace_of(const model::Message& message, bool source) {
  Trace out;
  out.associated = message.associated;
  out.subject = source && !message.associated ? expected_subject(message.subject) : message.subject;
  // README.md of the converter: text has no terminating NULs.
  out.subject.resize(out.subject.find_last_not_of('\0') + 1);
  for (const auto& attachment : message.attachments) {
    if (attachment.message != nullptr) {
      out.embedded.push_back(trace_of(*attachment.message, source));
      continue;
    }
    const auto size = attachment.content == nullptr ? std::optional<std::uint64_t>(0)
                                                    : attachment.content->size();
    out.attachments.push_back(size.value_or(0));
  }
  return out;
}

class TracingSink final : public model::Sink {
 public:
  std::map<std::uint32_t, std::string> names{};
  std::vector<Trace> traces{};
  std::size_t troubles = 0;

  Result<void> store(const model::Store& /*store*/) override { return {}; }
  Result<void> folder(const model::Folder& folder) override {
    names[folder.id.value] = folder.name;
    return {};
  }
  Result<void> expect(model::FolderId /*folder*/, std::uint64_t /*more*/) override { return {}; }
  Result<model::Delivered> message(const model::Message& message) override {
    // A bag can have a date that is a number: that is what the writer was given.
    troubles += static_cast<std::size_t>(
        std::ranges::count_if(message.provenance.missing, [](const model::Missing& piece) {
          return !piece.what.starts_with("property ") && !piece.what.starts_with("named property ");
        }));
    traces.push_back(trace_of(message, false));
    return model::Delivered{};
  }
  Result<void> loss(const model::Loss& /*loss*/) override {
    ++troubles;
    return {};
  }
  Result<void> note(const model::Note& note) override {
    troubles += note.damage ? 1U : 0U;
    return {};
  }
  Result<void> finish() override { return {}; }
};

// --- the file

class MemoryFile final : public bytes::PatchableFile {
 public:
  explicit MemoryFile(std::vector<std::byte>& content) : content_(&content) {}
  Result<void> write_at(std::uint64_t offset, std::span<const std::byte> data) override {
    const std::size_t end = static_cast<std::size_t>(offset) + data.size();
    content_->resize(std::max(content_->size(), end));
    std::ranges::copy(data, content_->begin() + static_cast<std::ptrdiff_t>(offset));
    return {};
  }
  Result<void> sync() override { return {}; }
  Result<void> close() override { return {}; }
  Result<void> commit() override { return {}; }

 private:
  std::vector<std::byte>* content_;
};

struct Written {
  std::vector<std::byte> file;
  std::vector<Trace> traces;  // of what was taken
  std::size_t folders = 0;
  bool comparable = true;
};

/// Nothing when the writer refuses the store.
std::optional<Written> write(std::string_view input) {
  Choices choices(input);
  Written out;
  convert::pst::PstOptions options;
  const bool unicode = choices.number() % 2 == 0;
  options.width = unicode ? pst::Width::Unicode : pst::Width::Ansi;
  options.encoding =
      choices.one_of({pst::Encoding::None, pst::Encoding::Permute, pst::Encoding::Cyclic});
  options.provenance = choices.number() % 2 == 0;
  options.open_part = [&out](std::uint32_t /*number*/) -> Result<convert::pst::PartFile> {
    return convert::pst::PartFile{.file = std::make_unique<MemoryFile>(out.file),
                                  .name = "fuzz.pst"};
  };
  const auto sink = convert::pst::open_pst_sink(options);
  model::Store store;
  store.display_name = choices.text();
  store.properties = make_bag(choices);
  if (!sink->store(store)) {
    return std::nullopt;
  }
  const std::size_t folders = 1 + choices.number() % 6;
  for (std::size_t number = 0; number < folders; ++number) {
    model::Folder folder;
    folder.id = {static_cast<std::uint32_t>(number)};
    if (number > 0 && choices.number() % 2 == 1) {
      folder.parent = model::FolderId{static_cast<std::uint32_t>(choices.number() % number)};
    }
    folder.name = choices.text();
    folder.role = choices.one_of({model::FolderRole::None, model::FolderRole::Inbox,
                                  model::FolderRole::Deleted, model::FolderRole::Calendar,
                                  model::FolderRole::Junk, model::FolderRole::Sent});
    folder.properties = make_bag(choices);
    if (!sink->folder(folder)) {
      return std::nullopt;
    }
    out.folders += 1;
  }
  for (std::size_t count = choices.number() % 8; count > 0; --count) {
    model::Message message = make_message(choices, 3);
    message.folder = {static_cast<std::uint32_t>(choices.number() % folders)};
    message.associated = choices.number() % 8 == 1;
    out.comparable = out.comparable && unicode && !overrules(message);
    const auto delivered = sink->message(message);
    if (!delivered) {
      return std::nullopt;
    }
    if (delivered->disposition == model::Disposition::Written) {
      out.traces.push_back(trace_of(message, true));
    }
  }
  return sink->finish() ? std::optional(std::move(out)) : std::nullopt;
}

void read(std::span<const std::byte> file, TracingSink& sink) {
  const int memory = memfd_create("fuzz", MFD_CLOEXEC);
  require(memory >= 0);
  require(::write(memory, file.data(), file.size()) == static_cast<ssize_t>(file.size()));
  model::NoMonitor monitor;
  const auto done = convert::pff::pff_to_model("/proc/self/fd/" + std::to_string(memory),
                                               {.charset = 0, .deleted = false}, monitor, sink);
  close(memory);
  require(done.has_value());
}

}  // namespace

extern "C" int LLVMFuzzerTestOneInput(const std::uint8_t* data, std::size_t size) {
  const std::string input(bytes::as_text(std::as_bytes(std::span(data, size))));
  auto written = write(input);
  if (!written) {
    return 0;
  }
  const auto again = write(input);
  require(again.has_value() && again->file == written->file);
  TracingSink back;
  read(written->file, back);
  require(back.troubles == 0);
  require(back.names.size() >= written->folders);
  require(back.traces.size() == written->traces.size());
  if (written->comparable) {
    std::sort(back.traces.begin(), back.traces.end());
    std::sort(written->traces.begin(), written->traces.end());
    require(back.traces == written->traces);
  }
  return 0;
}
