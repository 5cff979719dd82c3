/*
 * A vocabulary as a table, for the small files of a form's folder: which element may hold
 * which attributes and children, and what must be there. Nobody outside src/form includes
 * this header.
 */
#ifndef KUSEI_FORM_TABLE_VOCABULARY_H
#define KUSEI_FORM_TABLE_VOCABULARY_H

#include <stdbool.h>

#include "form/form_private.h"
#include "xml/libxml2.h"

/* What has a language (xml:lang) holds text; everything else is elements and white space. A label
 * stands once in Japanese and once in English at most. */
struct table_rule {
    const char *name;
    const char *attributes; /* with a space between; "!" behind those that must be there */
    const char *children;   /* the same */
};

/* An attribute that takes one of a few words. */
struct table_choice {
    const char *name;
    const char *words;
};

struct table_vocabulary {
    const char *name_space;
    int section;                        /* of forms/README, for the sentences */
    const struct table_rule *rules;     /* the root's first; ended by one without a name */
    const struct table_choice *choices; /* the same */
};

/* Holds the whole document against the table. What it lets pass can be read without asking
 * again. False with file, line, reason and what to do, for the first place where it departs. */
bool table_vocabulary_check(const struct form_reader *reader, const struct table_vocabulary *table,
                            xmlNode *root);

#endif
