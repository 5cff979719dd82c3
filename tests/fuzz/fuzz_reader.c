/*
 * Damages official files in ways that people, disks and attackers do, and puts
 * them through the reader in this process (not in its child, so that a sanitizer
 * sees everything). A round fails when a file that the reader takes does not come
 * out of the writer in one form only; a crash ends the program by itself.
 *
 *     fuzz_reader ROUNDS FORM FILE [FORM FILE]...
 *     fuzz_reader --round N FORM FILE [FORM FILE]...
 *
 * FORM is the folder of the form that FILE is in. A round depends on its number
 * and the files alone: --round N does that one again, and writes its input to
 * fuzz_reader.xml.
 */
#include <libxml/parser.h>
#include <stdbool.h>
#include <stdint.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>

#include "exchange/conform.h"
#include "exchange/intake.h"
#include "exchange/parse.h"
#include "exchange/writer.h"
#include "fuzz_dice.h"

enum { SAMPLES_MAX = 8, DAMAGES_MAX = 6 };

struct sample {
    struct conform *conform;
    struct intake in;
};

struct fuzz {
    struct sample samples[SAMPLES_MAX];
    size_t count;
    uint64_t state;
    long taken; /* rounds whose input was good */
};

/* --- chance ---------------------------------------------------------------------- */

static size_t below(struct fuzz *f, size_t limit)
{
    return dice_below(&f->state, limit);
}

/* --- damage ------------------------------------------------------------------------ */

static const char *const tokens[] = {
    "<",
    ">",
    "/>",
    "</",
    "&",
    ";",
    "\"",
    "'",
    "<!--",
    "-->",
    "<?x ",
    "?>",
    "<![CDATA[",
    "]]>",
    "<!DOCTYPE a [<!ENTITY b 'c'>]>",
    "&b;",
    "&#x202E;",
    "&#0;",
    "&#xFFFE;",
    "&#13;",
    "&#9;",
    "&#x1F468;",
    " xmlns='urn:x'",
    " xmlns:p='urn:p' p:a='1'",
    " xml:space='preserve'",
    " id='1.1.a'",
    " follows='1.1.a/1-1'",
    " printed=''",
    "<page>",
    "</page>",
    "<achievement>",
    "<?xml version='1.0' encoding='UTF-16'?>",
    "\xEF\xBB\xBF",
    "\xFF\xFE",
    "\xC2\x9B",
    "\xE2\x80\xAE",
    "\xED\xA0\x80",
    "\xF4\x90\x80\x80",
    "―",
    "①",
    "か\xE3\x82\x99",
    "\r\n",
    "\n",
    "\t",
    " ",
};

/* Takes size bytes out at offset and puts others in their place. */
static bool splice(struct intake *in, size_t offset, size_t size, const char *put, size_t put_size)
{
    char *bytes = malloc(in->size - size + put_size + 1);

    if (bytes == NULL)
        return false;
    memcpy(bytes, in->bytes, offset);
    memcpy(bytes + offset, put, put_size);
    memcpy(bytes + offset + put_size, in->bytes + offset + size, in->size - offset - size);
    in->size = in->size - size + put_size;
    bytes[in->size] = '\0';
    free(in->bytes);
    in->bytes = bytes;
    return true;
}

static size_t run_length(struct fuzz *f, const struct intake *in, size_t offset)
{
    size_t most = below(f, 8) == 0 ? in->size : 64;
    size_t length = below(f, most) + 1;

    return length > in->size - offset ? in->size - offset : length;
}

/* Tokens that may stand in any text: the document stays well-formed. */
static const char *const texts[] = {
    "―",
    "①(ⅰ)",
    "８０％",
    " ",
    "\n",
    "\t",
    "&#10;",
    "&amp;lt;",
    "&#x1F468;",
    "か\xE3\x82\x99",
    "<![CDATA[<&]]>",
    "\xE2\x80\xA8",
    "\xEF\xBB\xBF",
    "葛\xF3\xA0\x84\x80",
    "]] >",
};

/* The end of a tag at or after offset, which is where a text begins. */
static size_t text_after(const struct intake *in, size_t offset)
{
    const char *end = memchr(in->bytes + offset, '>', in->size - offset);

    return end == NULL ? offset : (size_t)(end - in->bytes) + 1;
}

/* The line that offset is in; an official file has an element on each. */
static size_t line_start(const struct intake *in, size_t offset)
{
    while (offset > 0 && in->bytes[offset - 1] != '\n')
        offset--;
    return offset;
}

static size_t line_length(const struct intake *in, size_t start)
{
    const char *end = memchr(in->bytes + start, '\n', in->size - start);

    return end == NULL ? in->size - start : (size_t)(end - in->bytes) + 1 - start;
}

/* A line is lost, or stands somewhere else as well. */
static bool damage_line(struct fuzz *f, struct intake *in, const struct intake *other)
{
    size_t at = line_start(in, below(f, in->size + 1));
    size_t from = line_start(other, below(f, other->size + 1));

    if (below(f, 3) == 0)
        return splice(in, at, line_length(in, at), "", 0);
    return splice(in, at, 0, other->bytes + from, line_length(other, from));
}

static bool damage(struct fuzz *f, struct intake *in)
{
    const struct intake *other = &f->samples[below(f, f->count)].in;
    size_t at = below(f, in->size + 1), from = below(f, other->size + 1);
    const char *token = tokens[below(f, sizeof(tokens) / sizeof(*tokens))];
    const char *text = texts[below(f, sizeof(texts) / sizeof(*texts))];
    char byte = (char)dice_next(&f->state);

    switch (below(f, 12)) {
    case 0: /* one byte is another */
        return splice(in, at, at < in->size, &byte, 1);
    case 1: /* something is lost */
        return splice(in, at, run_length(f, in, at), "", 0);
    case 2: /* it is cut off */
        return below(f, 4) != 0 || splice(in, at, in->size - at, "", 0);
    case 3: /* a piece of another file, or of this one again */
        return splice(in, at, 0, other->bytes + from, run_length(f, other, from));
    case 4: /* something that means something to XML */
        return splice(in, at, below(f, 2) == 0 ? run_length(f, in, at) : 0, token, strlen(token));
    case 5:
    case 6:
    case 7:
        return damage_line(f, in, other);
    default: /* a text is another */
        return splice(in, text_after(in, at), 0, text, strlen(text));
    }
}

static bool copy_sample(const struct sample *s, struct intake *out)
{
    out->size = s->in.size;
    out->bytes = malloc(out->size + 1);
    if (out->bytes == NULL)
        return false;
    memcpy(out->bytes, s->in.bytes, out->size + 1);
    return true;
}

/* --- a round ------------------------------------------------------------------------ */

/* The document, when the bytes are in the layout; NULL otherwise. */
static xmlDoc *take(const struct conform *conform, struct intake *in)
{
    struct notices found = NOTICES_INIT;
    xmlDoc *doc = intake_check(in, NULL) ? parse_strict(in->bytes, in->size, &found) : NULL;

    if (doc != NULL && conform_characters(doc, &found))
        conform_check(conform, doc, &found);
    if (doc != NULL && found.count > 0) {
        xmlFreeDoc(doc);
        doc = NULL;
    }
    if (doc != NULL)
        parse_strip(doc);
    notices_free(&found);
    return doc;
}

static char *write_out(xmlDoc *doc, size_t *size)
{
    struct error err = {""};
    char *bytes = writer_to_string(doc, size, &err);

    if (bytes == NULL)
        fprintf(stderr, "%s\n", err.text);
    return bytes;
}

/* What was taken is written, taken again, and comes out the same. */
static bool is_stable(const struct conform *conform, xmlDoc *doc)
{
    struct intake written = {NULL, 0};
    xmlDoc *again = NULL;
    char *bytes = NULL;
    size_t size = 0;
    bool ok;

    written.bytes = write_out(doc, &written.size);
    if (written.bytes != NULL)
        again = take(conform, &written);
    if (again != NULL)
        bytes = write_out(again, &size);
    ok = bytes != NULL && size == written.size && memcmp(bytes, written.bytes, size) == 0;
    free(bytes);
    xmlFreeDoc(again);
    intake_free(&written);
    return ok;
}

static void keep(const struct intake *in)
{
    FILE *f = fopen("fuzz_reader.xml", "wb");

    if (f == NULL)
        return;
    fwrite(in->bytes, 1, in->size, f);
    fclose(f);
}

static bool run_round(struct fuzz *f, long number, bool alone)
{
    struct intake in = {NULL, 0};
    const struct sample *s;
    xmlDoc *doc;
    bool ok;

    f->state = (uint64_t)number;
    s = &f->samples[below(f, f->count)];
    ok = copy_sample(s, &in);
    for (size_t left = below(f, DAMAGES_MAX) + 1; ok && left > 0; left--)
        ok = damage(f, &in);
    if (!ok) {
        intake_free(&in);
        return false;
    }
    if (alone)
        keep(&in);
    doc = take(s->conform, &in);
    if (doc != NULL) {
        f->taken++;
        ok = is_stable(s->conform, doc);
    }
    xmlFreeDoc(doc);
    intake_free(&in);
    return ok;
}

/* --- the program --------------------------------------------------------------------- */

static bool open_samples(struct fuzz *f, int count, char **arguments)
{
    struct error err = {""};
    bool ok = true;

    for (int i = 0; ok && i + 1 < count && f->count < SAMPLES_MAX; i += 2) {
        struct sample *s = &f->samples[f->count++];

        s->conform = conform_open(arguments[i], &err);
        ok = s->conform != NULL && intake_read(arguments[i + 1], &s->in, &err);
    }
    if (!ok)
        fprintf(stderr, "fuzz_reader: %s\n", err.text);
    return ok && f->count > 0;
}

static void close_samples(struct fuzz *f)
{
    for (size_t i = 0; i < f->count; i++) {
        conform_close(f->samples[i].conform);
        intake_free(&f->samples[i].in);
    }
    xmlCleanupParser();
}

static long run_rounds(struct fuzz *f, long first, long rounds, bool alone)
{
    long failed = 0;

    for (long i = first; i < first + rounds; i++) {
        if (!run_round(f, i, alone)) {
            fprintf(stderr, "fuzz_reader: round %ld is not written in one form\n", i);
            failed++;
        }
        if (i % 1000 == 999) /* after a crash: which rounds to look at */
            fprintf(stderr, "fuzz_reader: %ld rounds\n", i + 1);
    }
    return failed;
}

int main(int argc, char **argv)
{
    struct fuzz f = {.count = 0};
    bool alone = argc > 2 && strcmp(argv[1], "--round") == 0;
    int skip = alone ? 3 : 2;
    long number = argc < skip ? 0 : strtol(argv[skip - 1], NULL, 10), failed = 0;
    long rounds = alone ? 1 : number;
    bool ok = number >= (alone ? 0 : 1) && open_samples(&f, argc - skip, argv + skip);

    if (ok) {
        parse_refuse_loading();
        failed = run_rounds(&f, alone ? number : 0, rounds, alone);
        printf("fuzz_reader: %ld passed, %ld failed (%ld were good files)\n", rounds - failed,
               failed, f.taken);
    } else {
        fprintf(stderr, "usage: fuzz_reader ROUNDS|--round N FORM FILE [FORM FILE]...\n");
    }
    close_samples(&f);
    return ok && failed == 0 ? 0 : 1;
}
