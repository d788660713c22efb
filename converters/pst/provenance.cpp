#include "converters/model/names.h"
#include "converters/pst/item_parts.h"

namespace convert::pst {

void add_provenance(const model::Provenance& provenance, Draft& draft) {
  draft.fill_text(kSource, provenance.source);
  draft.fill_text(kNativeId, provenance.native_id);
  if (provenance.state != model::State::Intact) {  // this run's findings outweigh an earlier one's
    draft.put_text(draft.id_of(kState), model::name_of(provenance.state));
  }
  draft.fill_text(kState, model::name_of(provenance.state));
  std::vector<std::string> missing;
  for (const model::Missing& piece : provenance.missing) {
    missing.push_back(piece.what + ": " + piece.why);
  }
  if (!missing.empty()) {
    draft.put_texts(draft.id_of(kMissing), missing);
  }
}

}  // namespace convert::pst
