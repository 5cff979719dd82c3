/* Lists and texts in a small window. */
#include "config.h"

#include "terminal/small.h"

#include <stdlib.h>
#include <string.h>

#include "text/buffer.h"
#include "text/width.h"

enum {
    TABLE_FROM = 72,  /* columns of the window from which there is room for a table */
    MARGIN_FROM = 40, /* columns of the window from which margins are as usual */
    ROWS_FROM = 8,    /* rows from which list, text and headings stand apart */
};

bool small_is_narrow(const struct canvas *canvas)
{
    return canvas->cols < TABLE_FROM;
}

int small_margin(const struct canvas *canvas, int usual)
{
    return canvas->cols < MARGIN_FROM && usual > 1 ? 1 : usual;
}

struct small_parts small_divide(int rows, int least)
{
    bool apart = rows >= ROWS_FROM;
    int list = rows / 3;

    if (list < (apart ? least : 1)) {
        list = apart ? least : 1;
    }
    int text = rows - list - (apart ? 1 : 0);
    return (struct small_parts){list, text < 1 ? 1 : text};
}

int small_heading(int rows, int wanted)
{
    return rows < ROWS_FROM ? 0 : wanted;
}

/* NULL when memory is short: the row stays blank then. */
static char *join(const char *const *texts, size_t count)
{
    struct buffer row = BUFFER_INIT;

    for (size_t i = 0; i < count; i++) {
        if (texts[i] && *texts[i]) {
            buffer_append_format(&row, "%s%s", row.size > 0 ? "  " : "", texts[i]);
        }
    }
    return buffer_take(&row);
}

void small_draw_row(struct pen *pen, unsigned style, const char *const *texts, size_t count)
{
    char *row = join(texts, count);

    draw_clipped(pen, style, row ? row : "");
    free(row);
}

bool small_row_fits(const struct canvas *canvas, const char *const *texts, size_t count)
{
    char *row = join(texts, count);
    bool fits = row && 1 + width_of_text(row, strlen(row)) <= canvas->cols;

    free(row);
    return fits;
}
