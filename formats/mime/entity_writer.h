// Writes entities one after the other, with the same buffers.
#pragma once

#include <string>
#include <string_view>

#include "formats/mime/entity.h"
#include "formats/mime/leaf_writer.h"
#include "formats/mime/output_buffer.h"

namespace mime {

/// What write_entity() does, for who writes many.
class EntityWriter {
 public:
  /// As write_entity().
  [[nodiscard]] Result<void> write(const Entity& entity, std::string_view boundary_seed,
                                   const Write& write);

 private:
  /// `position` is the entity's place in the tree: "", "0", "0.2".
  [[nodiscard]] Result<void> write_tree(const Entity& entity, const std::string& position,
                                        bool outermost, std::size_t depth);
  [[nodiscard]] Result<void> write_header(const Entity& entity, bool outermost,
                                          const std::string& boundary, std::string_view encoding);
  [[nodiscard]] Result<void> write_multipart(const Entity& entity, const std::string& position,
                                             bool outermost, std::size_t depth);
  [[nodiscard]] Result<void> write_leaf(const Entity& entity, bool outermost);

  std::string_view seed_;
  OutputBuffer out_;
  LeafWriter leaves_;
};

}  // namespace mime
