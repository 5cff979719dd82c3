/*
 * Brings the tables of a file up to date, step by step, and never leaves it
 * between two versions. It knows no table. Inside the room only.
 */
#ifndef KUSEI_STORE_MIGRATE_H
#define KUSEI_STORE_MIGRATE_H

#include "store/connection.h"

/* The sentence for a file of a version this program does not know. Returns
 * false. */
bool store_refuse_version(struct store *s, int version, int known, struct error *err);

/* From one version to the next: SQL, and behind it, where SQL is not enough, a
 * function in the same transaction (NULL: none). */
struct store_step {
    const char *sql;
    bool (*fill)(struct store *s, struct error *err);
};

/* Brings the file from its version (user_version) to version count; steps[i]
 * leads from i to i + 1. Each step is one transaction with its check of
 * foreign keys and its new version number: a step that fails, or is cut off,
 * leaves the version before it. Several processes may do this at once. Refused,
 * with nothing changed, where the version is above count. */
bool store_migrate(struct store *s, const struct store_step *steps, int count, struct error *err);

#endif
