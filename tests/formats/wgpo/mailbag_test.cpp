#include "formats/wgpo/mailbag.h"

#include <catch2/catch.hpp>
