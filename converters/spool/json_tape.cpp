#include "converters/spool/json_tape.h"

#include <nlohmann/json.hpp>

#include "converters/spool/limits.h"

namespace convert::spool {

/// The events of nlohmann's parser, which calls parse_error instead of throwing. Unescaped text is
/// never longer than the line, so the memory the views point into does not move.
class TapeBuilder {
 public:
  using number_integer_t = nlohmann::json::number_integer_t;
  using number_unsigned_t = nlohmann::json::number_unsigned_t;
  using number_float_t = nlohmann::json::number_float_t;
  using string_t = nlohmann::json::string_t;
  using binary_t = nlohmann::json::binary_t;

  explicit TapeBuilder(JsonTape& tape) : tape_(tape) {}

  bool null() { return add({.kind = JsonKind::Null}); }
  bool boolean(bool value) { return add({.kind = JsonKind::Boolean, .number = value ? 1U : 0U}); }
  bool number_integer(number_integer_t value) {
    return add({.kind = JsonKind::Integer, .number = static_cast<std::uint64_t>(value)});
  }
  bool number_unsigned(number_unsigned_t value) {
    return add({.kind = JsonKind::Unsigned, .number = value});
  }
  bool number_float(number_float_t value, const string_t& /*spelling*/) {
    return add({.kind = JsonKind::Real, .real = value});
  }
  bool string(const string_t& value) {
    return add({.kind = JsonKind::String, .text = keep(value)});
  }
  bool binary(const binary_t& /*value*/) { return refuse("binary values are not JSON"); }
  bool start_object(std::size_t /*size*/) { return open(JsonKind::Object); }
  bool start_array(std::size_t /*size*/) { return open(JsonKind::Array); }
  bool end_object() { return close(); }
  bool end_array() { return close(); }
  bool key(const string_t& name) {
    key_ = keep(name);
    return true;
  }
  bool parse_error(std::size_t position, const std::string& /*last_token*/,
                   const nlohmann::json::exception& /*error*/) {
    return refuse("no JSON from column " + std::to_string(position) + " on");
  }

  [[nodiscard]] const std::string& trouble() const { return trouble_; }

 private:
  bool refuse(std::string why) {
    trouble_ = std::move(why);
    return false;
  }

  std::string_view keep(const std::string& value) {
    const std::size_t start = tape_.text_.size();
    tape_.text_ += value;
    return std::string_view(tape_.text_).substr(start);
  }

  bool add(JsonNode node) {
    if (tape_.nodes_.size() == kMaxJsonValues) {
      return refuse("more than " + std::to_string(kMaxJsonValues) + " values in one line");
    }
    node.key = key_;
    key_ = {};
    node.end = tape_.nodes_.size() + 1;
    tape_.nodes_.push_back(node);
    return true;
  }

  bool open(JsonKind kind) {
    if (open_.size() == kMaxJsonDepth) {
      return refuse("nested more than " + std::to_string(kMaxJsonDepth) + " deep");
    }
    open_.push_back(tape_.nodes_.size());
    return add({.kind = kind});
  }

  bool close() {
    tape_.nodes_[open_.back()].end = tape_.nodes_.size();
    open_.pop_back();
    return true;
  }

  JsonTape& tape_;
  std::string_view key_;
  std::vector<std::size_t> open_;
  std::string trouble_;
};

std::optional<std::string> JsonTape::parse(std::string_view line) {
  nodes_.clear();
  text_.clear();
  text_.reserve(line.size());
  TapeBuilder builder(*this);
  if (nlohmann::json::sax_parse(line, &builder)) {
    return std::nullopt;
  }
  nodes_.clear();
  return builder.trouble();
}

}  // namespace convert::spool
