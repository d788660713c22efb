#include "formats/directory/address_map_file.h"

#include <algorithm>
#include <optional>
#include <string>
#include <string_view>
#include <vector>

#include "formats/directory/row_reader.h"
#include "formats/directory/row_tokenizer.h"
#include "formats/text/proxy_address.h"

namespace directory {
namespace {

bool is_internet_address(std::string_view text) {
  const auto address = text::parse_proxy_address(text);
  return text::proxy_key(address.type, "") == "SMTP:" && !address.address.empty();
}

/// How an address map begins.
struct Head {
  CsvDialect dialect{};
  bool has_header = false;
};

std::optional<Head> judge_head(std::string_view first, const CsvDialectOptions& options) {
  Head head{.dialect = infer_dialect(first, options)};
  const auto names = split_row(first, head.dialect);
  head.has_header = names.size() == 2 && attribute_of(names.front()) == Attribute::Native &&
                    attribute_of(names.back()) == Attribute::Smtp;
  if (head.has_header) {
    return head;
  }
  head.dialect.quote = options.quote.value_or('"');
  for (const char separator : {options.column.value_or(','), '\t', ';'}) {
    head.dialect.column = options.column.value_or(separator);
    const auto fields = split_row(first, head.dialect);
    if (fields.size() == 2 && is_internet_address(trimmed(fields.back()))) {
      return head;
    }
  }
  return std::nullopt;
}

std::vector<Line> without_comments(std::span<const Line> lines) {
  std::vector<Line> out;
  std::copy_if(lines.begin(), lines.end(), std::back_inserter(out), [](const Line& line) {
    return !line.text.starts_with('#') && !is_blank(line.text);
  });
  return out;
}

void report_row(const Row& row, std::string raw, FindingLog& findings) {
  findings.add({.line = row.place.line,
                .damage = {.offset = row.place.offset,
                           .length = row.place.length,
                           .kind = bytes::DamageKind::Inconsistent,
                           .field = "map.smtp"},
                .column = "smtp",
                .raw = std::move(raw)});
}

}  // namespace

bool is_address_map(std::span<const Line> lines, const CsvDialectOptions& options) {
  const auto first = std::find_if(lines.begin(), lines.end(), [](const Line& line) {
    return !line.text.starts_with('#') && !is_blank(line.text);
  });
  return first != lines.end() && judge_head(first->text, options);
}

CsvFile read_address_map(std::span<const Line> all, const CsvDialectOptions& options,
                         FindingLog& findings) {
  CsvFile file{.columns = {"native", "smtp"}};
  const auto lines = without_comments(all);
  if (lines.empty()) {
    return file;
  }
  const auto head = judge_head(lines.front().text, options).value_or(Head());
  file.dialect = head.dialect;
  const auto content = std::span(lines).subspan(head.has_header ? 1 : 0);
  for (const Row& row : read_rows(content, head.dialect, {.width = 2}, findings)) {
    const auto native = trimmed(row.fields.front());
    const auto smtp = row.fields.size() < 2 ? std::string() : trimmed(row.fields.back());
    if (native.empty() || !is_internet_address(smtp)) {
      report_row(row, native + ',' + smtp, findings);
      continue;
    }
    file.records.push_back(
        {.line = row.place.line,
         .fields = {{.name = "native", .values = {native}},
                    {.name = "smtp", .values = {text::parse_proxy_address(smtp).address}}}});
  }
  return file;
}

}  // namespace directory
