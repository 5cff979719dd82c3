#include "config.h"

#include "command/export_sheet.h"

#include <stdlib.h>
#include <string.h>

#include "command/sheet_order.h"
#include "exchange/writer.h"
#include "print/content.h"
#include "print/flow.h"
#include "print/printer.h"
#include "text/speak.h"

static const char rows_format[] = "text";

bool export_sheet_knows(const char *format)
{
    return strcmp(format, rows_format) == 0 || printer_knows(format);
}

/* --- rows of characters ----------------------------------------------------------------- */

static bool make_flow(struct flow *flow, struct content *content, const struct print_order *order,
                      struct error *err)
{
    char *before = speak_japanese();
    bool good = flow_make(flow, content, order, err);
    speak_again(before);
    return good;
}

static bool write_rows(const struct sheet_order *o, const struct assessment *a, const xmlNode *node,
                       int ambiguous, struct rows_place *place, struct buffer *out,
                       struct error *err)
{
    struct content content;
    bool good = content_make(&content, a, o->sheet, err);
    if (good) {
        struct flow flow;
        good = make_flow(&flow, &content, &o->order, err) &&
               rows_write(&flow, ambiguous, node == NULL ? NULL : flow_find(&flow, o->sheet, node),
                          place, out, err);
        flow_free(&flow);
    }
    content_free(&content);
    return good;
}

bool export_sheet_rows(const struct context *c, const struct assessment *a, const xmlNode *node,
                       int ambiguous, struct rows_place *place, struct buffer *out,
                       struct error *err)
{
    struct sheet_order o;
    bool good =
        sheet_order_make(c, a, &o, err) && write_rows(&o, a, node, ambiguous, place, out, err);
    sheet_order_free(&o);
    return good;
}

/* --- files ------------------------------------------------------------------------------------ */

static bool print(struct context *c, const struct assessment *a, const char *format,
                  struct buffer *out, struct error *err)
{
    struct sheet_order o;
    size_t size = 0;
    char *xml = NULL;
    bool good = sheet_order_make(c, a, &o, err);
    if (good)
        xml = writer_to_string(assessment_document(a), &size, err);
    good = xml != NULL && printer_print(context_helper(c, "kusei-print"), format, context_share(),
                                        context_own_forms(c), &o.order, xml, size, out, err);
    free(xml);
    sheet_order_free(&o);
    return good;
}

char *export_sheet(struct context *c, const struct assessment *a, const char *format, size_t *size,
                   struct error *err)
{
    struct buffer out = BUFFER_INIT;
    struct rows_place place;
    bool rows = strcmp(format, rows_format) == 0;
    /* Excel takes a table for UTF-8 only when it begins with a byte order mark. */
    if (c->bom)
        buffer_append_string(&out, "\xEF\xBB\xBF");
    bool good = rows ? export_sheet_rows(c, a, NULL, c->ambiguous == 2 ? 2 : 1, &place, &out, err)
                     : print(c, a, format, &out, err);
    *size = out.size;
    char *bytes = good ? buffer_take(&out) : NULL;
    buffer_free(&out);
    return bytes;
}
