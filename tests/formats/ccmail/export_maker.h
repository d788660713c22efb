// Makes cc:Mail exports for tests. Shares nothing with the reader.
#pragma once

#include <cstdint>
#include <random>
#include <span>
#include <string>
#include <string_view>
#include <utility>
#include <vector>

namespace test {

inline std::span<const std::byte> bytes_of(std::string_view text) {
  return std::as_bytes(std::span(text));
}

struct MadeItem {
  std::string label;  // "Text item"
  std::string title;
  std::string data;
  bool is_file = false;
  friend bool operator==(const MadeItem&, const MadeItem&) = default;
};

struct MadeMessage {
  std::vector<std::pair<std::string, std::string>> fields;
  std::vector<MadeItem> items;
};

enum class Files : std::uint8_t { Raw, MacBinary, Hex };

struct ExportForm {
  std::string line_end = "\r\n";
  bool sizes = true;
  Files files = Files::Raw;
};

/// A MacBinary II file, with both forks padded; an empty resource fork by default.
inline std::string mac_binary(std::string_view name, std::string_view data,
                              std::string_view resource = "",
                              std::string_view type_and_creator = "TEXTttxt") {
  const auto put = [](std::string& file, std::size_t at, std::size_t value, int bytes) {
    for (int i = bytes - 1; i >= 0; --i) {
      file[at++] = static_cast<char>((value >> (8U * static_cast<unsigned>(i))) & 0xFFU);
    }
  };
  std::string file(128, '\0');
  put(file, 1, name.size(), 1);
  file.replace(2, name.size(), name);
  file.replace(65, 8, type_and_creator);
  put(file, 83, data.size(), 4);
  put(file, 87, resource.size(), 4);
  put(file, 122, 0x8181, 2);
  unsigned crc = 0;
  for (std::size_t i = 0; i < 124; ++i) {
    for (int bit = 7; bit >= 0; --bit) {
      const unsigned in = (static_cast<unsigned char>(file[i]) >> static_cast<unsigned>(bit)) & 1U;
      const unsigned top = (crc >> 15U) & 1U;
      crc = ((crc << 1U) & 0xFFFFU) ^ ((in ^ top) != 0 ? 0x1021U : 0U);
    }
  }
  put(file, 124, crc, 2);
  for (const std::string_view fork : {data, resource}) {
    file += fork;
    file.append((128 - fork.size() % 128) % 128, '\0');
  }
  return file;
}

inline std::string hex_lines(std::string_view data, std::string_view line_end) {
  constexpr std::string_view kDigits = "0123456789ABCDEF";
  std::string out;
  for (std::size_t i = 0; i < data.size(); ++i) {
    const auto value = static_cast<unsigned char>(data[i]);
    out += kDigits[value >> 4U];
    out += kDigits[value & 15U];
    if (i % 32 == 31 || i + 1 == data.size()) {
      out += line_end;
    }
  }
  return out;
}

class ExportMaker {
 public:
  explicit ExportMaker(ExportForm form = {}) : form_(std::move(form)) {}

  void add(const MadeMessage& message) {
    begins_.push_back(text_.size());
    std::string header;
    for (const auto& [name, value] : message.fields) {
      header += name + ": " + value + form_.line_end;
    }
    std::string contents;
    for (const MadeItem& item : message.items) {
      contents += block(item);
    }
    std::string inner =
        header + "Contents:" + form_.line_end + size_line(contents.size()) + contents;
    text_ += "Message:" + form_.line_end + size_line(inner.size()) + inner;
  }
  /// "Ash, Ann at PO1" to "Birch, Bo at PO2".
  void add(std::string subject, std::vector<MadeItem> items) {
    add({.fields = {{"From", "Ash, Ann at PO1"},
                    {"Date", "6/20/98 8:39"},
                    {"To", "Birch, Bo at PO2"},
                    {"Subject", std::move(subject)}},
         .items = std::move(items)});
  }
  void add_raw(std::string_view bytes) { text_ += bytes; }

  [[nodiscard]] const std::string& text() const { return text_; }
  /// Where each message begins.
  [[nodiscard]] const std::vector<std::size_t>& begins() const { return begins_; }

 private:
  [[nodiscard]] std::string size_line(std::size_t size) const {
    return form_.sizes ? std::to_string(size) + form_.line_end : std::string();
  }

  [[nodiscard]] std::string block(const MadeItem& item) const {
    std::string data = item.data;
    if (item.is_file && form_.files == Files::MacBinary) {
      data = mac_binary("file", data);
    } else if (item.is_file && form_.files == Files::Hex) {
      data = hex_lines(data, form_.line_end);
    }
    const std::string title = item.title.empty() ? "" : " " + item.title;
    std::string out = item.label + ":" + title + form_.line_end + size_line(data.size()) + data;
    const bool is_ended = !form_.sizes && (data.empty() || data.ends_with(form_.line_end));
    return is_ended ? out : out + form_.line_end;
  }

  ExportForm form_;
  std::string text_;
  std::vector<std::size_t> begins_;
};

inline MadeItem text_item(std::string data, std::string title = "") {
  return {.label = "Text item", .title = std::move(title), .data = std::move(data)};
}
inline MadeItem file_item(std::string title, std::string data) {
  return {
      .label = "File item", .title = std::move(title), .data = std::move(data), .is_file = true};
}

/// Messages that are all different, of everything that a form can carry.
class RandomMessages {
 public:
  RandomMessages(std::uint32_t seed, ExportForm form) : random_(seed), form_(std::move(form)) {}

  MadeMessage next() {
    MadeMessage message;
    message.fields = {{"From", "Ash, Ann " + number() + " at PO" + number()},
                      {"Date", std::to_string(1 + pick(12)) + "/" + std::to_string(13 + pick(16)) +
                                   "/9" + std::to_string(pick(10)) + " " +
                                   std::to_string(pick(24)) + ":3" + std::to_string(pick(10))}};
    for (std::uint32_t i = pick(4) + 1; i > 0; --i) {
      message.fields.emplace_back(pick(4) == 0 ? "cc" : "To", "Birch, Bo " + number() + " at PO2");
    }
    message.fields.emplace_back("Subject", "No. " + number() + " [draft] at once: x");
    const std::uint32_t items = 1 + pick(4);
    for (std::uint32_t i = 0; i < items; ++i) {
      const bool is_file = i > 0 && pick(2) == 0;
      message.items.push_back(is_file
                                  ? file_item("FILE" + number() + ".DOC 5/6/97 3:10PM", binary())
                                  : text_item(text(), pick(3) == 0 ? "Part " + number() : ""));
    }
    return message;
  }

  /// Below `bound`.
  std::uint32_t pick(std::uint32_t bound) { return static_cast<std::uint32_t>(random_()) % bound; }

  /// Random bytes among which every token stands, lines and all.
  std::string binary() {
    std::string out;
    for (std::uint32_t pieces = pick(12); pieces > 0; --pieces) {
      for (std::uint32_t i = pick(200); i > 0; --i) {
        out += static_cast<char>(pick(256));
      }
      out += pick(9) == 0 ? std::string(40, '\0') : token();
    }
    return out;
  }

 private:
  std::string number() { return std::to_string(pick(100'000)); }

  std::string token() {
    const std::string& end = form_.line_end;
    switch (pick(9)) {
      case 0:
        return end + "Message:" + end;
      case 1:
        return end + "Contents:" + end + "12" + end;
      case 2:
        return end + "Text item:" + end + "5" + end + "false";
      case 3:
        return end + "File item: X.TXT" + end + "9999" + end;
      case 4:
        return end + "From: Nobody at PO9" + end + "To: x" + end;
      case 5:
        return end + "Strange item:" + end + "0" + end;
      case 6:
        return end + "Message:" + end + "99" + end + "From: X at Y" + end + "Date: 1/1/99 1:00" +
               end + "To: Z" + end + "Subject: fake" + end + "Contents:" + end + "20" + end +
               "Text item:" + end + "4" + end + "fake";
      case 7:
        return "Message:" + end + "From: X at Y" + end + "Contents:" + end;
      default:
        return "\x1A\r\n\r\nFolder: none" + end + "Subject: x" + end;
    }
  }

  std::string text() {
    std::string out;
    for (std::uint32_t lines = pick(6); lines > 0; --lines) {
      for (std::uint32_t words = pick(8); words > 0; --words) {
        out += "word" + number() + " ";
      }
      out += form_.line_end;
      out += form_.sizes && pick(3) == 0 ? token() : "";
    }
    return out;
  }

  std::mt19937 random_;
  ExportForm form_;
};

}  // namespace test
