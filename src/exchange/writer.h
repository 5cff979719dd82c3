/*
 * The official XML out: UTF-8, LF, two spaces a level, the attributes of
 * forms/README in the order they have there, the same bytes for the same
 * document. A file is written whole or not at all (a temporary beside it,
 * fsync, rename).
 */
#ifndef KUSEI_EXCHANGE_WRITER_H
#define KUSEI_EXCHANGE_WRITER_H

#include <stdbool.h>
#include <stddef.h>

#include "exchange/submission.h"
#include "text/error.h"
#include "xml/libxml2.h"

/* The bytes of the document, followed by a NUL; the caller frees. White space
 * between elements is the writer's own; the text of an element without elements
 * in it comes out as it is. The document is not changed. NULL with a sentence
 * when memory is short, or when it holds a character that may not be stored
 * (text/allowed.h), which would not be XML or be refused by the reader. */
char *writer_to_string(const xmlDoc *doc, size_t *size, struct error *err);

/* The same of a document that is handed in: with what it then carries, not yet
 * signed. NULL for submission: as above. */
char *writer_submission_to_string(const xmlDoc *doc, const struct submission *submission,
                                  size_t *size, struct error *err);

/* Writes bytes to path; NULL or "-" is standard output. A file that is there is
 * replaced, keeps its mode and (where that is allowed) its owner, and is left as
 * it was when anything fails; a symbolic link stays and what it leads to is
 * replaced; a device or pipe is written into. False with a sentence that begins
 * with the path. SIGINT, SIGTERM and SIGHUP wait until the temporary is gone. */
bool writer_write_file(const char *path, const char *bytes, size_t size, struct error *err);

#endif
