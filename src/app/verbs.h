// SPDX-License-Identifier: EUPL-1.2
// Verbs that change a house from the shell, for main.c: argv[0] is the verb; they give the exit
// code.
#ifndef VLIEGWIEL_VERBS_H
#define VLIEGWIEL_VERBS_H

int user_main(int argc, char **argv);   // accounts: add, list, password
int import_main(int argc, char **argv); // a file of people or applications
int demo_main(int argc, char **argv);   // the invented municipality
#endif
