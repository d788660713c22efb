#include "converters/mime/model_to_mime.h"

#include <utility>

#include "converters/mime/body_parts.h"
#include "converters/mime/context.h"
#include "converters/mime/header_fields.h"
#include "converters/mime/identity.h"
#include "converters/mime/provenance_fields.h"
#include "converters/mime/transport_header.h"

namespace convert::mime {

::mime::Entity to_entity(const model::Message& message, const ItemContext& context) {
  MadeHeader made = header_fields(message, context);
  const std::vector<std::string> natives = std::move(made.natives);
  MergedHeader merged = merge_header(message, std::move(made));
  MessageContent content = message_content(message, context, merged.unread);
  if (content.made_up_text) {
    merged.made_up.emplace_back("body");
  }
  if (context.tally != nullptr && merged.undecodable != 0) {
    ++context.tally->undecodable;
  }
  const auto provenance = provenance_fields(message, context, merged, natives,
                                            content.undecodable + merged.undecodable);
  ::mime::Entity entity = std::move(content.entity);
  entity.fields = std::move(merged.fields);
  entity.fields.insert(entity.fields.end(), provenance.begin(), provenance.end());
  return entity;
}

::mime::Entity to_entity(const model::Message& message, const model::Store& store,
                         const MimeOptions& options) {
  return to_entity(
      message,
      ItemContext{.store = store, .options = options, .identity = identity_of(message, store)});
}

}  // namespace convert::mime
