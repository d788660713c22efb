#include "converters/run/pst_search.h"

#include "converters/run/store_names.h"
#include "formats/bytes/file_view.h"
#include "formats/pst/reader/sweep/landmarks.h"

namespace run {

void search_for_pst(Source& source) {
  const auto extension = lower_extension(source.path);
  if (source.kind != SourceKind::Unknown || !source.error || source.size == 0 ||
      source.error->kind != bytes::ErrorKind::NotThisFormat ||
      (extension != ".pst" && extension != ".ost")) {
    return;
  }
  const auto view = bytes::FileView::open(source.path);
  if (!view) {
    return;
  }
  for (const auto width : {pst::Width::Unicode, pst::Width::Ansi}) {
    const auto found = pst::reader::find_landmarks((*view)->bytes(), width);
    if (found.pages.empty()) {
      continue;
    }
    source.kind = SourceKind::Pff;
    source.native = true;
    source.certainty = Certainty::Possible;
    source.what = "PST";
    source.version = "without header";
    source.evidence.push_back(std::to_string(found.pages.size()) + " pages of the indexes of a " +
                              (width == pst::Width::Unicode ? "Unicode" : "ANSI") + " store");
    source.error.reset();
    return;
  }
}

}  // namespace run
