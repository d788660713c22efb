#include "formats/directory/ldif_reader.h"

#include <algorithm>
#include <optional>
#include <string>
#include <string_view>
#include <utility>

#include "formats/bytes/base64.h"
#include "formats/text/code_page.h"

namespace directory {
namespace {

using bytes::DamageKind;

/// RFC 2849: a logical line, unfolded.
struct Logical {
  std::uint64_t line = 0;
  std::uint64_t offset = 0;
  std::uint64_t length = 0;
  std::string text{};
};

/// RFC 2849 note 2: "Any non-empty line, including comment lines, in an LDIF file MAY be folded by
/// inserting a line separator (SEP) and a SPACE."
std::vector<Logical> unfold(std::span<const Line> lines) {
  std::vector<Logical> out;
  for (const Line& line : lines) {
    if (line.text.starts_with(' ') && !out.empty() && !out.back().text.empty()) {
      out.back().text += line.text.substr(1);
      out.back().length = line.offset + line.length - out.back().offset;
    } else {
      out.push_back(
          {.line = line.number, .offset = line.offset, .length = line.length, .text = line.text});
    }
  }
  std::erase_if(out, [](const Logical& line) { return line.text.starts_with('#'); });
  return out;
}

enum class ValueKind : std::uint8_t { Text, Base64, Url };

/// "name:value", "name::base64" or "name:<url", the blanks in front of the value gone.
struct AttributeLine {
  std::string_view name{};
  std::string_view value{};
  ValueKind kind = ValueKind::Text;
};

std::optional<AttributeLine> split_line(std::string_view text) {
  const std::size_t colon = text.find(':');
  if (colon == std::string_view::npos || colon == 0 || text.starts_with(' ')) {
    return std::nullopt;
  }
  AttributeLine line{.name = text.substr(0, colon)};
  auto rest = text.substr(colon + 1);
  if (rest.starts_with(':') || rest.starts_with('<')) {
    line.kind = rest.front() == ':' ? ValueKind::Base64 : ValueKind::Url;
    rest.remove_prefix(1);
  }
  line.value = rest.substr(std::min(rest.find_first_not_of(' '), rest.size()));
  return line;
}

bool is_word(std::string_view a, std::string_view b) { return text::fold_case(a) == b; }

std::optional<Operation> operation_of(std::string_view word) {
  return is_word(word, "add")       ? std::optional(Operation::Add)
         : is_word(word, "replace") ? std::optional(Operation::Replace)
         : is_word(word, "delete")  ? std::optional(Operation::Delete)
                                    : std::nullopt;
}

class Reader {
 public:
  explicit Reader(FindingLog& findings) : findings_(findings) {}

  std::vector<Record> read(std::span<const Line> lines) {
    for (const Logical& line : unfold(lines)) {
      if (line.text.find_first_not_of(' ') == std::string::npos) {
        end_record();
      } else {
        take(line);
      }
    }
    end_record();
    return std::move(records_);
  }

 private:
  void take(const Logical& line) {
    if (line.text == "-") {
      modification_.reset();
      return;
    }
    const auto parts = split_line(line.text);
    if (!parts) {
      return find(line, DamageKind::Inconsistent, "ldif.line", {}, false);
    }
    if (!is_open_) {
      begin_record(line, *parts);
    } else {
      take_attribute(line, *parts);
    }
  }

  void begin_record(const Logical& line, const AttributeLine& parts) {
    if (is_word(parts.name, "version") && records_.empty()) {
      return;
    }
    is_open_ = true;
    record_ = {.line = line.line};
    if (is_word(parts.name, "dn")) {
      record_.dn = value_of_line(line, parts).value_or(std::string());
      return;
    }
    find(line, DamageKind::Inconsistent, "ldif.dn", {}, false);
    take_attribute(line, parts);
  }

  void take_attribute(const Logical& line, const AttributeLine& parts) {
    if (is_word(parts.name, "changetype")) {
      is_modify_ = is_word(parts.value, "modify");
      record_.change = is_word(parts.value, "delete") ? Change::Delete
                       : is_word(parts.value, "add")  ? Change::Add
                                                      : Change::Modify;
      return;
    }
    if (is_modify_ && !modification_) {
      return begin_modification(line, parts);
    }
    if (modification_ && !is_word(parts.name, text::fold_case(record_.fields.back().name)) &&
        !begin_field(line, parts.name, *modification_)) {
      return;
    }
    if (modification_ == Operation::Delete) {
      find(line, DamageKind::Inconsistent, "ldif.delete", parts.name, true);
    }
    if (auto value = value_of_line(line, parts)) {
      add(line, parts.name, std::move(*value));
    }
  }

  /// "add: name", "replace: name", "delete: name".
  void begin_modification(const Logical& line, const AttributeLine& parts) {
    const auto operation = operation_of(parts.name);
    const auto name = parts.value.substr(0, parts.value.find_last_not_of(' ') + 1);
    if (!operation || name.empty()) {
      return find(line, DamageKind::Inconsistent, "ldif.line", {}, false);
    }
    if (operation == Operation::Delete) {
      find(line, DamageKind::Inconsistent, "ldif.delete", name, true);
    }
    if (begin_field(line, name, *operation)) {
      modification_ = operation;
    }
  }

  bool begin_field(const Logical& line, std::string_view name, Operation operation) {
    const bool is_begun = directory::begin_field(record_, name, operation);
    if (!is_begun) {
      find(line, DamageKind::OutOfRange, "ldif.attributes", name, false);
    }
    return is_begun;
  }

  void add(const Logical& line, std::string_view name, std::string value) {
    if (!add_value(record_, name, std::move(value))) {
      find(line, DamageKind::OutOfRange, "ldif.attributes", name, false);
    }
  }

  std::optional<std::string> value_of_line(const Logical& line, const AttributeLine& parts) {
    switch (parts.kind) {
      case ValueKind::Text:
        return std::string(parts.value);
      case ValueKind::Url:
        find(line, DamageKind::Inconsistent, "ldif.url", parts.name, false);
        return std::nullopt;
      case ValueKind::Base64:
        break;
    }
    const auto text = parts.value.substr(0, parts.value.find_last_not_of(' ') + 1);
    if (const auto decoded = bytes::decode_base64(text)) {
      return std::string(reinterpret_cast<const char*>(decoded->data()), decoded->size());
    }
    find(line, DamageKind::Inconsistent, "ldif.base64", parts.name, false);
    return std::string(parts.value);
  }

  void end_record() {
    if (is_open_) {
      records_.push_back(std::move(record_));
    }
    is_open_ = false;
    is_modify_ = false;
    modification_.reset();
  }

  void find(const Logical& line, DamageKind kind, std::string_view field, std::string_view column,
            bool is_note) {
    findings_.add(
        {.line = line.line,
         .damage = {.offset = line.offset, .length = line.length, .kind = kind, .field = field},
         .column = std::string(column),
         .raw = line.text,
         .is_note = is_note});
  }

  FindingLog& findings_;
  std::vector<Record> records_;
  Record record_;
  bool is_open_ = false;
  bool is_modify_ = false;
  /// RFC 2849 mod-spec: "add: name", its values, "-". Which the values at hand belong to; it has a
  /// field in the record.
  std::optional<Operation> modification_;
};

}  // namespace

bool is_ldif(std::span<const Line> lines) {
  const auto first = std::find_if(lines.begin(), lines.end(), [](const Line& line) {
    return !line.text.empty() && !line.text.starts_with('#') && !line.text.starts_with(' ');
  });
  if (first == lines.end()) {
    return false;
  }
  const auto parts = split_line(first->text);
  return parts && (is_word(parts->name, "version") || is_word(parts->name, "dn"));
}

std::vector<Record> read_ldif(std::span<const Line> lines, FindingLog& findings) {
  return Reader(findings).read(lines);
}

}  // namespace directory
