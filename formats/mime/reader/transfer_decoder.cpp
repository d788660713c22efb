#include "formats/mime/reader/transfer_decoder.h"

#include <algorithm>
#include <array>
#include <string_view>

#include "formats/mime/ascii.h"

namespace mime {
namespace {

constexpr std::uint8_t kNone = 0xFF;
constexpr std::uint8_t kBlank = 0xFE;
constexpr std::uint8_t kPad = 0xFD;

/// RFC 2045 6.8, table 1; kBlank for what stands between groups.
constexpr auto kBase64Values = [] {
  constexpr std::string_view kAlphabet =
      "ABCDEFGHIJKLMNOPQRSTUVWXYZabcdefghijklmnopqrstuvwxyz0123456789+/";
  std::array<std::uint8_t, 256> values{};
  values.fill(kNone);
  for (std::size_t i = 0; i < kAlphabet.size(); ++i) {
    values.at(static_cast<unsigned char>(kAlphabet[i])) = static_cast<std::uint8_t>(i);
  }
  for (const char c : {' ', '\t', '\r', '\n'}) {
    values.at(static_cast<unsigned char>(c)) = kBlank;
  }
  values.at('=') = kPad;
  return values;
}();

std::optional<unsigned> hex_value(char c) {
  const std::size_t digit = kUpperHex.find(to_upper(c));
  return digit == std::string_view::npos ? std::nullopt
                                         : std::optional(static_cast<unsigned>(digit));
}

void append(std::vector<std::byte>& out, std::string_view text) {
  const auto data = std::as_bytes(std::span(text));
  out.insert(out.end(), data.begin(), data.end());
}

constexpr unsigned kUuFirst = 0x20;
constexpr unsigned kUuLast = 0x60;  // the grave accent stands for 0, as the blank does

bool is_uu_character(char c) {
  const auto value = static_cast<unsigned char>(c);
  return value >= kUuFirst && value <= kUuLast;
}

std::uint32_t uu_value(char c) { return (static_cast<unsigned char>(c) - kUuFirst) & 0x3FU; }

/// How many characters a line with `bytes` bytes has behind its first.
std::size_t uu_characters(std::size_t bytes) { return (bytes + 2) / 3 * 4; }

/// Whole groups in front of `data` without anything between them: the most of any content. Returns
/// how many characters that was.
std::size_t decode_groups(std::span<const std::byte> data, std::vector<std::byte>& out) {
  constexpr std::size_t kDigits = 4;
  constexpr std::uint32_t kFirstOther = 64;
  std::size_t taken = 0;
  const auto value = [&data](std::size_t i) -> std::uint32_t {
    return kBase64Values[std::to_integer<std::uint8_t>(data[i])];
  };
  std::size_t at = out.size();
  out.resize(at + data.size() / kDigits * 3);
  while (data.size() - taken >= kDigits) {
    const std::uint32_t a = value(taken);
    const std::uint32_t b = value(taken + 1);
    const std::uint32_t c = value(taken + 2);
    const std::uint32_t d = value(taken + 3);
    if (std::max({a, b, c, d}) >= kFirstOther) {
      break;
    }
    const std::uint32_t group = a << 18U | b << 12U | c << 6U | d;
    out[at] = static_cast<std::byte>(group >> 16U & 0xFFU);
    out[at + 1] = static_cast<std::byte>(group >> 8U & 0xFFU);
    out[at + 2] = static_cast<std::byte>(group & 0xFFU);
    at += 3;
    taken += kDigits;
  }
  out.resize(at);
  return taken;
}

/// Appends the bytes that the `digits` digits in `bits` are whole.
void end_group(std::uint32_t bits, unsigned digits, std::vector<std::byte>& out) {
  const std::uint32_t group = bits << (6 * (4 - digits));
  for (unsigned k = 0; k + 1 < digits; ++k) {
    out.push_back(static_cast<std::byte>(group >> (16 - 8 * k) & 0xFFU));
  }
}

}  // namespace

std::optional<UuencodeBegin> uuencode_begin(std::string_view line) {
  // POSIX uuencode: "begin", the mode in octal, the name.
  constexpr std::string_view kBegin = "begin ";
  if (!line.starts_with(kBegin)) {
    return std::nullopt;
  }
  line.remove_prefix(kBegin.size());
  const std::size_t mode = std::min(line.find(' '), line.size());
  const std::string_view digits = line.substr(0, mode);
  const bool is_mode = digits.size() >= 3 && digits.size() <= 5 &&
                       std::ranges::all_of(digits, [](char c) { return c >= '0' && c <= '7'; });
  if (!is_mode || mode + 1 >= line.size()) {
    return std::nullopt;
  }
  return UuencodeBegin{.name = std::string(line.substr(mode + 1))};
}

bool is_uuencode_line(std::string_view line) {
  if (line.empty() || !std::ranges::all_of(line, is_uu_character)) {
    return false;
  }
  const std::size_t expected = uu_characters(uu_value(line.front())) + 1;
  // Blanks at the end get lost in transport; some programs put a check character behind.
  return line.size() <= expected + 1;
}

void TransferDecoder::fault(std::uint64_t at) {
  ++faults_.characters;
  faults_.first = faults_.first.value_or(at);
}

void TransferDecoder::decode(std::span<const std::byte> data, std::vector<std::byte>& out) {
  switch (coding_) {
    case Coding::Base64:
      decode_base64(data, out);
      break;
    case Coding::Hex:
      decode_hex(data, out);
      break;
    case Coding::QuotedPrintable:
    case Coding::Uuencode:
      decode_lines(data, out);
      break;
    case Coding::None:
    case Coding::Unknown:
      out.insert(out.end(), data.begin(), data.end());
      break;
  }
  position_ += data.size();
}

void TransferDecoder::decode_base64(std::span<const std::byte> data, std::vector<std::byte>& out) {
  // Lines have at most 76 characters: what is looked at at once is not much more.
  constexpr std::size_t kStretch = 128;
  out.reserve(out.size() + data.size() / 4 * 3 + kStretch);
  for (std::size_t i = 0; i < data.size(); ++i) {
    if (digits_ == 0 && padding_ == 0 && !has_ended_) {
      const auto rest = data.subspan(i);
      i += decode_groups(rest.first(std::min(kStretch, rest.size())), out);
      if (i >= data.size()) {
        break;
      }
    }
    add_base64(std::to_integer<std::uint8_t>(data[i]), position_ + i, out);
  }
}

void TransferDecoder::add_base64(std::uint8_t character, std::uint64_t at,
                                 std::vector<std::byte>& out) {
  const std::uint8_t value = kBase64Values[character];
  if (value == kBlank) {
    return;
  }
  if (value == kNone || (value == kPad && digits_ == 0)) {
    fault(at);
    return;
  }
  if (value == kPad) {
    ++padding_;
  } else {
    if (padding_ != 0 || has_ended_) {
      fault(at);  // digits behind padding: the group goes on, or another text begins
      padding_ = 0;
      has_ended_ = false;
    }
    bits_ = bits_ << 6U | value;
    ++digits_;
  }
  if (digits_ + padding_ < 4) {
    return;
  }
  end_group(bits_, digits_, out);
  faults_.is_truncated = faults_.is_truncated || digits_ == 1;
  has_ended_ = padding_ != 0;
  bits_ = 0;
  digits_ = 0;
  padding_ = 0;
}

void TransferDecoder::decode_hex(std::span<const std::byte> data, std::vector<std::byte>& out) {
  for (std::size_t i = 0; i < data.size(); ++i) {
    const char c = static_cast<char>(data[i]);
    const auto value = hex_value(c);
    if (value) {
      bits_ = bits_ << 4U | *value;
      if (++digits_ == 2) {
        out.push_back(static_cast<std::byte>(bits_ & 0xFFU));
        digits_ = 0;
      }
    } else if (!is_blank({&c, 1})) {
      fault(position_ + i);
    }
  }
}

void TransferDecoder::decode_lines(std::span<const std::byte> data, std::vector<std::byte>& out) {
  for (std::size_t i = 0; i < data.size(); ++i) {
    const char c = static_cast<char>(data[i]);
    if (after_cr_) {
      after_cr_ = false;
      end_line(c == '\n' ? "\r\n" : "\r", out);
      line_begin_ = position_ + i + (c == '\n' ? 1 : 0);
      if (c == '\n') {
        continue;
      }
    }
    if (c == '\r') {
      after_cr_ = true;
    } else if (c == '\n') {
      end_line("\n", out);
      line_begin_ = position_ + i + 1;
    } else {
      // Not between the digits of an escape.
      const bool may_cut = c != '=' && line_.size() >= kLongestLine &&
                           line_[line_.size() - 1] != '=' && line_[line_.size() - 2] != '=';
      if (may_cut) {
        end_line("", out);
        line_begin_ = position_ + i;
      }
      line_ += c;
    }
  }
}

void TransferDecoder::end_line(std::string_view line_end, std::vector<std::byte>& out) {
  if (coding_ == Coding::QuotedPrintable) {
    quoted_printable_line(line_end, out);
  } else {
    uuencode_line(out);
  }
  line_.clear();
}

/// RFC 2045 6.7: white space at the end of a line was added in transport (3); a '=' there is a soft
/// line break (5).
void TransferDecoder::quoted_printable_line(std::string_view line_end,
                                            std::vector<std::byte>& out) {
  std::string_view line = line_;
  if (!line_end.empty()) {
    line = line.substr(0, line.find_last_not_of(" \t") + 1);
  }
  const bool is_soft = line.ends_with('=') && !line_end.empty();
  if (is_soft) {
    line.remove_suffix(1);
  }
  std::size_t copied = 0;
  for (std::size_t i = line.find('='); i != std::string_view::npos; i = line.find('=', i)) {
    const auto high = i + 2 < line.size() ? hex_value(line[i + 1]) : std::nullopt;
    const auto low = high ? hex_value(line[i + 2]) : std::nullopt;
    if (!low) {
      fault(line_begin_ + i);
      ++i;
      continue;  // it stays: "not to change what is no encoding" (6.7, note on robustness)
    }
    append(out, line.substr(copied, i - copied));
    out.push_back(static_cast<std::byte>(*high << 4U | *low));
    i += 3;
    copied = i;
  }
  append(out, line.substr(copied));
  if (!is_soft) {
    append(out, line_end);
  }
}

void TransferDecoder::uuencode_line(std::vector<std::byte>& out) {
  const std::string_view line = line_;
  if (frame_ != Frame::Within) {
    if (frame_ == Frame::Before && uuencode_begin(line)) {
      frame_ = Frame::Within;
    } else if (!is_blank(line)) {
      faults_.unclaimed += line.size();
    }
    return;
  }
  if (line == "end") {
    frame_ = Frame::After;
    return;
  }
  if (is_blank(line)) {
    return;
  }
  if (!is_uuencode_line(line)) {
    faults_.characters += line.size();
    faults_.first = faults_.first.value_or(line_begin_);
    return;
  }
  const std::size_t length = uu_value(line.front());
  std::size_t written = 0;
  for (std::size_t i = 1; written < length; i += 4) {
    std::uint32_t group = 0;
    for (std::size_t k = 0; k < 4; ++k) {
      group = group << 6U | (i + k < line.size() ? uu_value(line[i + k]) : 0U);
    }
    for (unsigned k = 0; k < 3 && written < length; ++k, ++written) {
      out.push_back(static_cast<std::byte>(group >> (16 - 8 * k) & 0xFFU));
    }
  }
}

void TransferDecoder::finish(std::vector<std::byte>& out) {
  if (coding_ == Coding::Base64 && digits_ != 0) {
    faults_.is_truncated = true;
    end_group(bits_, digits_, out);
  }
  if (coding_ == Coding::Hex && digits_ != 0) {
    faults_.is_truncated = true;
  }
  if (after_cr_) {
    after_cr_ = false;
    end_line("\r", out);
  } else if (!line_.empty()) {
    // A soft line break before nothing.
    if (coding_ == Coding::QuotedPrintable && line_.ends_with('=')) {
      line_.pop_back();
    }
    end_line("", out);
  }
  if (coding_ == Coding::Uuencode) {
    faults_.is_truncated = frame_ != Frame::After;
  }
}

}  // namespace mime
