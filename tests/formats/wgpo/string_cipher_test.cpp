#include "formats/wgpo/string_cipher.h"

#include <catch2/catch.hpp>
