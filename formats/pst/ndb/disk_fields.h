// The members of the records in disk.h, for annotated dumps.
#pragma once

#include "formats/bytes/record_fields.h"
#include "formats/pst/ndb/disk.h"

template <class Word>
struct bytes::FieldsOf<pst::disk::BREF<Word>>
    : bytes::Fields<&pst::disk::BREF<Word>::bid, &pst::disk::BREF<Word>::ib> {};

template <>
struct bytes::FieldsOf<pst::disk::PAGETRAILER<pst::disk::u64>>
    : bytes::Fields<&pst::disk::PAGETRAILER<pst::disk::u64>::ptype,
                    &pst::disk::PAGETRAILER<pst::disk::u64>::ptypeRepeat,
                    &pst::disk::PAGETRAILER<pst::disk::u64>::wSig,
                    &pst::disk::PAGETRAILER<pst::disk::u64>::dwCRC,
                    &pst::disk::PAGETRAILER<pst::disk::u64>::bid> {};

template <>
struct bytes::FieldsOf<pst::disk::PAGETRAILER<pst::disk::u32>>
    : bytes::Fields<&pst::disk::PAGETRAILER<pst::disk::u32>::ptype,
                    &pst::disk::PAGETRAILER<pst::disk::u32>::ptypeRepeat,
                    &pst::disk::PAGETRAILER<pst::disk::u32>::wSig,
                    &pst::disk::PAGETRAILER<pst::disk::u32>::bid,
                    &pst::disk::PAGETRAILER<pst::disk::u32>::dwCRC> {};

template <>
struct bytes::FieldsOf<pst::disk::BLOCKTRAILER<pst::disk::u64>>
    : bytes::Fields<&pst::disk::BLOCKTRAILER<pst::disk::u64>::cb,
                    &pst::disk::BLOCKTRAILER<pst::disk::u64>::wSig,
                    &pst::disk::BLOCKTRAILER<pst::disk::u64>::dwCRC,
                    &pst::disk::BLOCKTRAILER<pst::disk::u64>::bid> {};

template <>
struct bytes::FieldsOf<pst::disk::BLOCKTRAILER<pst::disk::u32>>
    : bytes::Fields<&pst::disk::BLOCKTRAILER<pst::disk::u32>::cb,
                    &pst::disk::BLOCKTRAILER<pst::disk::u32>::wSig,
                    &pst::disk::BLOCKTRAILER<pst::disk::u32>::bid,
                    &pst::disk::BLOCKTRAILER<pst::disk::u32>::dwCRC> {};

template <>
struct bytes::FieldsOf<pst::disk::BTPAGETAIL<pst::disk::u64>>
    : bytes::Fields<&pst::disk::BTPAGETAIL<pst::disk::u64>::cEnt,
                    &pst::disk::BTPAGETAIL<pst::disk::u64>::cEntMax,
                    &pst::disk::BTPAGETAIL<pst::disk::u64>::cbEnt,
                    &pst::disk::BTPAGETAIL<pst::disk::u64>::cLevel,
                    &pst::disk::BTPAGETAIL<pst::disk::u64>::dwPadding,
                    &pst::disk::BTPAGETAIL<pst::disk::u64>::pageTrailer> {};

template <>
struct bytes::FieldsOf<pst::disk::BTPAGETAIL<pst::disk::u32>>
    : bytes::Fields<&pst::disk::BTPAGETAIL<pst::disk::u32>::cEnt,
                    &pst::disk::BTPAGETAIL<pst::disk::u32>::cEntMax,
                    &pst::disk::BTPAGETAIL<pst::disk::u32>::cbEnt,
                    &pst::disk::BTPAGETAIL<pst::disk::u32>::cLevel,
                    &pst::disk::BTPAGETAIL<pst::disk::u32>::pageTrailer> {};

template <>
struct bytes::FieldsOf<pst::disk::DLISTPAGEHEADER>
    : bytes::Fields<&pst::disk::DLISTPAGEHEADER::bFlags, &pst::disk::DLISTPAGEHEADER::cEntDList,
                    &pst::disk::DLISTPAGEHEADER::wPadding,
                    &pst::disk::DLISTPAGEHEADER::ulCurrentPage> {};

template <class Word>
struct bytes::FieldsOf<pst::disk::BTPAGE<Word>>
    : bytes::Fields<&pst::disk::BTPAGE<Word>::rgentries, &pst::disk::BTPAGE<Word>::tail> {};

template <class Word>
struct bytes::FieldsOf<pst::disk::BTENTRY<Word>>
    : bytes::Fields<&pst::disk::BTENTRY<Word>::btkey, &pst::disk::BTENTRY<Word>::BREFchild> {};

template <>
struct bytes::FieldsOf<pst::disk::BBTENTRY<pst::disk::u64>>
    : bytes::Fields<&pst::disk::BBTENTRY<pst::disk::u64>::bref,
                    &pst::disk::BBTENTRY<pst::disk::u64>::cb,
                    &pst::disk::BBTENTRY<pst::disk::u64>::cRef,
                    &pst::disk::BBTENTRY<pst::disk::u64>::dwPadding> {};

template <>
struct bytes::FieldsOf<pst::disk::BBTENTRY<pst::disk::u32>>
    : bytes::Fields<&pst::disk::BBTENTRY<pst::disk::u32>::bref,
                    &pst::disk::BBTENTRY<pst::disk::u32>::cb,
                    &pst::disk::BBTENTRY<pst::disk::u32>::cRef> {};

template <>
struct bytes::FieldsOf<pst::disk::NBTENTRY<pst::disk::u64>>
    : bytes::Fields<&pst::disk::NBTENTRY<pst::disk::u64>::nid,
                    &pst::disk::NBTENTRY<pst::disk::u64>::bidData,
                    &pst::disk::NBTENTRY<pst::disk::u64>::bidSub,
                    &pst::disk::NBTENTRY<pst::disk::u64>::nidParent,
                    &pst::disk::NBTENTRY<pst::disk::u64>::dwPadding> {};

template <>
struct bytes::FieldsOf<pst::disk::NBTENTRY<pst::disk::u32>>
    : bytes::Fields<&pst::disk::NBTENTRY<pst::disk::u32>::nid,
                    &pst::disk::NBTENTRY<pst::disk::u32>::bidData,
                    &pst::disk::NBTENTRY<pst::disk::u32>::bidSub,
                    &pst::disk::NBTENTRY<pst::disk::u32>::nidParent> {};

template <>
struct bytes::FieldsOf<pst::disk::XBLOCKHEADER>
    : bytes::Fields<&pst::disk::XBLOCKHEADER::btype, &pst::disk::XBLOCKHEADER::cLevel,
                    &pst::disk::XBLOCKHEADER::cEnt, &pst::disk::XBLOCKHEADER::lcbTotal> {};

template <>
struct bytes::FieldsOf<pst::disk::SLBLOCKHEADER<pst::disk::u64>>
    : bytes::Fields<&pst::disk::SLBLOCKHEADER<pst::disk::u64>::btype,
                    &pst::disk::SLBLOCKHEADER<pst::disk::u64>::cLevel,
                    &pst::disk::SLBLOCKHEADER<pst::disk::u64>::cEnt,
                    &pst::disk::SLBLOCKHEADER<pst::disk::u64>::dwPadding> {};

template <>
struct bytes::FieldsOf<pst::disk::SLBLOCKHEADER<pst::disk::u32>>
    : bytes::Fields<&pst::disk::SLBLOCKHEADER<pst::disk::u32>::btype,
                    &pst::disk::SLBLOCKHEADER<pst::disk::u32>::cLevel,
                    &pst::disk::SLBLOCKHEADER<pst::disk::u32>::cEnt> {};

template <class Word>
struct bytes::FieldsOf<pst::disk::SLENTRY<Word>>
    : bytes::Fields<&pst::disk::SLENTRY<Word>::nid, &pst::disk::SLENTRY<Word>::bidData,
                    &pst::disk::SLENTRY<Word>::bidSub> {};

template <class Word>
struct bytes::FieldsOf<pst::disk::SIENTRY<Word>>
    : bytes::Fields<&pst::disk::SIENTRY<Word>::nid, &pst::disk::SIENTRY<Word>::bid> {};

template <class Word>
struct bytes::FieldsOf<pst::disk::ROOT<Word>>
    : bytes::Fields<&pst::disk::ROOT<Word>::dwReserved, &pst::disk::ROOT<Word>::ibFileEof,
                    &pst::disk::ROOT<Word>::ibAMapLast, &pst::disk::ROOT<Word>::cbAMapFree,
                    &pst::disk::ROOT<Word>::cbPMapFree, &pst::disk::ROOT<Word>::BREFNBT,
                    &pst::disk::ROOT<Word>::BREFBBT, &pst::disk::ROOT<Word>::fAMapValid,
                    &pst::disk::ROOT<Word>::bReserved, &pst::disk::ROOT<Word>::wReserved> {};

template <>
struct bytes::FieldsOf<pst::disk::HEADERSTART>
    : bytes::Fields<&pst::disk::HEADERSTART::dwMagic, &pst::disk::HEADERSTART::dwCRCPartial,
                    &pst::disk::HEADERSTART::wMagicClient, &pst::disk::HEADERSTART::wVer,
                    &pst::disk::HEADERSTART::wVerClient, &pst::disk::HEADERSTART::bPlatformCreate,
                    &pst::disk::HEADERSTART::bPlatformAccess, &pst::disk::HEADERSTART::dwReserved1,
                    &pst::disk::HEADERSTART::dwReserved2> {};

template <>
struct bytes::FieldsOf<pst::disk::HEADER<pst::disk::u64>>
    : bytes::Fields<
          &pst::disk::HEADER<pst::disk::u64>::start, &pst::disk::HEADER<pst::disk::u64>::bidUnused,
          &pst::disk::HEADER<pst::disk::u64>::bidNextP,
          &pst::disk::HEADER<pst::disk::u64>::dwUnique, &pst::disk::HEADER<pst::disk::u64>::rgnid,
          &pst::disk::HEADER<pst::disk::u64>::qwUnused, &pst::disk::HEADER<pst::disk::u64>::root,
          &pst::disk::HEADER<pst::disk::u64>::dwAlign, &pst::disk::HEADER<pst::disk::u64>::rgbFM,
          &pst::disk::HEADER<pst::disk::u64>::rgbFP, &pst::disk::HEADER<pst::disk::u64>::bSentinel,
          &pst::disk::HEADER<pst::disk::u64>::bCryptMethod,
          &pst::disk::HEADER<pst::disk::u64>::rgbReserved,
          &pst::disk::HEADER<pst::disk::u64>::bidNextB,
          &pst::disk::HEADER<pst::disk::u64>::dwCRCFull,
          &pst::disk::HEADER<pst::disk::u64>::rgbReserved2,
          &pst::disk::HEADER<pst::disk::u64>::bReserved,
          &pst::disk::HEADER<pst::disk::u64>::rgbReserved3> {};

template <>
struct bytes::FieldsOf<pst::disk::HEADER<pst::disk::u32>>
    : bytes::Fields<
          &pst::disk::HEADER<pst::disk::u32>::start, &pst::disk::HEADER<pst::disk::u32>::bidNextB,
          &pst::disk::HEADER<pst::disk::u32>::bidNextP,
          &pst::disk::HEADER<pst::disk::u32>::dwUnique, &pst::disk::HEADER<pst::disk::u32>::rgnid,
          &pst::disk::HEADER<pst::disk::u32>::root, &pst::disk::HEADER<pst::disk::u32>::rgbFM,
          &pst::disk::HEADER<pst::disk::u32>::rgbFP, &pst::disk::HEADER<pst::disk::u32>::bSentinel,
          &pst::disk::HEADER<pst::disk::u32>::bCryptMethod,
          &pst::disk::HEADER<pst::disk::u32>::rgbReserved,
          &pst::disk::HEADER<pst::disk::u32>::ullReserved,
          &pst::disk::HEADER<pst::disk::u32>::dwReserved,
          &pst::disk::HEADER<pst::disk::u32>::rgbReserved2,
          &pst::disk::HEADER<pst::disk::u32>::bReserved,
          &pst::disk::HEADER<pst::disk::u32>::rgbReserved3> {};
