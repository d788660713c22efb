// Any bytes choose a tree of parts with hostile fields, names and contents: what is written must be
// legal lines, the same twice, and hold as many delimiters as there are parts.
#include <algorithm>
#include <cstdint>
#include <cstdlib>
#include <span>
#include <string>
#include <string_view>
#include <vector>

#include "formats/mime/entity.h"
#include "formats/mime/header_text.h"
#include "formats/mime/safe_name.h"

namespace {

/// Takes choices and texts off the front of the input; an exhausted input chooses 0 and "".
class Choices {
 public:
  explicit Choices(std::string_view input) : rest_(input) {}

  std::size_t number() {
    if (rest_.empty()) {
      return 0;
    }
    const auto out = static_cast<unsigned char>(rest_.front());
    rest_.remove_prefix(1);
    return out;
  }
  std::string text() {
    const std::size_t wanted = number() * 8;
    const std::size_t size = std::min(wanted, rest_.size());
    std::string out(rest_.substr(0, size));
    rest_.remove_prefix(size);
    return out;
  }

 private:
  std::string_view rest_;
};

std::vector<mime::Field> make_fields(Choices& choices) {
  const std::string original = choices.text();
  std::vector<mime::Field> out = {
      {.name = "Subject", .value = mime::encode_unstructured(choices.text()), .verbatim = false},
      {.name = "From", .value = mime::mailbox(choices.text(), "a@b.invalid"), .verbatim = false},
      {.name = "Received", .value = original, .verbatim = true},
      {.name = "To", .value = original, .verbatim = choices.number() % 2 == 0}};
  for (const auto& field : mime::split_header(choices.text()).fields) {
    out.push_back({.name = "X-" + field.name, .value = field.value, .verbatim = true});
  }
  return out;
}

mime::Entity make_entity(Choices& choices, int depth, std::size_t& parts) {
  mime::Entity out;
  const std::size_t kind = depth == 0 ? 0 : choices.number() % 3;
  out.fields = make_fields(choices);
  if (kind == 0) {
    const bool is_text = choices.number() % 2 == 0;
    out.content_type = {.type = is_text ? "text/plain" : "application/octet-stream",
                        .parameters = {{.name = "name", .value = choices.text()}}};
    out.disposition = is_text ? "" : "attachment";
    out.disposition_parameters = {{.name = "filename", .value = choices.text()}};
    out.content = bytes::make_blob(choices.text());
  } else if (kind == 1) {
    out.content_type = {.type = "message/rfc822", .parameters = {}};
    out.nested.push_back(make_entity(choices, depth - 1, parts));
  } else {
    out.content_type = {.type = "multipart/mixed", .parameters = {}};
    for (std::size_t count = 1 + choices.number() % 3; count > 0; --count) {
      ++parts;
      out.parts.push_back(make_entity(choices, depth - 1, parts));
    }
    ++parts;  // the closing delimiter
  }
  return out;
}

void require(bool holds) {
  if (!holds) {
    std::abort();
  }
}

std::string write(const mime::Entity& entity) {
  std::string out;
  const auto written = mime::write_entity(entity, "seed", [&](std::string_view text) {
    out += text;
    return bytes::Result<void>();
  });
  require(written.has_value());
  return out;
}

void check_lines(std::string_view text, std::size_t parts) {
  constexpr std::size_t kMaxLine = 998;
  std::size_t delimiters = 0;
  while (!text.empty()) {
    const std::size_t end = std::min(text.find("\r\n"), text.size());
    const std::string_view line = text.substr(0, end);
    require(line.size() <= kMaxLine);
    for (const char c : line) {
      require(c != '\r' && c != '\n' && c != '\0' && static_cast<unsigned char>(c) < 0x80U);
    }
    delimiters += line.starts_with("--=_") ? 1U : 0U;
    text.remove_prefix(std::min(end + 2, text.size()));
  }
  require(delimiters == parts);
}

void check_names(const std::string& name) {
  require(mime::safe_name(name).size() <= mime::kMaxName);
  require(mime::safe_name(mime::safe_name(name)) == mime::safe_name(name));
  require(mime::message_file_name(1, 0, name).size() <= mime::kMaxName);
}

}  // namespace

extern "C" int LLVMFuzzerTestOneInput(const std::uint8_t* data, std::size_t size) {
  const auto input = std::as_bytes(std::span(data, size));
  Choices choices(bytes::as_text(input));
  std::size_t parts = 0;
  const mime::Entity entity = make_entity(choices, 4, parts);
  const std::string message = write(entity);
  check_lines(message, parts);
  require(message == write(entity));
  check_names(choices.text());
  return 0;
}
