// Inventories of cc:Mail post offices, and plans of their exports, as JSON.
#include "converters/ccmail_plan/plan.h"
#include "converters/run/json_document.h"
#include "converters/run/report.h"
#include "formats/ccmail_post_office/inventory.h"

namespace run {
namespace {

Json to_json(const ccmail_post_office::InventoryFile& file) {
  Json json{{"name", file.name},
            {"size", file.size},
            {"meaning", file.meaning.meaning},
            {"evidence", name_of(file.meaning.grade)}};
  if (file.impression) {
    json["entropy"] = entropy_text(*file.impression);
    json["plain_text_bytes"] = file.impression->plain;
    json["plain_text_runs"] = file.impression->run_count;
  }
  return json;
}

Json to_json(const ccmail_post_office::Finding& finding) {
  Json json{{"kind", name_of(finding.kind)}, {"file", finding.file}, {"text", finding.text}};
  if (finding.offset && finding.length) {
    json["offset"] = *finding.offset;
    json["length"] = *finding.length;
    json["quoted"] = finding.quoted;
  }
  return json;
}

}  // namespace

Json inventory_json(const ccmail_post_office::Inventory& inventory) {
  Json json{{"directory", inventory.directory.string()},
            {"generation", name_of(inventory.judgement.generation)},
            {"confidence", name_of(inventory.judgement.confidence)},
            {"rule", inventory.judgement.rule},
            {"evidence", inventory.judgement.evidence},
            {"user_files", inventory.user_files},
            {"bytes", inventory.bytes},
            {"shut_down", inventory.shut_down},
            {"other_files", inventory.other_files},
            {"directories", inventory.directories},
            {"files", Json::array()},
            {"findings", Json::array()},
            {"limits", Json::array()}};
  for (const auto& file : inventory.files) {
    json["files"].push_back(to_json(file));
  }
  for (const auto& finding : inventory.findings) {
    json["findings"].push_back(to_json(finding));
  }
  for (const auto& limit : inventory.limits) {
    json["limits"].push_back({{"what", limit.what},
                              {"most", limit.most},
                              {"found", limit.found ? Json(*limit.found) : Json(nullptr)}});
  }
  return json;
}

std::string to_json(const ccmail_post_office::Inventory& inventory) {
  return document_of(inventory_json(inventory));
}

std::string to_json(const convert::ccmail_plan::Plan& plan) {
  Json users = Json::array();
  for (const auto& user : plan.users) {
    users.push_back({{"id", user.row.id},
                     {"name", user.row.name},
                     {"post_office", user.row.post_office},
                     {"planned", name_of(user.row.planned)},
                     {"reason", user.row.reason}});
  }
  Json others = Json::array();
  for (const auto& other : plan.others) {
    others.push_back({{"name", other.name}, {"why", other.why}});
  }
  Json files = Json::array();
  for (const auto& file : plan.files) {
    files.push_back(file.path);
  }
  const bool is_first = plan.step == convert::ccmail_plan::Step::Directory;
  return document_of({{"step", is_first ? 1 : 2},
                      {"complete", plan.is_complete()},
                      {"hindrance", plan.hindrance},
                      {"users", std::move(users)},
                      {"others", std::move(others)},
                      {"remarks", plan.remarks},
                      {"files", std::move(files)}});
}

}  // namespace run
