// Tar archives from nothing but POSIX's description (ustar).
#pragma once

#include <cstdint>
#include <cstdio>
#include <string>
#include <string_view>

namespace test {

class TarMaker {
 public:
  TarMaker& file(std::string_view name, std::string_view content) {
    add(name, '0', "", content.size());
    text_ += content;
    text_.append((kBlock - content.size() % kBlock) % kBlock, '\0');
    return *this;
  }
  /// '1': hard, '2': symbolic.
  TarMaker& link(std::string_view name, char type, std::string_view target) {
    add(name, type, target, 0);
    return *this;
  }
  /// '3': a character device, '5': a directory, '6': a pipe.
  TarMaker& special(std::string_view name, char type) {
    add(name, type, "", 0);
    return *this;
  }
  [[nodiscard]] std::string text() const { return members() + std::string(2 * kBlock, '\0'); }
  /// Without the two blocks of zeros that end it.
  [[nodiscard]] const std::string& members() const { return text_; }

 private:
  static constexpr std::size_t kBlock = 512;

  static void put(std::string& header, std::size_t at, std::string_view value) {
    header.replace(at, value.size(), value);
  }
  static std::string octal(std::uint64_t value, int digits) {
    char text[32];
    std::snprintf(text, sizeof(text), "%0*llo", digits, static_cast<unsigned long long>(value));
    return text;
  }
  void add(std::string_view name, char type, std::string_view target, std::uint64_t size) {
    std::string header(kBlock, '\0');
    put(header, 0, name);
    put(header, 100, octal(0644, 7));
    put(header, 124, octal(size, 11));
    put(header, 136, octal(0, 11));
    put(header, 148, "        ");
    header[156] = type;
    put(header, 157, target);
    put(header, 257, std::string_view("ustar\00000", 8));
    std::uint64_t sum = 0;
    for (const char c : header) {
      sum += static_cast<unsigned char>(c);
    }
    put(header, 148, octal(sum, 6) + '\0');
    text_ += header;
  }

  std::string text_;
};

}  // namespace test
