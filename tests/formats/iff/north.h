// A small set, typed: two files of FORMAT.md's grammar with every kind of section.
#pragma once

#include <string>
#include <string_view>

namespace test {

/// 327 bytes. The attachment has what looks like a section in it.
inline const std::string kNorthSec =
    "Type,Length,Encoding,Islast,Name,Position,Format\r\n"
    "Body,22,,TRUE,,,\r\nLine one.\r\nLine two.\r\n\r\n"
    "Body,15,,FALSE,,,\r\nSee the file.\r\n\r\nAttachment,20,,TRUE,raw.bin,-1,None\r\n" +
    std::string("\0", 1) +
    "\r\nBody,9,,TRUE,,,\r\n\r\n"
    "Other,40,,TRUE,,,\r\nAnn Ash[SMTP:ann@north.example];Bo Birch\r\n"
    "Body,0,,FALSE,,,\r\n\r\nDocument,3,,TRUE,plan.txt,0,\r\nabc\r\n"
    "Body,5,,TRUE,,,\r\nHello\r\n";

inline constexpr std::string_view kNorthPri =
    "MAILMESSAGE,SMTP:bo@north.example\r\n"
    "Folder,Sender,To,Cc,Bcc,Subject,Send-Date,Received-Date,Priority,Unread,Unsent,Body\r\n"
    ",Ann Ash[SMTP:ann@north.example],Bo Birch,,,First,19970506151000,19970506151100,0,TRUE,FALSE,"
    "#NORTH.SEC(50)\r\n"
    "Projects\\One Two,Ann Ash,#NORTH.SEC(187),,,\"#1, \"\"quoted\"\"\",,,,,,#NORTH.SEC(92)\r\n"
    "Files,,,,,,,,,,,#NORTH.SEC(248)\r\n"
    "Sent Items,Bo Birch,Ann Ash,,,Re: First,19970507080000,,1,FALSE,FALSE,#NORTH.SEC(303),0,0\r\n";

inline constexpr std::string_view kNorthPkl =
    "1252\r\n\r\nFilename,Filetype\r\nNORTH.PRI,Primary\r\nNORTH.SEC,Secondary\r\n";

}  // namespace test
