// Reads every property, recipient and attachment of a PST with the reader alone.
#include <chrono>
#include <cstdio>
#include <ctime>
#include <unordered_set>
#include <vector>

#include "formats/pst/reader/store.h"

namespace {

using pst::reader::Child;
using pst::reader::Item;

struct Totals {
  std::uint64_t items = 0;
  std::uint64_t values = 0;
  std::uint64_t bytes = 0;
  std::uint64_t doubtful = 0;
};

void drain(const bytes::Blob& blob, Totals& totals) {
  static std::vector<std::byte> chunk(1U << 16U);
  const auto stream = blob->open();
  while (stream) {
    const auto got = (*stream)->read(chunk);
    if (!got || *got == 0) {
      return;
    }
    totals.bytes += *got;
  }
}

void read_sets(const Item& item, Totals& totals) {
  const auto count = item.record_set_count();
  for (std::size_t i = 0; count && i < *count; ++i) {
    const auto set = item.read_record_set(i);
    if (!set) {
      ++totals.doubtful;
      continue;
    }
    totals.doubtful += set->intact() ? 0U : 1U;
    for (const auto& entry : set->entries) {
      ++totals.values;
      totals.bytes += entry.data.size();
      for (const auto& value : entry.values) {
        totals.bytes += value.size();
      }
      if (entry.large) {
        drain(entry.large, totals);
      }
    }
  }
}

void read_message(const Item& item, Totals& totals) {
  ++totals.items;
  read_sets(item, totals);
  const auto recipients = item.recipients();
  if (recipients && *recipients) {
    read_sets(**recipients, totals);
  }
  const auto count = item.count(Child::Attachment);
  for (std::size_t i = 0; count && i < *count; ++i) {
    const auto attachment = item.child(Child::Attachment, i);
    if (!attachment) {
      ++totals.doubtful;
      continue;
    }
    read_sets(*attachment, totals);
    if (attachment->attachment_type() == pst::reader::AttachmentType::Item) {
      if (const auto message = attachment->embedded()) {
        read_message(*message, totals);
      }
    }
  }
}

void read_folder(const Item& folder, Totals& totals, std::unordered_set<std::uint32_t>& seen) {
  if (!seen.insert(folder.identifier()).second) {
    return;
  }
  read_sets(folder, totals);
  for (const auto kind : {Child::Message, Child::Associated, Child::Folder}) {
    const auto count = folder.count(kind);
    for (std::size_t i = 0; count && i < *count; ++i) {
      const auto child = folder.child(kind, i);
      if (!child) {
        ++totals.doubtful;
      } else if (kind == Child::Folder) {
        read_folder(*child, totals, seen);
      } else {
        read_message(*child, totals);
      }
    }
  }
}

}  // namespace

int main(int argc, char** argv) {
  if (argc != 2) {
    std::fputs("usage: pst_read_bench FILE.pst\n", stderr);
    return 64;
  }
  const auto begin = std::chrono::steady_clock::now();
  const auto view = bytes::FileView::open(argv[1]);
  const auto store = view ? pst::reader::Store::open(*view)
                          : bytes::Result<pst::reader::Store>(tl::unexpected(view.error()));
  if (!store) {
    std::fprintf(stderr, "pst_read_bench: %s\n", store.error().what.c_str());
    return 65;
  }
  const auto opened = std::clock();
  Totals totals;
  std::unordered_set<std::uint32_t> seen;
  if (const auto root = store->root_folder()) {
    read_folder(*root, totals, seen);
  }
  const std::chrono::duration<double> wall = std::chrono::steady_clock::now() - begin;
  const auto ticks = static_cast<double>(CLOCKS_PER_SEC);
  std::printf(
      "{\"items\":%llu,\"values\":%llu,\"bytes\":%llu,\"file\":%zu,\"doubtful\":%llu,"
      "\"cpu_open\":%.4f,\"cpu\":%.4f,\"wall\":%.4f}\n",
      static_cast<unsigned long long>(totals.items), static_cast<unsigned long long>(totals.values),
      static_cast<unsigned long long>(totals.bytes), (*view)->bytes().size(),
      static_cast<unsigned long long>(totals.doubtful), static_cast<double>(opened) / ticks,
      static_cast<double>(std::clock()) / ticks, wall.count());
  return 0;
}
