// expect 2: queries stand in .sql files
    const char *q = "SELECT id FROM person";
