// expect 2: the second line says what the file owns
int x;
