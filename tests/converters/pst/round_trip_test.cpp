// PST to PST: every file that Outlook made, read by libpff, written, and read by libpff again.
#include <catch2/catch.hpp>

#include <set>

#include "converters/pff/pff_to_model.h"
#include "tests/converters/pff/stores.h"
#include "tests/converters/pst/store_print.h"
#include "tests/converters/pst/written.h"
#include "tests/support/recorded_store.h"

namespace round_trip_test {

using test::ItemPrint;
using test::PropertyPrint;
using test::StorePrint;
using test::Written;

namespace {

/// Takes everything and keeps nothing.
class NullSink final : public model::Sink {
 public:
  [[nodiscard]] model::Result<void> store(const model::Store& /*store*/) override { return {}; }
  [[nodiscard]] model::Result<void> folder(const model::Folder& /*folder*/) override { return {}; }
  [[nodiscard]] model::Result<void> expect(model::FolderId /*f*/, std::uint64_t /*n*/) override {
    return {};
  }
  [[nodiscard]] model::Result<model::Delivered> message(const model::Message& /*m*/) override {
    return model::Delivered{};
  }
  [[nodiscard]] model::Result<void> loss(const model::Loss& /*loss*/) override { return {}; }
  [[nodiscard]] model::Result<void> note(const model::Note& /*note*/) override { return {}; }
  [[nodiscard]] model::Result<void> finish() override { return {}; }
};

StorePrint read(const std::filesystem::path& path, model::Sink& next) {
  StorePrint print;
  test::PrintingSink sink(next, print);
  model::NoMonitor monitor;
  REQUIRE(convert::pff::pff_to_model(path, {.deleted = false}, monitor, sink));
  return print;
}

StorePrint read_back(const Written& written, model::Sink& sink) {
  REQUIRE(written.parts.size() == 1);
  const test::TemporaryDirectory directory;
  const auto content = written.parts[0]->file.content();
  test::write_file(directory / "X.pst",
                   std::string_view(reinterpret_cast<const char*>(content.data()), content.size()));
  return read(directory / "X.pst", sink);
}

StorePrint read_back(const Written& written) {
  NullSink sink;
  return read_back(written, sink);
}

/// What differs, without repetition: "IPM.Note 0037: lost", "… added", "… changed".
struct Differences {
  std::set<std::string> lost;
  std::set<std::string> changed;
  std::set<std::string> added;

  void compare(const std::string& what, const PropertyPrint& before, const PropertyPrint& after) {
    for (const auto& [key, value] : before) {
      const auto found = after.find(key);
      if (found == after.end()) {
        lost.insert(what + " " + key + " " + value);
      } else if (found->second != value) {
        changed.insert(what + " " + key + ": " + value + " -> " + found->second);
      }
    }
    for (const auto& [key, value] : after) {
      if (!before.contains(key)) {
        added.insert(what + " " + key);
      }
    }
  }
  void compare(const ItemPrint& before, const ItemPrint& after) {
    const std::string& what = before.message_class;
    compare(what, before.properties, after.properties);
    CHECK(before.recipients.size() == after.recipients.size());
    CHECK(before.attachments.size() == after.attachments.size());
    for (std::size_t i = 0; i < std::min(before.recipients.size(), after.recipients.size()); ++i) {
      compare("recipient", before.recipients[i], after.recipients[i]);
    }
    for (std::size_t i = 0; i < std::min(before.attachments.size(), after.attachments.size());
         ++i) {
      compare("attachment", before.attachments[i].properties, after.attachments[i].properties);
      CHECK(before.attachments[i].content == after.attachments[i].content);
      REQUIRE(before.attachments[i].message.size() == after.attachments[i].message.size());
      for (std::size_t k = 0; k < before.attachments[i].message.size(); ++k) {
        compare(before.attachments[i].message[k], after.attachments[i].message[k]);
      }
    }
  }
  void compare(const StorePrint& before, const StorePrint& after) {
    for (const auto& [path, properties] : before.folders) {
      const auto found = after.folders.find(path);
      if (found == after.folders.end()) {
        lost.insert("folder " + path);
      } else {
        compare("folder", properties, found->second);
      }
    }
    for (const auto& [path, properties] : after.folders) {
      if (!before.folders.contains(path)) {
        added.insert("folder " + path);
      }
    }
    for (const auto& [path, items] : before.items) {
      const auto found = after.items.find(path);
      INFO(path);
      REQUIRE(found != after.items.end());
      REQUIRE(found->second.size() == items.size());
      for (std::size_t i = 0; i < items.size(); ++i) {
        compare(items[i], found->second[i]);
      }
    }
    CHECK(before.items.size() == after.items.size());
  }
};

std::string lines(const std::set<std::string>& all) {
  std::string out;
  for (const std::string& line : all) {
    out += line.substr(0, 300) + "\n";
  }
  return out;
}

/// The stores of Outlook itself, and what servers' clients kept.
std::vector<std::filesystem::path> sources(std::string_view extension) {
  auto all = test::real_stores();
  std::erase_if(all, [&](const auto& path) { return path.extension() != extension; });
  return all;
}

}  // namespace

TEST_CASE("PST to PST, no property of an item is lost, changed or added, in a Unicode store") {
  for (const auto& path : sources(".pst")) {
    INFO(path.string());
    Written written({.provenance = false});
    const StorePrint before = read(path, written.sink());
    Differences differences;

    differences.compare(before, read_back(written));

    CHECK(lines(differences.lost) == "");
    CHECK(lines(differences.changed) == "");
    CHECK(lines(differences.added) == "");
    CHECK(test::lint(written, test::Warnings::Allow) == "");
  }
}

TEST_CASE("PST to PST, an ANSI store says the same in its code pages") {
  for (const auto& path : sources(".pst")) {
    INFO(path.string());
    Written written({.width = pst::Width::Ansi, .provenance = false});
    const StorePrint before = read(path, written.sink());
    Differences differences;

    differences.compare(before, read_back(written));
    // PidTagMessageCodepage, which every message of an ANSI store has.
    std::erase_if(differences.added,
                  [](const std::string& line) { return line.ends_with(" 3FFD"); });

    CHECK(lines(differences.lost) == "");
    CHECK(lines(differences.changed) == "");
    CHECK(lines(differences.added) == "");
    CHECK(test::lint(written, test::Warnings::Allow) == "");
  }
}

TEST_CASE("OST to PST, items keep their properties") {
  for (const auto& path : sources(".ost")) {
    INFO(path.string());
    Written written({.provenance = false});
    const StorePrint before = read(path, written.sink());
    Differences differences;

    differences.compare(before, read_back(written));
    // What a PST demands and a server's cache lacks; the plain text of RTF (Q146276).
    std::erase_if(differences.added, [](const std::string& line) {
      return line.ends_with(" 3008") || line.ends_with(" 1000") || line == "folder //Search Root";
    });

    CHECK(lines(differences.lost) == "");
    CHECK(lines(differences.changed) == "");
    CHECK(lines(differences.added) == "");
    CHECK(test::lint(written, test::Warnings::Allow) == "");
  }
}

TEST_CASE("named properties of the message store object are kept") {
  model::Store store;
  store.display_name = "Mine";
  model::Property named;
  named.type = model::PropertyType::String;
  named.name = model::PropertyName{.set = {}, .id = std::string("Colour")};
  named.value = std::string("green");
  store.properties.add(std::move(named));
  Written written;
  written.store(store);
  written.finish();

  CHECK(written.notes.empty());
  const StorePrint back = read_back(written);
  CHECK(std::ranges::any_of(back.store, [](const auto& property) {
    return property.second == model::PropertyValue(std::string("green"));
  }));
}

TEST_CASE("a property whose name is the empty text, the last of the store, can be read back") {
  model::Store store;
  store.display_name = "Mine";
  model::Property named;
  named.type = model::PropertyType::Integer32;
  named.name = model::PropertyName{.set = {}, .id = std::string()};
  named.value = 7;
  store.properties.add(std::move(named));
  Written written({.provenance = false});
  written.store(store);
  written.finish();

  const StorePrint back = read_back(written);
  CHECK(std::ranges::any_of(
      back.store, [](const auto& property) { return property.second == model::PropertyValue(7); }));
  CHECK(test::lint(written, test::Warnings::Allow) == "");
}

TEST_CASE(
    "an empty attachment with large properties of many values is not taken for one that lost its "
    "content") {
  constexpr std::size_t kLarge = 20'000;
  model::Attachment attachment;
  attachment.long_name = "empty.txt";
  attachment.content = bytes::make_blob(std::string());
  model::Property property;
  property.id = 0x6801;
  property.type = static_cast<model::PropertyType>(0x1102);  // PtypMultipleBinary
  property.value = std::vector<model::Binary>(2, model::Binary(kLarge));
  attachment.properties.add(std::move(property));
  model::Message message;
  message.attachments.push_back(std::move(attachment));
  Written written;
  written.store();
  written.message(written.folder("Inbox"), std::move(message));
  written.finish();

  test::RecordedStore back;
  read_back(written, back);

  const auto read_message = std::ranges::find_if(back.calls, [](const test::Call& call) {
    return std::holds_alternative<model::Message>(call);
  });
  REQUIRE(read_message != back.calls.end());
  CHECK(std::get<model::Message>(*read_message).provenance.missing.empty());
}

TEST_CASE("Q174738 Q143241 a password of the source is none of the PST made of it") {
  constexpr std::uint16_t kPassword = 0x67FF;  // PidTagPstPassword
  for (const auto& path : sources(".pst")) {
    if (path.filename() != "javalibpst_passworded.pst") {
      continue;
    }
    Written written;
    const StorePrint before = read(path, written.sink());

    const StorePrint after = read_back(written);

    CHECK(before.store.at(kPassword) != model::PropertyValue(std::int32_t{0}));
    CHECK(after.store.at(kPassword) == model::PropertyValue(std::int32_t{0}));
  }
}

}  // namespace round_trip_test
