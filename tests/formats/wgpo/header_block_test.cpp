#include "formats/wgpo/header_block.h"

#include <catch2/catch.hpp>
