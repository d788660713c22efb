// The page of charts: when the mail is from, from whom, and how large it is.
#pragma once

#include <array>
#include <cstddef>
#include <cstdint>
#include <map>
#include <string>
#include <string_view>

namespace convert::pages {

class Statistics {
 public:
  /// `date`: ISO 8601, or empty. `size`: of the mail file.
  void add(std::string_view date, const std::string& from, std::uint64_t size);

  /// HTML for framed_page().
  [[nodiscard]] std::string html() const;

 private:
  static constexpr std::size_t kSizeClasses = 7;

  [[nodiscard]] std::string months_html() const;
  [[nodiscard]] std::string people_html() const;
  [[nodiscard]] std::string sizes_html() const;

  std::uint64_t messages_ = 0;
  std::uint64_t undated_ = 0;
  std::map<int, std::uint64_t> months_;  // by year * 12 + month - 1
  std::map<std::string, std::uint64_t> people_;
  std::array<std::uint64_t, kSizeClasses> sizes_{};
};

}  // namespace convert::pages
