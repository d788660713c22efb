// Prints what npm pst-extractor delivers of a store, as JSON: node dump_pst_extractor.js PACKAGE-FOLDER FILE.
// {"folders": [{"path": […], "items": [item…]}…], "errors": number}
'use strict';
const crypto = require('crypto');
const {PSTFile} = require(process.argv[2]);
const kEmbedded = 5;  // PidTagAttachMethod: afEmbeddedMessage
// A table is read anew for each of its rows; once is enough.
const {PSTTable7C} = require(process.argv[2] + '/dist/PSTTable7C.class.js');
const readItems = PSTTable7C.prototype.getItems;
PSTTable7C.prototype.getItems = function(start, count) {
  if (start !== undefined) return readItems.call(this, start, count);
  if (!this.allItems) this.allItems = readItems.call(this);
  return this.allItems;
};
const result = {folders: [], errors: []};

function attempt(what, work) {
  try {
    return work();
  } catch (error) {
    result.errors.push(what + ': ' + error.message);
    return null;
  }
}

function seconds(date) {
  return date ? date.getTime() / 1000 : null;
}

function contentOf(attachment) {
  const hash = crypto.createHash('sha256');
  const stream = attachment.fileInputStream;
  if (!stream) return null;
  const block = Buffer.alloc(8176);
  let size = 0;
  for (let read = stream.read(block); read > 0; read = stream.read(block)) {
    hash.update(block.subarray(0, read));
    size += read;
  }
  return {size, sha256: hash.digest('hex')};
}

function attachmentOf(attachment) {
  const embedded = attachment.attachMethod === kEmbedded;
  const content = embedded ? null : attempt('content', () => contentOf(attachment));
  const message = embedded ? attempt('embedded', () => attachment.embeddedPSTMessage) : null;
  return {name: attempt('name', () => attachment.longFilename || attachment.filename), method: attachment.attachMethod,
    size: content ? content.size : null, sha256: content ? content.sha256 : null,
    message: message ? itemOf(message) : null};
}

function all(count, get) {
  const found = [];
  for (let i = 0; i < (count || 0); i += 1) {
    const one = attempt('part', () => get(i));
    if (one !== null) found.push(one);
  }
  return found;
}

function itemOf(item) {
  return {
    id: Number(item.descriptorNodeId || 0),
    class: attempt('class', () => item.messageClass), subject: attempt('subject', () => item.subject),
    sender: attempt('sender', () => item.senderName), sender_address: attempt('sender', () => item.senderEmailAddress),
    sent: seconds(attempt('sent', () => item.clientSubmitTime)), received: seconds(attempt('received', () => item.messageDeliveryTime)),
    text: attempt('text', () => item.body), html: attempt('html', () => item.bodyHTML),
    recipients: all(attempt('recipients', () => item.numberOfRecipients), (i) => {
      const one = item.getRecipient(i);
      return {kind: one.recipientType, name: one.displayName, address: one.emailAddress};
    }),
    attachments: all(attempt('attachments', () => item.numberOfAttachments), (i) => attachmentOf(item.getAttachment(i))),
  };
}

function walk(folder, path) {
  const items = [];
  if (attempt('count', () => folder.contentCount) > 0) {
    attempt('items of ' + path.join('/'), () => {
      for (let child = folder.getNextChild(); child != null; child = folder.getNextChild()) items.push(itemOf(child));
    });
  }
  result.folders.push({path, items});
  for (const sub of attempt('folders', () => folder.getSubFolders()) || []) walk(sub, path.concat([sub.displayName]));
}

attempt('store', () => walk(new PSTFile(process.argv[3]).getRootFolder(), []));
process.stdout.write(JSON.stringify(result) + '\n');
