// The members of the records in disk.h, for annotated dumps.
#pragma once

#include "formats/bytes/record_fields.h"
#include "formats/wgpo/disk.h"

template <>
struct bytes::FieldsOf<wgpo::disk::Control>
    : bytes::Fields<&wgpo::disk::Control::next_mailbag, &wgpo::disk::Control::next_letter> {};

template <>
struct bytes::FieldsOf<wgpo::disk::Master>
    : bytes::Fields<&wgpo::disk::Master::unknown_0x00, &wgpo::disk::Master::gateways,
                    &wgpo::disk::Master::enhanced_security, &wgpo::disk::Master::unknown_0x95> {};

template <>
struct bytes::FieldsOf<wgpo::disk::NetworkRecord>
    : bytes::Fields<&wgpo::disk::NetworkRecord::active, &wgpo::disk::NetworkRecord::type,
                    &wgpo::disk::NetworkRecord::network, &wgpo::disk::NetworkRecord::xtn,
                    &wgpo::disk::NetworkRecord::unknown_0x16, &wgpo::disk::NetworkRecord::mailbag,
                    &wgpo::disk::NetworkRecord::unknown_0x2a> {};

template <>
struct bytes::FieldsOf<wgpo::disk::ExternalRecord>
    : bytes::Fields<&wgpo::disk::ExternalRecord::active, &wgpo::disk::ExternalRecord::post_office,
                    &wgpo::disk::ExternalRecord::mailbag, &wgpo::disk::ExternalRecord::unknown_0x15,
                    &wgpo::disk::ExternalRecord::unknown_0x289> {};

template <>
struct bytes::FieldsOf<wgpo::disk::MailbagRecord>
    : bytes::Fields<
          &wgpo::disk::MailbagRecord::unknown_0x00, &wgpo::disk::MailbagRecord::sender,
          &wgpo::disk::MailbagRecord::subject, &wgpo::disk::MailbagRecord::unknown_0x36,
          &wgpo::disk::MailbagRecord::minute, &wgpo::disk::MailbagRecord::hour,
          &wgpo::disk::MailbagRecord::day, &wgpo::disk::MailbagRecord::month,
          &wgpo::disk::MailbagRecord::year, &wgpo::disk::MailbagRecord::unknown_0x42,
          &wgpo::disk::MailbagRecord::letter, &wgpo::disk::MailbagRecord::unknown_0x4c,
          &wgpo::disk::MailbagRecord::size, &wgpo::disk::MailbagRecord::unknown_0x52,
          &wgpo::disk::MailbagRecord::unknown_0x58, &wgpo::disk::MailbagRecord::unknown_0x5a,
          &wgpo::disk::MailbagRecord::unknown_0x6c, &wgpo::disk::MailbagRecord::unknown_0x70> {};

template <>
struct bytes::FieldsOf<wgpo::disk::NameRecord>
    : bytes::Fields<&wgpo::disk::NameRecord::type_0x00, &wgpo::disk::NameRecord::type_0x01,
                    &wgpo::disk::NameRecord::name, &wgpo::disk::NameRecord::link_0x21,
                    &wgpo::disk::NameRecord::link_0x25, &wgpo::disk::NameRecord::mailbag> {};

template <>
struct bytes::FieldsOf<wgpo::disk::GroupRecord>
    : bytes::Fields<&wgpo::disk::GroupRecord::first, &wgpo::disk::GroupRecord::second> {};
