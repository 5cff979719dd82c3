/*
 * What the files of an examination share. Nobody outside src/authoring includes this header.
 */
#ifndef KUSEI_AUTHORING_PRIVATE_H
#define KUSEI_AUTHORING_PRIVATE_H

#include "assessment/assessment.h"
#include "authoring/survey.h"
#include "text/error.h"
#include "text/mistakes.h"

struct examination {
    const char *dir; /* the folder, without a slash at its end */
    const struct form *form;
    const struct reference *reference;
    struct mistakes *mistakes;
    struct error *err;
    /* Where form.xml is without a mistake: */
    struct assessment *a; /* with one of everything that can be added */
    struct survey survey; /* of it */
    struct survey_rows rows;
    char path[4096]; /* of examine_file */
};

/* The folder without a slash at its end, and with a name: a form is called by its folder's,
 * which "." has not. The caller frees; NULL when memory is short. */
char *examine_name(const char *dir);

/* The path of a file of the folder; good until the next call. */
const char *examine_file(struct examination *x, const char *name);
/* Whether the folder has it. */
bool examine_has(struct examination *x, const char *name);

/* The path of the file of an instance (NULL: the blank assessment): form.xml, where it has
 * none of its own. Good until the next call of examine_file. */
const char *examine_instance_file(struct examination *x, const xmlDoc *doc);

/* The file and line in which a node of the assessment stands as it came from. */
const char *examine_origin(struct examination *x, const xmlNode *node, long *line);

/* A blank of the form for a ward of its city; NULL with a mistake, or a sentence in err. */
struct assessment *examine_blank(struct examination *x, int year);

/* The parts of an examination. Each adds what it finds; false with a sentence in err when
 * memory is short. */
bool examine_form(struct examination *x);   /* form, instances: makes a, survey and rows */
bool examine_layout(struct examination *x); /* layout.xsd against both */
bool examine_rules(struct examination *x);  /* rules.sch, cases.xml */
bool examine_sheet(struct examination *x);  /* sheet.xml */
bool examine_comparison(struct examination *x);
bool examine_english(struct examination *x); /* what has no English: remarks */

#endif
