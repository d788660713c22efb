// The words that stand for enumerators. FORMAT.md 3; in the order of the enumerators.
#pragma once

#include <array>
#include <string_view>

#include "converters/model/message.h"
#include "converters/model/stream.h"

namespace convert::spool {

template <class Enum>
struct Names;

template <>
struct Names<model::FolderRole> {
  static constexpr std::array<std::string_view, 17> kWords = {
      "none",    "root",   "ipm-subtree", "inbox",     "outbox",        "sent",
      "deleted", "drafts", "junk",        "calendar",  "contacts",      "journal",
      "notes",   "tasks",  "search",      "recovered", "lost-and-found"};
  static_assert(static_cast<std::size_t>(model::FolderRole::LostAndFound) + 1 == kWords.size());
};

template <>
struct Names<model::ItemKind> {
  static constexpr std::array<std::string_view, 7> kWords = {
      "mail", "contacts", "calendar", "tasks", "journal", "notes", "other"};
  static_assert(static_cast<std::size_t>(model::ItemKind::Other) + 1 == kWords.size());
};

template <>
struct Names<model::State> {
  static constexpr std::array<std::string_view, 4> kWords = {"intact", "partial", "recovered",
                                                             "carved"};
  static_assert(static_cast<std::size_t>(model::State::Carved) + 1 == kWords.size());
};

template <>
struct Names<model::LossKind> {
  static constexpr std::array<std::string_view, 3> kWords = {"item", "folder", "structure"};
  static_assert(static_cast<std::size_t>(model::LossKind::Structure) + 1 == kWords.size());
};

template <>
struct Names<model::RecipientKind> {
  static constexpr std::array<std::string_view, 5> kWords = {"to", "cc", "bcc", "originator",
                                                             "unknown"};
  static_assert(static_cast<std::size_t>(model::RecipientKind::Unknown) + 1 == kWords.size());
};

template <>
struct Names<model::Importance> {
  static constexpr std::array<std::string_view, 3> kWords = {"low", "normal", "high"};
  static_assert(static_cast<std::size_t>(model::Importance::High) + 1 == kWords.size());
};

template <>
struct Names<model::Sensitivity> {
  static constexpr std::array<std::string_view, 4> kWords = {"none", "personal", "private",
                                                             "confidential"};
  static_assert(static_cast<std::size_t>(model::Sensitivity::Confidential) + 1 == kWords.size());
};

template <>
struct Names<model::AttachmentKind> {
  static constexpr std::array<std::string_view, 4> kWords = {"file", "message", "ole", "reference"};
  static_assert(static_cast<std::size_t>(model::AttachmentKind::Reference) + 1 == kWords.size());
};

template <>
struct Names<model::CalendarKind> {
  static constexpr std::array<std::string_view, 3> kWords = {"appointment", "task", "journal"};
  static_assert(static_cast<std::size_t>(model::CalendarKind::Journal) + 1 == kWords.size());
};

template <>
struct Names<model::BusyStatus> {
  static constexpr std::array<std::string_view, 5> kWords = {"free", "tentative", "busy",
                                                             "out-of-office", "elsewhere"};
  static_assert(static_cast<std::size_t>(model::BusyStatus::WorkingElsewhere) + 1 == kWords.size());
};

template <>
struct Names<model::MeetingMethod> {
  static constexpr std::array<std::string_view, 4> kWords = {"none", "request", "response",
                                                             "cancellation"};
  static_assert(static_cast<std::size_t>(model::MeetingMethod::Cancellation) + 1 == kWords.size());
};

template <>
struct Names<model::MeetingResponse> {
  static constexpr std::array<std::string_view, 4> kWords = {"none", "accepted", "tentative",
                                                             "declined"};
  static_assert(static_cast<std::size_t>(model::MeetingResponse::Declined) + 1 == kWords.size());
};

template <>
struct Names<model::TaskStatus> {
  static constexpr std::array<std::string_view, 5> kWords = {"not-started", "in-progress",
                                                             "complete", "waiting", "deferred"};
  static_assert(static_cast<std::size_t>(model::TaskStatus::Deferred) + 1 == kWords.size());
};

template <>
struct Names<model::Frequency> {
  static constexpr std::array<std::string_view, 6> kWords = {"daily",       "weekly", "monthly",
                                                             "monthly-nth", "yearly", "yearly-nth"};
  static_assert(static_cast<std::size_t>(model::Frequency::YearlyNth) + 1 == kWords.size());
};

/// The key of each alternative of model::PropertyValue; none for "no value".
inline constexpr std::array<std::string_view, 24> kValueKeys = {
    "",     "bool", "i16",   "i32",    "i64",   "f32",     "f64",    "time",
    "guid", "text", "text8", "binary", "large", "untyped", "i16s",   "i32s",
    "i64s", "f32s", "f64s",  "times",  "guids", "texts",   "text8s", "binaries"};
static_assert(kValueKeys.size() == std::variant_size_v<model::PropertyValue>);

}  // namespace convert::spool
