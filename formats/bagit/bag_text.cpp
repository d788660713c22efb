#include "formats/bagit/bag_text.h"

namespace bagit {

std::string declaration() { return "BagIt-Version: 1.0\nTag-File-Character-Encoding: UTF-8\n"; }

std::string manifest_line(std::string_view digest, std::string_view path) {
  std::string line = std::string(digest) + "  ";
  for (const char c : path) {
    switch (c) {
      case '\n':
        line += "%0A";
        break;
      case '\r':
        line += "%0D";
        break;
      case '%':
        line += "%25";
        break;
      default:
        line += c;
    }
  }
  return line + "\n";
}

std::string info_text(const Info& info) {
  std::string text;
  for (const auto& [label, value] : info) {
    text += label + ": ";
    for (const char c : value) {
      text += c == '\n' || c == '\r' ? ' ' : c;
    }
    text += "\n";
  }
  return text;
}

std::string oxum(const Payload& payload) {
  return std::to_string(payload.octets) + "." + std::to_string(payload.files);
}

}  // namespace bagit
