// Which fields a record has, and under which keys: one declaration, for the writer and the reader.
// FORMAT.md 3 in code; the order is the canonical one.
#pragma once

#include <concepts>
#include <cstdint>
#include <string>
#include <type_traits>

#include "converters/model/message.h"
#include "converters/model/stream.h"
#include "converters/spool/records.h"

namespace convert::spool {

/// `T` is `Value`, const in a writer.
template <class T, class Value>
concept Is = std::same_as<std::remove_const_t<T>, Value>;

// An archive A offers
//   a.field(key, value)               omitted when empty, zero, false or absent
//   a.field(key, value, otherwise)    omitted when equal to `otherwise`
//   a.required(key, value)            never omitted
//   a.content(key, blob)             a blob that is never null
//   a.optional_content(key, blob)    a blob that may be null
//   a.undecodable(key, value)         a count that grows by the texts that had to be repaired

template <class A, Is<Opening> T>
void describe(A& a, T& v) {
  a.required("format", v.format);
  a.required("version", v.version);
  a.field("creator", v.creator);
  a.field("checksum", v.checksum);
}

template <class A, Is<Expectation> T>
void describe(A& a, T& v) {
  a.required("folder", v.folder);
  a.required("more", v.more);
}

template <class A, Is<Counts> T>
void describe(A& a, T& v) {
  a.required("records", v.records);
  a.required("folders", v.folders);
  a.required("messages", v.messages);
  a.required("losses", v.losses);
  a.required("notes", v.notes);
  a.required("payload_bytes", v.payload_bytes);
  a.field("crc32", v.crc32);
}

template <class A, Is<model::ByteRange> T>
void describe(A& a, T& v) {
  a.required("offset", v.offset);
  a.required("length", v.length);
}

template <class A, Is<model::Missing> T>
void describe(A& a, T& v) {
  a.field("what", v.what);
  a.field("why", v.why);
}

template <class A, Is<model::FileRanges> T>
void describe(A& a, T& v) {
  a.field("file", v.file);
  a.field("ranges", v.ranges);
}

template <class A, Is<model::Provenance> T>
void describe(A& a, T& v) {
  a.field("source", v.source);
  a.field("native_id", v.native_id);
  a.field("ranges", v.ranges);
  a.field("state", v.state);
  a.field("missing", v.missing);
  a.field("elsewhere", v.elsewhere);
}

template <class A, Is<model::Store> T>
void describe(A& a, T& v) {
  a.field("source", v.source);
  a.field("format", v.format);
  a.field("display_name", v.display_name);
  a.field("legacy_address", v.legacy_address);
  a.field("code_page", v.code_page);
  a.field("size", v.size);
  a.field("properties", v.properties);
}

template <class A, Is<model::Folder> T>
void describe(A& a, T& v) {
  a.required("id", v.id);
  a.field("parent", v.parent);
  a.field("name", v.name);
  a.field("role", v.role);
  a.field("item_kind", v.item_kind);
  a.field("container_class", v.container_class);
  a.field("expected_items", v.expected_items);
  a.field("properties", v.properties);
  a.field("provenance", v.provenance);
}

template <class A, Is<model::Loss> T>
void describe(A& a, T& v) {
  a.required("kind", v.kind);
  a.field("folder", v.folder);
  a.field("source", v.source);
  a.field("native_id", v.native_id);
  a.field("offset", v.offset);
  a.field("length", v.length);
  a.field("why", v.why);
}

template <class A, Is<model::Note> T>
void describe(A& a, T& v) {
  a.field("where", v.where);
  a.field("text", v.text);
  a.field("damage", v.damage);
  a.field("warning", v.warning);
}

template <class A, Is<model::Address> T>
void describe(A& a, T& v) {
  a.field("name", v.name);
  a.field("type", v.type);
  a.field("address", v.address);
  a.field("smtp", v.smtp);
}

template <class A, Is<model::Recipient> T>
void describe(A& a, T& v) {
  a.required("kind", v.kind);
  describe(a, v.address);
  a.field("properties", v.properties);
}

template <class A, Is<model::Body> T>
void describe(A& a, T& v) {
  a.field("code_page", v.code_page, 65001U);
  a.content("content", v.content);
}

template <class A, Is<model::Bodies> T>
void describe(A& a, T& v) {
  a.field("text", v.text);
  a.field("html", v.html);
  a.field("rtf", v.rtf);
}

template <class A, Is<model::Attachment> T>
void describe(A& a, T& v) {
  a.required("kind", v.kind);
  a.field("long_name", v.long_name);
  a.field("short_name", v.short_name);
  a.field("path", v.path);
  a.field("mime_type", v.mime_type);
  a.field("content_id", v.content_id);
  a.field("content_location", v.content_location);
  a.field("inline_hidden", v.inline_hidden);
  a.field("rendering_position", v.rendering_position);
  a.field("created", v.created);
  a.field("modified", v.modified);
  a.optional_content("content", v.content);
  a.field("message", v.message);
  a.field("properties", v.properties);
  a.field("provenance", v.provenance);
}

template <class A, Is<model::PostalAddress> T>
void describe(A& a, T& v) {
  a.field("street", v.street);
  a.field("city", v.city);
  a.field("state", v.state);
  a.field("postal_code", v.postal_code);
  a.field("country", v.country);
  a.field("post_office_box", v.post_office_box);
}

template <class A, Is<model::Contact> T>
void describe(A& a, T& v) {
  a.field("display_name", v.display_name);
  a.field("file_as", v.file_as);
  a.field("prefix", v.prefix);
  a.field("given_name", v.given_name);
  a.field("middle_name", v.middle_name);
  a.field("surname", v.surname);
  a.field("suffix", v.suffix);
  a.field("nickname", v.nickname);
  a.field("company", v.company);
  a.field("department", v.department);
  a.field("title", v.title);
  a.field("profession", v.profession);
  a.field("manager", v.manager);
  a.field("assistant", v.assistant);
  a.field("spouse", v.spouse);
  a.field("emails", v.emails);
  a.field("business_phone", v.business_phone);
  a.field("business_phone2", v.business_phone2);
  a.field("home_phone", v.home_phone);
  a.field("home_phone2", v.home_phone2);
  a.field("mobile_phone", v.mobile_phone);
  a.field("other_phone", v.other_phone);
  a.field("pager", v.pager);
  a.field("car_phone", v.car_phone);
  a.field("business_fax", v.business_fax);
  a.field("home_fax", v.home_fax);
  a.field("assistant_phone", v.assistant_phone);
  a.field("company_phone", v.company_phone);
  a.field("business_address", v.business_address);
  a.field("home_address", v.home_address);
  a.field("other_address", v.other_address);
  a.field("web_page", v.web_page);
  a.field("home_page", v.home_page);
  a.field("instant_messaging", v.instant_messaging);
  a.field("birthday", v.birthday);
  a.field("anniversary", v.anniversary);
}

template <class A, Is<model::DistributionList> T>
void describe(A& a, T& v) {
  a.field("name", v.name);
  a.field("members", v.members);
}

template <class A, Is<model::Recurrence> T>
void describe(A& a, T& v) {
  a.required("frequency", v.frequency);
  a.field("interval", v.interval, 1U);
  a.field("weekdays", v.weekdays);
  a.field("day_of_month", v.day_of_month);
  a.field("month", v.month);
  a.field("nth", v.nth);
  a.field("first_weekday", v.first_weekday);
  a.field("count", v.count);
  a.field("until", v.until);
  a.field("deleted", v.deleted);
  a.field("modified", v.modified);
}

template <class A, Is<model::ZoneChange> T>
void describe(A& a, T& v) {
  a.required("month", v.month);
  a.required("weekday", v.weekday);
  a.required("nth", v.nth);
  a.required("minute", v.minute);
}

template <class A, Is<model::DaylightRule> T>
void describe(A& a, T& v) {
  a.required("bias", v.bias);
  a.field("begins", v.begins);
  a.field("ends", v.ends);
}

template <class A, Is<model::ZoneRule> T>
void describe(A& a, T& v) {
  a.required("bias", v.bias);
  a.field("daylight", v.daylight);
}

template <class A, Is<model::CalendarItem> T>
void describe(A& a, T& v) {
  a.required("kind", v.kind);
  a.field("start", v.start);
  a.field("end", v.end);
  a.field("all_day", v.all_day);
  a.field("location", v.location);
  a.field("busy", v.busy, model::BusyStatus::Busy);
  a.field("method", v.method);
  a.field("response", v.response);
  a.field("uid", v.uid);
  a.field("reminder_minutes", v.reminder_minutes);
  a.field("reminder_time", v.reminder_time);
  a.field("recurrence", v.recurrence);
  a.field("zone_name", v.zone_name);
  a.field("zone_rule", v.zone_rule);
  a.field("recurrence_text", v.recurrence_text);
  a.field("replaces", v.replaces);
  a.field("task_status", v.task_status);
  a.field("percent_complete", v.percent_complete);
  a.field("completed", v.completed);
  a.field("owner", v.owner);
  a.field("journal_type", v.journal_type);
}

template <class A, Is<model::Message> T>
void describe(A& a, T& v) {
  a.required("folder", v.folder);
  a.field("associated", v.associated);
  a.field("class", v.message_class);
  a.field("subject", v.subject);
  a.field("from", v.from);
  a.field("sender", v.sender);
  a.field("reply_to", v.reply_to);
  a.field("recipients", v.recipients);
  a.field("sent", v.sent);
  a.field("received", v.received);
  a.field("created", v.created);
  a.field("modified", v.modified);
  a.field("importance", v.importance, model::Importance::Normal);
  a.field("sensitivity", v.sensitivity);
  a.field("read", v.read);
  a.field("unsent", v.unsent);
  a.field("flagged", v.flagged);
  a.field("replied", v.replied);
  a.field("read_receipt_requested", v.read_receipt_requested);
  a.field("delivery_receipt_requested", v.delivery_receipt_requested);
  a.field("bodies", v.bodies);
  a.field("transport_headers", v.transport_headers);
  a.field("message_id", v.message_id);
  a.field("in_reply_to", v.in_reply_to);
  a.field("references", v.references);
  a.field("conversation_topic", v.conversation_topic);
  a.field("conversation_index", v.conversation_index);
  a.field("categories", v.categories);
  a.field("contact", v.contact);
  a.field("list", v.list);
  a.field("calendar", v.calendar);
  a.field("attachments", v.attachments);
  a.field("code_page", v.code_page);
  a.field("properties", v.properties);
  a.field("provenance", v.provenance);
  a.undecodable("undecodable", v.undecodable);
}

}  // namespace convert::spool
