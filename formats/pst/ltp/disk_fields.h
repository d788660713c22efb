// The members of the records in disk.h, for annotated dumps.
#pragma once

#include "formats/bytes/record_fields.h"
#include "formats/pst/ltp/disk.h"

template <>
struct bytes::FieldsOf<pst::disk::HNHDR>
    : bytes::Fields<&pst::disk::HNHDR::ibHnpm, &pst::disk::HNHDR::bSig,
                    &pst::disk::HNHDR::bClientSig, &pst::disk::HNHDR::hidUserRoot,
                    &pst::disk::HNHDR::rgbFillLevel> {};

template <>
struct bytes::FieldsOf<pst::disk::HNPAGEHDR> : bytes::Fields<&pst::disk::HNPAGEHDR::ibHnpm> {};

template <>
struct bytes::FieldsOf<pst::disk::HNBITMAPHDR>
    : bytes::Fields<&pst::disk::HNBITMAPHDR::ibHnpm, &pst::disk::HNBITMAPHDR::rgbFillLevel> {};

template <>
struct bytes::FieldsOf<pst::disk::HNPAGEMAP>
    : bytes::Fields<&pst::disk::HNPAGEMAP::cAlloc, &pst::disk::HNPAGEMAP::cFree> {};

template <>
struct bytes::FieldsOf<pst::disk::BTHHEADER>
    : bytes::Fields<&pst::disk::BTHHEADER::bType, &pst::disk::BTHHEADER::cbKey,
                    &pst::disk::BTHHEADER::cbEnt, &pst::disk::BTHHEADER::bIdxLevels,
                    &pst::disk::BTHHEADER::hidRoot> {};

template <>
struct bytes::FieldsOf<pst::disk::PCBTHRECORD>
    : bytes::Fields<&pst::disk::PCBTHRECORD::wPropId, &pst::disk::PCBTHRECORD::wPropType,
                    &pst::disk::PCBTHRECORD::dwValueHnid> {};

template <>
struct bytes::FieldsOf<pst::disk::OBJECTVALUE>
    : bytes::Fields<&pst::disk::OBJECTVALUE::Nid, &pst::disk::OBJECTVALUE::ulSize> {};

template <>
struct bytes::FieldsOf<pst::disk::TCINFO>
    : bytes::Fields<&pst::disk::TCINFO::bType, &pst::disk::TCINFO::cCols, &pst::disk::TCINFO::rgib,
                    &pst::disk::TCINFO::hidRowIndex, &pst::disk::TCINFO::hnidRows,
                    &pst::disk::TCINFO::hidIndex> {};

template <>
struct bytes::FieldsOf<pst::disk::TCOLDESC>
    : bytes::Fields<&pst::disk::TCOLDESC::tag, &pst::disk::TCOLDESC::ibData,
                    &pst::disk::TCOLDESC::cbData, &pst::disk::TCOLDESC::iBit> {};

template <class Index>
struct bytes::FieldsOf<pst::disk::TCROWID<Index>>
    : bytes::Fields<&pst::disk::TCROWID<Index>::dwRowID, &pst::disk::TCROWID<Index>::dwRowIndex> {};
