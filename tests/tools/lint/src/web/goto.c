// expect 2: return early
    goto out;
