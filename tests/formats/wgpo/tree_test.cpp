#include "formats/wgpo/tree.h"

#include <catch2/catch.hpp>
