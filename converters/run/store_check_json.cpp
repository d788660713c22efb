#include <string_view>

#include "converters/run/json_document.h"
#include "converters/run/store_check.h"

namespace run {
namespace {

using pst::check::CheckedItem;
using pst::check::Finding;
using pst::check::Severity;

Json to_json(const Finding& finding) {
  const auto& damage = finding.damage;
  return {{"kind", finding.rule},
          {"severity", finding.severity == Severity::Error     ? "error"
                       : finding.severity == Severity::Warning ? "warning"
                                                               : "note"},
          {"offset", damage.offset},
          {"length", damage.length},
          {"field", damage.field},
          {"found", damage.found},
          {"expected", damage.expected},
          {"node", finding.node ? Json(name_of(*finding.node)) : Json(nullptr)},
          {"text", describe(finding)}};
}

std::string_view kind_of(pst::Nid nid) {
  switch (static_cast<pst::NidType>(pst::nid_type(nid))) {
    case pst::NidType::NormalFolder:
      return "folder";
    case pst::NidType::SearchFolder:
      return "search folder";
    case pst::NidType::AssociatedMessage:
      return "associated message";
    default:
      return "message";
  }
}

Json to_json(const CheckedItem& item) {
  return {{"native_id", name_of(item.nid)},
          {"name", item.name},
          {"kind", kind_of(item.nid)},
          {"state", item.state == CheckedItem::State::Intact    ? "intact"
                    : item.state == CheckedItem::State::Partial ? "partial"
                                                                : "lost"}};
}

template <class Values>
Json list_of(const Values& values) {
  auto list = Json::array();
  for (const auto& value : values) {
    list.push_back(to_json(value));
  }
  return list;
}

Json one_file(const CheckedFile& file) {
  Json json{{"path", file.path.string()}, {"size", file.size}};
  if (file.carved_at) {
    json["carved_at"] = *file.carved_at;
  }
  if (!file.report) {
    json["format"] = nullptr;
    json["verdict"] = verdict_of(file);
    json["why"] = file.report.error().what;
    json["finding_count"] = 0;
    json["findings"] = Json::array();
    json["items"] = Json::array();
    return json;
  }
  const auto& report = *file.report;
  json["format"] = format_of(report);
  json["verdict"] = verdict_of(file);
  json["folders"] = report.folders;
  json["messages"] = report.messages;
  json["attachments"] = report.attachments;
  json["nodes"] = report.nodes;
  json["blocks"] = report.blocks;
  json["used"] = report.used;
  json["free"] = report.free;
  json["leaked"] = report.leaked;
  json["swept"] = report.swept;
  json["finding_count"] = report.finding_count;
  json["findings"] = list_of(report.findings);
  json["item_count"] = report.item_count;
  json["items"] = list_of(report.items);
  return json;
}

}  // namespace

std::string to_json(const std::vector<CheckedFile>& files) {
  auto list = Json::array();
  for (const auto& file : files) {
    list.push_back(one_file(file));
  }
  return document_of(list);
}

}  // namespace run
