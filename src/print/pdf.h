/*
 * The flow drawn as PDF with cairo and pango: fonts embedded, text that can be selected
 * and read aloud (tagged), the same bytes for the same flow.
 */
#ifndef KUSEI_PRINT_PDF_H
#define KUSEI_PRINT_PDF_H

#include <stdbool.h>

#include "print/flow.h"
#include "text/buffer.h"
#include "text/error.h"

/* A character that no font has, and where. */
struct pdf_missing {
    unsigned character; /* 0: none is missing */
    const struct flow_box *box;
};

/* Puts the PDF at the end of out. signed_at (may be NULL) becomes the date of the
 * document. False with a sentence, but for a character that is missing: then it is in
 * *missing. */
bool pdf_write(const struct flow *flow, const char *signed_at, struct buffer *out,
               struct pdf_missing *missing, struct error *err);

#endif
