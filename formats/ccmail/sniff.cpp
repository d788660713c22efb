#include "formats/ccmail/sniff.h"

#include "formats/ccmail/directory_export.h"
#include "formats/ccmail/message.h"
#include "formats/ccmail/private_directory.h"

namespace ccmail {

TextKind sniff_text(std::string_view head, const Labels& labels) {
  const Likeness messages = sniff(head, labels);
  if (messages == Likeness::Sure) {
    return TextKind::Messages;
  }
  if (is_directory_export(head)) {
    return TextKind::Directory;
  }
  if (is_private_directory(head)) {
    return TextKind::PrivateDirectory;
  }
  if (is_gateway_aliases(head)) {
    return TextKind::GatewayAliases;
  }
  return messages == Likeness::Possible ? TextKind::PossibleMessages : TextKind::None;
}

}  // namespace ccmail
