#include "formats/wgpo/users.h"

#include <catch2/catch.hpp>
