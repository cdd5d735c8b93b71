// expect 2: the database is reached through store/db.h
    sqlite3_step(statement);
