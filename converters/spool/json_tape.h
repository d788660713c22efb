// Reads JSON we do not trust: one line, bounded in depth and number of values, into flat memory.
#pragma once

#include <cstddef>
#include <cstdint>
#include <optional>
#include <string>
#include <string_view>
#include <vector>

namespace convert::spool {

enum class JsonKind : std::uint8_t {
  Null,
  Boolean,
  Integer,
  Unsigned,
  Real,
  String,
  Array,
  Object
};

/// One value. Those inside an array or object follow it, up to (not including) index `end`.
struct JsonNode {
  JsonKind kind = JsonKind::Null;
  bool used = false;         // somebody asked for it by its key
  std::size_t end = 0;       // index of the next sibling
  std::string_view key{};    // of an object's member
  std::string_view text{};   // String
  std::uint64_t number = 0;  // Boolean; Unsigned; Integer: two's complement
  double real = 0;           // Real
};

/// A parsed line. Keeps its memory for the next one.
class JsonTape {
 public:
  /// What is wrong with `line` as JSON, or nullopt when nothing is. Valid JSON has valid UTF-8.
  [[nodiscard]] std::optional<std::string> parse(std::string_view line);

  /// nodes()[0] is the whole; empty before a parse and after one that failed.
  [[nodiscard]] std::vector<JsonNode>& nodes() { return nodes_; }

 private:
  friend class TapeBuilder;
  std::vector<JsonNode> nodes_;
  std::string text_;  // what the views of the nodes view
};

}  // namespace convert::spool
