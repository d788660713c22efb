// The words that stand for enumerators, in the spool, in reports and in mail.
#pragma once

#include <array>
#include <cstddef>
#include <string_view>

#include "converters/model/message.h"
#include "converters/model/stream.h"

namespace model {

/// `kWords`, in the order of the enumerators.
template <class Enum>
struct Names;

template <>
struct Names<FolderRole> {
  static constexpr std::array<std::string_view, 17> kWords = {
      "none",    "root",   "ipm-subtree", "inbox",     "outbox",        "sent",
      "deleted", "drafts", "junk",        "calendar",  "contacts",      "journal",
      "notes",   "tasks",  "search",      "recovered", "lost-and-found"};
  static_assert(static_cast<std::size_t>(FolderRole::LostAndFound) + 1 == kWords.size());
};

template <>
struct Names<ItemKind> {
  static constexpr std::array<std::string_view, 7> kWords = {
      "mail", "contacts", "calendar", "tasks", "journal", "notes", "other"};
  static_assert(static_cast<std::size_t>(ItemKind::Other) + 1 == kWords.size());
};

template <>
struct Names<State> {
  static constexpr std::array<std::string_view, 4> kWords = {"intact", "partial", "recovered",
                                                             "carved"};
  static_assert(static_cast<std::size_t>(State::Carved) + 1 == kWords.size());
};

template <>
struct Names<LossKind> {
  static constexpr std::array<std::string_view, 3> kWords = {"item", "folder", "structure"};
  static_assert(static_cast<std::size_t>(LossKind::Structure) + 1 == kWords.size());
};

template <>
struct Names<RecipientKind> {
  static constexpr std::array<std::string_view, 5> kWords = {"to", "cc", "bcc", "originator",
                                                             "unknown"};
  static_assert(static_cast<std::size_t>(RecipientKind::Unknown) + 1 == kWords.size());
};

template <>
struct Names<Importance> {
  static constexpr std::array<std::string_view, 3> kWords = {"low", "normal", "high"};
  static_assert(static_cast<std::size_t>(Importance::High) + 1 == kWords.size());
};

template <>
struct Names<Sensitivity> {
  static constexpr std::array<std::string_view, 4> kWords = {"none", "personal", "private",
                                                             "confidential"};
  static_assert(static_cast<std::size_t>(Sensitivity::Confidential) + 1 == kWords.size());
};

template <>
struct Names<AttachmentKind> {
  static constexpr std::array<std::string_view, 4> kWords = {"file", "message", "ole", "reference"};
  static_assert(static_cast<std::size_t>(AttachmentKind::Reference) + 1 == kWords.size());
};

template <>
struct Names<CalendarKind> {
  static constexpr std::array<std::string_view, 3> kWords = {"appointment", "task", "journal"};
  static_assert(static_cast<std::size_t>(CalendarKind::Journal) + 1 == kWords.size());
};

template <>
struct Names<BusyStatus> {
  static constexpr std::array<std::string_view, 5> kWords = {"free", "tentative", "busy",
                                                             "out-of-office", "elsewhere"};
  static_assert(static_cast<std::size_t>(BusyStatus::WorkingElsewhere) + 1 == kWords.size());
};

template <>
struct Names<MeetingMethod> {
  static constexpr std::array<std::string_view, 4> kWords = {"none", "request", "response",
                                                             "cancellation"};
  static_assert(static_cast<std::size_t>(MeetingMethod::Cancellation) + 1 == kWords.size());
};

template <>
struct Names<MeetingResponse> {
  static constexpr std::array<std::string_view, 4> kWords = {"none", "accepted", "tentative",
                                                             "declined"};
  static_assert(static_cast<std::size_t>(MeetingResponse::Declined) + 1 == kWords.size());
};

template <>
struct Names<TaskStatus> {
  static constexpr std::array<std::string_view, 5> kWords = {"not-started", "in-progress",
                                                             "complete", "waiting", "deferred"};
  static_assert(static_cast<std::size_t>(TaskStatus::Deferred) + 1 == kWords.size());
};

template <>
struct Names<Frequency> {
  static constexpr std::array<std::string_view, 6> kWords = {"daily",       "weekly", "monthly",
                                                             "monthly-nth", "yearly", "yearly-nth"};
  static_assert(static_cast<std::size_t>(Frequency::YearlyNth) + 1 == kWords.size());
};

/// The word for an enumerator: "lost-and-found".
template <class Enum>
[[nodiscard]] constexpr std::string_view name_of(Enum value) {
  return Names<Enum>::kWords.at(static_cast<std::size_t>(value));
}

}  // namespace model
