#include "formats/wgpo/attachment_file.h"

#include <catch2/catch.hpp>
