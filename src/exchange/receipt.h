/*
 * A receipt: what the city gives back for a submission that it took. A text in
 * UTF-8 of lines "name value"; empty lines, those that begin with # and names
 * that are not known are passed over:
 *
 *     number      H27-0001       the receipt's number
 *     ward        271276
 *     year        2015
 *     trail-seq   120            where the ward's trail was
 *     trail-hash  64 hexadecimal digits
 *     content     64 hexadecimal digits: the digest of the content
 */
#ifndef KUSEI_EXCHANGE_RECEIPT_H
#define KUSEI_EXCHANGE_RECEIPT_H

#include <stdbool.h>

#include "exchange/submission.h"
#include "text/error.h"

struct receipt {
    char number[64];
    char ward[16];
    int year;
    long long trail_seq;
    char trail_hash[SUBMISSION_DIGEST];
    char content[SUBMISSION_DIGEST];
};

/* Reads a receipt that has all six. False with a sentence that begins with the path. */
bool receipt_read(const char *path, struct receipt *out, struct error *err);

/* NULL where the submission of that ward and year, with that content, goes on from
 * what the receipt is for; else the code of refusal.h that says what stands
 * against it. */
const char *receipt_check(const struct receipt *r, const char *ward, int year, const char *content,
                          const struct submission *s);

#endif
