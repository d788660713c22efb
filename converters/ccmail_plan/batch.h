// Batch files and the configuration of DOSBox. README.md 5.
#pragma once

#include <string>
#include <string_view>
#include <vector>

#include "converters/ccmail_plan/request.h"
#include "converters/ccmail_plan/user_rows.h"

namespace convert::ccmail_plan {

enum class Step : std::uint8_t { Directory, Mailboxes };

/// "STEP1.BAT", "STEP2.BAT".
[[nodiscard]] std::string_view batch_name(Step step);

/// The first step. `tail`: of its command line; it holds the password of the post office.
[[nodiscard]] std::string directory_batch(const Request& request, std::string_view tail);
/// One mailbox: U0001.BAT. What an earlier run exported stays; what it left unfinished is kept as
/// .BAK, and exported again.
[[nodiscard]] std::string mailbox_batch(const Request& request, const PlannedUser& user);
/// Calls the batch files of everybody who has one.
[[nodiscard]] std::string all_mailboxes_batch(const Request& request,
                                              const std::vector<PlannedUser>& users);

/// Runs the step without a question, from the plan's directory.
[[nodiscard]] std::string dosbox_configuration(const Request& request, Step step);

}  // namespace convert::ccmail_plan
