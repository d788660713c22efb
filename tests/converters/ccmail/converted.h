// An export written into a directory and converted.
#pragma once

#include <algorithm>
#include <catch2/catch.hpp>
#include <string>
#include <string_view>

#include "converters/ccmail/ccmail_to_model.h"
#include "converters/mapi/own_set.h"
#include "formats/bytes/byte_source.h"
#include "formats/text/calendar_date.h"
#include "formats/text/code_page.h"
#include "tests/formats/ccmail/export_maker.h"
#include "tests/support/collecting_sink.h"
#include "tests/support/temporary_directory.h"

namespace test {

class CcmailSink : public CollectingSink {
 public:
  CcmailSink() = default;
  /// Converts one file that holds `text`.
  explicit CcmailSink(std::string_view text, const model::ReadOptions& options = {},
                      std::string_view name = "ANN.CCM") {
    TemporaryDirectory directory;
    write_file(directory / name, text);
    convert({directory / name}, options);
  }

  void convert(const std::vector<std::filesystem::path>& files,
               const model::ReadOptions& options = {}) {
    model::NoMonitor monitor;
    const auto done =
        convert::ccmail::ccmail_to_model(files, "export", "ANN", options, monitor, *this);
    if (!done) {
      FAIL(done.error().what);
    }
    REQUIRE(finished);
    REQUIRE(order_kept);
    REQUIRE(balances());
  }

  static std::string text(const bytes::Blob& blob) {
    constexpr std::uint64_t kMost = 1U << 24U;
    return blob == nullptr ? "(none)" : bytes::read_all_text(*blob, kMost).value();
  }
  /// The plain body in UTF-8.
  [[nodiscard]] std::string body(std::size_t message = 0) const {
    const auto& body = messages.at(message).bodies.text;
    return body ? text::decode(text(body->content), body->code_page).utf8 : "(none)";
  }
  [[nodiscard]] std::string sent(std::size_t message = 0) const {
    const auto& sent = messages.at(message).sent;
    return sent ? text::iso8601(model::ticks_of(*sent)) : "none";
  }
  [[nodiscard]] const model::Attachment& file(std::size_t place = 0) const {
    return messages.at(0).attachments.at(place);
  }
  [[nodiscard]] std::string folder_of(std::size_t message = 0) const {
    return std::ranges::find(folders, messages.at(message).folder, &model::Folder::id)->name;
  }
  [[nodiscard]] std::size_t count_notes(std::string_view text) const {
    return static_cast<std::size_t>(std::ranges::count_if(notes, [text](const model::Note& note) {
      return note.text.find(text) != std::string::npos;
    }));
  }
  [[nodiscard]] std::size_t damages() const {
    return static_cast<std::size_t>(std::ranges::count_if(notes, &model::Note::damage));
  }
  /// A text of our own set; "(none)": it is not there.
  static std::string kept(const model::PropertyBag& bag, const std::string& name) {
    const auto* found =
        bag.find(model::PropertyName{.set = {.bytes = convert::mapi::kOwnSet}, .id = name});
    if (found == nullptr) {
      return "(none)";
    }
    if (const auto* text = std::get_if<std::string>(&found->value)) {
      return *text;
    }
    if (const auto* binary = std::get_if<model::Binary>(&found->value)) {
      return std::string(bytes::as_text(*binary));
    }
    return text(std::get<model::LargeValue>(found->value).blob);
  }
};

/// One message with these header fields and a text.
inline std::string message_with(std::vector<std::pair<std::string, std::string>> fields,
                                std::vector<MadeItem> items = {text_item("body")}) {
  ExportMaker maker;
  maker.add({.fields = std::move(fields), .items = std::move(items)});
  return maker.text();
}

/// One message from Ash, Ann with these items.
inline std::string export_of(std::vector<MadeItem> items) {
  ExportMaker maker;
  maker.add("s", std::move(items));
  return maker.text();
}

}  // namespace test
