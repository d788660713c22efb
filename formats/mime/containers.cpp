#include "formats/mime/containers.h"

#include "formats/mime/eml_tree.h"
#include "formats/mime/maildir.h"
#include "formats/mime/mboxrd.h"

namespace mime {

std::unique_ptr<Container> open_container(ContainerKind kind, bytes::OutputTree& tree) {
  switch (kind) {
    case ContainerKind::Mboxrd:
      return open_mboxrd(tree);
    case ContainerKind::Maildir:
      return open_maildir(tree);
    case ContainerKind::MailbagEml:
      return open_eml_tree(tree, EmlLayout::Mailbag);
    case ContainerKind::EmlTree:
      break;
  }
  return open_eml_tree(tree, EmlLayout::Readable);
}

}  // namespace mime
