// How much of a store npm pst-extractor hands out: node probe_pst.js PACKAGE-FOLDER FILE; prints one line of JSON.
// Every public getter of every item is called; "reached" counts the properties those ask for, "stored" those it has read.
'use strict';
const crypto = require('crypto');
const package_folder = process.argv[2];
const {PSTFile} = require(package_folder);
const {PSTObject} = require(package_folder + '/dist/PSTObject.class.js');
const counts = {items: 0, stored: 0, reached: 0, thrown: 0};
const digest = crypto.createHash('sha256');
let asked = new Set();
console.log = () => {};

for (const name of ['getIntItem', 'getBooleanItem', 'getDoubleItem', 'getLongItem', 'getStringItem', 'getDateItem',
                    'getBinaryItem']) {
  const original = PSTObject.prototype[name];
  PSTObject.prototype[name] = function (identifier, ...rest) {
    asked.add(identifier);
    return original.call(this, identifier, ...rest);
  };
}

function attempt(work) {
  try {
    return work();
  } catch (error) {
    counts.thrown += 1;
    return null;
  }
}

function read(item) {
  asked = new Set();
  for (let type = Object.getPrototypeOf(item); type !== Object.prototype; type = Object.getPrototypeOf(type)) {
    for (const [name, property] of Object.entries(Object.getOwnPropertyDescriptors(type))) {
      if (!property.get) continue;
      const value = attempt(() => property.get.call(item));
      digest.update(name + '=' + (Buffer.isBuffer(value) ? value.toString('hex') : String(value)) + '\n');
    }
  }
  counts.items += 1;
  for (const id of (item.pstTableItems || new Map()).keys()) {
    counts.stored += 1;
    counts.reached += asked.has(id) ? 1 : 0;
  }
}

function walk(folder) {
  attempt(() => {
    for (let child = folder.getNextChild(); child != null; child = folder.getNextChild()) read(child);
  });
  for (const sub of attempt(() => folder.getSubFolders()) || []) walk(sub);
}

attempt(() => walk(new PSTFile(process.argv[3]).getRootFolder()));
process.stdout.write(JSON.stringify({...counts, digest: digest.digest('hex')}) + '\n');
