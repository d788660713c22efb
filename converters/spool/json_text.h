// Writes JSON: one line, no spaces, valid UTF-8.
#pragma once

#include <cstdint>
#include <string>
#include <string_view>

namespace convert::spool {

/// Appends to one string, which it keeps for reuse. Whoever calls it balances what is opened.
class JsonText {
 public:
  void open_object();
  void close_object() { text_ += '}'; }
  void open_array();
  void close_array() { text_ += ']'; }

  /// The key of the next value; a literal that needs no escapes.
  void key(std::string_view name);

  /// Bytes that are not UTF-8 become U+FFFD, one for each byte that begins no character; the text
  /// is then counted in replaced().
  void string(std::string_view value);
  void boolean(bool value);
  void number(std::int64_t value);
  void number(std::uint64_t value);
  /// The shortest decimals that read back to the same value, which is finite.
  void number(double value);

  [[nodiscard]] const std::string& text() const { return text_; }
  [[nodiscard]] std::uint64_t replaced() const { return replaced_; }

  /// Values of every kind so far, as a reader counts them.
  [[nodiscard]] std::uint64_t values() const { return values_; }

  [[nodiscard]] std::size_t size() const { return text_.size(); }
  /// Back to what text() was at `size`.
  void rewind(std::size_t size) { text_.resize(size); }
  void clear();

 private:
  void begin_value();
  void separate();
  void escape(unsigned char c);

  std::string text_;
  std::uint64_t replaced_ = 0;
  std::uint64_t values_ = 0;
};

}  // namespace convert::spool
