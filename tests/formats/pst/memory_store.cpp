#include "tests/formats/pst/memory_store.h"

#include <catch2/catch.hpp>

namespace test {

std::uint64_t number_at(std::span<const std::byte> data, std::size_t offset, std::size_t size) {
  must(offset <= data.size() && size <= data.size() - offset, "a number lies inside its data");
  std::uint64_t number = 0;
  for (std::size_t i = size; i-- > 0;) {
    number = number << 8U | std::to_integer<std::uint64_t>(data[offset + i]);
  }
  return number;
}

void must(bool law, const char* what) {
  if (!law) {
    FAIL(what);
  }
}

MemoryStore::MemoryStore(pst::Width width) {
  auto made = pst::NdbWriter::create(file_, {.width = width, .encoding = pst::Encoding::None});
  REQUIRE(made);
  ndb_ = std::move(*made);
}

const NdbImage& MemoryStore::image() {
  if (!image_) {
    REQUIRE(ndb_->finish());
    image_.emplace(file_);
  }
  return *image_;
}

}  // namespace test
