#include "formats/wgpo/letter.h"

#include <catch2/catch.hpp>
