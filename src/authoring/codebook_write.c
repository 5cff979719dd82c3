/* The codebook as a page and as a table. */
#include "config.h"

#include "authoring/codebook_private.h"

#include "text/cells.h"
#include "text/i18n.h"
#include "text/markup.h"

static const char *kind_name(enum codebook_kind kind)
{
    static const char *const names[] = {
        [CODEBOOK_FIELD] = N_("field"), [CODEBOOK_CODE] = N_("code"), [CODEBOOK_RULE] = N_("rule")};
    return _(names[kind]);
}

/* --- CSV ------------------------------------------------------------------------------- */

void codebook_write_csv(const struct codebook *b, struct buffer *out)
{
    cells_write_field(out, _("Kind"));
    for (int i = 0; i < CODEBOOK_COLUMNS; i++) {
        buffer_append_string(out, ",");
        cells_write_field(out, codebook_heading((enum codebook_column)i));
    }
    buffer_append_string(out, "\r\n");
    for (size_t k = 0; k < b->count; k++) {
        cells_write_field(out, kind_name(b->records[k].kind));
        for (int i = 0; i < CODEBOOK_COLUMNS; i++) {
            buffer_append_string(out, ",");
            cells_write_field(out, b->records[k].texts[i]);
        }
        buffer_append_string(out, "\r\n");
    }
}

/* --- HTML ------------------------------------------------------------------------------- */

static const char STYLE[] =
    "body{font-family:sans-serif;margin:1rem;color:#000;background:#fff;line-height:1.5}\n"
    "table{border-collapse:collapse;font-size:.9rem}\n"
    "caption{text-align:left;font-weight:bold;padding:.4rem 0}\n"
    "th,td{border:1px solid #555;padding:.2rem .4rem;vertical-align:top;text-align:left;"
    "font-weight:normal}\n"
    "thead th{background:#eee}\n"
    "ul{margin:0;padding-left:1.2em}\n"
    ".wide{overflow-x:auto}\n"
    ".wide:focus{outline:3px solid #036}\n"
    "@media print{@page{size:A4 landscape;margin:10mm}body{margin:0}table{font-size:7pt}"
    ".wide{overflow:visible}}\n";

/* What the tables show, ended by CODEBOOK_COLUMNS. */
static const enum codebook_column of_fields[] = {
    CODEBOOK_PAGE,     CODEBOOK_JA,       CODEBOOK_EN,      CODEBOOK_NAME,    CODEBOOK_TYPE,
    CODEBOOK_REQUIRED, CODEBOOK_RELEVANT, CODEBOOK_APPLIES, CODEBOOK_PRINTED, CODEBOOK_COLUMNS};
static const enum codebook_column of_rules[] = {CODEBOOK_NAME,   CODEBOOK_PAGE,   CODEBOOK_TYPE,
                                                CODEBOOK_JA,     CODEBOOK_EN,     CODEBOOK_REMEDY,
                                                CODEBOOK_SOURCE, CODEBOOK_COLUMNS};

/* A table that is wider than the window is moved within it, by the keyboard too. */
static void begin_table(struct buffer *out, const char *caption,
                        const enum codebook_column *columns)
{
    buffer_append_string(out, "<div class=\"wide\" role=\"region\" tabindex=\"0\" aria-label=\"");
    markup_text(out, caption);
    buffer_append_string(out, "\">\n<table>\n<caption>");
    markup_text(out, caption);
    buffer_append_string(out, "</caption>\n<thead>\n<tr>\n");
    for (; *columns != CODEBOOK_COLUMNS; columns++) {
        buffer_append_string(out, "<th scope=\"col\">");
        markup_text(out, codebook_heading(*columns));
        buffer_append_string(out, "</th>\n");
    }
    buffer_append_string(out, "</tr>\n</thead>\n<tbody>\n");
}

static void end_table(struct buffer *out)
{
    buffer_append_string(out, "</tbody>\n</table>\n</div>\n");
}

/* The codes that stand behind a field, with their meanings. */
static void write_codes(const struct codebook *b, size_t field, struct buffer *out)
{
    enum codebook_column meaning = b->lang == FORM_EN ? CODEBOOK_EN : CODEBOOK_JA;
    size_t i = field + 1;
    if (i >= b->count || b->records[i].kind != CODEBOOK_CODE)
        return;
    buffer_append_string(out, "<ul>\n");
    for (; i < b->count && b->records[i].kind == CODEBOOK_CODE; i++) {
        buffer_append_string(out, "<li>");
        markup_text(out, b->records[i].texts[CODEBOOK_TYPE]);
        buffer_append_string(out, " ");
        markup_text(out, b->records[i].texts[meaning]);
        buffer_append_string(out, "</li>\n");
    }
    buffer_append_string(out, "</ul>\n");
}

/* A path is its row's heading; a text in one language is said to be. */
static const char *attribute_of(enum codebook_column column)
{
    switch (column) {
    case CODEBOOK_NAME:
        return " scope=\"row\"";
    case CODEBOOK_JA:
        return " lang=\"ja\"";
    case CODEBOOK_EN:
        return " lang=\"en\"";
    default:
        return "";
    }
}

static void write_record(const struct codebook *b, size_t index,
                         const enum codebook_column *columns, struct buffer *out)
{
    buffer_append_string(out, "<tr>\n");
    for (; *columns != CODEBOOK_COLUMNS; columns++) {
        const char *name = *columns == CODEBOOK_NAME ? "th" : "td";
        buffer_append_format(out, "<%s%s>", name, attribute_of(*columns));
        markup_text(out, b->records[index].texts[*columns]);
        if (*columns == CODEBOOK_TYPE)
            write_codes(b, index, out);
        buffer_append_format(out, "</%s>\n", name);
    }
    buffer_append_string(out, "</tr>\n");
}

static void write_table(const struct codebook *b, enum codebook_kind kind, const char *caption,
                        const enum codebook_column *columns, struct buffer *out)
{
    begin_table(out, caption, columns);
    for (size_t i = 0; i < b->count; i++) {
        if (b->records[i].kind == kind)
            write_record(b, i, columns, out);
    }
    end_table(out);
}

void codebook_write_html(const struct codebook *b, struct buffer *out)
{
    buffer_append_format(out,
                         "<!DOCTYPE html>\n<html lang=\"%s\">\n<head>\n<meta charset=\"UTF-8\">\n"
                         "<meta name=\"viewport\" content=\"width=device-width, "
                         "initial-scale=1\">\n<title>",
                         b->lang == FORM_EN ? "en" : "ja");
    markup_text(out, _("Codebook"));
    buffer_append_string(out, ": ");
    markup_text(out, b->title);
    buffer_append_format(out, "</title>\n<style>\n%s</style>\n</head>\n<body>\n<main>\n<h1>",
                         STYLE);
    markup_text(out, b->title);
    buffer_append_string(out, "</h1>\n");
    write_table(b, CODEBOOK_FIELD, _("What is asked"), of_fields, out);
    write_table(b, CODEBOOK_RULE, _("Rules"), of_rules, out);
    buffer_append_string(out, "</main>\n</body>\n</html>\n");
}
