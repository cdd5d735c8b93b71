// expect 2: only http_mhd.c knows
    MHD_stop_daemon(d);
