// expect 1: the first line names the licence
