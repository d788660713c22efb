#include "converters/tnef/message_class.h"

#include <algorithm>
#include <array>

namespace convert::tnef {
namespace {

/// Whether `text` begins with `front`, whatever the case of either.
bool begins_with(std::string_view text, std::string_view front) {
  const auto lower = [](char c) {
    return c >= 'A' && c <= 'Z' ? static_cast<char>(c - 'A' + 'a') : c;
  };
  return text.size() >= front.size() &&
         std::ranges::equal(text.substr(0, front.size()), front, {}, lower, lower);
}

}  // namespace

std::string_view to_mapi_class(std::string_view name) {
  struct Pair {
    std::string_view mail;
    std::string_view mapi;
  };
  constexpr std::array<Pair, 8> kPairs = {{
      {"IPM.Microsoft Mail.Note", "IPM.Note"},
      {"IPM.Microsoft Mail.Read Receipt", "Report.IPM.Note.IPNRN"},
      {"IPM.Microsoft Mail.Non-Delivery", "Report.IPM.Note.NDR"},
      {"IPM.Microsoft Schedule.MtgReq", "IPM.Schedule.Meeting.Request"},
      {"IPM.Microsoft Schedule.MtgRespP", "IPM.Schedule.Meeting.Resp.Pos"},
      {"IPM.Microsoft Schedule.MtgRespN", "IPM.Schedule.Meeting.Resp.Neg"},
      {"IPM.Microsoft Schedule.MtgRespA", "IPM.Schedule.Meeting.Resp.Tent"},
      {"IPM.Microsoft Schedule.MtgCncl", "IPM.Schedule.Meeting.Canceled"},
  }};
  constexpr std::string_view kProgram = "Microsoft Mail v3.0 ";
  const std::string_view bare = begins_with(name, kProgram) ? name.substr(kProgram.size()) : name;
  for (const Pair& pair : kPairs) {
    if (bare.size() == pair.mail.size() && begins_with(bare, pair.mail)) {
      return pair.mapi;
    }
  }
  return name;
}

}  // namespace convert::tnef
