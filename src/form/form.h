/*
 * A form: what a policy asks, read from forms/NAME/form.xml in the vocabulary
 * of W3C XForms 1.1 (the subset in forms/README). This room reads and checks
 * the form; it knows no assessment and nothing of any policy.
 *
 * A form's body is a tree of items. Items whose appearance is "full" are pages;
 * group and repeat nest, and the controls (input, textarea, select1, output)
 * are leaves. Texts for people stand in ja and en; ja is always there.
 */
#ifndef KUSEI_FORM_FORM_H
#define KUSEI_FORM_FORM_H

#include <stdbool.h>
#include <stddef.h>

#include "form/expression.h"
#include "text/error.h"
#include "text/mistakes.h"
#include "xml/libxml2.h"

enum form_lang { FORM_JA, FORM_EN, FORM_LANGS };

/* A text for people. It is a list of parts: literal text, and values that are
 * XPath to be evaluated where the item stands (`output` in a `label`). Each
 * language has its own list; the one in ja is never empty for a label. White
 * space at both ends is gone and a run of it is one space, U+3000 excepted. */
struct form_part {
    char *literal;            /* NULL when it is a value */
    struct expression *value; /* NULL when it is literal */
};

struct form_text {
    struct form_part *parts[FORM_LANGS];
    size_t count[FORM_LANGS]; /* 0: no text in that language */
};

struct form_choice {
    char *value;            /* as stored, canonical */
    struct form_text label; /* what it means */
};

enum form_kind {
    FORM_GROUP,    /* a heading with items below it; a ref moves the context node */
    FORM_REPEAT,   /* its items once for each node of its nodeset */
    FORM_INPUT,    /* one line */
    FORM_TEXTAREA, /* many lines */
    FORM_SELECT1,  /* one of the choices */
    FORM_OUTPUT,   /* shown, not entered */
};

enum form_type {
    FORM_STRING,
    FORM_INTEGER, /* xs:integer */
    FORM_DECIMAL, /* xs:decimal */
    FORM_CODE,    /* kusei:code, a page's code such as 1-1; see fold_code */
    FORM_FIGURE,  /* kusei:figure: content as printed, attributes the measure */
};

/* One `bind`: properties of the nodes of its nodeset (XForms 1.1, section 6). */
struct form_bind {
    struct expression *nodeset;
    enum form_type type;
    struct expression *required;  /* NULL: false() */
    struct expression *relevant;  /* NULL: true() */
    struct expression *readonly;  /* NULL: false() */
    struct expression *calculate; /* NULL: none */
    char *required_written;       /* the two as they are written, for whoever shows them; or NULL */
    char *relevant_written;
    struct expression **propose; /* kusei:propose: the prose a figure may be read from, in order */
    size_t propose_count;
    struct expression *carry; /* kusei:carry: the value in a new year; NULL: last year's */
    bool not_applicable; /* kusei:not-applicable: whether ― may be entered; true unless "false()" */
    int line;            /* in form.xml */
};

struct form_item {
    enum form_kind kind;
    bool page;                 /* appearance="full" */
    char *id;                  /* the id attribute, or NULL */
    struct expression *ref;    /* ref, nodeset, or value of an output; NULL: the context itself */
    struct expression *origin; /* repeat: the prototype of a new row (insert/@origin), or NULL */
    struct form_text label;
    struct form_text help; /* long; shown on a key */
    struct form_text hint; /* one line; shown at the field */
    struct form_choice *choices;
    size_t choice_count;
    int line; /* in form.xml */
    struct form_item *parent, *first_child, *next;
};

struct form;

/* Reads dir/form.xml and the instances it names. NULL when the form is not in
 * the vocabulary; the sentence has file, line and reason. */
struct form *form_read(const char *dir, struct error *err);
/* The same for whoever writes the form: mistakes gets everything that is refused, not only
 * the first. Where that is something of form.xml, what is read is not whole, and good for
 * nothing but its instances (which may be missing) and form_free. NULL where nothing could
 * be read at all, which is among the mistakes, or else in err. */
struct form *form_read_all(const char *dir, struct mistakes *mistakes, struct error *err);
void form_free(struct form *f);

/* All strings belong to the form. The folder, with its path: */
const char *form_dir(const struct form *f);
const char *form_name(const struct form *f);      /* the folder's own name */
const char *form_version(const struct form *f);   /* "1" */
const char *form_city_code(const struct form *f); /* city whose wards report, six digits */
int form_first_year(const struct form *f);        /* fiscal years the policy covers */
int form_last_year(const struct form *f);
const struct form_text *form_title(const struct form *f);

const struct form_item *form_body(const struct form *f); /* a group; never NULL */
size_t form_bind_count(const struct form *f);
const struct form_bind *form_bind(const struct form *f, size_t index);

/* The blank assessment, the first instance, without the indentation between its elements
 * (form/indent.h); the caller frees. It is made anew each time: it is seldom wanted, and as
 * a document it takes several times as much memory as the text that the form keeps. NULL
 * when memory is short. */
xmlDoc *form_blank(const struct form *f);
/* The name of the file that it was read from; NULL: it stands in form.xml. */
const char *form_blank_file(const struct form *f);

/* Another instance, of that id ("policy", "prototypes"), owned by the form, never to be
 * changed, and without indentation too. NULL when there is none. */
const xmlDoc *form_instance(const struct form *f, const char *id);

/* These in order, index from 0: the document, and in *file (NULL: it stands in form.xml)
 * the name of the file that it was read from. NULL at the end. */
const xmlDoc *form_instance_at(const struct form *f, size_t index, const char **file);

#endif
