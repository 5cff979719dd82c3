/*
 * The loop and its screens; only for terminal.c (which waits, takes and paints),
 * loop_moves.c, loop_saving.c and loop_signing.c.
 */
#ifndef KUSEI_TERMINAL_LOOP_PRIVATE_H
#define KUSEI_TERMINAL_LOOP_PRIVATE_H

#include <stdbool.h>
#include <stddef.h>

#include "terminal/input.h"
#include "terminal/mouse.h"
#include "terminal/news.h"
#include "terminal/presence.h"
#include "terminal/screen.h"
#include "terminal/tty.h"

struct loop {
    struct app app;
    struct tty *tty;
    struct input *input;
    struct shift *shift;
    struct screen *stack[SCREEN_KINDS]; /* the list at the bottom, each kind at most once */
    size_t depth;
    unsigned redo; /* what the next paint is to do, as in screen.h */
    struct mouse mouse;
    int message_rows;  /* that the message took when it was last painted */
    struct reply held; /* where to go once the loop's question is answered */
    struct presence presence;
    struct news news;
    bool drafted;   /* when it was asked, what was typed had become a draft */
    int64_t key_at; /* when the last key came, as tty_now */
    bool done;
    struct error *failure; /* of terminal_run: why it ended without the person's leave */
};

/* --- loop_moves.c ------------------------------------------------------------- */

/* The screen that the person sees; there must be one. */
struct screen *loop_top(const struct loop *l);
/* What is being typed on it goes into the assessment as it is. */
void loop_commit(struct loop *l);
/* It takes everything anew from the session; what hinders it is said. */
void loop_refresh(struct loop *l);

/* A new screen on top. False with a sentence: the stack is as before. */
bool loop_push(struct loop *l, enum screen_kind kind, struct error *err);
/* The screen on top is closed; the one below is not told. */
void loop_pop(struct loop *l);
/* Back to the screen of that kind where it is open, else a new one on top. */
void loop_show(struct loop *l, enum screen_kind kind);
/* Whether the screen is of all assessments: none is open there. */
bool loop_is_over_all(const struct screen *s);
/* Where the reply goes, without its save. At the list and at what waits, no assessment is open. */
void loop_go(struct loop *l, const struct reply *reply);

/* --- loop_saving.c ------------------------------------------------------------ */

/* What a screen replied: painted, saved and gone to, unless the save has to ask
 * first. */
void loop_perform(struct loop *l, const struct reply *reply);
/* The answer to what the loop asked; 0: left. */
void loop_answer(struct loop *l, char answer);

/* --- loop_signing.c ----------------------------------------------------------- */

/* The first screen: of signing in, where there are accounts and nobody has. */
bool loop_begin(struct loop *l, struct error *err);
/* The person in app.arrived is at work: where the screen was locked and it is the same
 * one, on everything as it was, else on the list. */
void loop_sign_in(struct loop *l);
/* To signing in; whoever was at work is no longer. */
void loop_sign_out(struct loop *l);
/* Locks the screen. What is typed is in the drafts. */
void loop_lock(struct loop *l);
/* Milliseconds until it locks by itself, 0 when it is to, -1: never. */
int loop_lock_patience(const struct loop *l, int64_t now);

#endif
