// Makes secondary files and rows that point into them.
#pragma once

#include <cstdint>
#include <span>
#include <string>
#include <string_view>
#include <vector>

namespace test {

inline std::span<const std::byte> bytes_of(std::string_view text) {
  return std::as_bytes(std::span(text.data(), text.size()));
}

class SecondaryMaker {
 public:
  /// Returns the offset of the header line.
  std::uint64_t add(std::string_view type, std::string_view data, std::string_view is_last = "TRUE",
                    std::string_view name = "", std::string_view position = "",
                    std::string_view format = "") {
    return add_claiming(std::to_string(data.size()), type, data, is_last, name, position, format);
  }
  /// With another length than the data have.
  std::uint64_t add_claiming(std::string_view length, std::string_view type, std::string_view data,
                             std::string_view is_last = "TRUE", std::string_view name = "",
                             std::string_view position = "", std::string_view format = "") {
    const std::uint64_t offset = text_.size();
    for (const std::string_view field :
         {type, length, std::string_view(), is_last, name, position}) {
      text_ += field;
      text_ += ',';
    }
    text_ += format;
    text_ += "\r\n";
    text_ += data;
    text_ += "\r\n";
    return offset;
  }
  std::string& text() { return text_; }
  [[nodiscard]] std::span<const std::byte> bytes() const { return bytes_of(text_); }

 private:
  std::string text_ = "Type,Length,Encoding,Islast,Name,Position,Format\r\n";
};

inline constexpr std::string_view kMessageHeader =
    "Folder,Sender,To,Cc,Bcc,Subject,Send-Date,Received-Date,Priority,Unread,Unsent,Body\r\n";

}  // namespace test
