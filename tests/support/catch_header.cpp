// Nothing: it is compiled for the sake of its precompiled header, which every test program uses.
