/*
 * What a look at a foreign document brought to light, in a form that can pass
 * from the child process that looked to the parent that words it: plain
 * records without pointers. Every string in a record may be hostile text; only
 * wording.h makes sentences of it.
 */
#ifndef KUSEI_EXCHANGE_NOTICE_H
#define KUSEI_EXCHANGE_NOTICE_H

#include <stdbool.h>
#include <stddef.h>

enum notice_kind {
    /* about the whole document; it comes alone */
    NOTICE_ROOT,      /* it can be read; element: the root's, value: policy, detail: form-version */
    NOTICE_MEMORY,    /* memory was short */
    NOTICE_DOCTYPE,   /* it has a document type declaration */
    NOTICE_VERSION,   /* value: the version of XML that it says it is in */
    NOTICE_SYNTAX,    /* not well-formed; code: xmlParserErrors, detail: libxml2's words */
    NOTICE_CHARACTER, /* code: the code point that may not be stored; element, attribute */
    /* faults against the layout; there can be many */
    NOTICE_COMMENT,
    NOTICE_INSTRUCTION, /* value: its target */
    NOTICE_NAMESPACE,   /* value: the name that brings a namespace in */
    NOTICE_LAYOUT,      /* code: xmlParserErrors, value and detail: libxml2's words */
    NOTICE_KINDS,
};

struct notice {
    enum notice_kind kind;
    int line; /* in the file, from 1; 0 when it is not known */
    int code;
    char element[96];
    char attribute[96]; /* "" when it is about the element itself */
    char title[192];    /* the element's title in the layout; "" when it has none */
    char page[96];      /* the id of the page it stands in; "" outside of every page */
    char value[192];
    char detail[384];
};

enum { NOTICES_MAX = 200 }; /* as many as a person would read; the rest is only counted as "more" */

struct notices {
    struct notice *items; /* in the order of their lines */
    size_t count, room;
    bool more;   /* there were more than NOTICES_MAX */
    bool failed; /* memory was short: the list is not whole */
};

#define NOTICES_INIT                                                                               \
    {                                                                                              \
        NULL, 0, 0, false, false                                                                   \
    }

/* An empty notice of that kind. */
struct notice notice_make(enum notice_kind kind, int line);

/* Copies text (may be NULL) into a field of a notice, cut where it does not fit;
 * a cut text ends with "...", so that it never equals a shorter one. */
void notice_copy(char *field, size_t size, const char *text);

/* Puts a copy in behind those of the same line and before those of later lines.
 * What does not fit sets more; a lack of memory sets failed. */
void notices_add(struct notices *list, const struct notice *n);
/* Empties the list, which can be used again. */
void notices_free(struct notices *list);

#endif
