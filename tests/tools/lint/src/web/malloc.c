// expect 2: memory comes from an arena
    p = malloc(8);
