#include "formats/pst/check/finding.h"

#include <algorithm>
#include <array>

namespace pst::check {
namespace {

struct Row {
  std::string_view field;  // of the reader
  std::string_view rule;
  std::string_view rule_in_table{};  // where it is another
};

// What is in no row is STRUCT: a structure that cannot be read, or not as it says.
constexpr std::array kRows = {
    Row{"HEADER.dwMagic", "HDR.magic"},
    Row{"HEADER.dwCRCPartial", "HDR.crcpartial"},
    Row{"HEADER.dwCRCFull", "HDR.crcfull"},
    Row{"HEADER.wMagicClient", "HDR.client"},
    Row{"HEADER.wVer", "HDR.ver"},
    Row{"HEADER.bSentinel", "HDR.sentinel"},
    Row{"HEADER.bCryptMethod", "HDR.crypt"},
    Row{"ROOT.ibFileEof", "HDR.eof"},
    Row{"BTPAGE.ptype", "PAGE.type"},
    Row{"BTPAGE.ptypeRepeat", "PAGE.type"},
    Row{"BTPAGE.wSig", "PAGE.sig"},
    Row{"BTPAGE.dwCRC", "PAGE.crc"},
    Row{"BTPAGE.bid", "PAGE.bid"},
    Row{"BTPAGE.cEnt", "BT.cEnt"},
    Row{"BTPAGE.cbEnt", "BT.cbEnt"},
    Row{"BTPAGE.cLevel", "BT.level"},
    Row{"BTPAGE.rgentries", "BT.order"},
    Row{"BREF.ib", "PAGE.off"},
    Row{"XBLOCK.lcbTotal", "XB.total"},
    Row{"XBLOCK.cEnt", "XB.size"},
    Row{"SLBLOCK.rgentries", "SL.order"},
    Row{"SLBLOCK.cEnt", "SL.size"},
    Row{"SLENTRY.nid", "SL.dup"},
    Row{"HNHDR.bSig", "HN.sig"},
    Row{"HNHDR.bClientSig", "HN.client"},
    Row{"HNPAGEMAP.rgibAlloc", "HN.order"},
    Row{"HNPAGEMAP.cAlloc", "HN.count"},
    Row{"BTH.rgentries", "BTH.order"},
    Row{"HID.hidIndex", "PC.value", "TC.cell"},
    Row{"HID.hidBlockIndex", "PC.value", "TC.cell"},
    Row{"PCBTHRECORD.dwValueHnid", "PC.value", "TC.cell"},
    Row{"PCBTHRECORD.wPropType", "PC.fixlen"},
    Row{"PtypMultiple.ulCount", "PC.mv"},
    Row{"PtypMultiple.rgulDataOffsets", "PC.mv"},
    Row{"TCOLDESC.ibData", "TC.overlap"},
    Row{"TCOLDESC.iBit", "TC.ibit"},
    Row{"TCOLDESC.cbData", "TC.cbData"},
    Row{"TCINFO.cCols", "TC.size"},
    Row{"TCINFO.rgib", "TC.ceb"},
    Row{"TCROWID.dwRowIndex", "TC.index"},
    Row{"NAMEID.wGuid", "NAM.guid"},
    Row{"NAMEID.dwPropertyID", "NAM.string"},
    // Told by the checks of maps, blocks and references, field by field.
    Row{"AMAPPAGE.dwCRC", ""},
    Row{"BLOCKTRAILER.cb", ""},
    Row{"BLOCKTRAILER.wSig", ""},
    Row{"BLOCKTRAILER.dwCRC", ""},
    Row{"BLOCKTRAILER.bid", ""},
    Row{"BBTENTRY.cb", ""},
    Row{"BBTENTRY.ib", ""},
    Row{"NBTENTRY.bidData", ""},
    Row{"NBTENTRY.bidSub", ""},
    Row{"NBTENTRY.nid", ""},
};

constexpr bool is_note(std::string_view rule) {
  return rule == "HDR.client" || rule == "TC.ac" || rule == "TC.cbData" || rule == "XB.size";
}

}  // namespace

std::string_view rule_of(const bytes::Damage& damage, bool in_table) {
  const auto* const row = std::ranges::find(kRows, damage.field, &Row::field);
  constexpr std::uint64_t kWideTable = 0xAC;  // READING.md 3: not read, and usual
  if (damage.field == "TCINFO.bType" && damage.found == kWideTable) {
    return "TC.ac";
  }
  if (row == kRows.end()) {
    return "STRUCT";
  }
  if (row->rule == "PAGE.off" && damage.kind == bytes::DamageKind::Cycle) {
    return "BT.cycle";
  }
  if (row->rule == "BT.order" && damage.found == damage.expected) {
    return "NBT.dup";
  }
  if (row->rule == "BTH.order" && damage.kind == bytes::DamageKind::Truncated) {
    return "BTH.size";
  }
  return in_table && !row->rule_in_table.empty() ? row->rule_in_table : row->rule;
}

void Findings::add(const Finding& finding) {
  if (finding.rule.empty()) {
    return;
  }
  if (places_.size() < kMostPlaces &&
      !places_
           .emplace(finding.damage.offset, finding.damage.field, finding.rule,
                    finding.node.value_or(Nid{}).value)
           .second) {
    return;
  }
  ++total_;
  auto kept = finding;
  if (is_note(kept.rule)) {
    kept.severity = Severity::Note;
  }
  errors_ += kept.severity == Severity::Error ? 1U : 0U;
  if (items_.size() < kKept) {
    items_.push_back(kept);
  }
}

bool Findings::knows(std::uint64_t offset, std::string_view field) const {
  const auto next = places_.lower_bound({offset, field, {}, 0});
  return next != places_.end() && std::get<0>(*next) == offset && std::get<1>(*next) == field;
}

}  // namespace pst::check
