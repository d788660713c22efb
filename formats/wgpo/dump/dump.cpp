#include "formats/wgpo/dump/dump.h"

#include <algorithm>
#include <array>
#include <map>
#include <string>

#include "formats/bytes/field_cursor.h"
#include "formats/bytes/hex.h"
#include "formats/bytes/loose_bytes.h"
#include "formats/bytes/record_faults.h"
#include "formats/wgpo/disk_fields.h"
#include "formats/wgpo/dump/letter_dump.h"
#include "formats/wgpo/folder_file.h"
#include "formats/wgpo/mailbag.h"
#include "formats/wgpo/tree.h"

namespace wgpo {
namespace {

using bytes::AnnotatedRecord;
using bytes::FileBytes;

constexpr const char* kNoLayout = "file whose layout is not published";

/// Tells a file front to back.
class OfficeFileTeller {
 public:
  OfficeFileTeller(std::span<const std::byte> file, const DumpContext& context)
      : context_(context), all_{.offset = 0, .raw = file} {}

  [[nodiscard]] std::size_t left() const { return all_.raw.size() - at_; }

  /// Of `damage`, what begins in these bytes is told with them.
  bytes::Result<void> loose(std::uint64_t end, const std::string& name,
                            const std::string& source = {}, const bytes::DamageLog& damage = {}) {
    const auto data = part(end);
    if (data.raw.empty()) {
      return {};
    }
    AnnotatedRecord like{.name = name, .source = source};
    bytes::DamageLog own;
    for (const auto& one : damage.items()) {
      if (one.offset >= data.offset && one.offset - data.offset < data.raw.size()) {
        own.add(one);
      }
    }
    bytes::add_faults(like, own);
    return bytes::tell_loose_bytes(context_.sink, std::move(like), data, "data");
  }

  /// A record that `explain` says more of.
  template <bytes::Record R, class Explain>
  bytes::Result<void> record(const std::string& name, const std::string& source, Explain explain) {
    const auto data = part(at_ + sizeof(R));
    if (!context_.sink.wants(data.offset, data.raw.size())) {
      return {};
    }
    auto record = bytes::annotate<R>(data, name, source);
    explain(record, *bytes::ByteReader(data.raw).read<R>());
    return context_.sink.record(record);
  }

  /// Whole Rs, and part of one.
  template <bytes::Record R, class Explain>
  bytes::Result<void> records(const std::string& name, const std::string& source, Explain explain) {
    for (std::size_t i = 0; left() >= sizeof(R); ++i) {
      auto told = record<R>(name, source, [&](AnnotatedRecord& one, const R& raw) {
        one.about = std::to_string(i);
        explain(one, raw);
      });
      if (!told) {
        return told;
      }
    }
    return loose(all_.raw.size(), "part of a record");
  }

  bytes::Result<void> letter(std::uint64_t end, const std::string& name) {
    return tell_letter(context_, part(end), name);
  }

  /// What has not been told, up to `end`.
  FileBytes part(std::uint64_t end) {
    const auto begin = at_;
    at_ = std::clamp<std::size_t>(static_cast<std::size_t>(end), begin, all_.raw.size());
    return all_.part(begin, at_ - begin);
  }

 private:
  const DumpContext& context_;
  FileBytes all_;
  std::size_t at_ = 0;
};

template <std::size_t N>
std::string char_words(const DumpContext& context, const std::array<char, N>& field) {
  const std::string_view text(field.data(), field.size());
  return context.decoded(text.substr(0, text.find('\0')));
}

bytes::Result<void> dump_mailbag(OfficeFileTeller& teller, const DumpContext& context,
                                 std::span<const std::byte> file) {
  bytes::DamageLog damage;
  const auto found = read_mailbag(file, damage);
  std::map<std::uint64_t, bytes::DamageLog> faults;
  for (const auto& one : damage.items()) {
    faults[one.offset].add(one);
  }
  for (const auto& one : found) {
    auto told =
        teller.loose(one.offset, "bytes of no record", "formats/wgpo/FORMAT.md 5.3", damage);
    if (!told) {
      return told;
    }
    told = teller.record<disk::MailbagRecord>(
        "MailbagRecord", "formats/wgpo/FORMAT.md 5.1",
        [&](AnnotatedRecord& record, const disk::MailbagRecord& raw) {
          record.about = std::to_string(one.number);
          record.explain("sender", char_words(context, raw.sender));
          record.explain("subject", char_words(context, raw.subject));
          record.explain("minute", one.date ? text::iso8601(*one.date) : "no date");
          record.explain("letter", one.letter.empty() ? "no name of a file"
                                                      : "MAI\\MA" + one.letter.substr(7) + "\\" +
                                                            one.letter + ".MAI");
          if (const auto wrong = faults.find(one.offset); wrong != faults.end()) {
            bytes::add_faults(record, wrong->second);
          }
        });
    if (!told) {
      return told;
    }
  }
  return teller.loose(file.size(), "bytes of no record", "formats/wgpo/FORMAT.md 5.3", damage);
}

bytes::Result<void> dump_key(OfficeFileTeller& teller, const DumpContext& context,
                             std::span<const std::byte> file) {
  AnnotatedRecord record{.name = "KEY",
                         .source = "formats/wgpo/FORMAT.md 5.2",
                         .offset = 0,
                         .length = std::min(file.size(), disk::kKeySize)};
  bytes::FieldCursor in(record, teller.part(disk::kKeySize));
  in.take_bytes(disk::kKeyBitmapAt, "counters");
  in.take_rest("bitmap");
  auto told = record.length == 0 ? bytes::Result<void>() : context.sink.record(record);
  return told ? teller.loose(file.size(), "bytes behind the bitmap") : std::move(told);
}

/// FORMAT.md 10.
bytes::Result<void> dump_folder(OfficeFileTeller& teller, const DumpContext& context,
                                std::span<const std::byte> file) {
  constexpr std::size_t kKindAt = 0x31;
  const auto letters = find_letters(file);
  const auto first = letters.empty() ? file.size() : letters.front().offset;
  if (first > kKindAt) {
    AnnotatedRecord record{.name = "head of a folder",
                           .source = "formats/wgpo/FORMAT.md 10",
                           .offset = 0,
                           .length = kKindAt + 1};
    bytes::FieldCursor in(record, teller.part(record.length));
    in.take_bytes(kKindAt, "unknown_0x00");
    const auto kind = in.take_number<bytes::u8>("kind");
    record.explain("kind", *kind == 2 ? "group folder" : *kind == 3 ? "shared folder" : "");
    if (auto told = context.sink.record(record); !told) {
      return told;
    }
  }
  for (const auto& letter : letters) {
    auto told = teller.loose(letter.offset, kNoLayout);
    told =
        told ? teller.letter(letter.offset + letter.length, "letter in a folder") : std::move(told);
    if (!told) {
      return told;
    }
  }
  return teller.loose(file.size(), kNoLayout);
}

bytes::Result<void> dump_names(OfficeFileTeller& teller, const DumpContext& context) {
  return teller.records<disk::NameRecord>(
      "NameRecord", "formats/wgpo/FORMAT.md 9.1",
      [&](AnnotatedRecord& record, const disk::NameRecord& raw) {
        const unsigned type = raw.type_0x00 != 0 ? raw.type_0x00 : raw.type_0x01;
        record.explain(raw.type_0x00 != 0 ? "type_0x00" : "type_0x01", type == 2
                                                                           ? "external or gateway"
                                                                       : type == 4 ? "group"
                                                                                   : "");
        record.explain("name", char_words(context, raw.name));
        record.explain("mailbag", raw.mailbag != 0 ? bytes::hex_number(raw.mailbag, 8) : "");
      });
}

bytes::Result<void> dump_groups(OfficeFileTeller& teller) {
  constexpr std::size_t kHead = 8;
  const std::string source = "formats/wgpo/FORMAT.md 9.2";
  auto told = teller.loose(kHead, "head", source);
  return told ? teller.records<disk::GroupRecord>("GroupRecord", source,
                                                  [](auto& /*record*/, const auto& /*raw*/) {})
              : std::move(told);
}

/// FORMAT.md 4.1, 4.2: one record, and what should not be there.
template <bytes::Record R>
bytes::Result<void> dump_single(OfficeFileTeller& teller, std::size_t size, const std::string& name,
                                const std::string& source) {
  auto told = size < sizeof(R) ? bytes::Result<void>()
                               : teller.record<R>(name, source, [](auto&, const auto&) {});
  return told
             ? teller.loose(size, size < sizeof(R) ? "part of a record" : "bytes behind the record")
             : std::move(told);
}

bytes::Result<void> dump_networks(OfficeFileTeller& teller) {
  return teller.records<disk::NetworkRecord>(
      "NetworkRecord", "formats/wgpo/FORMAT.md 4.3",
      [](AnnotatedRecord& record, const disk::NetworkRecord& raw) {
        constexpr unsigned kMsMail = 0x10;
        constexpr unsigned kFfapi = 0x64;
        record.explain("active", raw.active == 1 ? "active" : raw.active == 0 ? "deleted" : "");
        record.explain("type", raw.type == kMsMail ? "MSMAIL" : raw.type == kFfapi ? "FFAPI" : "");
      });
}

/// FORMAT.md 3: files of numbers alone.
struct NumberFile {
  std::string_view name;  // or the end of one
  std::string_view meaning;
  std::size_t most = 1;
};
constexpr std::array kNumberFiles = {
    NumberFile{"GLB/TID.GLB", "next tuple id"},
    NumberFile{"FOLDERS/SERIALNO.IDX", "number of the next folder's file"},
    NumberFile{".MEM", "mailbag of a member", SIZE_MAX},
};

bytes::Result<void> dump_numbers(OfficeFileTeller& teller, const DumpContext& context,
                                 std::size_t size, const NumberFile& file) {
  for (std::size_t i = 0; i < file.most && teller.left() >= sizeof(bytes::u32); ++i) {
    AnnotatedRecord record{.name = "number",
                           .about = std::to_string(i),
                           .source = "formats/wgpo/FORMAT.md 3",
                           .length = sizeof(bytes::u32)};
    const auto data = teller.part(size - teller.left() + sizeof(bytes::u32));
    record.offset = data.offset;
    bytes::FieldCursor in(record, data);
    (void)in.take_number<bytes::u32>("value", std::string(file.meaning));
    if (auto told = context.sink.record(record); !told) {
      return told;
    }
  }
  return teller.loose(size, "bytes behind the numbers");
}

/// A file of which the sizes alone are published.
bytes::Result<void> dump_sizes(OfficeFileTeller& teller, std::size_t size, const SizeRule& rule) {
  const std::string source = "formats/wgpo/FORMAT.md 3";
  if (auto told = teller.loose(rule.head, "head", source); !told) {
    return told;
  }
  while (rule.record != 0 && teller.left() >= rule.record) {
    auto told = teller.loose(size - teller.left() + rule.record, "record", source);
    if (!told) {
      return told;
    }
  }
  return teller.loose(size, "part of a record", source);
}

bytes::Result<void> dump_by_name(OfficeFileTeller& teller, const DumpContext& context,
                                 std::span<const std::byte> file, std::string_view name) {
  if (name.starts_with("CAL/")) {  // FORMAT.md 11: SCHEDULE.KEY is no mailbag's
    return teller.loose(file.size(), kNoLayout);
  }
  if (name.ends_with(".MBG")) {
    return dump_mailbag(teller, context, file);
  }
  if (name.ends_with(".KEY")) {
    return dump_key(teller, context, file);
  }
  if (name.ends_with(".MAI")) {
    return teller.letter(file.size(), "letter");
  }
  if (name.ends_with(".FLD")) {
    return dump_folder(teller, context, file);
  }
  if (name.ends_with(".ATT")) {
    return teller.loose(file.size(), "attachment", "formats/wgpo/FORMAT.md 8");
  }
  if (name.ends_with(".NME")) {
    return dump_names(teller, context);
  }
  if (name.ends_with(".GRP")) {
    return dump_groups(teller);
  }
  if (name.ends_with(".XTN")) {
    return teller.records<disk::ExternalRecord>("ExternalRecord", "formats/wgpo/FORMAT.md 4.4",
                                                [](auto& /*record*/, const auto& /*raw*/) {});
  }
  if (name == "GLB/NETWORK.GLB") {
    return dump_networks(teller);
  }
  if (name == "GLB/CONTROL.GLB") {
    return dump_single<disk::Control>(teller, file.size(), "Control", "formats/wgpo/FORMAT.md 4.1");
  }
  if (name == "GLB/MASTER.GLB") {
    return dump_single<disk::Master>(teller, file.size(), "Master", "formats/wgpo/FORMAT.md 4.2");
  }
  const auto* const numbers = std::ranges::find_if(
      kNumberFiles, [&](const NumberFile& one) { return name.ends_with(one.name); });
  if (numbers != kNumberFiles.end()) {
    return dump_numbers(teller, context, file.size(), *numbers);
  }
  if (const auto* const rule = size_rule(name)) {
    return dump_sizes(teller, file.size(), *rule);
  }
  return teller.loose(file.size(), kNoLayout);
}

}  // namespace

bytes::Result<void> dump(std::span<const std::byte> file, std::string_view name,
                         const DumpWhat& what, bytes::AnnotationSink& sink) {
  bytes::SelectingSink selected(what.touching, sink);
  const DumpContext context{.key = what.key, .code_page = what.code_page, .sink = selected};
  OfficeFileTeller teller(file, context);
  return dump_by_name(teller, context, file, name);
}

}  // namespace wgpo
