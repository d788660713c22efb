#include "formats/wgpo/ffapi.h"

#include <catch2/catch.hpp>
