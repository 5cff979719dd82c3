/*
 * The trail: who did what, when, and why, as a chain that nobody can alter
 * behind the others' backs. Rows are only added, always in the transaction of
 * what they tell of; the file refuses to change or delete one (triggers), and
 * whoever gets past that breaks the chain.
 *
 * The chain, to the byte, for whoever wants to verify it with other means. The
 * table `trail` has the columns
 *
 *     seq, at, who, role, action, assessment, page, revision, subject, old, new, why, hash
 *
 * seq is 1, 2, 3, ... without gaps; at is ISO 8601 UTC ("2026-04-01T09:30:12Z").
 * A value is written canonically as
 *
 *     NULL       the byte 00
 *     integer    the byte 01, then 8 bytes, two's complement, most significant first
 *     text       the byte 02, then its length in bytes as 8 bytes, most
 *                significant first, then the bytes (UTF-8)
 *
 * and hash, 32 bytes, is the SHA-256 (FIPS 180-4) of
 *
 *     the hash of the row before (32 bytes 00 for row 1), and behind it
 *     the twelve columns before `hash`, each canonically, in this order.
 *
 * The one row of `trail_head` has the seq and hash of the last row (0 and 32
 * bytes 00 while there is none).
 *
 * Rows whose subject is "revision" tell of a row of the table `revision`. Every
 * revision has exactly one, in the order of their ids, and `new` is, in 64 small
 * hexadecimal digits, the SHA-256 of these values, each canonically:
 *
 *     revision.id, .page, .at, .author, .action,
 *     page.assessment, .parent, .element of that page,
 *     1 where page.removed is this revision, else 0,
 *     and for every row of `field` of the revision by ordinal: ordinal, path, value.
 *
 * Rows whose subject is "assessment" tell of a new row of `assessment`; every
 * one has exactly one, in the order of their ids, and `new` is likewise that of
 *
 *     assessment.id, .ward_code, .ward_name, .year, .policy, .form_version, .created_at.
 *
 * Rows whose action begins with "account-" tell what became of the account that is
 * their subject, and `new` is what it is now: the same as the last one's of the
 * account (store/account_state.h). Rows whose action is "setting" have the
 * setting's name as subject, and its value as `new`.
 *
 * Rows whose subject is "review" tell what a change left of the tables of the review and
 * of what the city received.
 * `new` has, for each of their rows that was written, a line (they are separated by
 * LF) of a word for the table, its key and a digest, a blank between them: the
 * SHA-256, likewise, of its columns, in this order:
 *
 *     whole K      review.assessment (K), .moves, .open, assessment.state
 *     page K       of review_page: page (K), revision, state, open, who, role, at,
 *                  submitter, submitter_role, submitted_at, approver, approver_role,
 *                  approved_at, approved_revision
 *     remark K     of review_remark: id (K), page, revision, field, quote, who, role, at, text
 *     answer K     of review_answer: id (K), remark, who, role, at, text
 *     signature K  of review_signature: id (K), assessment, who, role, at, meaning,
 *                  digest, content, ended, ended_at
 *     stand-in K   of review_stand_in: id (K), assessment, person, successor, who, at, why
 *     receipt K    of review_receipt: id (K), assessment, number, trail_seq, trail_hash,
 *                  content, who, role, at
 *     file K       of city_file: id (K), digest, bytes (as the byte FF, then their
 *                  number as 8 bytes, most significant first, then the bytes)
 *     received K   of city_submission: id (K), file, name, ward, year, policy,
 *                  form_version, kind, first, trail_seq, trail_hash, content,
 *                  certificate, rules, warnings, refusal, detail, number, received,
 *                  assessment, who, role, at, signed_at
 *     signer K     of city_signer, for every row of the submission K, by ordinal:
 *                  submission, ordinal, name, role, meaning, digest, at
 *     due K        of city_due: id (K), year, day, who, role, at
 *     looked K     of review_looked, for every row of the page K, by person:
 *                  page, person, revision, remark, answer
 *
 * `old` has the same of those that were there before. The last line of a key says what
 * its row is now, and each `old` what the last line before said. An assessment that no
 * line tells of has no row in `review`, and the state "entry".
 *
 * So what the rows tell of cannot be altered either. What is not in the chain:
 * drafts, places, who is where, what the rules last said, the order of pages,
 * how many are done, how often a password was wrong.
 */
#ifndef KUSEI_STORE_TRAIL_H
#define KUSEI_STORE_TRAIL_H

#include <stdbool.h>
#include <stdint.h>

#include "store/store.h"
#include "text/error.h"

enum {
    STORE_HASH_SIZE = 32,
    STORE_HASH_HEX = 2 * STORE_HASH_SIZE + 1 /* as text, with the NUL */
};

/* What happened. Texts are UTF-8; NULL where there is nothing to say, 0 for a
 * number that is not there. who and action are never NULL. */
struct store_trail_entry {
    const char *who;    /* account or login name */
    const char *role;   /* the role in which it was done */
    const char *action; /* a short word: "save", "approve", "user-add" */
    int64_t assessment, page, revision;
    const char *subject; /* what it is about: a field's path, an account's name */
    const char *old;
    const char *new;
    const char *why; /* the reason that the person gave */
};

/* Adds a row, in a transaction of its own. Refused are the subjects "revision",
 * "assessment" and "review" and the actions "setting" and "account-...", which are the
 * store's. Inside the room, what a write adds in its own transaction goes through
 * store/chain.h. */
bool store_trail_add(struct store *s, const struct store_trail_entry *e, struct error *err);

/* The end of the chain: what a submission and a receipt carry. */
struct store_trail_head {
    int64_t seq; /* 0: the trail is empty */
    unsigned char hash[STORE_HASH_SIZE];
};
/* False with a sentence also where the file has lost it. */
bool store_trail_head(struct store *s, struct store_trail_head *out, struct error *err);
/* Whether the chain has that row with that hash. */
bool store_trail_has(struct store *s, const struct store_trail_head *head, bool *has,
                     struct error *err);
/* The hash in small hexadecimal digits. */
void store_hash_hex(const unsigned char hash[STORE_HASH_SIZE], char out[STORE_HASH_HEX]);
/* Reads 64 hexadecimal digits, small or capital. False where it is anything else. */
bool store_hash_read(const char *hex, unsigned char out[STORE_HASH_SIZE]);

/* A row as it stands. */
struct store_trail_row {
    int64_t seq;
    const char *at;
    struct store_trail_entry entry;
    const char *hash; /* in hexadecimal */
};
/* Gives every row to `take`, in order, all of one moment; the texts live as long as
 * the call. It says false to stop, and has written why into err then. */
bool store_trail_read(struct store *s,
                      bool (*take)(void *to, const struct store_trail_row *row, struct error *err),
                      void *to, struct error *err);

#endif
