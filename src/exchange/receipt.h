/*
 * A receipt: what the city gives back for a submission that it took, or the notice
 * that it did not take it. A text in UTF-8 of lines "name value"; empty lines, those
 * that begin with # and names that are not known are passed over:
 *
 *     number      H27-0001       the receipt's number
 *     ward        six digits
 *     year        2015
 *     trail-seq   120            where the ward's trail was
 *     trail-hash  64 hexadecimal digits
 *     content     64 hexadecimal digits: the digest of the content
 *
 * These six are in every receipt. Of the others there may be
 *
 *     outcome     accepted, withdrawn or refused; without it, it is accepted
 *     code        of refusal.h: why it was refused
 *     message     the same in a sentence
 *     received    2016-05-31T01:02:03Z
 *     file        the name that the file had
 *     city-trail-seq, city-trail-hash   where the city's trail was
 *
 * The notice for a file that nobody has proven to be a ward's has no ward, year, trail
 * or content: people read it, and no program reads it in.
 */
#ifndef KUSEI_EXCHANGE_RECEIPT_H
#define KUSEI_EXCHANGE_RECEIPT_H

#include <stdbool.h>

#include "exchange/submission.h"
#include "text/error.h"

enum receipt_outcome { RECEIPT_ACCEPTED, RECEIPT_WITHDRAWN, RECEIPT_REFUSED };

struct receipt {
    enum receipt_outcome outcome;
    char code[32];     /* "" where it was not refused */
    char message[512]; /* likewise; cut at a whole character where it is longer */
    char number[64];
    char ward[16];
    int year;
    long long trail_seq;
    char trail_hash[SUBMISSION_DIGEST];
    char content[SUBMISSION_DIGEST];
};

/* What goes into one that is written. */
struct receipt_paper {
    enum receipt_outcome outcome;
    const char *number;
    const char *ward; /* the code; "" where nobody knows whose it is: then the next four are not
                         read */
    int year;
    long long trail_seq;
    const char *trail_hash, *content;
    const char *code, *message; /* where it was refused */
    const char *received;
    const char *file;
    long long city_seq;
    const char *city_hash;
    const char *heading; /* lines of a text for people, each of which comes behind a # */
};
/* The text; the caller frees. NULL when memory is short. What may not be stored, and
 * line breaks, have been made harmless in it. */
char *receipt_to_string(const struct receipt_paper *paper);

/* Reads a receipt that has all six. False with a sentence that begins with the path. */
bool receipt_read(const char *path, struct receipt *out, struct error *err);

/* NULL where the submission of that ward and year, with that content, goes on from
 * what the receipt is for; else the code of refusal.h that says what stands
 * against it. */
const char *receipt_check(const struct receipt *r, const char *ward, int year, const char *content,
                          const struct submission *s);

#endif
