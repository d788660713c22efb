// The members of the records in disk.h, for annotated dumps.
#pragma once

#include "formats/bytes/record_fields.h"
#include "formats/tnef/disk.h"

template <>
struct bytes::FieldsOf<tnef::disk::TNEFHeader>
    : bytes::Fields<&tnef::disk::TNEFHeader::TNEFSignature, &tnef::disk::TNEFHeader::LegacyKey> {};

template <>
struct bytes::FieldsOf<tnef::disk::AttributeHeader>
    : bytes::Fields<&tnef::disk::AttributeHeader::AttrLevel, &tnef::disk::AttributeHeader::AttrID,
                    &tnef::disk::AttributeHeader::AttrLength> {};

template <>
struct bytes::FieldsOf<tnef::disk::DTR>
    : bytes::Fields<&tnef::disk::DTR::wYear, &tnef::disk::DTR::wMonth, &tnef::disk::DTR::wDay,
                    &tnef::disk::DTR::wHour, &tnef::disk::DTR::wMinute, &tnef::disk::DTR::wSecond,
                    &tnef::disk::DTR::wDayOfWeek> {};

template <>
struct bytes::FieldsOf<tnef::disk::TRP>
    : bytes::Fields<&tnef::disk::TRP::trpid, &tnef::disk::TRP::cbgrtrp, &tnef::disk::TRP::cch,
                    &tnef::disk::TRP::cb> {};

template <>
struct bytes::FieldsOf<tnef::disk::RENDDATA>
    : bytes::Fields<&tnef::disk::RENDDATA::AttachType, &tnef::disk::RENDDATA::AttachPosition,
                    &tnef::disk::RENDDATA::RenderWidth, &tnef::disk::RENDDATA::RenderHeight,
                    &tnef::disk::RENDDATA::DataFlags> {};
