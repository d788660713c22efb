// Against libpff itself: nothing it delivers may be missing from the model.
#include <libpff.h>

#include <cstdint>
#include <map>
#include <string>

#include <catch2/catch.hpp>

#include "converters/pff/pff_to_model.h"
#include "tests/converters/pff/stores.h"
#include "tests/support/collecting_sink.h"

namespace {

struct Counts {
  std::uint64_t items = 0;
  std::uint64_t embedded = 0;
  std::uint64_t attachments = 0;
  std::uint64_t recipients = 0;
  std::uint64_t entries = 0;
  friend bool operator==(const Counts&, const Counts&) = default;
};

std::ostream& operator<<(std::ostream& out, const Counts& c) {
  return out << c.items << " items, " << c.embedded << " embedded, " << c.attachments
             << " attachments, " << c.recipients << " recipients, " << c.entries << " entries";
}

// Entries of every set of `item`, by libpff's plainest calls.
std::uint64_t entries_of(libpff_item_t* item) {
  int sets = 0;
  std::uint64_t total = 0;
  libpff_item_get_number_of_record_sets(item, &sets, nullptr);
  for (int i = 0; i < sets; ++i) {
    libpff_record_set_t* set = nullptr;
    int entries = 0;
    libpff_item_get_record_set_by_index(item, i, &set, nullptr);
    libpff_record_set_get_number_of_entries(set, &entries, nullptr);
    libpff_record_set_free(&set, nullptr);
    total += static_cast<std::uint64_t>(entries);
  }
  return total;
}

void count_message(libpff_item_t* message, Counts& counts) {
  counts.entries += entries_of(message);
  libpff_item_t* table = nullptr;
  if (libpff_message_get_recipients(message, &table, nullptr) == 1) {
    int rows = 0;
    libpff_item_get_number_of_record_sets(table, &rows, nullptr);
    counts.recipients += static_cast<std::uint64_t>(rows);
    counts.entries += entries_of(table);
    libpff_item_free(&table, nullptr);
  }
  int attachments = 0;
  libpff_message_get_number_of_attachments(message, &attachments, nullptr);
  for (int i = 0; i < attachments; ++i) {
    libpff_item_t* attachment = nullptr;
    libpff_message_get_attachment(message, i, &attachment, nullptr);
    ++counts.attachments;
    counts.entries += entries_of(attachment);
    libpff_item_t* embedded = nullptr;
    if (libpff_attachment_get_item(attachment, &embedded, nullptr) == 1) {
      ++counts.embedded;
      count_message(embedded, counts);
      libpff_item_free(&embedded, nullptr);
    }
    libpff_item_free(&attachment, nullptr);
  }
}

void count_folder(libpff_item_t* folder, Counts& counts) {
  counts.entries += entries_of(folder);
  std::uint32_t identifier = 0;
  libpff_item_get_identifier(folder, &identifier, nullptr);
  int messages = 0;
  int hidden = 0;
  int folders = 0;
  libpff_folder_get_number_of_sub_messages(folder, &messages, nullptr);
  if ((identifier & 0x1FU) != 0x03U) {  // not a search folder, whose rows are found elsewhere
    libpff_folder_get_number_of_sub_associated_contents(folder, &hidden, nullptr);
  }
  libpff_folder_get_number_of_sub_folders(folder, &folders, nullptr);
  for (int i = 0; i < messages + hidden; ++i) {
    libpff_item_t* message = nullptr;
    if (i < messages) {
      libpff_folder_get_sub_message(folder, i, &message, nullptr);
    } else {
      libpff_folder_get_sub_associated_content(folder, i - messages, &message, nullptr);
    }
    ++counts.items;
    count_message(message, counts);
    libpff_item_free(&message, nullptr);
  }
  for (int i = 0; i < folders; ++i) {
    libpff_item_t* child = nullptr;
    libpff_folder_get_sub_folder(folder, i, &child, nullptr);
    count_folder(child, counts);
    libpff_item_free(&child, nullptr);
  }
}

Counts counted_by_libpff(const std::string& path) {
  Counts counts;
  libpff_file_t* file = nullptr;
  libpff_item_t* root = nullptr;
  libpff_item_t* store = nullptr;
  libpff_file_initialize(&file, nullptr);
  libpff_file_open(file, path.c_str(), LIBPFF_OPEN_READ, nullptr);
  libpff_file_get_message_store(file, &store, nullptr);
  counts.entries += entries_of(store);
  libpff_item_free(&store, nullptr);
  libpff_file_get_root_folder(file, &root, nullptr);
  count_folder(root, counts);
  libpff_item_free(&root, nullptr);
  libpff_file_free(&file, nullptr);
  return counts;
}

void add_message(const model::Message& message, Counts& counts) {
  counts.entries += message.properties.size();
  for (const auto& recipient : message.recipients) {
    // One made of a display name, where there is no recipient table, has no row.
    counts.recipients += recipient.properties.empty() ? 0U : 1U;
    counts.entries += recipient.properties.size();
  }
  for (const auto& attachment : message.attachments) {
    ++counts.attachments;
    counts.entries += attachment.properties.size();
    if (attachment.message) {
      ++counts.embedded;
      add_message(*attachment.message, counts);
    }
  }
}

Counts counted_in_model(const test::CollectingSink& sink) {
  Counts counts;
  counts.entries = sink.stored->properties.size();
  for (const auto& folder : sink.folders) {
    counts.entries += folder.properties.size();
  }
  for (const auto& message : sink.messages) {
    ++counts.items;
    add_message(message, counts);
  }
  return counts;
}

}  // namespace

TEST_CASE("every item, recipient, attachment and property libpff counts is in the model") {
  const auto stores = test::real_stores();
  if (stores.empty()) {
    WARN("SKIPPED: no real stores");
  }
  for (const auto& path : stores) {
    CAPTURE(path.filename().string());
    test::CollectingSink sink;
    model::NoMonitor monitor;
    const model::ReadOptions options{.deleted = false};

    const auto read = convert::pff::pff_to_model(path, options, monitor, sink);

    REQUIRE(read.has_value());
    CHECK(counted_in_model(sink) == counted_by_libpff(path.string()));
  }
}
