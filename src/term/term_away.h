/* Away from the terminal for a while: stopped, or while another program has it. Private to term/. */
#ifndef LOKET_TERM_TERM_AWAY_H
#define LOKET_TERM_TERM_AWAY_H

#include "loket/term/term.h"

/* Gives the screen back as it was found: what was shown must not stay behind, neither on it nor in what scrolls back. */
void term_leave(Term *term);
/* In a child: the terminal becomes its standard input, output and error, and signals are as they were before term_open. */
void term_hand_over(const Term *term);

#endif
