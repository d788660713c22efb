#include "formats/pff/read_record.h"

#include <algorithm>
#include <span>

#include "formats/pff/limits.h"
#include "formats/pff/multi_value.h"
#include "formats/pff/sources.h"

namespace pff {
namespace {

using bytes::ErrorKind;
using bytes::Result;

// libpff speaks of uint8_t.
std::uint8_t* raw(std::vector<std::byte>& data) {
  // NOLINTNEXTLINE(cppcoreguidelines-pro-type-reinterpret-cast)
  return reinterpret_cast<std::uint8_t*>(data.data());
}

std::optional<std::string> read_name_text(libpff_name_to_id_map_entry_t* entry) {
  std::size_t size = 0;
  if (libpff_name_to_id_map_entry_get_utf8_string_size(entry, &size, nullptr) != 1 || size == 0 ||
      size > kMaxNameBytes) {
    return std::nullopt;
  }
  std::vector<std::byte> text(size);
  if (libpff_name_to_id_map_entry_get_utf8_string(entry, raw(text), size, nullptr) != 1) {
    return std::nullopt;
  }
  const auto view = bytes::as_text(text);
  return std::string(view.substr(0, view.find('\0')));
}

std::optional<Name> read_name(libpff_record_entry_t* entry) {
  libpff_name_to_id_map_entry_t* map_entry = nullptr;
  std::uint8_t type = 0;
  Name name;
  std::array<std::uint8_t, 16> set{};
  if (libpff_record_entry_get_name_to_id_map_entry(entry, &map_entry, nullptr) != 1 ||
      libpff_name_to_id_map_entry_get_type(map_entry, &type, nullptr) != 1 ||
      libpff_name_to_id_map_entry_get_guid(map_entry, set.data(), set.size(), nullptr) != 1) {
    return std::nullopt;
  }
  std::ranges::copy(std::as_bytes(std::span(set)), name.set.begin());
  if (type == LIBPFF_NAME_TO_ID_MAP_ENTRY_TYPE_NUMERIC) {
    std::uint32_t number = 0;
    if (libpff_name_to_id_map_entry_get_number(map_entry, &number, nullptr) != 1) {
      return std::nullopt;
    }
    name.id = number;
    return name;
  }
  auto text = read_name_text(map_entry);
  if (!text) {
    return std::nullopt;
  }
  name.id = std::move(*text);
  return name;
}

/// The whole value of at most `size` bytes, as libpff has it in memory.
bool read_data(libpff_record_entry_t* entry, std::size_t size, std::vector<std::byte>& data,
               LibraryError& error) {
  data.resize(size);
  return size == 0 || libpff_record_entry_get_data(entry, raw(data), size, error.out()) == 1;
}

void read_entry(const std::shared_ptr<ItemHandle>& item, const EntryPlace& place,
                libpff_record_entry_t* handle, RecordSet& set) {
  LibraryError error;
  Entry entry;
  std::size_t size = 0;
  if (libpff_record_entry_get_entry_type(handle, &entry.id, error.out()) != 1 ||
      libpff_record_entry_get_value_type(handle, &entry.type, error.out()) != 1 ||
      libpff_record_entry_get_data_size(handle, &size, error.out()) != 1) {
    set.missing.push_back({.id = entry.id, .why = error.text()});
    return;
  }
  entry.name = read_name(handle);
  if ((entry.type & kMultipleFlag) != 0) {
    std::vector<std::byte> data;
    if (!read_data(handle, size, data, error)) {
      set.missing.push_back({.id = entry.id, .why = error.text()});
      return;
    }
    if (auto values = split_multi_value(entry.type, data)) {
      entry.values = std::move(*values);
    } else {
      set.missing.push_back(
          {.id = entry.id, .why = "its values cannot be told apart; kept as one"});
      entry.values.push_back(std::move(data));
    }
  } else if (size > kMaxInlineValue) {
    entry.large = make_entry_source(item, place, size);
  } else if (!read_data(handle, size, entry.data, error)) {
    set.missing.push_back({.id = entry.id, .why = error.text()});
    return;
  }
  set.entries.push_back(std::move(entry));
}

}  // namespace

const Entry* RecordSet::find(std::uint32_t id) const {
  const auto found = std::ranges::find_if(
      entries, [id](const Entry& entry) { return entry.id == id && !entry.name; });
  return found == entries.end() ? nullptr : &*found;
}

RecordSetHandle::RecordSetHandle(const ItemHandle& item, std::size_t index, LibraryError& error) {
  if (libpff_item_get_record_set_by_index(item.item, static_cast<int>(index), &set_, error.out()) !=
      1) {
    set_ = nullptr;
  }
}
RecordSetHandle::~RecordSetHandle() { libpff_record_set_free(&set_, nullptr); }

RecordEntryHandle::RecordEntryHandle(const RecordSetHandle& set, std::size_t index,
                                     LibraryError& error) {
  if (libpff_record_set_get_entry_by_index(set.set(), static_cast<int>(index), &entry_,
                                           error.out()) != 1) {
    entry_ = nullptr;
  }
}
RecordEntryHandle::~RecordEntryHandle() { libpff_record_entry_free(&entry_, nullptr); }

Result<RecordSet> read_record_set(const std::shared_ptr<ItemHandle>& item, std::size_t index) {
  LibraryError error;
  const RecordSetHandle handle(*item, index, error);
  int count = 0;
  if (handle.set() == nullptr ||
      libpff_record_set_get_number_of_entries(handle.set(), &count, error.out()) != 1) {
    return library_failure(*item->file, error);
  }
  if (count < 0 || static_cast<std::size_t>(count) > kMaxEntries) {
    return bytes::fail(ErrorKind::LimitExceeded,
                       "libpff counts " + std::to_string(count) + " properties");
  }
  RecordSet set;
  set.entries.reserve(static_cast<std::size_t>(count));
  for (std::size_t i = 0; i < static_cast<std::size_t>(count); ++i) {
    LibraryError entry_error;
    const RecordEntryHandle entry(handle, i, entry_error);
    if (entry.entry() == nullptr) {
      set.missing.push_back({.id = 0, .why = entry_error.text()});
      continue;
    }
    read_entry(item, {.set = index, .entry = i}, entry.entry(), set);
  }
  return set;
}

}  // namespace pff
