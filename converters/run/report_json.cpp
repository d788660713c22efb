// Reports as JSON.
#include <array>
#include <ctime>
#include <filesystem>
#include <optional>
#include <string_view>

#include "converters/model/names.h"
#include "converters/run/batch/status.h"
#include "converters/run/json_document.h"
#include "converters/run/match_report.h"
#include "converters/run/report.h"
#include "formats/text/code_page.h"

namespace run {
namespace {

std::string iso_time(std::int64_t unix_seconds) {
  const std::time_t time = unix_seconds;
  std::tm date{};
  gmtime_r(&time, &date);
  std::array<char, 64> text{};
  const auto size = std::strftime(text.data(), text.size(), "%Y-%m-%dT%H:%M:%SZ", &date);
  return {text.data(), size};
}

Json to_json(const Tally& tally) {
  return {{"expected", tally.expected},
          {"written", tally.written},
          {"skipped", tally.skipped},
          {"failed", tally.failed}};
}

Json to_json(const Outcome& outcome) {
  return {{"written", outcome.written}, {"skipped", outcome.skipped}, {"failed", outcome.failed}};
}

Json to_json(const FolderAccount& folder) {
  auto json = to_json(folder.tally);
  json["path"] = folder.path;
  json["role"] = model::name_of(folder.role);
  json["lost"] = folder.lost;
  return json;
}

Json to_json(const LossEntry& entry) {
  const auto& loss = entry.loss;
  Json json{{"kind", model::name_of(loss.kind)},
            {"folder", entry.folder},
            {"native_id", loss.native_id},
            {"why", loss.why}};
  if (loss.offset) {
    json["offset"] = *loss.offset;
  }
  if (loss.length) {
    json["length"] = *loss.length;
  }
  return json;
}

Json to_json(const PartialEntry& entry) {
  Json missing = Json::array();
  for (const auto& piece : entry.missing) {
    missing.push_back({{"what", piece.what}, {"why", piece.why}});
  }
  return {{"native_id", entry.native_id},
          {"folder", entry.folder},
          {"path", entry.path},
          {"state", model::name_of(entry.state)},
          {"missing", std::move(missing)}};
}

Json to_json(const model::Note& note) { return {{"where", note.where}, {"text", note.text}}; }

/// "total" counts all, "listed" holds the first of them.
template <class T>
Json to_json(const Kept<T>& kept) {
  Json listed = Json::array();
  for (const auto& item : kept.items()) {
    listed.push_back(to_json(item));
  }
  return {{"total", kept.total()}, {"listed", std::move(listed)}};
}

Json to_json(const Account& account) {
  Json folders = Json::array();
  for (const auto& folder : account.folders) {
    folders.push_back(to_json(folder));
  }
  Json skipped = Json::array();
  for (const auto& reason : account.skipped) {
    skipped.push_back({{"why", reason.why}, {"count", reason.count}});
  }
  const auto total = account.total();
  return {{"display_name", account.store.display_name},
          {"format", account.store.format},
          {"totals", to_json(total)},
          {"not_reached", total.expected - total.done()},
          {"hidden", to_json(account.hidden)},
          {"recovered", to_json(account.recovered)},
          {"states",
           {{"intact", account.states.intact},
            {"partial", account.states.partial},
            {"recovered", account.states.recovered},
            {"carved", account.states.carved}}},
          {"attachments", account.pieces.attachments},
          {"embedded_messages", account.pieces.embedded},
          {"undecodable_texts", account.undecodable},
          {"folder_count", account.folders.size()},
          {"empty_folders", account.empty_folders()},
          {"lost_folders", account.lost_folders},
          {"lost_structures", account.lost_structures},
          {"folders", std::move(folders)},
          {"skipped", std::move(skipped)},
          {"losses", to_json(account.losses)},
          {"partial", to_json(account.partial)},
          {"partial_folders", to_json(account.partial_folders)},
          {"damage_notes", to_json(account.damage_notes)},
          {"notes", to_json(account.notes)}};
}

Json to_json(const Duplicates& duplicates) {
  Json groups = Json::array();
  for (const auto& group : duplicates.listed) {
    Json items = Json::array();
    for (const auto& item : group.items) {
      items.push_back({{"native_id", item.native_id}, {"folder", item.folder}});
    }
    groups.push_back({{"copies", group.copies}, {"items", std::move(items)}});
  }
  return {{"key", name_of(duplicates.options.key)},
          {"skipped", duplicates.options.mode == Dedupe::Skip},
          {"groups", duplicates.groups},
          {"copies", duplicates.copies},
          {"listed", std::move(groups)}};
}

Json to_json(const OutputPart& part) {
  return {{"name", part.name}, {"bytes", part.bytes}, {"items", part.items}};
}

Json object_json(const convert::directory::Object& object) {
  return {{"name", label_of(object)}, {"kind", name_of(object.kind)}, {"alias", object.alias},
          {"smtp", smtp_of(object)},  {"file", object.file},          {"line", object.line}};
}

Json objects_json(const AddressBook& book, const std::vector<std::size_t>& places) {
  Json objects = Json::array();
  for (const std::size_t place : places) {
    objects.push_back(object_json(book.directory().objects()[place]));
  }
  return objects;
}

Json match_json(const AddressBook& book, const convert::directory::MatchedMailbox& mailbox) {
  const auto& identity = mailbox.identity;
  return {{"mailbox", identity.display_name.empty() ? identity.name : identity.display_name},
          {"outcome", name_of(mailbox.match.outcome)},
          {"rule", name_of(mailbox.match.rule)},
          {"legacy_address", identity.legacy_address},
          {"objects", objects_json(book, mailbox.match.objects)},
          {"contacts", objects_json(book, mailbox.match.contacts)},
          {"kept_contacts", objects_json(book, mailbox.match.kept_contacts)}};
}

Json directory_json(const AddressBook& book) {
  Json collisions = Json::array();
  for (const auto& collision : book.collisions()) {
    collisions.push_back(
        {{"what", collision.what}, {"objects", objects_json(book, collision.objects)}});
  }
  return {{"objects", book.directory().objects().size()},
          {"collisions", std::move(collisions)},
          {"ambiguous_addresses", book.addresses().ambiguous()}};
}

Json source_json(const Source& source, const std::string& sha256) {
  Json json{{"path", shown_path(source)},
            {"size", source.size},
            {"format", source.version.empty() ? source.what : source.what + " " + source.version}};
  json["sha256"] = sha256.empty() ? Json(nullptr) : Json(sha256);
  return json;
}

Json to_json(const MailboxResult& result) {
  Json json{{"source", shown_path(result.source)},
            {"status", result.error      ? "failed"
                       : result.intact() ? "complete"
                                         : "complete, with damage"},
            {"output", result.output.empty() ? Json(nullptr) : Json(result.output.string())},
            {"files", result.files},
            {"bytes", result.bytes}};
  if (!result.parts.empty()) {
    for (const auto& part : result.parts) {
      json["parts"].push_back(to_json(part));
    }
  }
  if (result.error) {
    json["error"] = {{"what", result.error->what}, {"hint", result.error->hint}};
  }
  json.update(to_json(result.account));
  if (result.duplicates) {
    json["duplicates"] = to_json(*result.duplicates);
  }
  if (result.book != nullptr) {
    json["addresses"] = {{"mapped", result.addresses.mapped},
                         {"unknown", result.addresses.unknown}};
    if (result.match) {
      json["match"] = match_json(*result.book, *result.match);
    }
  }
  return json;
}

Json to_json(const ListBooks& books) {
  return {{"list", books.list},
          {"mailboxes", books.mailboxes},
          {"intact", books.intact},
          {"damaged", books.damaged},
          {"failed", books.failed},
          {"pending", books.pending},
          {"contradictory", books.contradictory}};
}

/// Of a report that a journal kept: what is not there is empty.
std::string text_at(const Json& json, const char* name) {
  const auto found = json.find(name);
  return found != json.end() && found->is_string() ? found->get<std::string>() : std::string();
}

std::vector<MatchedObject> matched_objects(const Json& match, const char* name) {
  std::vector<MatchedObject> objects;
  const auto found = match.find(name);
  for (const Json& object : found == match.end() ? Json::array() : *found) {
    const auto line = object.find("line");
    const bool has_line = line != object.end() && line->is_number_unsigned();
    objects.push_back({.name = text_at(object, "name"),
                       .smtp = text_at(object, "smtp"),
                       .file = text_at(object, "file"),
                       .line = has_line ? std::to_string(line->get<std::uint64_t>()) : ""});
  }
  return objects;
}

}  // namespace

MailboxJson mailbox_json(const MailboxResult& result) {
  const auto text = [](const Json& json) {
    return json.dump(-1, ' ', false, Json::error_handler_t::replace);
  };
  return {.source = text(source_json(result.source, result.sha256)),
          .mailbox = text(to_json(result))};
}

std::optional<MatchRecord> match_record(const MailboxJson& mailbox) {
  const Json json = Json::parse(mailbox.mailbox, nullptr, false);
  if (!json.is_object() || !json.contains("match")) {
    return std::nullopt;
  }
  const Json& match = json["match"];
  const std::string called = text_at(match, "mailbox");  // older journals have none
  return MatchRecord{.mailbox = called.empty() ? text_at(json, "display_name") : called,
                     .legacy_address = text_at(match, "legacy_address"),
                     .outcome = text_at(match, "outcome"),
                     .rule = text_at(match, "rule"),
                     .objects = matched_objects(match, "objects"),
                     .contacts = matched_objects(match, "contacts"),
                     .kept_contacts = matched_objects(match, "kept_contacts"),
                     .output = text_at(json, "output")};
}

std::string to_json(const Report& report) {
  Json sources = Json::array();
  Json mailboxes = Json::array();
  for (const auto& result : report.mailboxes) {
    sources.push_back(source_json(result.source, result.sha256));
    mailboxes.push_back(to_json(result));
  }
  for (const auto& [source, mailbox] : report.rendered) {
    sources.push_back(Json::parse(source, nullptr, false));
    mailboxes.push_back(Json::parse(mailbox, nullptr, false));
  }
  Json options = Json::object();
  for (const auto& [name, value] : report.options) {
    options[name] = value;
  }
  Json json{{"schema", "restante-report-1"}, {"tool", report.tool},
            {"version", report.version},     {"options", std::move(options)},
            {"dry_run", report.dry_run},     {"verdict", verdict_of(report)},
            {"exit_code", report.exit_code}};
  if (report.books) {
    json["control_list"] = to_json(*report.books);
  }
  json.update({{"sources", std::move(sources)},
               {"mailboxes", std::move(mailboxes)},
               {"notes", report.notes}});
  if (report.book != nullptr) {
    json["directory"] = directory_json(*report.book);
  }
  json["run"] = {{"started", iso_time(report.started)},
                 {"ended", iso_time(report.ended)},
                 {"seconds", report.ended - report.started}};
  return document_of(json);
}

std::string batch::to_json(const batch::Status& status) {
  Json mailboxes = Json::array();
  for (const auto& mailbox : status.mailboxes) {
    mailboxes.push_back({{"display_name", mailbox.last.row.display_name},
                         {"alias", mailbox.last.row.alias},
                         {"source", mailbox.last.row.source},
                         {"target", mailbox.last.row.target},
                         {"verdict", name_of(mailbox.verdict)},
                         {"message", mailbox.last.message},
                         {"why", mailbox.why},
                         {"time", mailbox.last.time_text}});
  }
  Json logs = Json::array();
  for (const auto& log : status.logs) {
    Json psts = Json::array();
    for (const auto& copy : log.copies) {
      psts.push_back({{"display_name", copy.display_name},
                      {"alias", copy.alias},
                      {"server", copy.server},
                      {"file", copy.file},
                      {"incomplete", copy.aborted},
                      {"trouble", copy.trouble},
                      {"log_ends_with_it", copy.is_last}});
    }
    logs.push_back({{"log", log.log}, {"psts", std::move(psts)}});
  }
  return document_of(Json{{"done", status.counts.done},
                          {"failed", status.counts.failed},
                          {"pending", status.counts.pending},
                          {"contradictory", status.counts.contradictory},
                          {"mailboxes", std::move(mailboxes)},
                          {"exmerge", std::move(logs)},
                          {"remarks", status.remarks},
                          {"bad_lines", status.bad},
                          {"changed", status.changed}});
}

std::string to_json(const std::vector<Source>& sources) {
  Json list = Json::array();
  for (const auto& source : sources) {
    auto json = source_json(source, {});
    json.erase("sha256");
    json["what"] = source.what;
    json["version"] = source.version;
    json["confidence"] = name_of(source.certainty);
    json["evidence"] = source.evidence;
    if (!source.damages.empty()) {
      json["damages"] = source.damages;
    }
    if (source.error) {
      json["error"] = {{"what", source.error->what}, {"hint", source.error->hint}};
    }
    if (source.inventory != nullptr) {
      json["inventory"] = inventory_json(*source.inventory);
    }
    list.push_back(std::move(json));
  }
  return document_of(list);
}

}  // namespace run
