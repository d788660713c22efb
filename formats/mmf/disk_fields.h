// The members of the records in disk.h, for annotated dumps.
#pragma once

#include "formats/bytes/record_fields.h"
#include "formats/mmf/disk.h"

template <>
struct bytes::FieldsOf<mmf::disk::MapHeader>
    : bytes::Fields<&mmf::disk::MapHeader::offset, &mmf::disk::MapHeader::end_of_file,
                    &mmf::disk::MapHeader::in_use, &mmf::disk::MapHeader::root,
                    &mmf::disk::MapHeader::free_root, &mmf::disk::MapHeader::unknown_0x0e> {};

template <>
struct bytes::FieldsOf<mmf::disk::ProgramVersion>
    : bytes::Fields<&mmf::disk::ProgramVersion::major, &mmf::disk::ProgramVersion::minor,
                    &mmf::disk::ProgramVersion::build> {};

template <>
struct bytes::FieldsOf<mmf::disk::Header>
    : bytes::Fields<
          &mmf::disk::Header::magic, &mmf::disk::Header::version, &mmf::disk::Header::generation,
          &mmf::disk::Header::capacity, &mmf::disk::Header::current_map, &mmf::disk::Header::maps,
          &mmf::disk::Header::language, &mmf::disk::Header::last_writer,
          &mmf::disk::Header::creator, &mmf::disk::Header::ticks, &mmf::disk::Header::unknown_0x120,
          &mmf::disk::Header::encoding, &mmf::disk::Header::divisor,
          &mmf::disk::Header::unknown_0x12c, &mmf::disk::Header::locks> {};

template <>
struct bytes::FieldsOf<mmf::disk::Node>
    : bytes::Fields<&mmf::disk::Node::left, &mmf::disk::Node::right, &mmf::disk::Node::oid,
                    &mmf::disk::Node::parent, &mmf::disk::Node::auxiliary, &mmf::disk::Node::flags,
                    &mmf::disk::Node::type_flags, &mmf::disk::Node::size, &mmf::disk::Node::offset,
                    &mmf::disk::Node::open_count, &mmf::disk::Node::reference_count> {};

template <>
struct bytes::FieldsOf<mmf::disk::ObjectHeader>
    : bytes::Fields<&mmf::disk::ObjectHeader::oid, &mmf::disk::ObjectHeader::size> {};

template <>
struct bytes::FieldsOf<mmf::disk::TableHead>
    : bytes::Fields<&mmf::disk::TableHead::count, &mmf::disk::TableHead::sort,
                    &mmf::disk::TableHead::sort_parameters,
                    &mmf::disk::TableHead::reference_count> {};

template <>
struct bytes::FieldsOf<mmf::disk::TableEntry>
    : bytes::Fields<&mmf::disk::TableEntry::key, &mmf::disk::TableEntry::position,
                    &mmf::disk::TableEntry::size> {};

template <>
struct bytes::FieldsOf<mmf::disk::SmallListHead>
    : bytes::Fields<&mmf::disk::SmallListHead::last_entry, &mmf::disk::SmallListHead::used,
                    &mmf::disk::SmallListHead::unused> {};

template <>
struct bytes::FieldsOf<mmf::disk::SmallListEntry>
    : bytes::Fields<&mmf::disk::SmallListEntry::key, &mmf::disk::SmallListEntry::position> {};

template <>
struct bytes::FieldsOf<mmf::disk::Date>
    : bytes::Fields<&mmf::disk::Date::year, &mmf::disk::Date::month, &mmf::disk::Date::day,
                    &mmf::disk::Date::hour, &mmf::disk::Date::minute, &mmf::disk::Date::second,
                    &mmf::disk::Date::weekday> {};

template <>
struct bytes::FieldsOf<mmf::disk::Triple>
    : bytes::Fields<&mmf::disk::Triple::kind, &mmf::disk::Triple::record_size,
                    &mmf::disk::Triple::name_size, &mmf::disk::Triple::address_size> {};

template <>
struct bytes::FieldsOf<mmf::disk::AttachmentEntry>
    : bytes::Fields<&mmf::disk::AttachmentEntry::oid, &mmf::disk::AttachmentEntry::type,
                    &mmf::disk::AttachmentEntry::position, &mmf::disk::AttachmentEntry::width,
                    &mmf::disk::AttachmentEntry::height, &mmf::disk::AttachmentEntry::flags> {};

template <>
struct bytes::FieldsOf<mmf::disk::FolderRow>
    : bytes::Fields<&mmf::disk::FolderRow::date, &mmf::disk::FolderRow::status,
                    &mmf::disk::FolderRow::message_class, &mmf::disk::FolderRow::priority,
                    &mmf::disk::FolderRow::unknown_0x13, &mmf::disk::FolderRow::folder> {};
