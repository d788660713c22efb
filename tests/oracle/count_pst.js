// Counts what npm pst-extractor delivers of a store: node count_pst.js PACKAGE-FOLDER FILE; prints one line of JSON.
'use strict';
const {PSTFile} = require(process.argv[2]);
const counts = {folders: 0, messages: 0, attachments: 0, embedded: 0, errors: 0};
const kEmbedded = 5;  // PidTagAttachMethod: afEmbeddedMessage

function attempt(work) {
  try {
    return work();
  } catch (error) {
    counts.errors += 1;
    return null;
  }
}

function countMessage(message) {
  counts.messages += 1;
  const number = attempt(() => message.numberOfAttachments) || 0;
  for (let i = 0; i < number; i += 1) {
    const attachment = attempt(() => message.getAttachment(i));
    if (attachment === null) continue;
    if (attachment.attachMethod !== kEmbedded) {
      counts.attachments += 1;
    } else if (attempt(() => attachment.embeddedPSTMessage) !== null) {
      counts.embedded += 1;
    }
  }
}

function walk(folder) {
  if (attempt(() => folder.contentCount) > 0) {
    attempt(() => {
      for (let child = folder.getNextChild(); child != null; child = folder.getNextChild()) countMessage(child);
    });
  }
  for (const sub of attempt(() => folder.getSubFolders()) || []) {
    counts.folders += 1;
    walk(sub);
  }
}

attempt(() => walk(new PSTFile(process.argv[3]).getRootFolder()));
process.stdout.write(JSON.stringify(counts) + '\n');
