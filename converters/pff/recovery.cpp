#include "converters/pff/recovery.h"

#include <cstdint>
#include <string>
#include <utility>

#include "converters/mapi_store/orphans.h"
#include "converters/mapi_store/recovered_items.h"
#include "converters/pff/pff_store.h"
#include "formats/bytes/result.h"

namespace convert::pff {
namespace {

using bytes::Result;
using mapi_store::native_id;
using mapi_store::node_type;
using mapi_store::NodeType;

/// Deleted items of one store on their way to the sink.
class Recovery {
 public:
  Recovery(mapi_store::Session& session, const ::pff::File& file, const mapi_store::Walk& walk)
      : session_(session), file_(file), items_(session, walk) {}

  Result<void> deliver_all();

 private:
  template <class Wanted, class Deliver>
  Result<void> for_each(std::size_t count, Wanted wanted, Deliver deliver);

  mapi_store::Session& session_;
  const ::pff::File& file_;
  mapi_store::RecoveredItems items_;
};

/// Calls `deliver` for every recovered item whose type is `wanted`.
template <class Wanted, class Deliver>
Result<void> Recovery::for_each(std::size_t count, Wanted wanted, Deliver deliver) {
  for (std::size_t i = 0; i < count; ++i) {
    const auto number = "recovered " + std::to_string(i + 1);
    if (!session_.monitor.enter(number)) {
      continue;
    }
    const auto item = file_.recovered(i);
    const auto identifier = item ? item->identifier() : 0;
    const auto id = number + " " + native_id(identifier);
    if (!item || !wanted(node_type(identifier)) || !session_.monitor.enter(id)) {
      continue;
    }
    if (auto result = deliver(*make_item(*item), id); !result) {
      return result;
    }
  }
  return {};
}

Result<void> Recovery::deliver_all() {
  if (auto recovered = file_.recover(); !recovered) {
    return session_.note("recovery",
                         "the search for deleted items failed: " + recovered.error().what);
  }
  const auto count = file_.recovered_count();
  if (!count) {
    return session_.note("recovery", "deleted items cannot be counted: " + count.error().what);
  }
  auto result = for_each(*count, mapi_store::is_message,
                         [this](const mapi_store::Item& item, const std::string& id) {
                           return items_.deliver_message(item, id);
                         });
  if (result) {
    result = for_each(*count, mapi_store::is_contents_table,
                      [this](const mapi_store::Item& item, const std::string& id) {
                        return items_.deliver_rows(item, id);
                      });
  }
  return result ? items_.tell_copies() : result;
}

}  // namespace

Result<void> deliver_orphans(mapi_store::Session& session, const ::pff::File& file,
                             mapi_store::Walk& walk) {
  if (!session.monitor.enter("orphans")) {
    return {};
  }
  const auto count = file.orphan_count();
  if (!count) {
    return session.note("orphans",
                        "items without a folder cannot be counted: " + count.error().what, true);
  }
  return mapi_store::deliver_orphans(
      session, walk,
      {.count = *count, .open = [&file](std::size_t index) {
         return file.orphan(index).map([](::pff::Item item) { return make_item(std::move(item)); });
       }});
}

Result<void> deliver_recovered(mapi_store::Session& session, const ::pff::File& file,
                               const mapi_store::Walk& walk) {
  if (!session.options.deleted || !session.monitor.enter("recovery")) {
    return {};
  }
  return Recovery(session, file, walk).deliver_all();
}

}  // namespace convert::pff
