#include "formats/wgpo/element.h"

#include <catch2/catch.hpp>
