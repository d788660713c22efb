"""Prints what pypff delivers of a store, as JSON: dump_pypff.py FILE. Run by the interpreter that has the module.

{"store": values, "folders": [folder…], "messages": [message…]}; the first folder is the root. `values` is a list of
record sets, each a list of [entry type, value type, SHA-256 of the value in the form of mapi_values.py]: the hash is
that of no bytes where pypff delivers none. Of a named property with a number, the entry type is that number.
"""

import hashlib
import json
import sys

import pypff

import mapi_values

ATTACH_METHOD = 0x3705
EMBEDDED = 5


def attempt(work):
    try:
        return work()
    except Exception:  # pylint: disable=broad-except  # pypff raises IOError and OverflowError of its own
        return None


def values_of(item):
    sets = []
    for number in range(item.number_of_record_sets):
        record_set = item.get_record_set(number)
        rows = []
        for index in range(record_set.number_of_entries):
            entry = record_set.get_entry(index)
            data = attempt(entry.get_data) or b""
            value = mapi_values.canonical(entry.value_type, data)
            rows.append([entry.entry_type, entry.value_type, hashlib.sha256(value).hexdigest()])
        sets.append(rows)
    return sets


def number_in(item, tag):
    for number in range(item.number_of_record_sets):
        record_set = item.get_record_set(number)
        for index in range(record_set.number_of_entries):
            entry = record_set.get_entry(index)
            if entry.entry_type == tag:
                return attempt(entry.get_data_as_integer)
    return None


def text_of(item, tag):
    """A single-valued text property without the prefix of a subject, or None."""
    for number in range(item.number_of_record_sets):
        record_set = item.get_record_set(number)
        for index in range(record_set.number_of_entries):
            entry = record_set.get_entry(index)
            if entry.entry_type == tag:
                return attempt(entry.get_data_as_string)
    return None


def bytes_text(value):
    return None if value is None else value.decode("utf-8", "replace") if isinstance(value, bytes) else value


def attachment(item):
    method = number_in(item, ATTACH_METHOD)
    size = attempt(lambda: item.size)
    content = attempt(lambda: item.read_buffer(size)) if size and method != EMBEDDED else None
    return {"id": item.identifier, "method": method, "embedded": method == EMBEDDED, "size": size,
            "name": text_of(item, 0x3707) or text_of(item, 0x3704),
            "sha256": hashlib.sha256(content).hexdigest() if content is not None else "", "values": values_of(item)}


def message(item, folder):
    html = attempt(item.get_html_body)
    rtf = attempt(item.get_rtf_body)
    return {"id": item.identifier, "folder": folder.identifier, "class": text_of(item, 0x001A),
            "subject": attempt(item.get_subject), "sender": attempt(item.get_sender_name),
            "sent": attempt(item.get_client_submit_time_as_integer),
            "received": attempt(item.get_delivery_time_as_integer),
            "headers": bytes_text(attempt(item.get_transport_headers)),
            "text": bytes_text(attempt(item.get_plain_text_body)),
            "html": None if html is None else html.hex(),
            "rtf": None if rtf is None else hashlib.sha256(rtf.rstrip(b"\0")).hexdigest(),
            "code_page": number_in(item, 0x3FDE),
            "attachments": [attachment(item.get_attachment(i)) for i in range(attempt(lambda: item.number_of_attachments) or 0)],
            "values": values_of(item)}


def walk(folder, parent, folders, messages):
    folders.append({"id": folder.identifier, "parent": parent, "name": attempt(folder.get_name),
                    "values": values_of(folder)})
    for index in range(attempt(lambda: folder.number_of_sub_messages) or 0):
        item = attempt(lambda: folder.get_sub_message(index))
        if item is not None:
            messages.append(message(item, folder))
    for index in range(attempt(lambda: folder.number_of_sub_folders) or 0):
        sub = attempt(lambda: folder.get_sub_folder(index))
        if sub is not None:
            walk(sub, folder.identifier, folders, messages)


def main():
    store = pypff.file()
    store.open(sys.argv[1])
    dump = {"store": values_of(store.get_message_store()), "folders": [], "messages": []}
    walk(store.get_root_folder(), None, dump["folders"], dump["messages"])
    json.dump(dump, sys.stdout)


main()
