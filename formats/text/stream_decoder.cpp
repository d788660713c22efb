#include <algorithm>
#include <array>
#include <cassert>
#include <memory>

#include <unicode/ucnv.h>
#include <unicode/ucnv_cb.h>

#include "formats/bytes/byte_source.h"
#include "formats/text/code_page.h"
#include "formats/text/control_rotation.h"
#include "formats/text/single_byte.h"
#include "formats/text/utf16_to_utf8.h"

namespace text {
namespace {

using ConverterHandle = std::unique_ptr<UConverter, decltype(&ucnv_close)>;

// ICU's signature fixes these parameters.
// NOLINTNEXTLINE(bugprone-easily-swappable-parameters)
void count_and_replace(const void* context, UConverterToUnicodeArgs* arguments,
                       const char* /*units*/, std::int32_t /*length*/,
                       UConverterCallbackReason reason, UErrorCode* status) {
  if (reason > UCNV_IRREGULAR) {
    return;  // reset, close, clone: nothing was converted
  }
  // ICU hands back the pointer it was given, which was one to a mutable count.
  // NOLINTNEXTLINE(cppcoreguidelines-pro-type-const-cast)
  ++*static_cast<std::uint64_t*>(const_cast<void*>(context));
  *status = U_ZERO_ERROR;
  const UChar replacement = kReplacement;
  ucnv_cbToUWriteUChars(arguments, &replacement, 1, 0, status);
}

constexpr auto kFirstNonAscii = std::byte{0x80};

/// Appends what of `data` is ASCII at its front, and returns how many bytes that was.
std::size_t append_ascii(std::span<const std::byte> data, std::string& out) {
  const auto end = std::ranges::find_if(data, [](std::byte b) { return b >= kFirstNonAscii; });
  const auto size = static_cast<std::size_t>(end - data.begin());
  out += bytes::as_text(data.first(size));
  return size;
}

/// The same for units of UTF-16.
std::size_t append_ascii_units(std::span<const std::byte> data, bool little, std::string& out) {
  const std::size_t low = little ? 0 : 1;
  const auto is_ascii = [&](std::size_t at) {
    return data[at + low] < kFirstNonAscii && data[at + 1 - low] == std::byte{0};
  };
  std::size_t end = 0;
  while (data.size() - end >= 2 && is_ascii(end)) {
    end += 2;
  }
  const auto begin = out.size();
  out.resize(begin + end / 2);
  for (std::size_t at = 0; at < end; at += 2) {
    out[begin + at / 2] = static_cast<char>(data[at + low]);
  }
  return end;
}

}  // namespace

/// Of the four ways to decode, a page takes one: a table, UTF-16 by hand, ICU, or ASCII for lack of
/// anything better.
struct StreamDecoder::State {
  const CodePage* page = nullptr;
  const SingleByteTable* table = nullptr;
  ConverterHandle converter{nullptr, &ucnv_close};
  Utf16ToUtf8 utf16;
  std::uint64_t undecodable = 0;  // not counting utf16's lone surrogates
  std::optional<std::uint8_t> odd_byte;

  explicit State(CodePageNumber number) : page(find_code_page(number)) {
    if (page == nullptr) {
      page = find_code_page(kAscii);
    }
    table = is_utf16() ? nullptr : SingleByteTable::find(*page);
  }

  /// When it is needed: most text is ASCII, and a converter takes longer to make than a mail to
  /// decode.
  void open_converter() {
    UErrorCode status = U_ZERO_ERROR;
    converter.reset(ucnv_open(std::string(page->icu_name).c_str(), &status));
    ucnv_setToUCallBack(converter.get(), count_and_replace, &undecodable, nullptr, nullptr,
                        &status);
    assert(U_SUCCESS(status) != 0);
  }

  [[nodiscard]] bool is_utf16() const { return page->number == kUtf16 || page->number == 1201; }

  void put(char16_t unit, std::string& out) { utf16.put(unit, out); }

  void decode_by_table(std::span<const std::byte> data, std::string& out) {
    for (const std::byte raw : data) {
      const char16_t unit = table->decode(std::to_integer<std::uint8_t>(raw));
      undecodable += unit == kReplacement ? 1 : 0;
      append_utf8(unit, out);
    }
  }

  void decode_utf16(std::span<const std::byte> data, bool last, std::string& out) {
    const bool little = page->number == kUtf16;
    for (std::size_t i = 0; i < data.size(); ++i) {
      if (!odd_byte && !utf16.waits()) {
        i += append_ascii_units(data.subspan(i), little, out);
        if (i == data.size()) {
          break;
        }
      }
      const auto byte = std::to_integer<std::uint8_t>(data[i]);
      if (!odd_byte) {
        odd_byte = byte;
        continue;
      }
      const unsigned unit = little ? (byte * 256U + *odd_byte) : (*odd_byte * 256U + byte);
      put(static_cast<char16_t>(unit), out);
      odd_byte.reset();
    }
    if (last && odd_byte) {
      utf16.finish(out);  // first what came first
      append_utf8(kReplacement, out);
      ++undecodable;
      odd_byte.reset();
    }
  }

  /// Nothing that came before has a say in what the next byte is.
  [[nodiscard]] bool between_characters() const {
    UErrorCode status = U_ZERO_ERROR;
    return !utf16.waits() && (!converter || ucnv_toUCountPending(converter.get(), &status) == 0);
  }

  void decode_by_icu(std::span<const std::byte> data, bool last, std::string& out) {
    if (page->number == kUtf8 && between_characters()) {
      data = data.subspan(append_ascii(data, out));
      if (data.empty()) {
        return;
      }
    }
    if (!converter) {
      open_converter();
    }
    const std::string_view text = bytes::as_text(data);
    const char* source = text.data();
    const char* const end = std::to_address(text.end());
    std::array<UChar, 2048> units{};
    for (;;) {
      UErrorCode status = U_ZERO_ERROR;
      UChar* target = units.data();
      ucnv_toUnicode(converter.get(), &target, std::to_address(units.end()), &source, end, nullptr,
                     last ? 1 : 0, &status);
      std::for_each(units.data(), target, [&](UChar unit) { put(rotate_out(*page, unit), out); });
      if (status != U_BUFFER_OVERFLOW_ERROR) {
        assert(U_SUCCESS(status) != 0);  // whatever the input, the callback has dealt with it
        return;
      }
    }
  }
};

StreamDecoder::StreamDecoder(CodePageNumber number) : state_(std::make_unique<State>(number)) {}
StreamDecoder::StreamDecoder(StreamDecoder&&) noexcept = default;
StreamDecoder& StreamDecoder::operator=(StreamDecoder&&) noexcept = default;
StreamDecoder::~StreamDecoder() = default;

void StreamDecoder::decode(std::span<const std::byte> data, bool last, std::string& out) {
  if (state_->table != nullptr) {
    state_->decode_by_table(data, out);
  } else if (state_->is_utf16()) {
    state_->decode_utf16(data, last, out);
  } else {
    state_->decode_by_icu(data, last, out);
  }
  if (last) {
    state_->utf16.finish(out);
  }
}

std::uint64_t StreamDecoder::undecodable() const {
  return state_->undecodable + state_->utf16.lone_surrogates();
}

}  // namespace text
