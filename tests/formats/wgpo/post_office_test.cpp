#include "formats/wgpo/post_office.h"

#include <catch2/catch.hpp>
