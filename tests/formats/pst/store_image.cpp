#include "tests/formats/pst/store_image.h"

#include <catch2/catch.hpp>

#include "formats/pst/messaging/file_text.h"
#include "formats/pst/messaging/table_columns.h"

namespace test {
namespace {

constexpr std::uint8_t kLtpType = 0x1F;

/// Those that hold values of the object's own context.
std::vector<pst::Subnode> values_among(const std::map<std::uint32_t, pst::Subnode>& subnodes) {
  std::vector<pst::Subnode> values;
  for (const auto& [nid, subnode] : subnodes) {
    if ((nid & 0x1FU) == kLtpType) {
      values.push_back(subnode);
    }
  }
  return values;
}

}  // namespace

StoreImage::StoreImage(pst::Width width, pst::Encoding encoding) : width_(width) {
  pst::StoreOptions options{.width = width,
                            .encoding = encoding,
                            .identity_seed = "test",
                            .subtree_name = text("Top of Outlook data file"),
                            .search_root_name = text("Search Root"),
                            .deleted_name = text("Deleted Items")};
  writer_ = pst::StoreWriter::create(file_, std::move(options)).value();
  pst::PropertyList properties;
  properties.set({.id = 0x3001, .type = string(), .value = text("Minimal")});
  REQUIRE(writer_->set_store(std::move(properties)));
}

const NdbImage& StoreImage::image() {
  if (!image_) {
    REQUIRE(writer_->finish());
    image_.emplace(file_);
  }
  return *image_;
}

Bytes StoreImage::node_data(std::uint32_t nid) {
  const auto* node = image().node(nid);
  REQUIRE(node != nullptr);
  return image().data(node->data);
}

Properties StoreImage::properties(std::uint32_t nid) {
  const auto* node = image().node(nid);
  REQUIRE(node != nullptr);
  return properties(pst::Subnode{.nid = {nid}, .data = {node->data}, .subnodes = {node->subnodes}});
}

Properties StoreImage::properties(const pst::Subnode& object) {
  return read_properties(*this, {.bid = object.data, .size = 0},
                         values_among(subnodes(object.subnodes)));
}

Table StoreImage::table(std::uint32_t nid) {
  const auto* node = image().node(nid);
  REQUIRE(node != nullptr);
  return read_table(*this, {node->data}, {node->subnodes});
}

std::map<std::uint32_t, pst::Subnode> StoreImage::subnodes_of(std::uint32_t nid) {
  const auto* node = image().node(nid);
  REQUIRE(node != nullptr);
  return subnodes({node->subnodes});
}

Bytes StoreImage::text(std::string_view ascii) const { return pst::file_text(width_, ascii); }

std::uint16_t StoreImage::string() const { return pst::type_in(width_, 0x001F); }

}  // namespace test
