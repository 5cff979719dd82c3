/*
 * Damages a sheet's cells in ways that people, spreadsheets and attackers do, and reads
 * them as `kusei import --tsv` does. A round fails when what was read is no assessment,
 * or what was refused has no sentence; a crash ends the program by itself.
 *
 *     fuzz_tsv ROUNDS SHARE FILE [--round N]
 *
 * SHARE is the folder with forms/ and data/, FILE an official file, whose cells are the
 * sample. A round depends on its number and the file alone: --round N does that one
 * again, and writes its input to fuzz_tsv.txt.
 */
#include <stdbool.h>
#include <stdint.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>

#include "exchange/reader.h"
#include "exchange/tsv.h"
#include "fuzz_dice.h"
#include "print/content.h"
#include "print/grid.h"
#include "text/buffer.h"

enum { DAMAGES_MAX = 6 };

struct fuzz {
    struct catalogue *catalogue;
    const struct form *form;
    const struct ward *ward;
    int year;
    char *sample;
    size_t size;
    uint64_t state;
    long taken; /* rounds whose input was good */
    size_t doubts;
};

/* --- the sample ------------------------------------------------------------------- */

static void put_cell(struct buffer *out, const char *text)
{
    bool quote = strpbrk(text, "\t\n\"") != NULL;

    buffer_append_string(out, quote ? "\"" : "");
    for (; *text != '\0'; text++)
        buffer_append(out, *text == '"' ? "\"\"" : text, *text == '"' ? 2 : 1);
    buffer_append_string(out, quote ? "\"" : "");
}

/* The cells come row by row, from left to right. */
static void put_grid(struct buffer *out, const struct grid *grid)
{
    size_t next = 0;

    for (size_t row = 0; row < grid->row_count; row++) {
        for (size_t column = 0; column < grid->column_count; column++) {
            buffer_append_string(out, column > 0 ? "\t" : "");
            if (next < grid->cell_count && grid->cells[next].row == row &&
                grid->cells[next].column == column) {
                if (!grid->cells[next].hidden)
                    put_cell(out, grid->cells[next].text);
                next++;
            }
        }
        buffer_append_string(out, "\r\n");
    }
}

static bool put_sheet(struct buffer *out, const struct assessment *a, struct error *err)
{
    struct sheet *sheet = sheet_read(assessment_form(a), err);
    struct content content = {.a = NULL};
    bool good = sheet != NULL && content_make(&content, a, sheet, err);

    for (size_t i = 0; good && i < content.spread_count; i++) {
        const struct content_spread *spread = &content.spreads[i];
        for (size_t page = 0; good && page < spread->layout->page_count; page++) {
            struct grid grid;
            good = grid_make(&grid, &content, spread, page, err);
            if (good)
                put_grid(out, &grid);
            grid_free(&grid);
        }
    }
    if (sheet != NULL)
        content_free(&content);
    sheet_free(sheet);
    return good;
}

static bool open_sample(struct fuzz *f, const char *share, const char *path, struct error *err)
{
    struct reader_result read;
    struct buffer out = BUFFER_INIT;

    f->catalogue = catalogue_open(share, err);
    if (f->catalogue == NULL || !reader_read(f->catalogue, path, &read, err))
        return false;
    if (read.doc == NULL)
        return error_set(err, "%s is not in the layout", path);
    const struct reference *reference = catalogue_reference(f->catalogue);
    struct assessment *a = assessment_from_document(read.form, reference, read.doc, err);
    reader_result_free(&read);
    if (a == NULL)
        return false;
    f->form = assessment_form(a);
    f->year = assessment_year(a);
    f->ward = reference_find_ward(reference, NULL, assessment_ward_code(a), err);
    bool good = f->ward != NULL && put_sheet(&out, a, err);
    assessment_free(a);
    f->size = out.size;
    f->sample = buffer_take(&out);
    return good && f->sample != NULL;
}

/* --- damage ------------------------------------------------------------------------ */

static size_t below(struct fuzz *f, size_t limit)
{
    return dice_below(&f->state, limit);
}

static const char *const tokens[] = {
    "\t",
    "\t\t\t\t",
    "\"",
    "\"\"",
    "\r",
    "\n",
    "\r\n",
    "\n\n\n",
    "\xEF\xBB\xBF",
    "\x01",
    "\xC2\x9B",
    "\xE2\x80\xAE",
    "―",
    "　",
    "①(ⅱ)",
    "【1-1】\n",
    "【",
    "80％以上",
    "平成28年度",
    "課題\t課題\n",
    "か\xE3\x82\x99",
    "葛\xF3\xA0\x84\x80",
};

/* Takes length bytes out at offset and puts others in their place. */
static bool splice(struct buffer *b, size_t offset, size_t length, const char *put, size_t size)
{
    struct buffer out = BUFFER_INIT;

    buffer_append(&out, b->data, offset);
    buffer_append(&out, put, size);
    buffer_append(&out, b->data + offset + length, b->size - offset - length);
    buffer_free(b);
    *b = out;
    return !out.failed;
}

/* The end of the character that offset is in: most damage leaves the encoding whole. */
static size_t whole(const char *text, size_t size, size_t offset)
{
    while (offset < size && (text[offset] & 0xC0) == 0x80)
        offset++;
    return offset;
}

static size_t line_start(const struct buffer *b, size_t offset)
{
    while (offset > 0 && b->data[offset - 1] != '\n')
        offset--;
    return offset;
}

static bool damage(struct fuzz *f, struct buffer *b)
{
    const char *token = tokens[below(f, sizeof tokens / sizeof *tokens)];
    size_t at = below(f, b->size + 1), from = below(f, f->size);
    size_t length = below(f, below(f, 8) == 0 ? b->size : 64) + 1;
    size_t more = whole(f->sample, f->size, from + length < f->size ? from + length : f->size);
    char byte = (char)dice_next(&f->state);

    if (below(f, 20) == 0) /* one byte is another */
        return splice(b, at, at < b->size, &byte, 1);
    at = whole(b->data, b->size, at);
    from = whole(f->sample, f->size, from);
    more = more < from ? from : more;
    length = length > b->size - at ? b->size - at : length;
    length = whole(b->data, b->size, at + length) - at;
    switch (below(f, 7)) {
    case 1: /* something is lost */
        return splice(b, at, length, "", 0);
    case 2: /* a piece of it again */
        return splice(b, at, 0, f->sample + from,
                      length < f->size - from ? length : f->size - from);
    case 3: /* a line is lost */
        at = line_start(b, at);
        length = strcspn(b->data + at, "\n");
        return splice(b, at, length + (at + length < b->size), "", 0);
    case 4: /* it is cut off */
        return below(f, 8) != 0 || splice(b, at, b->size - at, "", 0);
    default: /* something that means something here */
        return splice(b, at, below(f, 3) == 0 ? length : 0, token, strlen(token));
    }
}

/* --- a round ------------------------------------------------------------------------ */

static void keep(const struct buffer *b)
{
    FILE *file = fopen("fuzz_tsv.txt", "wb");

    if (file == NULL)
        return;
    fwrite(b->data, 1, b->size, file);
    fclose(file);
}

static bool run_round(struct fuzz *f, long number, bool alone)
{
    struct buffer b = BUFFER_INIT;
    struct tsv_result read;
    struct error err = {""};

    f->state = (uint64_t)number;
    buffer_append(&b, f->sample, f->size);
    bool ok = !b.failed;
    for (size_t left = below(f, DAMAGES_MAX) + 1; ok && left > 0; left--)
        ok = damage(f, &b);
    if (ok && alone)
        keep(&b);
    if (ok && tsv_read_bytes(f->form, catalogue_reference(f->catalogue), f->ward, f->year, b.data,
                             b.size, FORM_EN, &read, &err)) {
        ok = read.a != NULL && read.cells > 0;
        f->taken++;
        f->doubts += read.doubts.count;
        for (size_t i = 0; i < read.doubts.count; i++)
            ok = ok && read.doubts.items[i].message[0] != '\0';
        tsv_result_free(&read);
    } else {
        /* Whatever the cells are, they make no assessment that is not in the layout. */
        ok = ok && err.text[0] != '\0' && strstr(err.text, "official layout") == NULL;
    }
    buffer_free(&b);
    if (!ok)
        fprintf(stderr, "fuzz_tsv: round %ld: %s\n", number, err.text);
    return ok;
}

int main(int argc, char **argv)
{
    struct fuzz f = {.catalogue = NULL};
    struct error err = {""};
    bool alone = argc == 6 && strcmp(argv[4], "--round") == 0;

    if (argc != 4 && !alone) {
        fprintf(stderr, "usage: fuzz_tsv ROUNDS SHARE FILE [--round N]\n");
        return 2;
    }
    bool ok = open_sample(&f, argv[2], argv[3], &err);
    if (!ok)
        fprintf(stderr, "fuzz_tsv: %s\n", err.text);
    long first = alone ? strtol(argv[5], NULL, 10) : 1;
    long last = alone ? first : strtol(argv[1], NULL, 10);
    for (long number = first; ok && number <= last; number++)
        ok = run_round(&f, number, alone);
    if (ok)
        printf("fuzz_tsv: %ld rounds, %ld of them read, with %zu doubts\n", last - first + 1,
               f.taken, f.doubts);
    free(f.sample);
    catalogue_free(f.catalogue);
    return ok ? 0 : 1;
}
