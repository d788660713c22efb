#include "converters/run/store_check.h"

#include <string_view>

#include "converters/run/printable.h"
#include "converters/run/quantity.h"
#include "formats/bytes/hex.h"

namespace run {
namespace {

using pst::check::CheckedItem;
using pst::check::Finding;
using pst::check::Severity;

std::string_view word_of(bytes::DamageKind kind) {
  switch (kind) {
    case bytes::DamageKind::Truncated:
      return "the bytes end too early";
    case bytes::DamageKind::BadMagic:
      return "not what it must be";
    case bytes::DamageKind::BadChecksum:
      return "the checksum is another";
    case bytes::DamageKind::OutOfRange:
      return "out of range";
    case bytes::DamageKind::Inconsistent:
      return "contradicts what refers to it";
    case bytes::DamageKind::Cycle:
      return "leads back to itself";
    case bytes::DamageKind::Unclaimed:
      return "nothing lies there";
    case bytes::DamageKind::Undecodable:
      return "cannot be decoded";
    case bytes::DamageKind::Unreadable:
      return "cannot be read";
  }
  return "damaged";
}

std::string_view word_of(CheckedItem::State state) {
  switch (state) {
    case CheckedItem::State::Intact:
      return "intact";
    case CheckedItem::State::Partial:
      return "partial";
    case CheckedItem::State::Lost:
      return "lost";
  }
  return "lost";
}

std::string line_of(const Finding& finding) {
  const auto* const word = finding.severity == Severity::Error     ? "error"
                           : finding.severity == Severity::Warning ? "warning"
                                                                   : "note";
  std::string line = "  " + bytes::hex_offset(finding.damage.offset) + "+" +
                     std::to_string(finding.damage.length) + " " + word + " " +
                     std::string(finding.rule) + ": " + describe(finding);
  return line + "\n";
}

std::string count_lines(const pst::check::Report& report) {
  std::string text = "  " + format_items(report.folders, "folder") + ", " +
                     format_items(report.messages, "message") + ", " +
                     format_items(report.attachments, "attachment") + "; " +
                     format_items(report.nodes, "node") + ", " +
                     format_items(report.blocks, "block") + ", " +
                     format_items(report.tree_pages, "index page") + "\n";
  text += "  space: " + format_bytes(report.used) + " used, " + format_bytes(report.free) + " free";
  if (report.leaked != 0) {
    text += ", " + format_bytes(report.leaked) + " marked as used in vain";
  }
  if (report.unreadable_maps != 0) {
    text += "; " + format_count(report.unreadable_maps) + " of " + format_count(report.maps) +
            " allocation maps unreadable";
  }
  text += "\n";
  if (report.swept) {
    text += "  the file was swept: " + format_items(report.nodes_added, "node") + " and " +
            format_items(report.blocks_added, "block") + " found that no index led to\n";
  }
  return text;
}

}  // namespace

std::string format_of(const pst::check::Report& report) {
  const bool ost = report.header && report.header->client == pst::reader::Client::Ost;
  return std::string(ost ? "OST" : "PST") +
         (report.width == pst::Width::Unicode ? " Unicode" : " ANSI");
}

std::string verdict_of(const CheckedFile& file) {
  return !file.report ? "unreadable" : file.report->sound ? "sound" : "damaged";
}

std::string name_of(pst::Nid nid) {
  constexpr int kDigits = 8;
  return "nid 0x" + bytes::hex_number(nid.value, kDigits);
}

std::string describe(const Finding& finding) {
  const auto& damage = finding.damage;
  std::string text = std::string(damage.field) + ": " + std::string(word_of(damage.kind)) +
                     " (found " + bytes::hex_offset(damage.found) + ", expected " +
                     bytes::hex_offset(damage.expected) + ")";
  if (finding.node) {
    text += ", " + name_of(*finding.node);
  }
  return text;
}

std::string to_text(const CheckedFile& file) {
  const auto path = printable(file.path.string()) +
                    (file.carved_at ? " at " + bytes::hex_offset(*file.carved_at) : "");
  if (!file.report) {
    return path + ": unreadable: " + printable(file.report.error().what) + "\n";
  }
  const auto& report = *file.report;
  std::string text = path + ": " + format_of(report) + ", " + format_bytes(file.size) + "\n";
  text += count_lines(report);
  for (const auto& finding : report.findings) {
    text += line_of(finding);
  }
  if (report.finding_count > report.findings.size()) {
    text += "  and " + format_count(report.finding_count - report.findings.size()) + " more\n";
  }
  for (const auto& item : report.items) {
    text += "  " + std::string(word_of(item.state)) + ": " + name_of(item.nid) + " " +
            printable(item.name) + "\n";
  }
  if (report.item_count > report.items.size()) {
    text += "  and " + format_count(report.item_count - report.items.size()) + " more items\n";
  }
  text += path + ": " + verdict_of(file);
  if (report.partial + report.lost != 0) {
    text += ", " + format_items(report.partial, "item") + " partial, " + format_count(report.lost) +
            " lost";
  }
  return text + "\n";
}

}  // namespace run
