// What a post office holds besides the mailboxes of users.
#pragma once

#include "converters/model/reading.h"
#include "converters/wgpo/letter.h"
#include "converters/wgpo/mailbox_sink.h"

namespace convert::wgpo {

/// Letters and attachments that nobody refers to: into `Lost and Found`.
[[nodiscard]] model::Result<void> deliver_unreferenced(const ::wgpo::PostOffice& office,
                                                       const LetterContext& context,
                                                       model::ReadMonitor& monitor,
                                                       MailboxSink& sink);

/// Groups of the address list, and letters found in the files of shared and private folders.
[[nodiscard]] model::Result<void> deliver_shared(const ::wgpo::PostOffice& office,
                                                 const LetterContext& context,
                                                 model::ReadMonitor& monitor, MailboxSink& sink);

}  // namespace convert::wgpo
