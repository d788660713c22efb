// The members of the records in disk.h, for annotated dumps.
#pragma once

#include "formats/bytes/record_fields.h"
#include "formats/pst/messaging/disk.h"

template <>
struct bytes::FieldsOf<pst::disk::ENTRYID>
    : bytes::Fields<&pst::disk::ENTRYID::rgbFlags, &pst::disk::ENTRYID::uid,
                    &pst::disk::ENTRYID::nid> {};

template <>
struct bytes::FieldsOf<pst::disk::NAMEID>
    : bytes::Fields<&pst::disk::NAMEID::dwPropertyID, &pst::disk::NAMEID::wGuid,
                    &pst::disk::NAMEID::wPropIdx> {};

template <>
struct bytes::FieldsOf<pst::disk::REPLVERSIONHISTORY>
    : bytes::Fields<&pst::disk::REPLVERSIONHISTORY::one, &pst::disk::REPLVERSIONHISTORY::guid,
                    &pst::disk::REPLVERSIONHISTORY::also_one> {};
