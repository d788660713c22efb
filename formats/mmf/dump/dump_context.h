// What the parts of a dump of a store share.
#pragma once

#include <cstdint>
#include <map>
#include <string>
#include <string_view>
#include <vector>

#include "formats/bytes/annotation.h"
#include "formats/bytes/selecting_sink.h"
#include "formats/mmf/store.h"
#include "formats/text/code_page.h"

namespace mmf {

struct DumpContext {
  const Store& store;
  text::CodePageNumber code_page = text::kWindows1252;
  std::map<std::uint32_t, std::string> classes{};          // FORMAT.md 9.2, 8-bit text
  std::map<std::uint32_t, std::string> attribute_names{};  // FORMAT.md 9.4, 8-bit text
  bytes::SelectingSink& sink;

  [[nodiscard]] std::string decoded(std::string_view stored) const {
    return text::decode(stored, code_page).utf8;
  }
};

/// Bytes of a store as they lie there, and deciphered. The store holds them and outlives this.
class DecipheredBytes {
 public:
  DecipheredBytes(const StoreFile& file, std::uint64_t offset, std::uint64_t length);
  DecipheredBytes(const DecipheredBytes&) = delete;
  DecipheredBytes& operator=(const DecipheredBytes&) = delete;
  ~DecipheredBytes() = default;

  [[nodiscard]] const bytes::FileBytes& bytes() const { return bytes_; }

 private:
  std::vector<std::byte> plain_;  // empty where the file is not enciphered
  bytes::FileBytes bytes_;
};

/// Tells the record's faults, too, where the writer's bytes are gone (FORMAT.md 3.1).
void add_foreign(const StoreFile& file, bytes::AnnotatedRecord& record);

/// Bytes without layout as records like `like`, each with one field: at most bytes::kAnnotatedPiece
/// in one. As text when `is_text`.
[[nodiscard]] bytes::Result<void> tell_plain_bytes(const DumpContext& context,
                                                   const bytes::AnnotatedRecord& like,
                                                   const std::string& field, bool is_text = false);

}  // namespace mmf
