// Any bytes through the annotators of storedump; the first says of which format, and the second
// which part is asked for. Each byte of a whole dump is in a field, and what lies at an offset is
// told.
#include <algorithm>
#include <array>
#include <cstddef>
#include <cstdint>
#include <cstdlib>
#include <span>
#include <string>
#include <vector>

#include "formats/bytes/byte_source.h"
#include "formats/ccmail/dump.h"
#include "formats/iff/dump.h"
#include "formats/mmf/cipher.h"
#include "formats/mmf/dump/dump.h"
#include "formats/pst/dump/dump_store.h"
#include "formats/tnef/dump/dump.h"
#include "formats/wgpo/dump/dump.h"
#include "fuzz/made_store.h"

namespace {

using Data = std::span<const std::byte>;

void require(bool law) {
  if (!law) {
    std::abort();
  }
}

/// Keeps to what DUMPS.md promises of every record, and counts the bytes that are in fields.
class LawfulSink final : public bytes::AnnotationSink {
 public:
  explicit LawfulSink(Data file) : file_(file), is_told_(file.size()) {}

  [[nodiscard]] bytes::Result<void> record(const bytes::AnnotatedRecord& record) override {
    require(record.offset <= file_.size() && record.length <= file_.size() - record.offset);
    require(!record.name.empty());
    auto at = record.offset;
    for (const auto& field : record.fields) {
      const auto& raw = field.bytes.raw;
      require(field.bytes.offset >= at && raw.size() <= file_.size() - field.bytes.offset);
      require(std::ranges::equal(
          raw, file_.subspan(static_cast<std::size_t>(field.bytes.offset), raw.size())));
      require(field.bytes.plain.empty() || field.bytes.plain.size() == raw.size());
      at = field.bytes.offset + raw.size();
      std::fill_n(is_told_.begin() + static_cast<std::ptrdiff_t>(field.bytes.offset), raw.size(),
                  true);
    }
    return {};
  }

  [[nodiscard]] bool has_all() const { return std::ranges::count(is_told_, false) == 0; }
  [[nodiscard]] bool has(std::size_t offset) const { return is_told_[offset]; }

 private:
  Data file_;
  std::vector<bool> is_told_;
};

/// `dump` of all of the file, then of the byte at `place`: an extent set that is empty, and one
/// that is not.
template <class Dump>
void run(Data file, std::size_t place, const Dump& dump) {
  LawfulSink all(file);
  if (!dump(bytes::Extents(), all)) {
    return;  // it is no such file
  }
  require(all.has_all());
  if (file.empty()) {
    return;
  }
  bytes::Extents wanted;
  const auto offset = place % file.size();
  wanted.add(offset, 1);
  LawfulSink part(file);
  require(dump(wanted, part).has_value());
  require(part.has(offset));
}

void dump_pst(Data input, std::size_t place) {
  const auto content = fuzz::made_store(input);
  LawfulSink all(content);
  if (pst::dump::dump_store(content, nullptr, {}, all)) {
    require(all.has_all());
  }
  const auto offset = place * (content.size() / 256);
  LawfulSink part(content);
  (void)pst::dump::dump_store(content, nullptr, {.offset = offset}, part);
  constexpr std::array<std::uint32_t, 4> kNodes = {0x21, 0x61, 0x200024, 0x802D};
  LawfulSink node(content);
  (void)pst::dump::dump_store(content, nullptr,
                              {.node = pst::Nid{kNodes.at(place % kNodes.size())}}, node);
}

void dump_mmf(Data input, std::size_t place) {
  constexpr std::size_t kPlain = 0x200;
  std::vector<std::byte> file(input.begin(), input.end());
  if (file.size() > kPlain) {
    mmf::encipher(std::span(file).subspan(kPlain), kPlain, {});
  }
  bytes::DamageLog damage;
  const auto store = mmf::Store::open(file, nullptr, damage);
  if (!store) {
    return;
  }
  run(file, place, [&](const bytes::Extents& wanted, bytes::AnnotationSink& sink) {
    return mmf::dump(*store, {.touching = wanted}, sink);
  });
  for (const auto& object : store->objects()) {
    LawfulSink one(file);
    require(mmf::dump(*store, {.object = object.oid}, one).has_value());
  }
}

void dump_office_file(Data file, std::size_t place) {
  constexpr std::array kNames = {"MBG/0000001A.MBG", "MAI/MA2/00000062.MAI", "FOLDERS/1.FLD",
                                 "ATT/AT0/1.ATT",    "GLB/NETPO.GLB",        "GLB/MASTER.GLB",
                                 "GLB/ACCESS.GLB",   "KEY/0000001A.KEY",     "X"};
  for (const auto* name : kNames) {
    run(file, place, [&](const bytes::Extents& wanted, bytes::AnnotationSink& sink) {
      return wgpo::dump(file, name, {.touching = wanted}, sink);
    });
  }
}

void dump_export(Data file, std::size_t place) {
  const ccmail::Labels labels;
  run(file, place, [&](const bytes::Extents& wanted, bytes::AnnotationSink& sink) {
    return ccmail::dump(bytes::as_text(file), labels, {.wanted = wanted}, sink);
  });
}

}  // namespace

extern "C" int LLVMFuzzerTestOneInput(const std::uint8_t* data, std::size_t size) {
  constexpr std::size_t kMost = std::size_t{1} << 16U;
  constexpr std::size_t kFront = 2;
  if (size < kFront) {
    return 0;
  }
  const auto file = std::as_bytes(std::span(data, std::min(size, kMost))).subspan(kFront);
  const std::size_t place = std::size_t{data[1]} * std::max<std::size_t>(file.size() / 256, 1);
  constexpr text::CodePageNumber kJapanese = 932;
  using Wanted = const bytes::Extents&;
  using Sink = bytes::AnnotationSink&;
  switch (data[0] % 9U) {
    case 0:
      dump_pst(file, data[1]);
      break;
    case 1:
      dump_mmf(file, place);
      break;
    case 2:
      run(file, place,
          [&](Wanted wanted, Sink sink) { return tnef::dump(file, {.touching = wanted}, sink); });
      break;
    case 3:
      dump_office_file(file, place);
      break;
    case 4:
      dump_export(file, place);
      break;
    case 5: {
      // The parser is reached from any bytes.
      const auto text = "Message:\r\nFrom: a\r\nContents:\r\n" + std::string(bytes::as_text(file));
      dump_export(std::as_bytes(std::span(text)), place);
      break;
    }
    case 6:
      run(file, place, [&](Wanted wanted, Sink sink) {
        return iff::dump_primary(file, {.code_page = kJapanese, .wanted = wanted}, sink);
      });
      break;
    case 7:
      run(file, place, [&](Wanted wanted, Sink sink) {
        return iff::dump_secondary(file, {.pointers = {50, place, file.size() / 2}},
                                   {.code_page = kJapanese, .wanted = wanted}, sink);
      });
      break;
    default:
      run(file, place, [&](Wanted wanted, Sink sink) {
        return iff::dump_packing_list(file, {.wanted = wanted}, sink);
      });
  }
  return 0;
}
